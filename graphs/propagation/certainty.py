"""What can fail at all, and what must: decided on the structure, free of rounding.

The events are independent and the model is monotone. So a node can fail exactly if it does when every failure that
has a chance happens, and it must fail exactly if it does when nothing fails but what is certain to.
"""

from collections.abc import Iterable, Sequence
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

    def without(self, model: Model, parameters: Parameters, nodes: Sequence[int], handoff: int) -> "Certainty":
        """Return what holds for the nodes of a component if one handoff never failed by itself; (nodes, columns)."""
        possible, certain = self.possible.copy(), self.certain.copy()
        for found, must in ((possible, False), (certain, True)):
            _spread(model, nodes, _Events(parameters=parameters, certain=must, never=handoff), found)
        return Certainty(possible=possible, certain=certain)


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
    """What has a chance to happen, or is certain to; `never` is a handoff that does not fail by itself.

    Of the routes of a group all are used, or only what all of them have in common counts.
    """

    parameters: Parameters
    certain: bool
    never: int | None = None

    def at(self, nodes: Sequence[int]) -> Truth:
        """Tell which nodes fail by themselves."""
        return self._happens(self.parameters.node_own[list(nodes)])

    def of(self, handoffs: Sequence[int]) -> tuple[Truth, Truth]:
        """Tell which handoffs hit by themselves, and which do where their supplier fails."""
        wanted = list(handoffs)
        depends = self._happens(self.parameters.dependency[wanted])
        alone = depends & self._happens(self.parameters.own[wanted])
        if self.never in wanted:
            alone[wanted.index(self.never)] = False
        contained = self.parameters.containment[wanted]
        return alone, depends & (contained == 0 if self.certain else contained < 1)

    def _happens(self, probability: Array) -> Truth:
        happens: Truth = probability == 1 if self.certain else probability > 0
        return happens


def _spread(model: Model, nodes: Sequence[int], events: _Events, failed: Truth) -> None:
    """Set `failed` of a component's nodes to the least fixpoint."""
    failed[list(nodes)] = events.at(nodes)
    while True:
        changed = False
        for node in nodes:
            hit = failed[node] | _is_hit(model, node, failed, events)
            changed = changed or bool((hit != failed[node]).any())
            failed[node] = hit
        if not changed or len(nodes) == 1:
            return


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
