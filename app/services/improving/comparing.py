"""Scenarios side by side: what each would change, and what of it no longer fits the map."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.reports.improvement.effects import Effect, effects, loss
from app.reports.improvement.plan import supposed, without
from app.reports.sentences import Speaker
from app.services.improving import asking
from app.services.improving.answers import left
from app.services.improving.scenarios import supposed_by
from app.services.improving.supposing import SHARE, Supposed
from app.services.showing import analysis
from app.services.showing.analysis import FiguresMissing, NoFigures, Propagation
from app.services.showing.memory import NotYet
from app.wording import wording
from graphs.propagation.questions.present import Present
from graphs.propagation.questions.scenarios import Scenario, Setting
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import Comparison
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, warning
from process_models.domain.scenarios import SavedScenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A scenario: `supposed` of it what fits the map, in words `said`; its effects; `gone` how much no longer fits.

    `problems` say why it cannot be computed although everything in it is there.
    """

    scenario: SavedScenario
    supposed: Supposed
    said: tuple[str, ...] = ()
    gone: int = 0
    effects: tuple[Effect, ...] = ()
    loss: Effect | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Scenarios in the order in which they were saved; `missing` says why there are no figures."""

    columns: tuple[Column, ...] = ()
    missing: Problem | None = None
    is_pending: bool = False


def side_by_side(
    opened: ValueChainMap, scenarios: Sequence[SavedScenario], *, language: str, within: float | None = None
) -> Compared:
    """Return what each of some scenarios would change."""
    until = None if within is None else time.monotonic() + within
    bare = tuple(Column(scenario=each, supposed=supposed_by(each)) for each in scenarios)
    found = analysis.exact(opened, within=within)
    if isinstance(found, NoFigures):
        return Compared(columns=bare, missing=found.problem, is_pending=found.is_pending)
    speaker = Speaker(found.chain, wording(language))
    try:
        present = asking.present(opened, within=left(until))
        columns = [_fitting(each, present, speaker) for each in bare]
        compared = _compared(opened, [each.supposed.scenario for each in columns], left(until))
    except NotYet:
        return Compared(columns=bare, missing=warning("answer-pending"), is_pending=True)
    except FiguresMissing as reason:
        return Compared(columns=bare, missing=reason.problems[0])
    told = zip(columns, compared, strict=True)
    return Compared(columns=tuple(_told(column, answer, found, speaker) for column, answer in told))


def _fitting(column: Column, present: Mapping[str, Present], speaker: Speaker) -> Column:
    """Return a column without what no longer fits the map."""
    fits = tuple(each for each in column.supposed.settings if _fits(each, present))
    removed = tuple(thing for thing in column.supposed.removed if thing in present)
    things = tuple(dict.fromkeys([*(each.thing for each in fits), *removed]))
    numbers = (supposed(each.thing, each.field, each.value, speaker) for each in fits)
    return replace(
        column,
        supposed=Supposed(things=things, settings=fits, removed=removed),
        said=(*numbers, *(without(thing, speaker) for thing in removed)),
        gone=len(column.supposed.settings) + len(column.supposed.removed) - len(fits) - len(removed),
    )


def _fits(setting: Setting, present: Mapping[str, Present]) -> bool:
    known = present.get(setting.thing)
    return known is not None and (setting.field != SHARE or known.share is not None)


def _compared(
    opened: ValueChainMap, scenarios: Sequence[Scenario], within: float | None
) -> list[Comparison | QuestionRefused]:
    """Return what each scenario would change, all in one batch; where one of them cannot be, each by itself."""
    try:
        return list(asking.comparisons(opened, tuple(scenarios), within=within))
    except QuestionRefused:
        return [_alone(opened, each, within) for each in scenarios]


def _alone(opened: ValueChainMap, scenario: Scenario, within: float | None) -> Comparison | QuestionRefused:
    try:
        return asking.comparisons(opened, (scenario,), within=within)[0]
    except QuestionRefused as reason:
        return reason


def _told(column: Column, answer: Comparison | QuestionRefused, found: Propagation, speaker: Speaker) -> Column:
    if isinstance(answer, QuestionRefused):
        return replace(column, problems=answer.problems)
    return replace(
        column,
        effects=effects(found, answer, speaker),
        loss=loss(answer, speaker.words),
        problems=answer.warnings,
    )
