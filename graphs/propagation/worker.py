"""What runs inside a propagation worker: the engine, away from whoever serves or saves meanwhile.

Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.intervals import DRAWS, DrawsTooDear
from graphs.propagation.model import Model
from graphs.propagation.propagation import intervals_of, propagate
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.diagnosis import Diagnosis, diagnose
from graphs.propagation.questions.measuring import Measurement, what_to_measure
from graphs.propagation.questions.plan import Plan, improvement_plan
from graphs.propagation.questions.scenarios import Scenario
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import Comparison, what_if
from graphs.propagation.results import Interval, Propagation
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of

MOST_CUT_SETS = 5_000
"""Of a map's: more than that nobody reads, and they are not carried along with its figures."""

LARGE = 200
"""Handoffs from which on a page tells minimal cut sets of two own failures only, not of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a chain: which question (a key of `QUESTIONS`), and what else it needs to know."""

    name: str
    chain: ValueChain
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a question has no answer; `is_refused` where it is the question that is wrong."""

    problems: tuple[Problem, ...]
    is_refused: bool


def answer(request: bytes) -> bytes:
    """Return the answer to a question, or why it has none."""
    asked: Question = pickle.loads(request)  # noqa: S301 - from our own parent process
    found: object
    try:
        found = QUESTIONS[asked.name](asked.chain, **asked.options)
    except (TooLargeForExact, DrawsTooDear, QuestionRefused) as reason:
        found = Refusal(problems=reason.problems, is_refused=isinstance(reason, QuestionRefused))
    return pickle.dumps(found)


def _figures(chain: ValueChain) -> Propagation:
    """Return the figures that pages show, yet without intervals; where minimal cut sets are too many, none is told."""
    size = 2 if len(chain.handoffs) > LARGE else 3
    try:
        found = propagate(chain, cut_size=size, method="exact")
    except QuestionRefused:
        return propagate(chain, method="exact")
    return found if len(found.cut_sets or ()) <= MOST_CUT_SETS else replace(found, cut_sets=None)


def _intervals(chain: ValueChain) -> tuple[Mapping[NodeId, Interval], tuple[Problem, ...]]:
    """Return the interval of every outcome, and what to say beside them: on a large map they take long."""
    return intervals_of(Model(as_of(chain, chain.as_of).chain), DRAWS, 0)


def _diagnosis(chain: ValueChain, failed: Sequence[str], fine: Sequence[str]) -> Diagnosis:
    return diagnose(calibrated(chain), failed=failed, fine=fine)


def _what_if(chain: ValueChain, scenario: Scenario) -> Comparison:
    (found,) = what_if(calibrated(chain), [scenario])
    return found


def _plan(chain: ValueChain, budget: float) -> Plan:
    return improvement_plan(calibrated(chain), budget)


def _measure(chain: ValueChain) -> tuple[Measurement, ...]:
    return what_to_measure(calibrated(chain))


QUESTIONS: Mapping[str, Callable[..., object]] = {
    "figures": _figures,
    "intervals": _intervals,
    "propagate": partial(propagate, method="exact"),
    "diagnose": _diagnosis,
    "what-if": _what_if,
    "plan": _plan,
    "measure": _measure,
}
"""What can be asked, by its name."""
