"""In which order variables are eliminated: greedily, by min-fill (Kjærulff 1990)."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.compiled.greedy import BY_FILL, BY_RELATIVE_FILL, BY_WEIGHT, adjacency, greedy
from graphs.propagation.kernels import Places

Scope = tuple[int, ...]

_MOST_BITS = 1000
"""Beyond, 2.0**bits is no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of elimination, the size of its largest table, and of all its tables together (entries).

    `starts` and `neighbours` tell which variables share a table with each one when its turn comes. An order that was
    given up because a table grew too large has an infinite total.
    """

    variables: Places
    starts: Places
    neighbours: Places
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
    bits = np.log2(np.array(domains, dtype=np.float64))
    stays = np.zeros(len(domains), dtype=np.bool_)
    stays[list(kept)] = True
    starts, lengths, pool = adjacency(len(domains), *flat([*scopes, tuple(kept)]))
    found: list[Order] = []
    for rule in (BY_FILL, BY_WEIGHT, BY_RELATIVE_FILL):
        found.append(_order(bits, *greedy(bits, starts, lengths, pool, stays, rule, min(math.log2(most), _MOST_BITS))))
        if found[-1].largest <= enough:
            break
    return min(found, key=lambda order: (order.total, order.largest))


def flat(scopes: Sequence[Scope]) -> tuple[Places, Places]:
    """Return where each scope starts in one array of all variables, and that array."""
    starts = np.zeros(len(scopes) + 1, dtype=np.int64)
    np.cumsum([len(scope) for scope in scopes], out=starts[1:])
    return starts, np.array([variable for scope in scopes for variable in scope], dtype=np.int64)


def _order(bits: NDArray[np.float64], variables: Places, starts: Places, neighbours: Places) -> Order:
    abandoned = len(variables) > 0 and variables[-1] < 0
    variables = np.where(variables < 0, -1 - variables, variables)
    gathered = np.concatenate([[0.0], np.cumsum(bits[neighbours])])
    wide = bits[variables] + gathered[starts[1:]] - gathered[starts[:-1]]
    sizes = 2.0 ** np.minimum(wide, _MOST_BITS)
    return Order(
        variables=variables,
        starts=starts,
        neighbours=neighbours,
        largest=max(1.0, float(sizes.max(initial=0.0))),
        total=math.inf if abandoned else 1.0 + float(sizes.sum()),
    )
