"""What would be if: the improvement page's answer to what somebody supposes."""

import time
from dataclasses import dataclass, replace

from app.reports.improvement.effects import Effect, effects, loss
from app.reports.improvement.losses import by_contribution
from app.reports.sentences import Speaker
from app.services.improving import asking
from app.services.improving.levers import FIRST, Subject, moved, subject
from app.services.improving.supposing import Supposed
from app.services.showing import analysis
from app.services.showing.analysis import FiguresMissing, NoFigures, Propagation
from app.services.showing.memory import NotYet
from app.wording import wording
from graphs.propagation.questions.present import Present
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What would be if.

    `supposed` is what was understood; `subjects` the things with their levers, `others` those that can be added;
    `effects` what becomes of every outcome, `loss` of the expected loss; `problems` what was not understood.
    Where there is nothing to tell, `missing` says why, and `is_pending` that it is coming.
    """

    supposed: Supposed
    subjects: tuple[Subject, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    effects: tuple[Effect, ...] = ()
    loss: Effect | None = None
    problems: tuple[Problem, ...] = ()
    missing: Problem | None = None
    is_pending: bool = False


def what_if(opened: ValueChainMap, supposed: Supposed, *, language: str, within: float | None = None) -> Answer:
    """Return what would be if, with the levers to suppose something else."""
    until = None if within is None else time.monotonic() + within
    found = analysis.exact(opened, within=within)
    if isinstance(found, NoFigures):
        return Answer(supposed=supposed, missing=found.problem, is_pending=found.is_pending)
    try:
        present = asking.present(opened, within=left(until))
        known = _known(moved(supposed, present), present)
        return _with_effects(_page(found, present, known, language), opened, found, language, left(until))
    except NotYet:
        return Answer(supposed=supposed, missing=warning("answer-pending"), is_pending=True)
    except FiguresMissing as reason:
        return Answer(supposed=supposed, missing=reason.problems[0])


def effect(opened: ValueChainMap, supposed: Supposed, *, language: str, within: float | None = None) -> Answer:
    """Return only what would be if: what a page asks while a slider moves."""
    until = None if within is None else time.monotonic() + within
    found = analysis.exact(opened, within=within)
    if isinstance(found, NoFigures):
        return Answer(supposed=supposed, missing=found.problem, is_pending=found.is_pending)
    bare = Answer(supposed=supposed, problems=supposed.problems)
    try:
        return _with_effects(bare, opened, found, language, left(until))
    except NotYet:
        return replace(bare, missing=warning("answer-pending"), is_pending=True)
    except FiguresMissing as reason:
        return replace(bare, missing=reason.problems[0])


def left(until: float | None) -> float | None:
    """Return what is left of the seconds until a moment."""
    return None if until is None else max(0.0, until - time.monotonic())


def _known(supposed: Supposed, present: dict[str, Present]) -> Supposed:
    """Return what is supposed of things that the map has; what it does not have is a problem."""
    gone = [thing for thing in supposed.things if thing not in present]
    for thing in gone:
        supposed = supposed.without(thing)
    problems = tuple(error("supposed-not-there", thing=thing) for thing in gone)
    return replace(supposed, problems=(*supposed.problems, *problems))


def _page(found: Propagation, present: dict[str, Present], supposed: Supposed, language: str) -> Answer:
    """Return the levers of the things that were chosen; of those that contribute most, where none was."""
    speaker, shares = Speaker(found.chain, wording(language)), by_contribution(found)
    if not supposed.things:
        first = [thing for thing, share in shares.items() if share > 0] or list(shares)
        supposed = replace(supposed, things=tuple(first[:FIRST]))
    return Answer(
        supposed=supposed,
        subjects=tuple(subject(thing, found, present[thing], supposed, shares, speaker) for thing in supposed.things),
        others=tuple((thing, speaker.thing(thing)) for thing in shares if thing not in supposed.things),
        problems=supposed.problems,
    )


def _with_effects(
    answer: Answer, opened: ValueChainMap, found: Propagation, language: str, within: float | None
) -> Answer:
    """Return an answer with what becomes of the outcomes; where the engine refuses, with what they are today."""
    try:
        (compared,) = asking.comparisons(opened, (answer.supposed.scenario,), within=within)
    except QuestionRefused as reason:
        today = replace(answer, supposed=replace(answer.supposed, settings=(), removed=()))
        refused = _with_effects(today, opened, found, language, within)
        return replace(refused, supposed=answer.supposed, problems=(*answer.problems, *reason.problems))
    words = wording(language)
    return replace(
        answer,
        effects=effects(found, compared, Speaker(found.chain, words)),
        loss=loss(compared, words),
        problems=(*answer.problems, *compared.warnings),
    )
