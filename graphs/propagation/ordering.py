"""In which order variables are eliminated: greedily, by min-fill (Kjærulff 1990)."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.compiled.greedy import BY_FILL, BY_RELATIVE_FILL, adjacency, greedy
from graphs.propagation.kernels import Places

Scope = tuple[int, ...]

_MOST_TRIES = 64
_LOUD = 0.3
"""How much noise: so many edges to fill in more or less for each neighbour."""

_ENTRIES_A_TRY = 2.0**17
"""Entries of tables that take about as long as finding an order."""

_VARIABLES_TRIED = 2**17
"""Variables that are put in order, all tries together: some seconds."""

_FEWEST_TRIES = 3

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

    Where all tables are large, more orders are tried, with some noise in what a variable is said to cost: the more of
    them the dearer the best one is, the fewer the longer the map. The noise is the same each time. An order is given up
    as soon as a table has more than `most` entries.
    """
    bits = np.log2(np.array(domains, dtype=np.float64))
    stays = np.zeros(len(domains), dtype=np.bool_)
    stays[list(kept)] = True
    graph = adjacency(len(domains), *flat([*scopes, tuple(kept)]))
    limit = min(math.log2(most), _MOST_BITS)
    random = np.random.default_rng(0)
    quiet = np.zeros(len(domains))
    best: Order | None = None
    for number in range(min(_MOST_TRIES, max(_FEWEST_TRIES, _VARIABLES_TRIED // max(1, len(domains))))):
        if best is not None and (best.largest <= enough or number >= _tries(best)):
            break
        rule, noise = (
            (number, quiet) if number < _FEWEST_TRIES else (BY_RELATIVE_FILL, random.uniform(0, _LOUD, len(domains)))
        )
        found = _order(bits, *greedy(bits, *graph, stays, rule, noise, limit))
        best = found if best is None else min(best, found, key=lambda order: (order.total, order.largest))
    return best or _order(bits, *greedy(bits, *graph, stays, BY_FILL, quiet, limit))


def _tries(best: Order) -> int:
    """Return how many orders are worth trying where the best one costs so much."""
    return (
        min(_MOST_TRIES, max(_FEWEST_TRIES, int(best.total / _ENTRIES_A_TRY)))
        if math.isfinite(best.total)
        else _MOST_TRIES
    )


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
