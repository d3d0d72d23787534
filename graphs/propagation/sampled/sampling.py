"""The sampling engine: how often each node fails, and what each own failure does, counted in trials."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters
from graphs.propagation.sampled import estimates
from graphs.propagation.sampled.blocks import Counts, counts, run_blocks
from graphs.propagation.sampled.crew import Crew, Progress, crew
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.figures import SampledFigures
from graphs.propagation.sampled.kernels import LANES, Places, Scratch, scratch
from graphs.propagation.sampled.layout import Layout, layout
from graphs.propagation.sampled.network import network

_VISITS_AT_ONCE = 1 << 21


class Desk(NamedTuple):
    """What one thread works on, and counts."""

    room: Scratch
    found: Counts


def sample(
    model: Model,
    parameters: Parameters,
    *,
    outcomes: Sequence[int] | None = None,
    effort: Effort,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> SampledFigures:
    """Return how often nodes fail under one column of parameters, and what each own failure does.

    Args:
        model: the map.
        parameters: one column.
        outcomes: the nodes for which importances are wanted; all outcomes if not given.
        effort: how many trials, or down to which standard error of P(X) of each of `outcomes`.
        seed: the same seed gives the same figures, whatever the number of threads.
        threads: how many; as many as the process may use if not given.
        progress: told how many trials more are done; what it raises ends the sampling.
    """
    return sample_layout(
        layout(network(model)),
        parameters,
        outcomes=tuple(model.outcomes if outcomes is None else outcomes),
        effort=effort,
        seed=seed,
        threads=threads,
        progress=progress,
    )


def sample_layout(
    plan: Layout,
    parameters: Parameters,
    *,
    outcomes: tuple[int, ...],
    effort: Effort,
    seed: int,
    threads: int | None,
    progress: Progress | None,
) -> SampledFigures:
    """Return what `sample` does, of a map that was laid out before."""
    flat = plan.with_probabilities(parameters)
    positions = plan.position[list(outcomes)]
    size = (plan.network.nodes, plan.network.handoffs)

    def work(desk: Desk, first: int, last: int) -> None:
        run_blocks(flat, np.uint64(seed % 2**64), first, last, positions, *desk)

    with crew(lambda: Desk(scratch(size[0]), counts(*size, len(outcomes))), threads) as hired:
        at_once = max(1, _VISITS_AT_ONCE // (sum(size) * (1 + len(outcomes)) + 1))
        done = 0
        while done < (stop := effort.next_stop(done, _failures(hired, positions))):
            hired.run(work, done, stop, at_once=at_once, progress=progress)
            done = stop
        found = Counts(*(sum(parts) for parts in zip(*(desk.found for desk in hired.desks), strict=True)))
    return _figures(plan, parameters, outcomes, found, done * LANES)


def _failures(hired: Crew[Desk], positions: Places) -> list[int]:
    """Return how often each of the watched nodes has failed so far."""
    return [sum(int(desk.found.failures[v]) for desk in hired.desks) for v in positions]


def _figures(
    plan: Layout, parameters: Parameters, outcomes: tuple[int, ...], found: Counts, trials: int
) -> SampledFigures:
    weighed = estimates.weights(parameters)
    return SampledFigures(
        trials=trials,
        outcomes=outcomes,
        failures=estimates.probabilities(found.failures[plan.position], trials),
        handoff_birnbaum=estimates.handoff_birnbaum(plan, found, weighed, trials),
        node_birnbaum=estimates.node_birnbaum(plan, found, weighed, trials),
        given_failed=estimates.given_failed(plan, found, outcomes),
    )
