"""A plain sampler of the semantics: many occasions at once, each iterated to its least solution; an oracle at size."""

import numpy as np
from numpy.typing import NDArray

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind
from tests.graphs.propagation.enumeration import Given, route_shares

Truth = NDArray[np.bool_]


def sampled_rates(
    chain: ValueChain, given: Given, trials: int, seed: int
) -> tuple[dict[NodeId, float], dict[HandoffId, float]]:
    """Return how often each node and each handoff failed in `trials` occasions."""
    rng = np.random.default_rng(seed)

    def happens(probability: float) -> Truth:
        return rng.random(trials) < probability

    own = {h.id: happens(given.own[h.id]) for h in chain.handoffs}
    stopped = {h.id: happens(given.containment[h.id]) for h in chain.handoffs}
    depends = {h.id: happens(given.dependency[h.id]) for h in chain.handoffs}
    begins = {node.id: happens(given.node_own[node.id]) for node in chain.nodes}
    routes = [group for group in chain.groups if group.kind is GroupKind.ROUTES]
    used = {g.id: rng.choice(len(chain.members(g.id)), trials, p=route_shares(chain, g)) for g in routes}
    failed: dict[NodeId, Truth] = {node.id: np.zeros(trials, dtype=bool) for node in chain.nodes}
    passing = {node.id: node.passes_failures_on for node in chain.nodes}
    while True:
        fails = {h.id: own[h.id] | (failed[h.supplier] & ~stopped[h.id] & passing[h.supplier]) for h in chain.handoffs}
        hit = {h.id: fails[h.id] & depends[h.id] for h in chain.handoffs}
        new = {name: value.copy() for name, value in begins.items()}
        for h in chain.handoffs:
            if h.group is None:
                new[h.client] |= hit[h.id]
        for group in chain.groups:
            hits = np.array([hit[h.id] for h in chain.members(group.id)])
            if group.kind is GroupKind.ROUTES:
                new[group.client] |= np.choose(used[group.id], hits)
            else:
                new[group.client] |= hits.sum(axis=0) > len(hits) - (group.required or 0)
        if all(np.array_equal(new[name], failed[name]) for name in new):
            return (
                {name: float(value.mean()) for name, value in failed.items()},
                {name: float(value.mean()) for name, value in fails.items()},
            )
        failed = new
