"""What a map's figures are, and how they are told to programs and to people."""

import json
import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, Unpack

from app.reports.propagation.document import propagation_document
from app.reports.propagation.text import propagation_text
from app.reports.sentences import warnings as told_warnings
from app.services.showing.memory import Made, Memory, NotYet
from app.wording import wording
from graphs.propagation import CHAINS_PER_OUTCOME, propagate, warming
from graphs.propagation import DRAWS as DRAWS  # noqa: PLC0414 - the command asks for as many
from graphs.propagation import Propagation as Propagation  # noqa: PLC0414 - pages ask which of the two they got
from graphs.propagation.worker import Question, Refusal
from graphs.workers import TaskNotDone, TaskOverran, WorkerPool
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning

CHAINS = CHAINS_PER_OUTCOME
MOST_TRIALS = 1 << 30
"""How many trials may be asked for."""

SECONDS = 20.0
"""How many seconds of a processor a map may take before it is given up."""
_PATIENCE = 120.0
"""The same by the clock, on a machine that has much else to do."""

_SECONDS_REMEMBERED = 300.0
"""How long a computation that was given up is not tried again: the machine may have been busy."""

_MEMORY = 2 << 30
_MOST, _LARGEST = 64, 16 << 20
"""Of the figures that are kept: how many, and how many bytes as they come from the worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFigures:
    """Why a map has no figures, to be said on the page; `is_pending`: they are being computed."""

    problem: Problem
    is_pending: bool = False


class FiguresMissing(EslabonError):
    """A map has no figures; its problem says why."""


def one_thread(_place: Path) -> Mapping[str, str]:
    """A worker computes on one core, for the other one serves, and by the kernels that this process was told to use."""
    told = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return {**told, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


pool = WorkerPool("graphs.propagation.worker:answer", size=3, memory=_MEMORY, prepare=one_thread)
_kept: Memory[Propagation | NoFigures] = Memory(most=_MOST, largest=_LARGEST, hands=1)
"""One hand: while intervals are computed, and something is asked besides, a worker is there for others' figures."""

_chains: Memory[bytes] = Memory(most=8, largest=_LARGEST)
_points: Memory[Propagation | NoFigures] = Memory(most=_MOST, largest=_LARGEST)
"""The same before their intervals are known."""


