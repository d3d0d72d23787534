"""What runs inside a propagation worker: the engine, away from whoever serves or saves meanwhile.

It remembers the last maps that were calibrated, so that no slider waits for that.
Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.intervals import DRAWS, DrawsTooDear, intervals_of
from graphs.propagation.model import Model
from graphs.propagation.propagation import propagate
from graphs.propagation.questions.calibrated import CalibratedMap, calibrated
from graphs.propagation.questions.diagnosis import diagnose
from graphs.propagation.questions.measuring import what_to_measure
from graphs.propagation.questions.plan import improvement_plan
from graphs.propagation.questions.present import present
from graphs.propagation.questions.reaching import reaching
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import rates_if, what_if
from graphs.propagation.results import Interval, Propagation
from graphs.propagation.sampled import TooLargeToSample
from graphs.telling import tell
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of

MOST_KEPT = 4
"""Calibrated maps that a worker remembers."""

MOST_CUT_SETS = 5_000
"""Of a map's: more than that nobody reads, and they are not carried along with its figures."""

LARGE = 200
"""Handoffs from which on a page tells minimal cut sets of two own failures only, not of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a chain: which question (a key of `FIGURES` or `QUESTIONS`), and what else it needs to know.

    The chain comes pickled: so one that was calibrated already is known again.
    """

    name: str
    chain: bytes
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
        found = _answered(asked)
    except (TooLargeForExact, TooLargeToSample, DrawsTooDear, QuestionRefused) as reason:
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


def _simulated(chain: ValueChain, **how: Any) -> Propagation:  # noqa: ANN401 - as `propagate` is asked
    """Return the figures, simulated where the map is too large; told meanwhile is how many trials are done."""
    done = 0

    def progress(trials: int) -> None:
        nonlocal done
        done += trials
        tell(str(done).encode())

    return propagate(chain, progress=progress, **how)


def _simulated_figures(chain: ValueChain) -> Propagation:
    """Return all that pages show of a map that is too large; where minimal cut sets are too many, none is told."""
    try:
        found = _simulated(chain, draws=DRAWS, cut_size=2)
    except QuestionRefused:
        return _simulated(chain, draws=DRAWS)
    return found if len(found.cut_sets or ()) <= MOST_CUT_SETS else replace(found, cut_sets=None)


FIGURES: Mapping[str, Callable[..., object]] = {
    "figures": _figures,
    "intervals": _intervals,
    "propagate": partial(propagate, method="exact"),
    "simulate": _simulated,
    "simulated-figures": _simulated_figures,
}
"""What can be asked of a chain, by its name."""

QUESTIONS: Mapping[str, Callable[..., object]] = {
    "diagnose": diagnose,
    "measure": what_to_measure,
    "plan": improvement_plan,
    "present": present,
    "reach": reaching,
    "rates": rates_if,
    "what-if": what_if,
}
"""What can be asked of a calibrated map."""

_maps: OrderedDict[bytes, CalibratedMap] = OrderedDict()


def _answered(asked: Question) -> object:
    if asked.name in FIGURES:
        return FIGURES[asked.name](pickle.loads(asked.chain), **asked.options)  # noqa: S301 - from our own parent process
    return QUESTIONS[asked.name](_remembered(asked.chain), **asked.options)


def _remembered(chain: bytes) -> CalibratedMap:
    """Return a chain calibrated; the last ones are remembered."""
    if chain not in _maps:
        _maps[chain] = calibrated(pickle.loads(chain))  # noqa: S301 - from our own parent process
        while len(_maps) > MOST_KEPT:
            _maps.popitem(last=False)
    _maps.move_to_end(chain)
    return _maps[chain]
