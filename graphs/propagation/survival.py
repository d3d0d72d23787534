"""How a node stays fine, given its suppliers: the local part of the product.

A node's state is 0 (fine) or 1 + l (fails at level l; outside cycles there is only level 0, see `levels`). The
*threshold* variable of a node is 0 (the constant 1) or 1 + l, "not hit at level l or below". Differences between
thresholds give the probability of each state, so that a client of thirty handoffs needs no table over thirty
suppliers (the factorisation of noisy-max by Díez & Galán 2003).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np

from graphs.propagation.factors import Factor
from graphs.propagation.model import Alternatives, Inputs, Model, Routes
from graphs.propagation.ordering import Scope
from graphs.propagation.parameters import Array
from graphs.propagation.products import Arrival, Product, hits
from graphs.propagation.sums import add_positive_sum, add_sum

MOST_SELECTED = 16
"""Routes of a group up to which a variable says which one is used; with more its tables would grow as their square."""


def add_states(product: Product, node: int, state: int, threshold: int) -> None:
    """Add the factor that makes a node's state from its threshold and its own failure."""
    constant, by_failing = _states(product.domains[state])
    product.factors.append(
        Factor(scope=(state, threshold), constant=constant, first=product.events.at_node(node), by_first=by_failing)
    )


def add_origin(product: Product, node: int, state: int) -> None:
    """Add the factor of a node that receives nothing: it fails by itself or not at all."""
    fine, fails = np.eye(product.domains[state])[:2]
    product.factors.append(
        Factor(scope=(state,), constant=fine, first=product.events.at_node(node), by_first=fails - fine)
    )


def add_not_failing(product: Product, node: int, threshold: int) -> None:
    """Add that a node is not failing by itself, for a member whose being fine alone is asked."""
    not_hit = np.array([0.0, 1.0])
    product.factors.append(
        Factor(scope=(threshold,), constant=not_hit, first=product.events.at_node(node), by_first=-not_hit)
    )


def add_inputs(product: Product, inputs: Inputs, arrivals: Mapping[int, Arrival], threshold: int) -> None:
    """Add the factors that say how likely nothing of what a node receives hits it at its threshold."""
    for handoff in inputs.needed:
        product.factors.append(_transition(product, arrivals[handoff], threshold, (), _Move(rule=_Rule.NEEDED)))
    for routes in inputs.routes:
        _add_routes(product, routes, arrivals, threshold)
    for alternatives in inputs.alternatives:
        _add_alternatives(product, alternatives, arrivals, threshold)


def _add_routes(product: Product, routes: Routes, arrivals: Mapping[int, Arrival], threshold: int) -> None:
    count = len(routes.members)
    if count > MOST_SELECTED:
        add_sum(product, routes, arrivals, threshold)
        return
    used = product.variable(count)
    product.factors.append(Factor(scope=(used,), constant=np.array(routes.shares)))
    for place, handoff in enumerate(routes.members):
        move = _Move(rule=_Rule.ROUTE, states=count, place=place)
        product.factors.append(_transition(product, arrivals[handoff], threshold, (used,), move))


def _add_alternatives(
    product: Product, alternatives: Alternatives, arrivals: Mapping[int, Arrival], threshold: int
) -> None:
    """Count along the members, either the hits or, where few are required, what arrives well."""
    required, tolerated = alternatives.required, len(alternatives.members) - alternatives.required
    if 1 < required >= tolerated:
        move, start = _Move(rule=_Rule.HITS, states=tolerated + 1), np.eye(tolerated + 1)[0]
    else:
        move, start = _Move(rule=_Rule.ARRIVALS, states=required + 1), np.eye(required + 1)[0]
        start[1] = -1
    before = product.variable(len(start))
    product.factors.append(Factor(scope=(before,), constant=start))
    for handoff in alternatives.members:
        scope: Scope = (before,)
        if not move.stays:
            before = product.variable(len(start))
            scope = (*scope, before)
        product.factors.append(_transition(product, arrivals[handoff], threshold, scope, move))


