"""Calibration inside a component taken whole, in many columns: Newton's steps by slopes that are nearly right.

The right slopes cost a pass for each handoff. But how a member's failures follow from the rates of what it receives is
nearly what it would be if these were independent, and that is one small matrix for each column. Steps are then many,
each is cheap, and where they end is exact all the same: the formula of `calibration` holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters

_FAILING = 1 - 1e-9
_ONE_OTHER = 1 + 1e-9
_MOST_PASSED_ON = 0.9
"""Of a failure inside: as if independent, more than all could come back, and no sum over all rounds would exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearly:
    """How failures of a component's members follow from the rates of its measured handoffs, as if independent.

    `handoffs` are the measured ones; `suppliers` and `clients` the places of their ends among the `members`.
    """

    model: Model
    members: Sequence[int]
    handoffs: Sequence[int]
    suppliers: Sequence[int]
    clients: Sequence[int]

    def failures(self, parameters: Parameters, rates: Array) -> tuple[Array, Array]:
        """Return P(X_u) of the supplier of each handoff if all have their rates, and P(X_v) by each handoff's rate."""
        hits = parameters.dependency * parameters.own
        hits[self.handoffs] = parameters.dependency[self.handoffs] * rates
        hits = hits.clip(0, _FAILING)
        fine = np.empty((len(self.members), parameters.columns))
        by_rate = {}
        for place, node in enumerate(self.members):
            inputs = self.model.inputs[node]
            routes = [np.array(each.shares) @ (1 - hits[list(each.members)]) for each in inputs.routes]
            fine[place] = (1 - parameters.node_own[node]) * np.prod(1 - hits[list(inputs.needed)], axis=0)
            for good in routes:
                fine[place] *= good
            for e in inputs.needed:
                by_rate[e] = parameters.dependency[e] * fine[place] / (1 - hits[e])
            for each, good in zip(inputs.routes, routes, strict=True):
                for e, share in zip(each.members, each.shares, strict=True):
                    by_rate[e] = share * parameters.dependency[e] * fine[place] / good
        none = np.zeros(parameters.columns)
        return 1 - fine[list(self.suppliers)], np.array([by_rate.get(e, none) for e in self.handoffs])

    def goes_round(self, parameters: Parameters, rates: Array) -> bool:
        """Tell whether a member's failures would make more than one other fail, if nothing were contained."""
        _, by_rate = self.failures(parameters, rates)
        received = np.zeros((len(self.members), parameters.columns))
        np.add.at(received, list(self.clients), by_rate)
        return bool((received > _ONE_OTHER).any())

    def slopes(self, by_rate: Array, by_z: Array, passed_on: Array) -> Array:
        """Return the derivative of each supplier's failures by each z, of shape (handoff, handoff, column).

        Args:
            by_rate: P(X_v) by each handoff's rate.
            by_z: each handoff's rate by its own z.
            passed_on: each handoff's rate by its supplier's failures.
        """
        count = len(self.members)
        inside = np.zeros((by_rate.shape[1], count, count))
        for place, (client, supplier) in enumerate(zip(self.clients, self.suppliers, strict=True)):
            inside[:, client, supplier] += by_rate[place] * passed_on[place]
        most = inside.sum(axis=2).max(axis=1)
        inside *= np.minimum(1, _MOST_PASSED_ON / np.maximum(most, _MOST_PASSED_ON))[:, None, None]
        spread = np.linalg.inv(np.eye(count) - inside)
        ends = spread[:, list(self.suppliers)][:, :, list(self.clients)]
        found = np.moveaxis(ends * (by_rate * by_z).T[:, None], 0, 2)
        places = range(len(self.handoffs))
        found[places, places] = 0
        return found