def figures(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return the figures of a kept map, computed once for each revision and in another process.

    Where they are not ready `within` so many seconds, they come without their intervals (`is_refining`); where not even
    these are ready, the answer says that they are pending. Asking again finds them.
    """
    try:
        return _kept.of(_key(opened), lambda: _whole(opened), within=within)
    except NotYet:
        return without_intervals(opened, within=0)


def without_intervals(opened: ValueChainMap, *, within: float | None = None) -> Propagation | NoFigures:
    """Return the figures of a kept map without their intervals, which on a large map take by far the longest."""
    try:
        return _points.of(_key(opened), lambda: _computed(opened), within=within)
    except NotYet:
        return NoFigures(problem=warning("figures-pending"), is_pending=True)


def is_refining(found: Propagation) -> bool:
    """Tell whether the intervals of these figures are still being computed."""
    is_given_up = any(each.code in {"intervals-not-done", "no-interval"} for each in found.warnings)
    return not is_given_up and any(risk.interval is None for risk in found.outcomes.values())


def _key(opened: ValueChainMap) -> tuple[object, ...]:
    return opened.id, opened.revision, opened.evidence_version


def _whole(opened: ValueChainMap) -> Made[Propagation | NoFigures]:
    """Return figures with their intervals; where these take too long, without them and with a warning."""
    made = without_intervals(opened)
    if isinstance(made, NoFigures):
        return Made(value=made, size=1, seconds=_SECONDS_REMEMBERED)
    try:
        answer, size = computed(opened, "intervals")
    except FiguresMissing:
        told = replace(made, warnings=(*made.warnings, warning("intervals-not-done")))
        return Made(value=told, size=1, seconds=_SECONDS_REMEMBERED)
    if isinstance(answer, Refusal):
        return Made(value=replace(made, warnings=(*made.warnings, warning("intervals-not-done"))), size=1)
    found, fewer = answer
    outcomes = {name: replace(risk, interval=found.get(name)) for name, risk in made.outcomes.items()}
    return Made(value=replace(made, outcomes=outcomes, warnings=(*made.warnings, *fewer)), size=size)


def _computed(opened: ValueChainMap) -> Made[Propagation | NoFigures]:
    try:
        found, size = computed(opened, "figures")
    except FiguresMissing as reason:
        return Made(value=NoFigures(problem=reason.problems[0]), size=1, seconds=_SECONDS_REMEMBERED)
    if isinstance(found, Refusal):
        return Made(value=NoFigures(problem=found.problems[0]), size=size)
    return Made(value=found, size=size)


def computed(
    opened: ValueChainMap,
    question: str,
    *,
    by: WorkerPool | None = None,
    **options: Any,  # noqa: ANN401 - each question's own
) -> tuple[Any, int]:
    """Return what a worker answers to a question of its list (or its `Refusal`), and how many bytes that takes.

    Args:
        opened: the map that is asked about.
        question: a key of `graphs.propagation.worker`.
        by: whose workers answer; those of figures unless given.
        options: what else the question needs to know.

    Raises:
        FiguresMissing: it could not be computed within its limits.
    """
    asked = Question(name=question, chain=_packed(opened), options=options)
    try:
        answer = (by or pool).run(pickle.dumps(asked), seconds=SECONDS, patience=_PATIENCE)
    except TaskNotDone as reason:
        raise FiguresMissing(_why(reason)) from reason
    return pickle.loads(answer), len(answer)  # noqa: S301 - from our own worker process


def _packed(opened: ValueChainMap) -> bytes:
    """Return the chain of a map as it travels; packed once for each revision, so that a worker knows it again."""

    def packed() -> Made[bytes]:
        content = pickle.dumps(opened.chain)
        return Made(value=content, size=len(content))

    return _chains.of(_key(opened), packed)


def _why(reason: TaskNotDone) -> Problem:
    if isinstance(reason, TaskOverran):
        return error("figures-overran", seconds=round(SECONDS))
    return error("figures-not-done")


def is_ready() -> bool:
    """Tell whether the engine is compiled for this machine."""
    return warming.is_warm()


def get_ready() -> None:
    """Compile it: that takes longer than a map may."""
    warming.warm()


class How(TypedDict, total=False):
    """How figures are computed (`graphs.propagation.propagate`): `method`; where sampled, how much; draws and seed.

    `cut_size` is of how many own failures the minimal cut sets to tell consist at most.
    """

    method: str
    samples: int | None
    standard_error: float | None
    draws: int
    seed: int
    cut_size: int | None


def propagation(chain: ValueChain, *, day: date | None = None, chains: int = CHAINS, **how: Unpack[How]) -> Propagation:
    """Return the figures of a chain as of a day, or of its own date where none is given.

    Raises:
        QuestionRefused: there are too many minimal cut sets of the size that was asked for.
        TooLargeForExact: the map is too large to be computed exactly, and nothing else was allowed; its problem says
            how large and which limit.
    """
    told = how.get("draws")
    how["draws"] = DRAWS if told is None else told
    dated = chain if day is None else replace(chain, as_of=day)
    return propagate(dated, chains=chains, every_draw=told is not None, **how)


def kept_json(opened: ValueChainMap, language: str) -> bytes:
    """Return the figures of a kept map as a JSON object.

    Raises:
        FiguresMissing: they could not be computed within their limits.
    """
    found = figures(opened)
    if isinstance(found, NoFigures):
        raise FiguresMissing(found.problem)
    return as_json(replace(found, cut_sets=None), language)


def as_json(found: Propagation, language: str) -> bytes:
    """Return the figures as a JSON object."""
    document = propagation_document(found, wording(language))
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def as_text(found: Propagation, language: str) -> str:
    """Return the figures as text for people."""
    return propagation_text(found, wording(language))


def warnings(found: Propagation, language: str) -> list[str]:
    """Return what a reader should be told beside the figures."""
    return told_warnings(found, wording(language))
