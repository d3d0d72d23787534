"""How a node stays fine, given its suppliers: the local part of the product.

A node's state is 0 (fine) or 1 + l (fails at level l; outside cycles there is only level 0, see `levels`). The
*threshold* variable of a node is 0 (the constant 1) or 1 + l, "not hit at level l or below". Differences between
thresholds give the probability of each state, so that a client of thirty handoffs needs no table over thirty
suppliers (the factorisation of noisy-max by Díez & Galán 2003).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from graphs.propagation.factors import Constant, Factor, HandoffFactor, NodeFactor
from graphs.propagation.model import Alternatives, Inputs, Routes
from graphs.propagation.ordering import Scope
from graphs.propagation.parameters import Array


@dataclass(slots=True)
class Product:
    """Variables and factors as they are put together."""

    domains: list[int] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)

    def variable(self, size: int) -> int:
        """Add a variable of `size` values and return its number."""
        self.domains.append(size)
        return len(self.domains) - 1

    @property
    def scopes(self) -> list[Scope]:
        """The variables of each factor."""
        return [factor.scope for factor in self.factors]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What of a supplier's state reaches the client over a handoff.

    `reaches[l, s]` is 1 where a supplier in state s, once passed on, hits at level l or below. `variable` is None
    for a supplier whose failures are not passed on.
    """

    handoff: int
    variable: int | None
    reaches: Array


def add_states(product: Product, node: int, state: int, threshold: int) -> None:
    """Add the factor that makes a node's state from its threshold and its own failure."""
    size = product.domains[state]
    certain, unless_failing = np.zeros((size, size)), np.zeros((size, size))
    certain[1, 0] = 1
    unless_failing[0, size - 1] = 1
    for level in range(size - 1):
        unless_failing[1 + level, 1 + level] -= 1
        if level:
            unless_failing[1 + level, level] += 1
    product.factors.append(
        NodeFactor(scope=(state, threshold), node=node, certain=certain + unless_failing, by_failing=-unless_failing)
    )


def add_origin(product: Product, node: int, state: int) -> None:
    """Add the factor of a node that receives nothing: it fails by itself or not at all."""
    fine, fails = np.eye(product.domains[state])[:2]
    product.factors.append(NodeFactor(scope=(state,), node=node, certain=fine, by_failing=fails - fine))


def add_inputs(product: Product, inputs: Inputs, arrivals: Mapping[int, Arrival], threshold: int) -> None:
    """Add the factors that say how likely nothing of what a node receives hits it at its threshold."""
    for handoff in inputs.needed:
        product.factors.append(_transition(product, arrivals[handoff], threshold, (), np.array(1.0), np.array(0.0)))
    for routes in inputs.routes:
        _add_routes(product, routes, arrivals, threshold)
    for alternatives in inputs.alternatives:
        _add_alternatives(product, alternatives, arrivals, threshold)


def _add_routes(product: Product, routes: Routes, arrivals: Mapping[int, Arrival], threshold: int) -> None:
    used = product.variable(len(routes.members))
    product.factors.append(Constant(scope=(used,), entries=np.array(routes.shares)))
    for place, handoff in enumerate(routes.members):
        missed = np.ones(len(routes.members))
        hit = missed.copy()
        hit[place] = 0
        product.factors.append(_transition(product, arrivals[handoff], threshold, (used,), missed, hit))


def _add_alternatives(
    product: Product, alternatives: Alternatives, arrivals: Mapping[int, Arrival], threshold: int
) -> None:
    """Count along the members, either the hits or, where few are required, what arrives well."""
    required, tolerated = alternatives.required, len(alternatives.members) - alternatives.required
    if 1 < required >= tolerated:
        start, on_miss, on_hit = _count_hits(tolerated)
    else:
        start, on_miss, on_hit = _count_arrivals(required)
    never_moves = all(np.array_equal(moves, np.diag(np.diag(moves))) for moves in (on_miss, on_hit))
    before = product.variable(len(start))
    product.factors.append(Constant(scope=(before,), entries=start))
    for handoff in alternatives.members:
        if never_moves:
            scope: Scope = (before,)
            missed, hit = np.diag(on_miss), np.diag(on_hit)
        else:
            after = product.variable(len(start))
            scope, before = (before, after), after
            missed, hit = on_miss, on_hit
        product.factors.append(_transition(product, arrivals[handoff], threshold, scope, missed, hit))


def _count_hits(tolerated: int) -> tuple[Array, Array, Array]:
    """Start and transitions of a count of hits that ends well while it is at most `tolerated`."""
    states = tolerated + 1
    return np.eye(states)[0], np.eye(states), np.eye(states, k=1)


def _count_arrivals(required: int) -> tuple[Array, Array, Array]:
    """Start and transitions of 1 - P(fewer than `required` arrive well): state 0 is the 1, the others count."""
    states = required + 1
    start = np.zeros(states)
    start[0], start[1] = 1, -1
    on_miss = np.eye(states, k=1)
    on_miss[0] = np.eye(states)[0]
    return start, on_miss, np.eye(states)


def _transition(
    product: Product, arrival: Arrival, threshold: int, scope: Scope, missed: Array, hit: Array
) -> HandoffFactor:
    """Make the factor that is `missed` where a handoff does not hit at the threshold, and `hit` where it does."""
    thresholds = product.domains[threshold]
    reaches = np.zeros((thresholds, arrival.reaches.shape[1]))
    reaches[1:] = arrival.reaches
    itself = np.zeros_like(reaches)
    itself[1:] = 1
    scope = (*scope, threshold)
    if arrival.variable is None:
        itself, reaches = itself[:, 0], reaches[:, 0]
    else:
        scope = (*scope, arrival.variable)
    return HandoffFactor(
        scope=scope,
        handoff=arrival.handoff,
        missed=np.multiply.outer(missed, np.ones_like(itself)),
        by_itself=np.multiply.outer(hit - missed, itself),
        by_passing=np.multiply.outer(hit - missed, reaches),
    )
