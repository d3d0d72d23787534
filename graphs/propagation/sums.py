"""Very many routes into one client: a sum along them instead of a variable that says which one is used.

"None was used yet" or "one was" is all that is remembered from one route to the next, so that the tables of a group
grow with the number of its routes, not with its square.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from graphs.propagation.factors import Factor
from graphs.propagation.model import Routes
from graphs.propagation.parameters import Array
from graphs.propagation.products import Arrival, Product, hits

_NOT_YET, _WELL, _HIT = range(3)


def add_sum(product: Product, routes: Routes, arrivals: Mapping[int, Arrival], threshold: int) -> None:
    """Add that the route which is used does not hit at the threshold."""
    before = product.variable(2)
    product.factors.append(Factor(scope=(before,), constant=np.array([1.0, 0.0])))
    for handoff, share in zip(routes.members, routes.shares, strict=True):
        arrival, after = arrivals[handoff], product.variable(2)
        stays, used, by_itself, by_passing = _steps(product.domains[threshold], arrival.states, arrival.entry)
        product.factors.append(
            Factor(
                scope=(before, after, threshold, *arrival.seen),
                constant=stays + share * used,
                first=product.events.alone(handoff),
                by_first=-share * by_itself,
                second=product.events.passed_on(handoff),
                by_second=-share * by_passing,
            )
        )
        before = after
    product.factors.append(Factor(scope=(before,), constant=np.array([0.0, 1.0])))


def add_positive_sum(product: Product, routes: Routes, arrivals: Mapping[int, Arrival], so_far: int) -> int:
    """Add the same to a chain of "hit so far" that only adds; return the chain's variable after it."""
    before = product.variable(3)
    product.factors.append(Factor(scope=(before,), constant=np.eye(3)[_NOT_YET]))
    for handoff, share in zip(routes.members, routes.shares, strict=True):
        arrival, after = arrivals[handoff], product.variable(3)
        stays, well, by_itself, by_passing = _positive_steps(arrival.states)
        product.factors.append(
            Factor(
                scope=(before, after, *arrival.seen),
                constant=stays + share * well,
                first=product.events.alone(handoff),
                by_first=share * by_itself,
                second=product.events.passed_on(handoff),
                by_second=share * by_passing,
            )
        )
        before = after
    joined = np.zeros((3, 2, 2))
    joined[_WELL] = np.eye(2)
    joined[_HIT, :, 1] = 1
    after = product.variable(2)
    product.factors.append(Factor(scope=(before, so_far, after), constant=joined.ravel()))
    return after


@cache
def _steps(thresholds: int, states: int, entry: int | None) -> tuple[Array, Array, Array, Array]:
    """Return the entries where the route is not used; where it is; and what of these a hit takes, by either event."""
    itself, reaches = hits(thresholds, states, entry)
    stays, is_used = np.eye(2), np.array([[0.0, 1.0], [0.0, 0.0]])
    return (
        np.multiply.outer(stays, np.ones_like(itself)).ravel(),
        np.multiply.outer(is_used, np.ones_like(itself)).ravel(),
        np.multiply.outer(is_used, itself).ravel(),
        np.multiply.outer(is_used, reaches).ravel(),
    )


@cache
def _positive_steps(states: int) -> tuple[Array, Array, Array, Array]:
    well, moved = np.zeros((3, 3)), np.zeros((3, 3))
    well[_NOT_YET, _WELL] = 1
    moved[_NOT_YET, _WELL], moved[_NOT_YET, _HIT] = -1, 1
    failed = np.ones(states)
    failed[0] = 0
    return (
        np.multiply.outer(np.eye(3), np.ones(states)).ravel(),
        np.multiply.outer(well, np.ones(states)).ravel(),
        np.multiply.outer(moved, np.ones(states)).ravel(),
        np.multiply.outer(moved, failed).ravel(),
    )
