"""Outcomes whose parts of a map look the same: thousands of customers of one supplier are columns of one small plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters
from graphs.propagation.plans import Plans

SMALLER = 8.0
"""How many times smaller all parts together must be than all outcomes times the map, to be worth their plans."""

_MOST_LOOKS = 500
"""Different parts for which plans are made: each takes some milliseconds."""


@dataclass(frozen=True)
class AlikePart:
    """Parts of a map that look the same, a row of indices for each; `outcome` is the place of theirs in each row."""

    model: Model
    outcome: int
    nodes: Places
    handoffs: Places

    @cached_property
    def plans(self) -> Plans:
        """The plans of each of them."""
        return Plans(self.model)

    def columns(self, parameters: Parameters, some: slice) -> Parameters:
        """Return what belongs to some of them, from one column for the whole map: a column for each."""
        nodes, handoffs = self.nodes[some], self.handoffs[some]
        return Parameters(
            own=np.ascontiguousarray(parameters.own[handoffs, 0].T),
            containment=np.ascontiguousarray(parameters.containment[handoffs, 0].T),
            dependency=np.ascontiguousarray(parameters.dependency[handoffs, 0].T),
            node_own=np.ascontiguousarray(parameters.node_own[nodes, 0].T),
        )

    def portions(self, numbers: int) -> Iterator[slice]:
        """Yield some of them after the other, so many that they have so many numbers."""
        width = max(1, numbers // (self.nodes.shape[1] + self.handoffs.shape[1]))
        for start in range(0, self.nodes.shape[0], width):
            yield slice(start, start + width)


def alike_parts(model: Model, smaller: float = SMALLER) -> list[AlikePart] | None:
    """Return the parts upstream of all outcomes by how they look; None where the whole map is the shorter way."""
    found: dict[object, list[tuple[int, tuple[int, ...], tuple[int, ...]]]] = {}
    left = len(model.outcomes) * (len(model.nodes) + len(model.handoffs)) / smaller
    for outcome in model.outcomes:
        upstream = model.upstream([outcome])
        handoffs = tuple(sorted(e for node in upstream for e in model.incoming(node)))
        nodes = tuple(sorted(upstream.union(model.suppliers[e] for e in handoffs)))
        left -= len(nodes) + len(handoffs)
        found.setdefault(_look(model, outcome, nodes, handoffs), []).append((outcome, nodes, handoffs))
        if left < 0 or len(found) > _MOST_LOOKS:
            return None
    return [_part(model, alike) for alike in found.values()]


def _part(model: Model, alike: Sequence[tuple[int, tuple[int, ...], tuple[int, ...]]]) -> AlikePart:
    outcome, nodes, _ = alike[0]
    return AlikePart(
        model=model.part(model.upstream([outcome])).model,
        outcome=nodes.index(outcome),
        nodes=np.array([each[1] for each in alike], dtype=np.int64),
        handoffs=np.array([each[2] for each in alike], dtype=np.int64),
    )


def _look(model: Model, outcome: int, nodes: tuple[int, ...], handoffs: tuple[int, ...]) -> object:
    """Return all that a plan for a part depends on, with its own numbers for nodes and handoffs."""
    node_at = {node: place for place, node in enumerate(nodes)}
    handoff_at = {e: place for place, e in enumerate(handoffs)}
    ends = tuple((node_at[model.suppliers[e]], node_at[model.clients[e]], model.passes_on[e]) for e in handoffs)
    groups: list[object] = []
    for node in nodes:
        inputs = model.inputs[node]
        rules = [
            *((each.members, (each.required,)) for each in inputs.alternatives),
            *((each.members, each.shares) for each in inputs.routes),
        ]
        groups += [(tuple(map(handoff_at.get, members)), rule) for members, rule in rules]
    return node_at[outcome], len(nodes), ends, tuple(groups)
