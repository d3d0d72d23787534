"""Sums of products of small tables, by eliminating one variable after the other, and their exact derivatives.

Each eliminated variable is a *step*: it multiplies the tables that have it, sums it out, and gives the table that is
left (its *message*) to the step of whichever of its neighbours is eliminated next. So the steps form a tree. All tables
lie in one array, a row for each entry and a column for each setting of the map. Derivatives come from one backward
(adjoint) pass over the same steps (Darwiche 2003, "A differential approach to inference in Bayesian networks").
"""

from collections.abc import Sequence

import numpy as np

from graphs.propagation.compiled.program import laid_out, share_all, sum_all
from graphs.propagation.ordering import Order, Scope, flat
from graphs.propagation.parameters import Array


class Elimination:
    """A compiled sum of products: tables in, one table over the kept variables out (a number if none is kept).

    Args:
        domains: how many values each variable has.
        scopes: the variables of each table, in the order of its axes.
        kept: the variables that are not summed out, in the order of the result's axes.
        order: the order of elimination of all other variables.
    """

    def __init__(self, domains: Sequence[int], scopes: Sequence[Scope], kept: Scope, order: Order) -> None:
        self.program = laid_out(
            np.array(domains, dtype=np.int64),
            *flat(scopes),
            np.array(kept, dtype=np.int64),
            order.variables,
            order.starts,
            order.neighbours,
        )

    @property
    def rows(self) -> int:
        """How many entries all tables have together."""
        return int(self.program.offsets[-1])

    @property
    def given_rows(self) -> int:
        """How many of them are of the tables that go in; these come first."""
        return int(self.program.offsets[self.program.tables])

    def table(self, number: int) -> slice:
        """Return the rows of a table that goes in."""
        return slice(int(self.program.offsets[number]), int(self.program.offsets[number + 1]))

    @property
    def result(self) -> slice:
        """The rows of the result."""
        return slice(int(self.program.offsets[-2]), int(self.program.offsets[-1]))

    def forward(self, values: Array) -> None:
        """Fill in what follows from the given tables: `values` has shape (rows, columns)."""
        sum_all(self.program, values)

    def backward(self, values: Array, seed: Array) -> Array:
        """Return the derivative of Σ seed · result by each entry of every table, of shape (rows, columns).

        Args:
            values: all tables after the forward pass.
            seed: of shape (entries of the result, columns).
        """
        adjoints = np.zeros_like(values)
        adjoints[self.result] = seed
        share_all(self.program, values, adjoints)
        return adjoints
