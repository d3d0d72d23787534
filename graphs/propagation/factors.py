"""The small tables of the exact engine: how one handoff, one node or one choice of route enters the product.

A handoff hits its client's result by itself with probability d·o, or by passing on what its supplier got wrong with
d·(1 - o)·(1 - c). Every table is linear in these two and in the nodes' own failures (*events*), so that one derivative
by each says everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.compiled import rows
from graphs.propagation.ordering import Scope
from graphs.propagation.parameters import Array, Parameters

NOTHING = 0
"""The row of the event that never happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Where the probabilities of a map's events stand in one array of shape (`rows`, columns)."""

    nodes: int
    handoffs: int

    @property
    def rows(self) -> int:
        """How many there are, with the one that never happens."""
        return 1 + self.nodes + 2 * self.handoffs

    def at_node(self, node: int) -> int:
        """Return the row of "the node fails by itself"."""
        return 1 + node

    def alone(self, handoff: int) -> int:
        """Return the row of "the handoff hits by itself"."""
        return 1 + self.nodes + handoff

    def passed_on(self, handoff: int) -> int:
        """Return the row of "the handoff hits by passing on"."""
        return 1 + self.nodes + self.handoffs + handoff

    def probabilities(self, parameters: Parameters) -> Array:
        """Return the probability of every event."""
        own, containment, dependency = parameters.own, parameters.containment, parameters.dependency
        found = np.zeros((self.rows, parameters.columns))
        found[1 : 1 + self.nodes] = parameters.node_own
        found[1 + self.nodes : 1 + self.nodes + self.handoffs] = dependency * own
        found[1 + self.nodes + self.handoffs :] = dependency * (1 - own) * (1 - containment)
        return found

    def update(self, handoffs: Sequence[int], parameters: Parameters, events: Array) -> None:
        """Write the probabilities of some handoffs anew."""
        of = list(handoffs)
        own, containment, dependency = parameters.own[of], parameters.containment[of], parameters.dependency[of]
        first = 1 + self.nodes
        events[[first + e for e in of]] = dependency * own
        events[[first + self.handoffs + e for e in of]] = dependency * (1 - own) * (1 - containment)

    def by_own(self, handoffs: Sequence[int], derivatives: Array, parameters: Parameters) -> Array:
        """Return the derivatives by the own failures of some handoffs, from those by the events."""
        of = np.array(handoffs, dtype=np.int64)
        passed_on = (1 - parameters.containment[of]) * derivatives[1 + self.nodes + self.handoffs + of]
        found: Array = parameters.dependency[of] * (derivatives[1 + self.nodes + of] - passed_on)
        return found

    def chained(self, derivatives: Array, parameters: Parameters) -> Parameters:
        """Return the derivatives by the parameters themselves, from those by the events."""
        own, containment, dependency = parameters.own, parameters.containment, parameters.dependency
        alone = derivatives[1 + self.nodes : 1 + self.nodes + self.handoffs]
        passed_on = derivatives[1 + self.nodes + self.handoffs :]
        return Parameters(
            own=dependency * (alone - (1 - containment) * passed_on),
            containment=-dependency * (1 - own) * passed_on,
            dependency=own * alone + (1 - own) * (1 - containment) * passed_on,
            node_own=derivatives[1 : 1 + self.nodes],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A table linear in two events: `constant` + P(first) · `by_first` + P(second) · `by_second`, entries in a row."""

    scope: Scope
    constant: Array
    first: int = NOTHING
    by_first: Array | None = None
    second: int = NOTHING
    by_second: Array | None = None


class Factors:
    """All linear tables of a product in flat arrays, an entry after the other."""

    def __init__(self, factors: Sequence[Factor]) -> None:
        sizes = [len(factor.constant) for factor in factors]
        self._constant = _joined([factor.constant for factor in factors])
        self._by_first = _joined([_given(factor.by_first, size) for factor, size in zip(factors, sizes, strict=True)])
        self._by_second = _joined([_given(factor.by_second, size) for factor, size in zip(factors, sizes, strict=True)])
        self._first = np.repeat(np.array([factor.first for factor in factors], dtype=np.int64), sizes)
        self._second = np.repeat(np.array([factor.second for factor in factors], dtype=np.int64), sizes)

    def fill(self, events: Array, values: Array, part: slice | None = None) -> None:
        """Write all entries into the first rows of `values`, or only some of the rows."""
        start, stop = (0, len(self._constant)) if part is None else (part.start, part.stop)
        rows.fill(
            self._constant, self._by_first, self._by_second, self._first, self._second, start, stop, events, values
        )

    def pull(self, adjoints: Array, derivatives: Array) -> None:
        """Add, for a derivative by each entry, what follows for the events."""
        rows.pull(self._by_first, self._by_second, self._first, self._second, adjoints, derivatives)


def _given(coefficients: Array | None, size: int) -> Array:
    return np.zeros(size) if coefficients is None else coefficients


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0)
