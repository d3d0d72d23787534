"""A component taken whole: the exact distribution of which of its members fail, by recursion over subsets.

Given that exactly the set T fails, every other member v is fine with its local probability q_v(T), independently.
With G(S) = 1 - Σ G(T) · Π_{v in S - T} q_v(T) over the proper subsets T of S, the failed set is exactly S with
probability G(S) · Π_{v not in S} q_v(S). It takes 3ⁿ steps for n members, whatever their rules and handoffs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.compiled.subsets import recursion, recursion_back
from graphs.propagation.elimination import Elimination
from graphs.propagation.factors import Events, Factors
from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.ordering import Scope, best_order
from graphs.propagation.parameters import Array
from graphs.propagation.products import Arrival, Product
from graphs.propagation.survival import add_inputs, add_not_failing

LARGEST_COMPONENT = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DenseComponent:
    """The joint table of a component's members (fine or failed) and of the states of its outside suppliers.

    `outside` is how many joint states these have.
    """

    scope: Scope
    outside: int
    members: tuple["Member", ...]

    def table(self, events: Array) -> tuple[Array, "Opened"]:
        """Return the probability of each set of failed members, given the outside suppliers, and how it came about."""
        opened = [member.fine(events) for member in self.members]
        fine = np.stack([_by_set(member, table) for member, (table, _) in zip(self.members, opened, strict=True)])
        reached, joint = recursion(fine)
        held = Opened(component=self, fine=fine, reached=reached, values=[values for _, values in opened])
        return joint.swapaxes(0, 1).reshape(-1, events.shape[1]), held

    def fine(self, events: Array) -> Array:
        """Return q_v(T) of all members: (member, set, outside, columns)."""
        return np.stack([self.fine_member(place, events) for place in range(len(self.members))])

    def fine_member(self, place: int, events: Array) -> Array:
        """Return q_v(T) of one of them: (set, outside, columns)."""
        return _by_set(self.members[place], self.members[place].fine(events)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the recursion needs to go back: q_v(T) of shape (member, set, outside, columns), G, and members' tables."""

    component: DenseComponent
    fine: Array
    reached: Array
    values: list[Array]

    def pull(self, adjoint: Array, derivatives: Array) -> None:
        """Add, for a derivative by each entry of the joint table, what follows for the events."""
        members, sets, outside, columns = self.fine.shape
        by_set = np.ascontiguousarray(adjoint.reshape(outside, sets, columns).swapaxes(0, 1))
        by_fine = recursion_back(self.fine, self.reached, by_set)
        for place in range(members):
            member = self.component.members[place]
            seed = np.zeros((member.entries, columns))
            np.add.at(seed, member.rows, by_fine[place].swapaxes(0, 1))
            adjoints = member.elimination.backward(self.values[place], seed)
            member.factors.pull(adjoints, derivatives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How likely one member is fine given its suppliers: a small product whose suppliers' states are kept.

    `rows` says, for each state outside and each set of failed members, which of its `entries` holds.
    """

    factors: Factors
    elimination: Elimination
    rows: Places
    entries: int

    def fine(self, events: Array) -> tuple[Array, Array]:
        """Return the probability of being fine given the suppliers, and all tables that led to it."""
        values = np.empty((self.elimination.rows, events.shape[1]))
        self.factors.fill(events, values)
        self.elimination.forward(values)
        return values[self.elimination.result], values


def _by_set(member: Member, table: Array) -> Array:
    """Return how likely a member is fine, by set and by the state outside."""
    return np.ascontiguousarray(table[member.rows].swapaxes(0, 1))


def dense_component(
    model: Model, members: Sequence[int], states: Mapping[int, int], sizes: Mapping[int, int]
) -> DenseComponent:
    """Make the factor of a component.

    Args:
        model: the map.
        members: the component's nodes.
        states: the state variable of each node.
        sizes: how many states each node has; members have two.
    """
    outside = outside_suppliers(model, members)
    axes = (*outside, *members)
    joint = int(np.prod([sizes[node] for node in outside], dtype=np.int64))
    return DenseComponent(
        scope=tuple(states[node] for node in axes),
        outside=joint,
        members=tuple(_member(model, node, axes, sizes, joint) for node in members),
    )


def outside_suppliers(model: Model, members: Sequence[int]) -> tuple[int, ...]:
    """Return the nodes outside a component whose failures are passed into it."""
    suppliers = {model.suppliers[e] for node in members for e in model.incoming(node) if model.passes_on[e]}
    return tuple(sorted(suppliers.difference(members)))


def steps(members: int, outside_states: int) -> float:
    """Return how many steps the recursion takes."""
    return 3.0**members * outside_states


def _member(model: Model, node: int, axes: Sequence[int], sizes: Mapping[int, int], outside: int) -> Member:
    incoming = model.incoming(node)
    passing = {model.suppliers[e] for e in incoming if model.passes_on[e]}
    product = Product(events=Events(nodes=len(model.nodes), handoffs=len(model.handoffs)))
    variables = {supplier: product.variable(sizes[supplier]) for supplier in axes if supplier in passing}
    threshold = product.variable(2)
    add_not_failing(product, node, threshold)
    arrivals = {e: _arrival(model, e, variables, sizes) for e in incoming}
    add_inputs(product, model.inputs[node], arrivals, threshold)
    kept = tuple(variables.values())
    scopes = [factor.scope for factor in product.factors]
    elimination = Elimination(product.domains, scopes, kept, best_order(product.domains, scopes, kept))
    shape = [sizes[axis] for axis in axes]
    seen = np.arange(elimination.result.stop - elimination.result.start).reshape(
        [sizes[axis] if axis in passing else 1 for axis in axes]
    )
    return Member(
        factors=Factors(product.factors),
        elimination=elimination,
        rows=np.ascontiguousarray(np.broadcast_to(seen, shape)).reshape(outside, -1),
        entries=seen.size,
    )


def _arrival(model: Model, handoff: int, variables: Mapping[int, int], sizes: Mapping[int, int]) -> Arrival:
    supplier = model.suppliers[handoff]
    if not model.passes_on[handoff]:
        return Arrival(handoff=handoff)
    return Arrival(handoff=handoff, variable=variables[supplier], states=sizes[supplier])
