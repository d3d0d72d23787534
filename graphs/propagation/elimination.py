"""Sums of products of small tables, by eliminating one variable after the other, and their exact derivatives.

A table has one axis for each variable of its scope and a last axis of columns (length 1 or the number of columns).
Derivatives come from one backward (adjoint) pass over the same steps (Darwiche 2003, "A differential approach to
inference in Bayesian networks").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.ordering import Order, Scope
from graphs.propagation.parameters import Array

View = tuple[slice | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """Multiply some tables into one over `shape`, and sum out its first axis (but for the last step of all)."""

    tables: tuple[int, ...]
    views: tuple[View, ...]
    missing: tuple[tuple[int, ...], ...]
    shape: tuple[int, ...]
    sums: bool


class Elimination:
    """A compiled sum of products: scopes in, one table over the kept variables out (a number if none is kept).

    Args:
        domains: how many values each variable has.
        scopes: the variables of each table.
        kept: the variables that are not summed out, in the order of the result's axes.
        order: the order of elimination of all other variables.
    """

    def __init__(self, domains: Sequence[int], scopes: Sequence[Scope], kept: Scope, order: Order) -> None:
        self.order = order
        rank = {variable: place for place, variable in enumerate((*order.variables, *kept))}
        ordered = [tuple(sorted(scope, key=rank.__getitem__)) for scope in scopes]
        self._axes = [[scope.index(variable) for variable in sort] for scope, sort in zip(scopes, ordered, strict=True)]
        self._back = [tuple(axes.index(axis) for axis in range(len(axes))) for axes in self._axes]
        self._tables = len(ordered)
        self._steps = tuple(_steps(domains, ordered, kept, order.variables, rank))

    def forward(self, tables: Sequence[Array]) -> list[Array]:
        """Return every table that arises, the given ones (axes in order of elimination) first, the result last."""
        values = [table.transpose(*axes, len(axes)) for table, axes in zip(tables, self._axes, strict=True)]
        for step in self._steps:
            product: Array = np.ones((1,) * (len(step.shape) + 1))
            for table, view in zip(step.tables, step.views, strict=True):
                product = product * values[table][view]
            values.append(_full(product, step.shape).sum(axis=0) if step.sums else _full(product, step.shape))
        return values

    def backward(self, values: Sequence[Array], seed: Array) -> list[Array]:
        """Return, for each given table, the derivative of Σ seed · result by each of its entries.

        Every entry is a derivative with the other tables as they are, of the shape of the table over all columns.
        """
        adjoints = {len(values) - 1: seed}
        for output, step in reversed(list(enumerate(self._steps, self._tables))):
            above = adjoints.pop(output)
            parts = [values[table][view] for table, view in zip(step.tables, step.views, strict=True)]
            for table, missing, rest in zip(
                step.tables, step.missing, _others(parts, above[None] if step.sums else above), strict=True
            ):
                full = _full(rest, step.shape)
                adjoints[table] = full.sum(axis=missing) if missing else full
        return [adjoints[table].transpose(*axes, len(axes)) for table, axes in enumerate(self._back)]


def _steps(
    domains: Sequence[int], scopes: list[Scope], kept: Scope, order: Scope, rank: dict[int, int]
) -> Iterator[_Step]:
    waiting: dict[int, list[int]] = {variable: [] for variable in order}
    finished: list[int] = []

    def put(table: int) -> None:
        first = scopes[table][0] if scopes[table] else None
        (finished if first is None or first in kept else waiting[first]).append(table)

    for table in range(len(scopes)):
        put(table)
    for variable in order:
        tables = waiting[variable]
        scope = tuple(sorted({variable}.union(*(scopes[table] for table in tables)), key=rank.__getitem__))
        yield _step(domains, scopes, tables, scope, sums=True)
        scopes.append(scope[1:])
        put(len(scopes) - 1)
    yield _step(domains, scopes, finished, kept, sums=False)


def _step(domains: Sequence[int], scopes: list[Scope], tables: list[int], scope: Scope, *, sums: bool) -> _Step:
    return _Step(
        tables=tuple(tables),
        views=tuple(
            (*(slice(None) if variable in scopes[table] else None for variable in scope), slice(None))
            for table in tables
        ),
        missing=tuple(
            tuple(axis for axis, variable in enumerate(scope) if variable not in scopes[table]) for table in tables
        ),
        shape=tuple(domains[variable] for variable in scope),
        sums=sums,
    )


def _full(table: Array, shape: tuple[int, ...]) -> Array:
    return table if table.shape[:-1] == shape else np.broadcast_to(table, (*shape, table.shape[-1]))


def _others(parts: list[Array], above: Array) -> Iterator[Array]:
    """Yield, for each part, the product of `above` and all other parts, without dividing."""
    behind = [above]
    for part in reversed(parts[1:]):
        behind.append(behind[-1] * part)
    before: Array | None = None
    for part in parts:
        rest = behind.pop()
        yield rest if before is None else before * rest
        before = part if before is None else before * part
