"""From counts to estimates.

In a trial in which a client is fine, its handoff did not hit. Had the handoff's own failure been decided afresh, it
would decide with probability d where its supplier is fine and d·c where it has failed; so each such trial counts
d / (1 - P(hit)), or d·c / (1 - P(hit)), for its Birnbaum importance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.kernels import Places
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.sampled.blocks import Counts
from graphs.propagation.sampled.certain import Certain, Differences
from graphs.propagation.sampled.figures import Estimate
from graphs.propagation.sampled.kernels import LANES
from graphs.propagation.sampled.layout import Layout

Seen = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a trial counts for the importance of a handoff, with its supplier fine or failed, and of a node."""

    fine: Array
    spoilt: Array
    node: Array


def weights(parameters: Parameters) -> Weights:
    """Return the weights under one column of parameters; 0 where no trial can tell."""
    own, containment, dependency = (
        values[:, 0] for values in (parameters.own, parameters.containment, parameters.dependency)
    )
    fine, spoilt = 1 - dependency * own, 1 - dependency * (1 - (1 - own) * containment)
    return Weights(
        fine=_over(dependency, fine),
        spoilt=_over(dependency * containment, spoilt),
        node=_over(np.ones(len(parameters.node_own)), 1 - parameters.node_own[:, 0]),
    )


def probabilities(seen: Seen, trials: int) -> Estimate:
    """Return how likely something is that was seen so often."""
    smooth = (seen + 1) / (trials + 2)
    return Estimate(mean=seen / trials, error=np.sqrt(smooth * (1 - smooth) / trials))


def handoff_birnbaum(layout: Layout, found: Counts, weighed: Weights, trials: int) -> Estimate:
    """Return the importance of each handoff's own failure for each outcome."""
    network = layout.network
    fine, critical = found.fine[:, layout.place], found.critical[:, layout.position[network.clients]]
    spoilt = np.where(network.group < 0, critical - fine, found.spoilt[:, layout.place])
    return _weighted(((fine, weighed.fine), (spoilt, weighed.spoilt)), trials)


def node_birnbaum(layout: Layout, found: Counts, weighed: Weights, trials: int) -> Estimate:
    """Return the importance of each node's own failure for each outcome."""
    return _weighted(((found.critical[:, layout.position], weighed.node),), trials)


def put_certain(
    layout: Layout, parameters: Parameters, asked: Certain, found: Differences, into: tuple[Estimate, Estimate]
) -> None:
    """Put in the importances of own failures that are nearly certain: (P(X) - P(X without it)) / P(it).

    Args:
        layout: the map.
        parameters: one column.
        asked: which they are.
        found: what they did.
        into: the importances of handoffs and of nodes.
    """
    for x, (v, e) in enumerate(zip(asked.node, asked.handoff, strict=True)):
        trials = max(1, int(found.blocks[x])) * LANES
        place = layout.node_at[v] if e < 0 else layout.handoff_at[e]
        own = parameters.node_own[place, 0] if e < 0 else parameters.own[place, 0]
        spoilt, saved = found.spoilt[:, [x]], found.saved[:, [x]]
        estimate = _weighted(((spoilt, np.full(1, 1 / own)), (saved, np.full(1, -1 / own))), trials)
        of = into[int(e < 0)]
        of.mean[:, place], of.error[:, place] = estimate.mean[:, 0], estimate.error[:, 0]


def given_failed(layout: Layout, found: Counts, outcomes: Places) -> Array:
    """Return P(X_v | X) for each outcome, given by position."""
    failed = found.failures[outcomes].astype(float)[:, None]
    return _over(found.joint[:, layout.position].astype(float), np.broadcast_to(failed, found.joint.shape))


def _weighted(terms: tuple[tuple[Seen, Array], ...], trials: int) -> Estimate:
    """Return the mean of weights seen so often, with the error of one sight more or less added."""
    mean = sum((seen * weight for seen, weight in terms), np.zeros(1)) / trials
    square = sum((seen * weight**2 for seen, weight in terms), np.zeros(1)) / trials
    largest = np.max([weight for _, weight in terms], axis=0) / trials
    return Estimate(mean=mean, error=np.sqrt(np.clip(square - mean**2, 0, None) / trials + largest**2))


def _over(number: Array, by: Array) -> Array:
    return np.divide(number, by, out=np.zeros_like(number), where=by > 0)
