"""What is asked of a kept map beyond its figures: answered by the same workers, and remembered for its revision."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from app.reports.questions.documents import Findings
from app.services.showing import computing, questions, simulating
from app.services.showing.computing import FiguresMissing, NoFigures
from app.services.showing.memory import Made, Memory
from app.services.showing.questions import Scenario
from app.services.turns import Turns
from graphs.propagation import Propagation
from graphs.propagation.questions.diagnosis import Diagnosis
from graphs.propagation.questions.things import QuestionRefused as QuestionRefused  # noqa: PLC0414 - pages tell it
from graphs.propagation.worker import Refusal
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap

MOST_DRAWS = 10_000
LARGEST_SEED = 2**32 - 1

_MOST, _LARGEST = 128, 16 << 20
_kept: Memory[Any] = Memory(most=_MOST, largest=_LARGEST, hands=1)
"""One hand, so that a worker is always there for the figures of pages."""

_turns = Turns(2)
"""For programs, which wait as long as it takes; pages ask again."""


class NotAnswered(EslabonError):
    """A question has no answer, for the map is too large; its problem says by how much."""


def diagnosis(
    opened: ValueChainMap, *, failed: Sequence[str] = (), fine: Sequence[str] = (), within: float | None = None
) -> Diagnosis:
    """Return what is likely once nodes (`node:ID`) and handoffs (`handoff:ID`) were seen to fail, others to be fine.

    Raises:
        QuestionRefused: something is not in the map, or what was observed cannot happen.
        NotAnswered, FiguresMissing: it could not be computed.
        TooMuchAtOnce: too many programs ask at this moment.
        NotYet: it takes longer than `within` seconds.
    """
    found: Diagnosis = _answer(opened, "diagnose", within, failed=tuple(failed), fine=tuple(fine))
    return found


def propagation(opened: ValueChainMap, *, draws: int, seed: int, cut_size: int | None) -> Propagation:
    """Return the figures of a kept map by other draws, or with its minimal cut sets; simulated where it is too large.

    Raises:
        QuestionRefused: there are too many minimal cut sets.
        NotAnswered, FiguresMissing: they could not be computed.
        TooMuchAtOnce: too many programs ask at this moment.
    """
    how = {"draws": draws, "seed": seed, "cut_size": cut_size}
    try:
        found: Propagation = _answer(opened, "propagate", None, **how)
    except NotAnswered:
        return _simulated(opened, how)
    return found


def as_json(opened: ValueChainMap, question: str, **options: Any) -> bytes:  # noqa: ANN401 - each question's own
    """Return what `eslabon diagnose`, `plan` and `measure` would tell of a kept map, as JSON.

    Raises:
        QuestionRefused: something is not in the map, cannot be, or cannot happen.
        NotAnswered, FiguresMissing: it could not be computed.
        TooMuchAtOnce: too many programs ask at this moment.
    """
    found: Findings = _answer(opened, question, None, **options)
    return questions.findings_json(found)


def what_if_json(opened: ValueChainMap, settings: Sequence[str], removed: Sequence[str]) -> bytes:
    """Return what would change with other numbers, each written as handoff:ID.own_times=0.4, or without some handoffs.

    Raises:
        QuestionRefused: a number is not written so, or names what is not in the map.
        NotAnswered, FiguresMissing: it could not be computed.
    """
    scenario = Scenario(settings=questions.settings(settings), removed=tuple(removed))
    (found,) = _answer(opened, "what-if", None, scenarios=(scenario,))
    return questions.findings_json(found)


def _simulated(opened: ValueChainMap, how: Mapping[str, int | None]) -> Propagation:
    found = simulating.asked(opened, **how)
    if isinstance(found, Refusal):
        raise (QuestionRefused if found.is_refused else NotAnswered)(*found.problems)
    if isinstance(found, NoFigures):
        raise FiguresMissing(found.problem)
    return found


def _answer(opened: ValueChainMap, question: str, within: float | None, **options: Any) -> Any:  # noqa: ANN401 - likewise
    key = (opened.id, opened.revision, opened.evidence_version, question, *options.items())

    def made() -> Made[Any]:
        found, size = computing.computed(opened, question, **options)
        return Made(value=found, size=size)

    with _turns.taken() if within is None else nullcontext():
        found = _kept.of(key, made, within=within)
    if isinstance(found, Refusal):
        raise (QuestionRefused if found.is_refused else NotAnswered)(*found.problems)
    return found
