"""What can fail at all, and what must: decided on the structure, free of rounding.

The events are independent and the model is monotone. So a node can fail exactly if it does when every failure that
has a chance happens, and it must fail exactly if it does when nothing fails but what is certain to.
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.cycles import components
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters

Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """For each node and column, whether P(X_v) > 0 (`possible`) and whether P(X_v) = 1 (`certain`)."""

    possible: Truth
    certain: Truth

    def spread(self, model: Model, parameters: Parameters, nodes: Sequence[int]) -> None:
        """Decide the nodes of a component, once everything upstream of it is decided."""
        _spread(model, nodes, _Events(parameters=parameters, certain=False), self.possible)
        _spread(model, nodes, _Events(parameters=parameters, certain=True), self.certain)

    def without(self, model: Model, parameters: Parameters, nodes: Sequence[int], handoffs: Sequence[int]) -> "Without":
        """Return what holds of the suppliers of handoffs inside a component if each never failed by itself; 1 column.

        That of one which has no chance to, or is not certain to, changes nothing. The others are left out many
        at a time: who fails without them all does without each. So most are decided in a few rounds.
        """
        own = parameters.own[:, 0]
        suppliers = [model.suppliers[e] for e in handoffs]
        possible = {e for e, u in zip(handoffs, suppliers, strict=True) if self.possible[u, 0]}
        certain = {e for e, u in zip(handoffs, suppliers, strict=True) if self.certain[u, 0]}
        begins = [e for e in handoffs if e in possible and own[e] > 0]
        ends = [e for e in handoffs if e in certain and own[e] == 1]
        return Without(
            possible=frozenset(possible - _needed(model, parameters, nodes, begins, self.possible, must=False)),
            certain=frozenset(certain - _needed(model, parameters, nodes, ends, self.certain, must=True)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The handoffs whose supplier can, and those whose supplier must fail though they never fail by themselves."""

    possible: frozenset[int]
    certain: frozenset[int]


def undecided(model: Model, columns: int) -> Certainty:
    """Return a start."""
    shape = (len(model.nodes), columns)
    return Certainty(possible=np.zeros(shape, dtype=np.bool_), certain=np.zeros(shape, dtype=np.bool_))


def certainty(model: Model, parameters: Parameters, nodes: Iterable[int] | None = None) -> Certainty:
    """Decide all nodes, or some with all upstream of them."""
    found = undecided(model, parameters.columns)
    for component in components(model, range(len(model.nodes)) if nodes is None else model.upstream(nodes)):
        found.spread(model, parameters, component)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Events:
    """What has a chance to happen, or is certain to; `never` are handoffs that do not fail by themselves.

    Of the routes of a group all are used, or only what all of them have in common counts.
    """

    parameters: Parameters
    certain: bool
    never: Collection[int] = ()

    def at(self, nodes: Sequence[int]) -> Truth:
        """Tell which nodes fail by themselves."""
        return self._happens(self.parameters.node_own[list(nodes)])

    def of(self, handoffs: Sequence[int]) -> tuple[Truth, Truth]:
        """Tell which handoffs hit by themselves, and which do where their supplier fails."""
        wanted = list(handoffs)
        depends = self._happens(self.parameters.dependency[wanted])
        alone = depends & self._happens(self.parameters.own[wanted])
        if self.never:
            alone[[place for place, e in enumerate(wanted) if e in self.never]] = False
        contained = self.parameters.containment[wanted]
        return alone, depends & (contained == 0 if self.certain else contained < 1)

    def _happens(self, probability: Array) -> Truth:
        happens: Truth = probability == 1 if self.certain else probability > 0
        return happens


def _needed(
    model: Model, parameters: Parameters, nodes: Sequence[int], handoffs: list[int], found: Truth, *, must: bool
) -> set[int]:
    """Return those of some handoffs inside a component without whose own failure their supplier would not fail."""
    needed: set[int] = set()
    waiting = [handoffs] if handoffs else []
    while waiting:
        some = waiting.pop()
        left = found.copy()
        _spread(model, nodes, _Events(parameters=parameters, certain=must, never=frozenset(some)), left)
        rest = [e for e in some if not left[model.suppliers[e], 0]]
        if len(some) == 1:
            needed.update(rest)
        elif rest:
            middle = (len(rest) + 1) // 2
            waiting += [part for part in (rest[:middle], rest[middle:]) if part]
    return needed


def _spread(model: Model, nodes: Sequence[int], events: _Events, failed: Truth) -> None:
    """Set `failed` of a component's nodes to the least fixpoint: a node is asked again once a supplier changed."""
    failed[list(nodes)] = events.at(nodes)
    waiting = deque(nodes)
    asleep: set[int] = set()
    while waiting:
        node = waiting.popleft()
        asleep.add(node)
        hit = failed[node] | _is_hit(model, node, failed, events)
        if (hit != failed[node]).any():
            failed[node] = hit
            woken = asleep.intersection(model.passed_to(node)) if len(nodes) > 1 else set[int]()
            asleep -= woken
            waiting += sorted(woken)


def _is_hit(model: Model, node: int, failed: Truth, events: _Events) -> Truth:
    inputs = model.inputs[node]
    hit: Truth = _hits(model, inputs.needed, failed, events).sum(axis=0) > 0
    for group in inputs.alternatives:
        hit |= _hits(model, group.members, failed, events).sum(axis=0) > len(group.members) - group.required
    for routes in inputs.routes:
        spoilt = _hits(model, routes.members, failed, events).sum(axis=0)
        hit |= spoilt == len(routes.members) if events.certain else spoilt > 0
    return hit


def _hits(model: Model, handoffs: Sequence[int], failed: Truth, events: _Events) -> Truth:
    if not handoffs:
        return np.zeros((0, failed.shape[1]), dtype=np.bool_)
    wanted = list(handoffs)
    suppliers = [model.suppliers[e] for e in wanted]
    passes = np.array([model.passes_on[e] for e in wanted], dtype=np.bool_).reshape(-1, 1)
    alone, passed_on = events.of(wanted)
    hits: Truth = alone | (passes & failed[suppliers] & passed_on)
    return hits
