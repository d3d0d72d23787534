"""In which order variables are eliminated: greedily, by min-fill on bit sets (Kjærulff 1990)."""

import heapq
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

Scope = tuple[int, ...]

_MOST_BITS = 1000
"""Beyond, 2.0**bits is no number."""

_WIDE = 64
"""Neighbours up to which a price is always kept exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of elimination, the size of its largest table, and of all its tables together (entries).

    An order that was given up because a table grew too large has an infinite total.
    """

    variables: tuple[int, ...]
    largest: float
    total: float


def best_order(
    domains: Sequence[int],
    scopes: Sequence[Scope],
    kept: Collection[int] = (),
    *,
    enough: float = 0,
    most: float = math.inf,
) -> Order:
    """Return the cheapest of a few greedy orders; the first one whose largest table has at most `enough` entries.

    An order is given up as soon as a table has more than `most` entries.
    """
    found: list[Order] = []
    for rule in (_by_fill, _by_weight, _by_relative_fill):
        found.append(_Greedy(domains, scopes, kept, rule).order(most))
        if found[-1].largest <= enough:
            break
    return min(found, key=lambda order: (order.total, order.largest))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What eliminating a variable would do: edges to fill in, neighbours, and bits of the table."""

    fill: int
    degree: int
    bits: float


def _by_fill(shape: _Shape) -> float:
    return shape.fill + shape.bits / 1024


def _by_weight(shape: _Shape) -> float:
    return shape.bits


def _by_relative_fill(shape: _Shape) -> float:
    return shape.fill / max(1, shape.degree) + shape.bits / 1024


class _Greedy:
    """An order as it grows: always the variable next that costs least now, by a rule."""

    def __init__(
        self, domains: Sequence[int], scopes: Sequence[Scope], kept: Collection[int], rule: Callable[[_Shape], float]
    ) -> None:
        self._rule = rule
        self._near = _neighbours(len(domains), scopes, kept)
        self._bits = [math.log2(size) for size in domains]
        self._cost: dict[int, float] = {}
        self._priced_at: dict[int, int] = {}
        self._heap: list[tuple[float, int]] = []
        for variable in set(range(len(domains))) - set(kept):
            self._price(variable)

    def order(self, most: float) -> Order:
        """Return the order, given up as soon as a table has more than `most` entries."""
        variables: list[int] = []
        sizes: list[float] = [1.0]
        while self._heap:
            variable = self._cheapest()
            if variable is not None:
                variables.append(variable)
                sizes.append(2.0 ** min(self._shape(variable).bits, _MOST_BITS))
                if sizes[-1] > most:
                    return Order(variables=(), largest=sizes[-1], total=math.inf)
                del self._cost[variable]
                for changed in _eliminate(self._near, variable):
                    self._reprice(changed)
        return Order(variables=tuple(variables), largest=max(sizes), total=sum(sizes))

    def _cheapest(self) -> int | None:
        """Take the first of the heap; None if its price is out of date."""
        value, variable = heapq.heappop(self._heap)
        if self._cost.get(variable) != value:
            return None
        if self._near[variable].bit_count() != self._priced_at[variable]:
            self._price(variable)
            return None
        return variable

    def _price(self, variable: int) -> None:
        self._cost[variable] = self._rule(self._shape(variable))
        self._priced_at[variable] = self._near[variable].bit_count()
        heapq.heappush(self._heap, (self._cost[variable], variable))

    def _reprice(self, variable: int) -> None:
        """Price a variable anew; one with very many neighbours only when it has lost half of them, or is taken."""
        if variable in self._cost:
            degree = self._near[variable].bit_count()
            if not self._priced_at[variable] / 2 < degree < self._priced_at[variable] or degree <= _WIDE:
                self._price(variable)

    def _shape(self, variable: int) -> _Shape:
        around = self._near[variable]
        members = tuple(_members(around))
        open_pairs = sum(len(members) - 1 - (self._near[member] & around).bit_count() for member in members)
        bits = self._bits[variable] + sum(self._bits[member] for member in members)
        return _Shape(fill=open_pairs // 2, degree=len(members), bits=bits)


def _neighbours(count: int, scopes: Sequence[Scope], kept: Collection[int]) -> list[int]:
    """Return, as bit sets, which variables share a table with each variable; the kept ones share the result."""
    near = [0] * count
    for scope in (*scopes, tuple(kept)):
        together = sum(1 << variable for variable in scope)
        for variable in scope:
            near[variable] |= together
    return [around & ~(1 << variable) for variable, around in enumerate(near)]


def _eliminate(near: list[int], variable: int) -> Iterator[int]:
    """Join the neighbours of a variable to each other, take it away, and yield whose cost may have changed."""
    around = near[variable]
    touched = around
    for member in _members(around):
        joined = (near[member] | around) & ~(1 << member) & ~(1 << variable)
        if joined.bit_count() >= near[member].bit_count():
            touched |= joined
        near[member] = joined
    return _members(touched)


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
