"""A product of small tables as it is put together, and what of a supplier's state a client sees in it."""

from dataclasses import dataclass, field

import numpy as np

from graphs.propagation.factors import Events, Factor
from graphs.propagation.parameters import Array


@dataclass(slots=True, kw_only=True)
class Product:
    """Variables and linear factors as they are put together."""

    events: Events
    domains: list[int] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)

    def variable(self, size: int) -> int:
        """Add a variable of `size` values and return its number."""
        self.domains.append(size)
        return len(self.domains) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What of a supplier's state reaches the client over a handoff.

    `variable` is the supplier's state, None where its failures are not passed on; `states` how many it has; `entry` by
    how much the level rises inside a loop, None where the handoff comes from outside the client's loop.
    """

    handoff: int
    variable: int | None = None
    states: int = 1
    entry: int | None = None

    @property
    def seen(self) -> tuple[int, ...]:
        """The variable of the supplier's state, if it is seen."""
        return () if self.variable is None else (self.variable,)


def hits(thresholds: int, states: int, entry: int | None) -> tuple[Array, Array]:
    """Return at which thresholds a handoff hits by itself, and by passing on each state: (thresholds, states)."""
    itself, reaches = np.zeros((thresholds, states)), np.zeros((thresholds, states))
    itself[1:] = 1
    reaches[1:, 1:] = 1
    if entry is not None:
        for level in range(states - 1):
            reaches[1 : 1 + level + entry, 1 + level] = 0
    return itself, reaches
