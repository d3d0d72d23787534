"""Questions about a kept map, answered by a warm process that remembers it calibrated; answers are kept by revision."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar, cast

from app.services.showing.computing import FiguresMissing, computed, one_thread
from app.services.showing.memory import Made, Memory
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.plan import Plan
from graphs.propagation.questions.present import Present
from graphs.propagation.questions.scenarios import Scenario
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import Comparison
from graphs.propagation.worker import Refusal
from graphs.workers import WorkerPool
from process_models.domain.identifiers import HandoffId
from process_models.domain.maps import ValueChainMap

_SECONDS_REMEMBERED = 300.0
"""How long an answer that was given up is not tried again."""

_MEMORY = 2 << 30
_MOST, _LARGEST = 512, 16 << 20

pool = WorkerPool("graphs.propagation.worker:answer", size=2, memory=_MEMORY, prepare=one_thread)
"""Two: while one works on a plan, the other one follows the sliders."""

_quick: Memory[object] = Memory(most=_MOST, largest=_LARGEST)
_long: Memory[object] = Memory(most=_MOST, largest=_LARGEST, hands=1)

Found = TypeVar("Found")


def present(opened: ValueChainMap, *, within: float | None = None) -> dict[str, Present]:
    """Return the numbers from which scenarios of a map start, by thing.

    Raises:
        NotYet: they are not there within so many seconds.
        FiguresMissing: they could not be computed; the problem says why.
    """
    return cast("dict[str, Present]", _asked(_quick, opened, "present", within))


def comparisons(
    opened: ValueChainMap, scenarios: tuple[Scenario, ...], *, within: float | None = None
) -> tuple[Comparison, ...]:
    """Return what each scenario would change, all computed together.

    Raises:
        NotYet: the answer is not there within so many seconds.
        QuestionRefused: a scenario names what is not in the map, or a number that cannot be.
        FiguresMissing: it could not be computed.
    """
    return cast("tuple[Comparison, ...]", _asked(_quick, opened, "what-if", within, scenarios=scenarios))


def rates(opened: ValueChainMap, scenario: Scenario, *, within: float | None = None) -> Mapping[HandoffId, float]:
    """Return how often every handoff would fail its client.

    Raises:
        NotYet, QuestionRefused, FiguresMissing: as `comparisons`.
    """
    return cast("Mapping[HandoffId, float]", _asked(_quick, opened, "rates", within, scenario=scenario))


def plan(opened: ValueChainMap, budget: float, *, within: float | None = None) -> Plan:
    """Return which of the map's actions to buy within a budget.

    Raises:
        NotYet: the answer is not there within so many seconds.
        QuestionRefused: the budget is no amount.
        FiguresMissing: it could not be computed.
    """
    return cast("Plan", _asked(_long, opened, "plan", within, budget=budget))


def measuring(opened: ValueChainMap, *, within: float | None = None) -> tuple[Measurement, ...]:
    """Return which handoffs to measure next, those first that take most doubt away.

    Raises:
        NotYet: the answer is not there within so many seconds.
        FiguresMissing: it could not be computed.
    """
    return cast("tuple[Measurement, ...]", _asked(_long, opened, "measure", within))


def _asked(
    memory: Memory[object], opened: ValueChainMap, question: str, within: float | None, **options: Hashable
) -> object:
    key = (opened.id, opened.revision, opened.evidence_version, question, tuple(options.items()))
    found = memory.of(key, lambda: _computed(opened, question, options), within=within)
    if isinstance(found, Refusal):
        raise QuestionRefused(*found.problems)
    if isinstance(found, FiguresMissing):
        raise FiguresMissing(*found.problems)
    return found


def _computed(opened: ValueChainMap, question: str, options: dict[str, Any]) -> Made[object]:
    try:
        found, size = computed(opened, question, by=pool, **options)
    except FiguresMissing as reason:
        return Made(value=reason, size=1, seconds=_SECONDS_REMEMBERED)
    return Made(value=found, size=size)
