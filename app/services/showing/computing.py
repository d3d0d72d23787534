"""How the figures of a kept map are computed: in worker processes, within limits, never by whoever serves."""

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.showing.memory import Made, Memory
from graphs.propagation.worker import Question
from graphs.workers import TaskNotDone, TaskOverran, TaskStopped, Watch, WorkerPool
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning

SIMULATING, STOPPED = "figures-simulating", "simulation-stopped"
"""Why a map that is too large has no figures yet, or none any more."""

LARGEST = 16 << 20
"""Of what is kept of figures, in bytes as they come from the worker."""

_MEMORY = 2 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFigures:
    """Why a map has no figures, to be said on the page; `is_pending`: they are being computed."""

    problem: Problem
    is_pending: bool = False

    @property
    def is_too_large(self) -> bool:
        """Whether no exact plan stays within the limits, or none was found and carried out in time."""
        return self.problem.code in {"too-large-for-exact", "loop-too-large-for-exact", "figures-overran"}


class FiguresMissing(EslabonError):
    """A map has no figures; its problem says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many seconds of a processor a map may take before it is given up, and how many by the clock."""

    seconds: float
    patience: float


LIMITS = Limits(seconds=20.0, patience=120.0)


def one_thread(_place: Path) -> Mapping[str, str]:
    """A worker computes on one core, for the other one serves, and by the kernels that this process was told to use."""
    told = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return {**told, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


pool = WorkerPool("graphs.propagation.worker:answer", size=3, memory=_MEMORY, prepare=one_thread)
_chains: Memory[bytes] = Memory(most=8, largest=LARGEST)


def key_of(opened: ValueChainMap) -> tuple[object, ...]:
    """Return by what the figures of a map are kept."""
    return opened.id, opened.revision, opened.evidence_version


def computed(
    opened: ValueChainMap,
    question: str,
    *,
    by: WorkerPool | None = None,
    limits: Limits = LIMITS,
    watch: Watch | None = None,
    **options: Any,  # noqa: ANN401 - each question's own
) -> tuple[Any, int]:
    """Return what a worker answers to a question of its list (or its `Refusal`), and how many bytes that takes.

    Args:
        opened: the map that is asked about.
        question: a key of `graphs.propagation.worker`.
        by: whose workers answer; those of figures unless given.
        limits: how long it may take.
        watch: on how far it has come.
        options: what else the question needs to know.

    Raises:
        FiguresMissing: it could not be computed within its limits, or was stopped.
    """
    asked = pickle.dumps(Question(name=question, chain=_packed(opened), options=options))
    try:
        answer = (by or pool).run(asked, seconds=limits.seconds, patience=limits.patience, watch=watch)
    except TaskNotDone as reason:
        raise FiguresMissing(_why(reason, limits)) from reason
    return pickle.loads(answer), len(answer)  # noqa: S301 - from our own worker process


def _packed(opened: ValueChainMap) -> bytes:
    """Return the chain of a map as it travels; packed once for each revision, so that a worker knows it again."""

    def packed() -> Made[bytes]:
        content = pickle.dumps(opened.chain)
        return Made(value=content, size=len(content))

    return _chains.of(key_of(opened), packed)


def _why(reason: TaskNotDone, limits: Limits) -> Problem:
    if isinstance(reason, TaskStopped):
        return warning(STOPPED)
    if isinstance(reason, TaskOverran):
        return error("figures-overran", seconds=round(limits.seconds))
    return error("figures-not-done")
