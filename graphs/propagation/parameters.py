"""The probabilities of all own failures, containments and dependencies, in one or many columns at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.model import Model

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Probabilities (0-1): `own`, `containment`, `dependency` (handoffs, columns) and `node_own` (nodes, columns).

    Each column is one setting of the whole map; all columns are computed in one pass.
    """

    own: Array
    containment: Array
    dependency: Array
    node_own: Array

    @property
    def columns(self) -> int:
        """How many settings of the map there are."""
        return int(self.own.shape[1])

    def repeated(self, columns: int) -> "Parameters":
        """Return independent copies of a single column, side by side."""
        return Parameters(
            own=np.repeat(self.own, columns, axis=1),
            containment=np.repeat(self.containment, columns, axis=1),
            dependency=np.repeat(self.dependency, columns, axis=1),
            node_own=np.repeat(self.node_own, columns, axis=1),
        )

    def scaled(self, factors: Array) -> "Parameters":
        """Return one column for each factor by which every own failure, of handoffs and nodes, is multiplied."""
        wide = self.repeated(len(factors))
        return Parameters(
            own=wide.own * factors,
            containment=wide.containment,
            dependency=wide.dependency,
            node_own=wide.node_own * factors,
        )

    def part(self, columns: slice) -> "Parameters":
        """Return some of the columns."""
        return Parameters(
            own=self.own[:, columns],
            containment=self.containment[:, columns],
            dependency=self.dependency[:, columns],
            node_own=self.node_own[:, columns],
        )

    def of(self, nodes: Sequence[int], handoffs: Sequence[int]) -> "Parameters":
        """Return those of some nodes and handoffs."""
        return Parameters(
            own=self.own[list(handoffs)],
            containment=self.containment[list(handoffs)],
            dependency=self.dependency[list(handoffs)],
            node_own=self.node_own[list(nodes)],
        )

    def tiled(self, times: int) -> "Parameters":
        """Return all columns, so many times one after the other."""
        return Parameters(
            own=np.tile(self.own, times),
            containment=np.tile(self.containment, times),
            dependency=np.tile(self.dependency, times),
            node_own=np.tile(self.node_own, times),
        )

    def averaged(self) -> "Parameters":
        """Return one column, the mean of all."""
        return Parameters(
            own=self.own.mean(axis=1, keepdims=True),
            containment=self.containment.mean(axis=1, keepdims=True),
            dependency=self.dependency.mean(axis=1, keepdims=True),
            node_own=self.node_own.mean(axis=1, keepdims=True),
        )

    def chosen(self, columns: NDArray[np.int64]) -> "Parameters":
        """Return some of the columns, by their numbers."""
        return Parameters(
            own=self.own[:, columns],
            containment=self.containment[:, columns],
            dependency=self.dependency[:, columns],
            node_own=self.node_own[:, columns],
        )


def declared(model: Model) -> Parameters:
    """Return one column with what the document declares: a whole rate stands for the own failure until calibrated."""
    own = [rate.probability for rate in model.rates]
    containment = [handoff.containment or 0.0 for handoff in model.handoffs]
    dependency = [1.0 if handoff.dependency is None else handoff.dependency for handoff in model.handoffs]
    node_own = [rate.probability for rate in model.node_rates]
    return Parameters(
        own=_column(own), containment=_column(containment), dependency=_column(dependency), node_own=_column(node_own)
    )


def _column(values: list[float]) -> Array:
    return np.array(values, dtype=np.float64).reshape(-1, 1)