def entries_of_counts(model: Model, nodes: Iterable[int]) -> float:
    """Return how many entries the tables have at least that count along alternatives, before any is made."""
    groups = (group for node in nodes for group in model.inputs[node].alternatives)
    counts = ((len(g.members), min(g.required, len(g.members) - g.required)) for g in groups if g.required > 1)
    return sum(members * 4.0 * (fewest + 1) ** 2 for members, fewest in counts)


def add_positive(product: Product, node: int, state: int, inputs: Inputs, arrivals: Mapping[int, Arrival]) -> None:
    """Add how a node outside loops fails, as a chain of "hit so far" that only adds: no digit of a tiny P is lost.

    It takes larger tables than differences of thresholds do.
    """
    so_far = product.variable(2)
    fine, fails = np.eye(2)
    product.factors.append(
        Factor(scope=(so_far,), constant=fine, first=product.events.at_node(node), by_first=fails - fine)
    )
    for handoff in inputs.needed:
        so_far = _continue(product, arrivals[handoff], (), so_far, _Move(rule=_Rule.ONE_HIT))
    for routes in inputs.routes:
        count = len(routes.members)
        if count > MOST_SELECTED:
            so_far = add_positive_sum(product, routes, arrivals, so_far)
            continue
        used = product.variable(count)
        product.factors.append(Factor(scope=(used,), constant=np.array(routes.shares)))
        for place, handoff in enumerate(routes.members):
            move = _Move(rule=_Rule.ONE_HIT_OF_ROUTES, states=count, place=place)
            so_far = _continue(product, arrivals[handoff], (used,), so_far, move)
    for alternatives in inputs.alternatives:
        too_many = len(alternatives.members) - alternatives.required + 1
        move, start = _Move(rule=_Rule.MANY_HITS, states=too_many + 1), np.eye(too_many + 1)[0]
        if alternatives.required == 1:
            move, start = _Move(rule=_Rule.ALL_HIT, states=2), np.eye(2)[1]
        hits = product.variable(move.states)
        product.factors.append(Factor(scope=(hits,), constant=start))
        for handoff in alternatives.members:
            hits = _continue(product, arrivals[handoff], (), hits, move)
        after = product.variable(2)
        joined = np.zeros((move.states, 2, 2))
        joined[:-1] = np.eye(2)
        joined[-1, :, 1] = 1
        product.factors.append(Factor(scope=(hits, so_far, after), constant=joined.ravel()))
        so_far = after
    product.factors.append(Factor(scope=(so_far, state), constant=np.eye(2).ravel()))


def _continue(product: Product, arrival: Arrival, scope: Scope, before: int, move: "_Move") -> int:
    """Add a step of a chain, and return its variable."""
    after = product.variable(product.domains[before])
    missed, by_itself, by_passing = _steps(arrival.states, move)
    seen = () if arrival.variable is None else (arrival.variable,)
    product.factors.append(
        Factor(
            scope=(*scope, before, after, *seen),
            constant=missed,
            first=product.events.alone(arrival.handoff),
            by_first=by_itself,
            second=product.events.passed_on(arrival.handoff),
            by_second=by_passing,
        )
    )
    return after


