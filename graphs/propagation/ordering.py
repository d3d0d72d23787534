"""In which order variables are eliminated: greedily, by min-fill on bit sets (Kjærulff 1990)."""

import heapq
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

Scope = tuple[int, ...]

_MOST_BITS = 1000
"""Beyond, 2.0**bits is no number."""


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
        found.append(_greedy(domains, scopes, kept, rule, most))
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


def _greedy(
    domains: Sequence[int], scopes: Sequence[Scope], kept: Collection[int], rule: Callable[[_Shape], float], most: float
) -> Order:
    near = _neighbours(len(domains), scopes, kept)
    bits = [math.log2(size) for size in domains]
    remaining = set(range(len(domains))) - set(kept)

    def shape(variable: int) -> _Shape:
        around = near[variable]
        members = tuple(_members(around))
        open_pairs = sum(len(members) - 1 - (near[member] & around).bit_count() for member in members)
        return _Shape(fill=open_pairs // 2, degree=len(members), bits=bits[variable] + sum(bits[m] for m in members))

    cost = {variable: rule(shape(variable)) for variable in remaining}
    heap = [(value, variable) for variable, value in cost.items()]
    heapq.heapify(heap)
    variables: list[int] = []
    sizes: list[float] = [1.0]
    while heap:
        value, variable = heapq.heappop(heap)
        if variable not in remaining or cost[variable] != value:
            continue
        remaining.discard(variable)
        variables.append(variable)
        sizes.append(2.0 ** min(shape(variable).bits, _MOST_BITS))
        if sizes[-1] > most:
            return Order(variables=(), largest=sizes[-1], total=math.inf)
        for changed in _eliminate(near, variable):
            if changed in remaining:
                cost[changed] = rule(shape(changed))
                heapq.heappush(heap, (cost[changed], changed))
    return Order(variables=tuple(variables), largest=max(sizes), total=sum(sizes))


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
