"""The small tables of the exact engine: how one handoff, one node or one choice of route enters the product.

A handoff hits its client's result by itself with probability d·o, or by passing on what its supplier got wrong with
d·(1 - o)·(1 - c). Every table is linear in these two, so that one derivative by each says everything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graphs.propagation.ordering import Scope
from graphs.propagation.parameters import Array, Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Probabilities, or derivatives by them: `alone`, `passed_on` (handoffs, columns), `at_node` (nodes, columns)."""

    alone: Array
    passed_on: Array
    at_node: Array


def hits(parameters: Parameters) -> Hits:
    """Return how likely each handoff hits its client by itself and by passing on, and each node fails by itself."""
    own, containment, dependency = parameters.own, parameters.containment, parameters.dependency
    return Hits(
        alone=dependency * own,
        passed_on=dependency * (1 - own) * (1 - containment),
        at_node=parameters.node_own,
    )


def no_derivatives(parameters: Parameters) -> Hits:
    """Return zeros to which derivatives are added."""
    zeros = np.zeros_like(parameters.own)
    return Hits(alone=zeros, passed_on=zeros.copy(), at_node=np.zeros_like(parameters.node_own))


def chained(derivatives: Hits, parameters: Parameters) -> Parameters:
    """Return the derivatives by the parameters themselves, from those by the hits."""
    own, containment, dependency = parameters.own, parameters.containment, parameters.dependency
    alone, passed_on = derivatives.alone, derivatives.passed_on
    return Parameters(
        own=dependency * (alone - (1 - containment) * passed_on),
        containment=-dependency * (1 - own) * passed_on,
        dependency=own * alone + (1 - own) * (1 - containment) * passed_on,
        node_own=derivatives.at_node,
    )


Pullback = Callable[[Array, Hits], None]
"""Adds, for a derivative by each entry of a table, what follows for the hits."""


class Factor(Protocol):
    """A table of the product."""

    @property
    def scope(self) -> Scope:
        """The variables of its axes."""

    def table(self, values: Hits) -> tuple[Array, Pullback]:
        """Return its entries (a last axis of columns) and how derivatives go back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A table that depends on no probability of the map that could change."""

    scope: Scope
    entries: Array

    def table(self, values: Hits) -> tuple[Array, Pullback]:
        """Return the entries."""
        del values
        return self.entries[..., None], lambda _adjoint, _derivatives: None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFactor:
    """A table linear in a node's own failure: `certain` + b · `by_failing`."""

    scope: Scope
    node: int
    certain: Array
    by_failing: Array

    def table(self, values: Hits) -> tuple[Array, Pullback]:
        """Return the entries."""

        def pull(adjoint: Array, derivatives: Hits) -> None:
            derivatives.at_node[self.node] += _dot(adjoint, self.by_failing)

        return self.certain[..., None] + self.by_failing[..., None] * values.at_node[self.node], pull


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffFactor:
    """A table linear in how a handoff hits: `missed` + alone · `by_itself` + passed on · `by_passing`."""

    scope: Scope
    handoff: int
    missed: Array
    by_itself: Array
    by_passing: Array

    def table(self, values: Hits) -> tuple[Array, Pullback]:
        """Return the entries."""

        def pull(adjoint: Array, derivatives: Hits) -> None:
            derivatives.alone[self.handoff] += _dot(adjoint, self.by_itself)
            derivatives.passed_on[self.handoff] += _dot(adjoint, self.by_passing)

        entries = (
            self.missed[..., None]
            + self.by_itself[..., None] * values.alone[self.handoff]
            + self.by_passing[..., None] * values.passed_on[self.handoff]
        )
        return entries, pull


def _dot(adjoint: Array, entries: Array) -> Array:
    columns = adjoint.shape[-1]
    result: Array = entries.reshape(-1) @ adjoint.reshape(-1, columns)
    return result
