"""The probabilities of all own failures, containments and dependencies, in one or many columns at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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

    def repeated(self, times: int) -> "Parameters":
        """Return independent copies of all columns, so many times one after the other."""
        return self._each(lambda values: np.tile(values, times))

    def scaled(self, factors: Array, *, times: int | None = None) -> "Parameters":
        """Return one column for each factor by which every own failure, of handoffs and nodes, is multiplied.

        Of several columns so many copies are made, one after the other, as make one for each factor.
        """
        wide = self.repeated(len(factors) if times is None else times)
        return replace(wide, own=wide.own * factors, node_own=wide.node_own * factors)

    def part(self, columns: slice | NDArray[np.int64]) -> "Parameters":
        """Return some of the columns."""
        return self._each(lambda values: values[:, columns])

    def averaged(self) -> "Parameters":
        """Return one column, the mean of all."""
        return self._each(lambda values: values.mean(axis=1, keepdims=True))

    def of(self, nodes: Sequence[int], handoffs: Sequence[int]) -> "Parameters":
        """Return those of some nodes and handoffs."""
        return Parameters(
            own=self.own[list(handoffs)],
            containment=self.containment[list(handoffs)],
            dependency=self.dependency[list(handoffs)],
            node_own=self.node_own[list(nodes)],
        )

    def _each(self, change: Callable[[Array], Array]) -> "Parameters":
        return Parameters(
            own=change(self.own),
            containment=change(self.containment),
            dependency=change(self.dependency),
            node_own=change(self.node_own),
        )


def side_by_side(parts: Sequence[Parameters]) -> Parameters:
    """Return the columns of all parts."""
    if len(parts) == 1:
        return parts[0]
    return Parameters(
        own=np.concatenate([part.own for part in parts], axis=1),
        containment=np.concatenate([part.containment for part in parts], axis=1),
        dependency=np.concatenate([part.dependency for part in parts], axis=1),
        node_own=np.concatenate([part.node_own for part in parts], axis=1),
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
