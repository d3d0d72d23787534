"""The meaning of propagation.md by brute force: every combination of events, one by one, with its least solution.

Written from the page alone, without anything of the engine but the parameters that it is asked about, so that it can
judge the engine. Use it for maps of up to about fifteen uncertain events.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from process_models.domain.chain import Handoff, HandoffGroup, ValueChain
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind

Truth = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Given:
    """Probabilities by id: own failures b and o, containments c, dependencies d."""

    node_own: Mapping[NodeId, float]
    own: Mapping[HandoffId, float]
    containment: Mapping[HandoffId, float]
    dependency: Mapping[HandoffId, float]

    def but(self, **changes: Mapping[Any, float]) -> "Given":
        """Return the same with some numbers changed, such as `own={"pedido": 1.0}`."""
        both = {name: {**getattr(self, name), **change} for name, change in changes.items()}
        return Given(**{**self.__dict__, **both})


@dataclass(kw_only=True)
class World:
    """Every combination of events: how likely it is, and what fails in it (one entry a combination)."""

    probability: Floats
    nodes: dict[NodeId, Truth] = field(default_factory=dict)
    handoffs: dict[HandoffId, Truth] = field(default_factory=dict)
    own: dict[HandoffId, Truth] = field(default_factory=dict)
    node_own: dict[NodeId, Truth] = field(default_factory=dict)

    def p(self, happens: Truth) -> float:
        """Return how likely something is."""
        return float(self.probability[happens].sum())


class _Combinations:
    """Events as the digits of a number: each new one multiplies the combinations by its number of outcomes."""

    def __init__(self) -> None:
        self._events: list[Floats] = []
        self._made: list[Callable[[list[NDArray[np.int64]]], None]] = []

    def event(self, probability: float) -> Callable[[list[NDArray[np.int64]]], Truth]:
        """Add an event that happens or not; one that is certain takes no digit."""
        if probability in (0, 1):
            return lambda digits: np.full(len(digits[-1]), probability == 1)
        place = self._add(np.array([1 - probability, probability]))
        return lambda digits: digits[place] == 1

    def choice(self, shares: Floats) -> Callable[[list[NDArray[np.int64]]], NDArray[np.int64]]:
        """Add a choice of one of several."""
        place = self._add(shares)
        return lambda digits: digits[place]

    def all(self) -> tuple[list[NDArray[np.int64]], Floats]:
        """Return the digits of every combination, and how likely each is; a last digit is always 0."""
        sizes = [len(event) for event in self._events]
        numbers = np.indices((*sizes, 1)).reshape(len(sizes) + 1, -1)
        probability = np.ones(numbers.shape[1])
        for event, digit in zip(self._events, numbers, strict=False):
            probability *= event[digit]
        return list(numbers), probability

    def _add(self, outcomes: Floats) -> int:
        self._events.append(outcomes)
        return len(self._events) - 1


def enumerate_world(chain: ValueChain, given: Given) -> World:
    """Return every combination of events of a chain (as of its date already) with what fails in it."""
    combinations = _Combinations()
    own = {h.id: combinations.event(given.own[h.id]) for h in chain.handoffs}
    contained = {h.id: combinations.event(given.containment[h.id]) for h in chain.handoffs}
    depends = {h.id: combinations.event(given.dependency[h.id]) for h in chain.handoffs}
    begins = {node.id: combinations.event(given.node_own[node.id]) for node in chain.nodes}
    routes = [group for group in chain.groups if group.kind is GroupKind.ROUTES]
    used = {group.id: combinations.choice(route_shares(chain, group)) for group in routes}
    digits, probability = combinations.all()
    world = World(
        probability=probability,
        own={name: happens(digits) for name, happens in own.items()},
        node_own={name: happens(digits) for name, happens in begins.items()},
    )
    _least_solution(
        chain,
        world,
        {name: happens(digits) for name, happens in contained.items()},
        {name: happens(digits) for name, happens in depends.items()},
        {name: choose(digits) for name, choose in used.items()},
    )
    return world


def route_shares(chain: ValueChain, group: HandoffGroup) -> Floats:
    """Return the shares of a routes group: as given, else by deliveries, else equal; the first that all have."""
    members = chain.members(group.id)
    weights: list[float]
    if all(h.share is not None for h in members):
        weights = [h.share or 0 for h in members]
    elif all(h.failure is not None and h.failure.deliveries is not None for h in members):
        weights = [h.failure.deliveries.count for h in members if h.failure and h.failure.deliveries]
    else:
        weights = [1.0 for _ in members]
    return np.array(weights) / sum(weights)


def _least_solution(
    chain: ValueChain,
    world: World,
    contained: dict[HandoffId, Truth],
    depends: dict[HandoffId, Truth],
    used: dict[GroupId, NDArray[np.int64]],
) -> None:
    customers = {node.id for node in chain.nodes if node.kind is NodeKind.CUSTOMER}
    world.nodes = {node.id: np.zeros(len(world.probability), dtype=bool) for node in chain.nodes}
    while True:
        for h in chain.handoffs:
            inherited = world.nodes[h.supplier] & ~contained[h.id]
            world.handoffs[h.id] = world.own[h.id] if h.supplier in customers else world.own[h.id] | inherited
        hit = {h.id: world.handoffs[h.id] & depends[h.id] for h in chain.handoffs}
        failed = {node.id: world.node_own[node.id] | _any_hit(chain, node.id, hit, used, world) for node in chain.nodes}
        if all(np.array_equal(failed[name], world.nodes[name]) for name in failed):
            return
        world.nodes = failed


def _any_hit(
    chain: ValueChain, node: NodeId, hit: dict[HandoffId, Truth], used: dict[GroupId, NDArray[np.int64]], world: World
) -> Truth:
    fails = np.zeros(len(world.probability), dtype=bool)
    for h in chain.handoffs:
        if h.client == node and h.group is None:
            fails |= hit[h.id]
    for group in chain.groups:
        members: tuple[Handoff, ...] = chain.members(group.id)
        if group.client != node or not members:
            continue
        hits = np.array([hit[h.id] for h in members])
        if group.kind is GroupKind.ROUTES:
            fails |= np.choose(used[group.id], hits)
        else:
            fails |= hits.sum(axis=0) > len(members) - (group.required or 0)
    return fails
