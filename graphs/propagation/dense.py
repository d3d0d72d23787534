"""A component taken whole: the exact distribution of which of its members fail, by recursion over subsets.

Given that exactly the set T fails, every other member v is fine with its local probability q_v(T), independently.
With G(S) = 1 - Σ G(T) · Π_{v in S - T} q_v(T) over the proper subsets T of S, the failed set is exactly S with
probability G(S) · Π_{v not in S} q_v(S). It takes 3ⁿ steps for n members, whatever their rules and handoffs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.elimination import Elimination
from graphs.propagation.factors import Hits, NodeFactor, Pullback
from graphs.propagation.model import Model
from graphs.propagation.ordering import Scope, best_order
from graphs.propagation.parameters import Array
from graphs.propagation.survival import Arrival, Product, add_inputs

LARGEST_COMPONENT = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DenseComponent:
    """The joint table of a component's members (fine or failed) and of the states of its outside suppliers."""

    scope: Scope
    domains: tuple[int, ...]
    members: tuple["Member", ...]

    def table(self, values: Hits) -> tuple[Array, Pullback]:
        """Return the probability of each set of failed members, given the outside suppliers."""
        opened = [member.fine(values) for member in self.members]
        fine = np.stack([self._by_set(table) for table, _ in opened])
        recursion = _Recursion(fine)

        def pull(adjoint: Array, derivatives: Hits) -> None:
            by_fine = recursion.backward(self._sets_first(adjoint))
            for member, (_, pull_member), change in zip(self.members, opened, by_fine, strict=True):
                pull_member(self._sets_last(change).sum(axis=member.missing), derivatives)

        return self._sets_last(recursion.joint), pull

    def _by_set(self, table: Array) -> Array:
        return self._sets_first(np.broadcast_to(table, (*self.domains, table.shape[-1])))

    def _sets_first(self, table: Array) -> Array:
        """Turn (outside …, members …, columns) into (set of failed members, outside, columns)."""
        columns = table.shape[-1]
        return table.reshape(-1, 1 << len(self.members), columns).swapaxes(0, 1)

    def _sets_last(self, table: Array) -> Array:
        return table.swapaxes(0, 1).reshape(*self.domains, table.shape[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How likely one member is fine given its suppliers: a small product whose suppliers' states are kept.

    `view` puts that table over the axes of the component; `missing` are the axes that it does not have.
    """

    product: Product
    elimination: Elimination
    view: tuple[slice | None, ...]
    missing: tuple[int, ...]

    def fine(self, values: Hits) -> tuple[Array, Pullback]:
        """Return the probability of being fine over the component's axes."""
        opened = [factor.table(values) for factor in self.product.factors]
        tables = self.elimination.forward([table for table, _ in opened])

        def pull(adjoint: Array, derivatives: Hits) -> None:
            for (_, pull_factor), change in zip(opened, self.elimination.backward(tables, adjoint), strict=True):
                pull_factor(change, derivatives)

        return tables[-1][self.view], pull


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
    return DenseComponent(
        scope=tuple(states[node] for node in axes),
        domains=tuple(sizes[node] for node in axes),
        members=tuple(_member(model, node, axes, sizes) for node in members),
    )


def outside_suppliers(model: Model, members: Sequence[int]) -> tuple[int, ...]:
    """Return the nodes outside a component whose failures are passed into it."""
    suppliers = {model.suppliers[e] for node in members for e in model.incoming(node) if model.passes_on[e]}
    return tuple(sorted(suppliers.difference(members)))


def steps(members: int, outside_states: int) -> float:
    """Return how many steps the recursion takes."""
    return 3.0**members * outside_states


def _member(model: Model, node: int, axes: Sequence[int], sizes: Mapping[int, int]) -> Member:
    incoming = model.incoming(node)
    passing = {model.suppliers[e] for e in incoming if model.passes_on[e]}
    seen = [supplier for supplier in axes if supplier in passing]
    product = Product()
    variables = {supplier: product.variable(sizes[supplier]) for supplier in seen}
    threshold = product.variable(2)
    not_hit = np.array([0.0, 1.0])
    product.factors.append(NodeFactor(scope=(threshold,), node=node, certain=not_hit, by_failing=-not_hit))
    arrivals = {e: _arrival(model, e, variables, sizes) for e in incoming}
    add_inputs(product, model.inputs[node], arrivals, threshold)
    kept = tuple(variables.values())
    order = best_order(product.domains, product.scopes, kept)
    return Member(
        product=product,
        elimination=Elimination(product.domains, product.scopes, kept, order),
        view=(*(slice(None) if axis in passing else None for axis in axes), slice(None)),
        missing=tuple(place for place, axis in enumerate(axes) if axis not in passing),
    )


def _arrival(model: Model, handoff: int, variables: Mapping[int, int], sizes: Mapping[int, int]) -> Arrival:
    supplier = model.suppliers[handoff]
    if not model.passes_on[handoff]:
        return Arrival(handoff=handoff, variable=None, reaches=np.zeros((1, 1)))
    reaches = np.ones((1, sizes[supplier]))
    reaches[0, 0] = 0
    return Arrival(handoff=handoff, variable=variables[supplier], reaches=reaches)


class _Recursion:
    """The recursion over subsets, and back. `fine` is q_v(T): (member, set, outside, columns)."""

    def __init__(self, fine: Array) -> None:
        self._fine = fine
        self._members = fine.shape[0]
        self.joint = np.empty(fine.shape[1:])
        self._reached = np.ones(fine.shape[1:])
        for failed in range(fine.shape[1]):
            sets, products = self._spread(failed)
            self.joint[failed] = self._reached[failed] * products[-1]
            self._reached[sets[1:]] -= self._reached[failed] * products[1:]

    def backward(self, adjoint: Array) -> Array:
        """Return the derivative by each q_v(T), given the one by each entry of the joint distribution."""
        by_fine = np.zeros_like(self._fine)
        by_reached = np.zeros_like(adjoint)
        for failed in reversed(range(adjoint.shape[0])):
            sets, products = self._spread(failed)
            by_reached[failed] = adjoint[failed] * products[-1]
            by_reached[failed] -= (by_reached[sets[1:]] * products[1:]).sum(axis=0)
            by_product = -by_reached[sets] * self._reached[failed]
            by_product[0] = 0
            by_product[-1] += adjoint[failed] * self._reached[failed]
            for place in reversed(self._others(failed)):
                half = len(by_product) // 2
                by_fine[place, failed] = (by_product[half:] * products[:half]).sum(axis=0)
                by_product = by_product[:half] + by_product[half:] * self._fine[place, failed]
        return by_fine

    def _others(self, failed: int) -> list[int]:
        return [place for place in range(self._members) if not failed & self._bit(place)]

    def _bit(self, place: int) -> int:
        """Member 0 is the highest bit, as the first axis of a table is the slowest."""
        return int(1 << (self._members - 1 - place))

    def _spread(self, failed: int) -> tuple[NDArray[np.int64], Array]:
        """Return the sets that contain `failed`, and Π q_v(failed) over what each adds.

        Both double with each member that is not in `failed`: the second half of a prefix adds that member.
        """
        others = self._others(failed)
        sets = np.empty(1 << len(others), dtype=np.int64)
        products = np.empty((len(sets), *self._fine.shape[2:]))
        sets[0], products[0] = failed, 1
        for doublings, place in enumerate(others):
            half = 1 << doublings
            sets[half : 2 * half] = sets[:half] | self._bit(place)
            np.multiply(products[:half], self._fine[place, failed], out=products[half : 2 * half])
        return sets, products