class _Rule(Enum):
    NEEDED, ROUTE, HITS, ARRIVALS, ONE_HIT, ONE_HIT_OF_ROUTES, MANY_HITS, ALL_HIT = range(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """How a handoff moves what is counted beside the threshold, whether it hits or not.

    HITS counts hits, and ends well while there are less than `states`. ARRIVALS is 1 - P(fewer than `states` - 1 arrive
    well): state 0 is the 1, the others count.
    """

    rule: _Rule
    states: int = 1
    place: int = 0

    @property
    def stays(self) -> bool:
        """Whether nothing is counted, so that one variable is enough: one good arrival is all that is asked."""
        return self.rule is _Rule.ARRIVALS and self.states == 2

    def tables(self) -> tuple[Array, Array]:
        """Return what is multiplied where it does not hit, and where it does."""
        if self.rule is _Rule.NEEDED:
            return np.array(1.0), np.array(0.0)
        if self.rule is _Rule.ROUTE:
            return np.ones(self.states), 1 - np.eye(self.states)[self.place]
        if self.rule is _Rule.HITS:
            return np.eye(self.states), np.eye(self.states, k=1)
        if self.rule in _CHAINED:
            return self._chained()
        on_miss = np.eye(self.states, k=1)
        on_miss[0] = np.eye(self.states)[0]
        if self.stays:
            return np.diag(on_miss), np.ones(self.states)
        return on_miss, np.eye(self.states)

    def _chained(self) -> tuple[Array, Array]:
        if self.rule is _Rule.ALL_HIT:
            return np.array([[1.0, 0.0], [1.0, 0.0]]), np.eye(2)
        if self.rule is _Rule.MANY_HITS:
            more = np.eye(self.states, k=1)
            more[-1, -1] = 1
            return np.eye(self.states), more
        one_hit = np.array([[0.0, 1.0], [0.0, 1.0]])
        if self.rule is _Rule.ONE_HIT:
            return np.eye(2), one_hit
        hit = np.stack([np.eye(2)] * self.states)
        hit[self.place] = one_hit
        return np.stack([np.eye(2)] * self.states), hit


_CHAINED = frozenset({_Rule.ONE_HIT, _Rule.ONE_HIT_OF_ROUTES, _Rule.MANY_HITS, _Rule.ALL_HIT})


@cache
def _steps(states: int, move: _Move) -> tuple[Array, Array, Array]:
    """Return the entries of a chain's step: without a hit, and what a hit alone and one that is passed on add."""
    missed, hit = move.tables()
    passed_on = np.ones(states)
    passed_on[0] = 0
    return (
        np.multiply.outer(missed, np.ones(states)).ravel(),
        np.multiply.outer(hit - missed, np.ones(states)).ravel(),
        np.multiply.outer(hit - missed, passed_on).ravel(),
    )


@cache
def _states(size: int) -> tuple[Array, Array]:
    """Return the coefficients of `add_states` for a node of so many states."""
    certain, unless_failing = np.zeros((size, size)), np.zeros((size, size))
    certain[1, 0] = 1
    unless_failing[0, size - 1] = 1
    for level in range(size - 1):
        unless_failing[1 + level, 1 + level] -= 1
        if level:
            unless_failing[1 + level, level] += 1
    return (certain + unless_failing).ravel(), -unless_failing.ravel()


def _transition(product: Product, arrival: Arrival, threshold: int, scope: Scope, move: _Move) -> Factor:
    """Make the factor of a handoff: it is hit, or not, at the threshold, and moves what is counted beside it."""
    missed, by_itself, by_passing = _coefficients(product.domains[threshold], arrival.states, arrival.entry, move)
    seen = () if arrival.variable is None else (arrival.variable,)
    return Factor(
        scope=(*scope, threshold, *seen),
        constant=missed,
        first=product.events.alone(arrival.handoff),
        by_first=by_itself,
        second=product.events.passed_on(arrival.handoff),
        by_second=by_passing,
    )


@cache
def _coefficients(thresholds: int, states: int, entry: int | None, move: _Move) -> tuple[Array, Array, Array]:
    """Return the entries without any hit, and what is added by a hit alone and by one that is passed on."""
    itself, reaches = hits(thresholds, states, entry)
    missed, hit = move.tables()
    return (
        np.multiply.outer(missed, np.ones_like(itself)).ravel(),
        np.multiply.outer(hit - missed, itself).ravel(),
        np.multiply.outer(hit - missed, reaches).ravel(),
    )
