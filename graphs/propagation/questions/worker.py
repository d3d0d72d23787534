"""What runs inside a worker that answers questions; it remembers the last maps calibrated, so no slider waits for that.

Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.intervals import DrawsTooDear
from graphs.propagation.questions.calibrated import CalibratedMap, calibrated
from graphs.propagation.questions.measuring import Measurement, what_to_measure
from graphs.propagation.questions.plan import Plan, improvement_plan
from graphs.propagation.questions.scenarios import Scenario
from graphs.propagation.questions.things import HANDOFF, NODE, QuestionRefused, Thing, written
from graphs.propagation.questions.what_if import Comparison, what_if
from process_models.domain.problems import Problem

MOST_KEPT = 4
"""Maps that a worker remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked (a key of `QUESTIONS`) of a chain, which is pickled and so known again, and with which options."""

    question: str
    chain: bytes
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a question has no answer."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The numbers of a node or a handoff as calibrated: what a scenario starts from; None: it has no such number."""

    own: float
    dependency: float | None = None
    containment: float | None = None
    share: float | None = None


_maps: OrderedDict[bytes, CalibratedMap] = OrderedDict()


def answer(request: bytes) -> bytes:
    """Return the answer to a request, or why it has none."""
    asked: Request = pickle.loads(request)  # noqa: S301 - from our own parent process
    found: object
    try:
        found = QUESTIONS[asked.question](_remembered(asked.chain), **asked.options)
    except (TooLargeForExact, DrawsTooDear, QuestionRefused) as reason:
        found = Refused(problems=reason.problems)
    return pickle.dumps(found)


def present(asked: CalibratedMap) -> dict[str, Present]:
    """Return the numbers of every handoff and node of a map, by the name that scenarios give it."""
    model, now = asked.model, asked.parameters
    shares = {
        member: share
        for inputs in model.inputs
        for routes in inputs.routes
        for member, share in zip(routes.members, routes.shares, strict=True)
    }
    handoffs = {
        written(model, Thing(kind=HANDOFF, index=e)): Present(
            own=float(now.own[e, 0]),
            dependency=float(now.dependency[e, 0]),
            containment=float(now.containment[e, 0]),
            share=shares.get(e),
        )
        for e in range(len(model.handoffs))
    }
    nodes = {
        written(model, Thing(kind=NODE, index=v)): Present(own=float(now.node_own[v, 0]))
        for v in range(len(model.nodes))
    }
    return {**handoffs, **nodes}


def _comparisons(asked: CalibratedMap, scenarios: Sequence[Scenario]) -> tuple[Comparison, ...]:
    return what_if(asked, scenarios)


def _plan(asked: CalibratedMap, budget: float) -> Plan:
    return improvement_plan(asked, budget)


def _measure(asked: CalibratedMap) -> tuple[Measurement, ...]:
    return what_to_measure(asked)


QUESTIONS: Mapping[str, Callable[..., object]] = {
    "present": present,
    "what-if": _comparisons,
    "plan": _plan,
    "measure": _measure,
}
"""What can be asked, by its name."""


def _remembered(chain: bytes) -> CalibratedMap:
    """Return a chain calibrated; the last ones are remembered."""
    if chain not in _maps:
        _maps[chain] = calibrated(pickle.loads(chain))  # noqa: S301 - from our own parent process
        while len(_maps) > MOST_KEPT:
            _maps.popitem(last=False)
    _maps.move_to_end(chain)
    return _maps[chain]
