"""Contributions where probabilities are sampled: Aumann and Shapley's integral, its slopes counted in trials."""

from typing import NamedTuple

import numpy as np

from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.sampled.crew import Progress
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.figures import SampledFigures
from graphs.propagation.sampled.kernels import LANES
from graphs.propagation.sampled.layout import Layout
from graphs.propagation.sampled.sampling import sample_layout

_POINTS = 8


class Contributions(NamedTuple):
    """What each own failure contributes to P(X): (outcome, handoff) and (outcome, node). They add up to P(X)."""

    handoffs: Array
    nodes: Array


def contributions(
    plan: Layout,
    parameters: Parameters,
    found: SampledFigures,
    *,
    seed: int,
    threads: int | None,
    progress: Progress | None,
) -> Contributions:
    """Return the contributions to the outcomes that were sampled, with as many trials more as these took.

    The sum is P(X) but for the trials and the few points of the integral; it is made so in proportion.
    """
    places, weights = np.polynomial.legendre.leggauss(_POINTS)
    by_handoff = np.zeros_like(found.handoff_birnbaum.mean)
    by_node = np.zeros_like(found.node_birnbaum.mean)
    effort = Effort(samples=max(LANES, found.trials // _POINTS))
    for place, weight in zip((places + 1) / 2, weights / 2, strict=True):
        scaled = parameters.scaled(np.array([place]))
        point = sample_layout(
            plan, scaled, outcomes=found.outcomes, effort=effort, seed=seed, threads=threads, progress=progress
        )
        by_handoff += weight * point.handoff_birnbaum.mean
        by_node += weight * point.node_birnbaum.mean
    by_handoff = (by_handoff * parameters.own[:, 0]).clip(0, None)
    by_node = (by_node * parameters.node_own[:, 0]).clip(0, None)
    total = by_handoff.sum(axis=1) + by_node.sum(axis=1)
    wanted = found.failures.mean[list(found.outcomes)]
    factor = np.divide(wanted, total, out=np.zeros_like(wanted), where=total > 0)[:, None]
    return Contributions(handoffs=by_handoff * factor, nodes=by_node * factor)
