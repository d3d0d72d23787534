"""Which product stands for a map: each cycle by levels or taken whole, whatever is predicted to be cheaper."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from graphs.propagation.cycles import components
from graphs.propagation.dense import LARGEST_COMPONENT, dense_component, outside_suppliers, steps
from graphs.propagation.factors import Constant
from graphs.propagation.levels import entered
from graphs.propagation.model import Model
from graphs.propagation.ordering import Order, best_order
from graphs.propagation.survival import Arrival, Product, add_inputs, add_origin, add_states

COMFORTABLE_TABLE = 2.0**12
"""Entries of the largest table up to which no better draft is looked for."""

LARGEST_TABLE = 2.0**22
"""Entries of the largest table that is still computed."""

LARGEST_TOTAL = 2.0**26
"""Entries of all tables together that are still held; a pass forward and back holds each twice."""

_MOST_CANDIDATES = 8

Component = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A product, the order to eliminate it in, and what that is predicted to cost (entries and steps).

    `sizes` says how many states each node has; `looks` which factor is the one through which a node is observed;
    `whole` which components are taken whole.
    """

    product: Product
    sizes: Mapping[int, int]
    looks: Mapping[int, int]
    whole: frozenset[Component]
    order: Order
    cost: float


def best_draft(model: Model, nodes: Collection[int]) -> Draft:
    """Return the cheapest draft for nodes with all upstream of them.

    All components by levels; where that is not comfortable, some of the largest, one after the other, taken whole.
    """
    loops = [component for component in components(model, nodes) if len(component) > 1]
    best = _draft(model, nodes, loops, frozenset())
    eligible = [component for component in loops if len(component) <= LARGEST_COMPONENT]
    for component in sorted(eligible, key=len, reverse=True)[:_MOST_CANDIDATES]:
        if best.order.largest > COMFORTABLE_TABLE:
            candidate = _draft(model, nodes, loops, best.whole | {component})
            best = min(best, candidate, key=lambda draft: draft.cost)
    return best


def _draft(model: Model, nodes: Collection[int], loops: list[Component], whole: frozenset[Component]) -> Draft:
    cuts = {component: entered(model, component) for component in loops if component not in whole}
    assembly = _Assembly(model, nodes, cuts)
    for node in sorted(set(nodes).difference(*whole)):
        assembly.add_node(node)
    recursions = sum(assembly.add_whole(component) for component in sorted(whole))
    product = assembly.product
    order = best_order(product.domains, product.scopes, enough=COMFORTABLE_TABLE, most=LARGEST_TABLE)
    return Draft(
        product=product,
        sizes=assembly.sizes,
        looks={node: place for place, node in enumerate(nodes)},
        whole=whole,
        order=order,
        cost=order.total + recursions,
    )


class _Assembly:
    """A product as it is put together: first a factor for each node through which it is observed, then its rules."""

    def __init__(self, model: Model, nodes: Collection[int], cuts: Mapping[Component, frozenset[int]]) -> None:
        self._model = model
        self._loop_of = {node: loop for loop in cuts for node in loop}
        self._entered = frozenset().union(*cuts.values())
        self.sizes = dict.fromkeys(nodes, 2) | {node: len(cut) + 2 for loop, cut in cuts.items() for node in loop}
        self.product = Product()
        self._states = {node: self.product.variable(self.sizes[node]) for node in nodes}
        self.product.factors += [
            Constant(scope=(self._states[node],), entries=np.ones(self.sizes[node])) for node in nodes
        ]

    def add_node(self, node: int) -> None:
        """Add how a node fails, given its suppliers."""
        state, incoming = self._states[node], self._model.incoming(node)
        if not incoming:
            add_origin(self.product, node, state)
            return
        threshold = self.product.variable(self.sizes[node])
        add_states(self.product, node, state, threshold)
        arrivals = {handoff: self._arrival(handoff) for handoff in incoming}
        add_inputs(self.product, self._model.inputs[node], arrivals, threshold)

    def add_whole(self, component: Component) -> float:
        """Add a component as one factor; return how many steps its recursion takes."""
        self.product.factors.append(dense_component(self._model, component, self._states, self.sizes))
        outside = math.prod(self.sizes[supplier] for supplier in outside_suppliers(self._model, component))
        return steps(len(component), outside)

    def _arrival(self, handoff: int) -> Arrival:
        """Say at which levels a supplier's state arrives: inside a loop, one higher where it enters the cut."""
        supplier, client = self._model.suppliers[handoff], self._model.clients[handoff]
        levels = self.sizes[client] - 1
        if not self._model.passes_on[handoff]:
            return Arrival(handoff=handoff, variable=None, reaches=np.zeros((levels, 1)))
        reaches = np.zeros((levels, self.sizes[supplier]))
        reaches[:, 1:] = 1
        loop = self._loop_of.get(supplier)
        if loop is not None and loop == self._loop_of.get(client):
            entry = int(client in self._entered)
            for level in range(levels):
                reaches[: min(levels, level + entry), 1 + level] = 0
        return Arrival(handoff=handoff, variable=self._states[supplier], reaches=reaches)
