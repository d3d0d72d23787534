"""The sampling engine: how often each node fails, and what each own failure does, counted in trials."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters
from graphs.propagation.sampled import estimates
from graphs.propagation.sampled.blocks import Counts, Questions, counts, run_blocks
from graphs.propagation.sampled.certain import certain
from graphs.propagation.sampled.cones import mark_doubles
from graphs.propagation.sampled.crew import Crew, Progress, crew
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.figures import SampledFigures
from graphs.propagation.sampled.kernels import LANES, Flat, Scratch, scratch
from graphs.propagation.sampled.layout import Layout, layout
from graphs.propagation.sampled.network import network

_VISITS_AT_ONCE = 1 << 21
_MOST_VISITS = 1 << 26


class Desk(NamedTuple):
    """What one thread works on, and counts."""

    flat: Flat
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
    flat, asked = plan.with_probabilities(parameters), _questions(plan, parameters, outcomes)
    size = (plan.network.nodes, plan.network.handoffs)

    def work(desk: Desk, first: int, last: int) -> None:
        run_blocks(desk.flat, np.uint64(seed % 2**64), (first, last), asked, desk.room, desk.found)

    with crew(lambda: _desk(flat, asked), threads) as hired:
        at_once = max(1, _VISITS_AT_ONCE // (sum(size) * (1 + len(outcomes)) + 1))
        done = 0
        while done < (stop := effort.next_stop(done, _failures(hired, asked.outcomes))):
            hired.run(work, done, stop, at_once=at_once, progress=progress)
            done = stop
        found = _sum([desk.found for desk in hired.desks])
    return _figures(plan, parameters, asked, found, done * LANES)


def _questions(plan: Layout, parameters: Parameters, outcomes: tuple[int, ...]) -> Questions:
    double = mark_doubles(plan.flat, _MOST_VISITS) if outcomes else np.zeros(0, np.bool_)
    return Questions(
        outcomes=plan.position[list(outcomes)],
        double=double if double.any() else double[:0],
        certain=certain(plan, parameters),
    )


def _desk(flat: Flat, asked: Questions) -> Desk:
    """Return a desk; where thresholds are changed while it works, with a copy of its own of them."""
    changing = bool(len(asked.outcomes)) and bool(len(asked.double) or len(asked.certain.node))
    if changing:
        flat = flat._replace(leak=flat.leak.copy(), alone=flat.alone.copy(), passed=flat.passed.copy())
    nodes, handoffs = len(flat.leak), len(flat.client)
    return Desk(flat, scratch(nodes, changing=changing), counts(nodes, handoffs, asked))


def _sum(parts: list[Counts]) -> Counts:
    """Add up what was counted on all desks, in the first one's."""
    total = parts[0]
    for part in parts[1:]:
        for mine, other in zip((*total[:-1], *total.differences), (*part[:-1], *part.differences), strict=True):
            np.add(mine, other, out=mine)
    return total


def _failures(hired: Crew[Desk], positions: Places) -> list[int]:
    """Return how often each of the watched nodes has failed so far."""
    return [sum(int(desk.found.failures[v]) for desk in hired.desks) for v in positions]


def _figures(plan: Layout, parameters: Parameters, asked: Questions, found: Counts, trials: int) -> SampledFigures:
    weighed = estimates.weights(parameters)
    by_handoff = estimates.handoff_birnbaum(plan, found, weighed, trials)
    by_node = estimates.node_birnbaum(plan, found, weighed, trials)
    estimates.put_certain(plan, parameters, asked.certain, found.differences, (by_handoff, by_node))
    return SampledFigures(
        trials=trials,
        outcomes=tuple(int(v) for v in plan.node_at[asked.outcomes]),
        failures=estimates.probabilities(found.failures[plan.position], trials),
        handoff_birnbaum=by_handoff,
        node_birnbaum=by_node,
        given_failed=estimates.given_failed(plan, found, asked.outcomes),
    )
