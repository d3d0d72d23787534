"""Which product stands for a map: each cycle by levels or taken whole, whatever is predicted to be cheaper."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graphs.propagation.cycles import components, inner_handoffs
from graphs.propagation.dense import LARGEST_COMPONENT, DenseComponent, dense_component, outside_suppliers, steps
from graphs.propagation.factors import Events, Factor
from graphs.propagation.levels import entered
from graphs.propagation.model import Model
from graphs.propagation.ordering import Order, Scope, best_order
from graphs.propagation.products import Arrival, Product
from graphs.propagation.survival import add_inputs, add_origin, add_positive, add_states

COMFORTABLE_TABLE = 2.0**12
"""Entries of the largest table up to which no better draft is looked for."""

LARGEST_TABLE = 2.0**22
"""Entries of the largest table that is still computed."""

LARGEST_TOTAL = 2.0**26
"""Entries of all tables together that are still held; a pass forward and back holds each twice."""

LARGEST_BOUNDARY = 2.0**10
"""Joint states of a loop's outside suppliers up to which the loop is solved apart from what is upstream of it."""

_DEARER = 4
"""How many times dearer a draft may become so that loops can be solved apart."""

_MOST_CANDIDATES = 8

Component = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The nodes that supply a loop from outside, and how many states each has."""

    nodes: tuple[int, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A product, the order to eliminate it in, and what that is predicted to cost (entries and steps).

    The tables are `factors` (`owners` are the nodes whose rules they are part of), then those that are `given` when it
    is evaluated, then `wholes`, the components taken `whole`. `states` is the variable of each node; `looks` which
    table is the one through which a node is observed; `joints` the table over the boundary of a loop.
    """

    domains: Sequence[int]
    factors: Sequence[Factor]
    owners: Sequence[int]
    given: Sequence[Scope]
    wholes: Sequence[DenseComponent]
    whole: frozenset[Component]
    states: Mapping[int, int]
    sizes: Mapping[int, int]
    looks: Mapping[int, int]
    joints: Mapping[Component, int]
    order: Order
    cost: float

    @property
    def scopes(self) -> list[Scope]:
        """The variables of every table."""
        return [*(f.scope for f in self.factors), *self.given, *(component.scope for component in self.wholes)]


def best_draft(
    model: Model, nodes: Collection[int], boundary: Boundary | None = None, *, positive: bool = False
) -> Draft:
    """Return the cheapest draft for nodes with all upstream of them.

    All components by levels; where that is not comfortable, some of the largest, one after the other, taken whole.
    With a `boundary`, what is upstream of it stays out, and the joint distribution over it is one of the given tables.
    A `positive` draft only adds outside loops, so that tiny probabilities keep their digits.
    """
    loops = [component for component in components(model, nodes) if len(component) > 1]
    best = _draft(model, nodes, loops, frozenset(), boundary, positive)
    eligible = [component for component in loops if len(component) <= LARGEST_COMPONENT]
    for component in sorted(eligible, key=len, reverse=True)[:_MOST_CANDIDATES]:
        if best.order.largest > COMFORTABLE_TABLE:
            candidate = _draft(model, nodes, loops, best.whole | {component}, boundary, positive)
            best = min(best, candidate, key=lambda draft: draft.cost)
    return best


def _draft(
    model: Model,
    nodes: Collection[int],
    loops: list[Component],
    whole: frozenset[Component],
    boundary: Boundary | None,
    positive: bool,  # noqa: FBT001 - private
) -> Draft:
    cuts = {component: entered(model, component, LARGEST_TOTAL) for component in loops if component not in whole}
    assembly = _Assembly(model, nodes, cuts, boundary, positive=positive)
    for node in sorted(set(nodes).difference(*whole)):
        assembly.add_node(node)
    recursions = sum(assembly.add_whole(component) for component in sorted(whole))
    plain = assembly.draft(whole, recursions, {})
    if boundary is not None:
        return plain
    measured = {c for c, handoffs in inner_handoffs(model).items() if any(model.rates[e].whole for e in handoffs)}
    apart = {component: assembly.boundary(component) for component in loops if component in measured}
    joints = {component: found for component, found in apart.items() if math.prod(found.sizes) <= LARGEST_BOUNDARY}
    if not joints or plain.order.largest > LARGEST_TABLE:
        return plain
    joined = assembly.draft(whole, recursions, joints)
    return joined if joined.order.total <= max(COMFORTABLE_TABLE, _DEARER * plain.order.total) else plain


class _Assembly:
    """A product as it is put together."""

    def __init__(
        self,
        model: Model,
        nodes: Collection[int],
        cuts: Mapping[Component, frozenset[int]],
        boundary: Boundary | None,
        *,
        positive: bool,
    ) -> None:
        self._model = model
        self._loop_of = {node: loop for loop in cuts for node in loop}
        self._entered = frozenset().union(*cuts.values())
        self._boundary = boundary
        self._positive = positive
        self._nodes = nodes
        self.sizes = dict.fromkeys(nodes, 2) | {node: len(cut) + 2 for loop, cut in cuts.items() for node in loop}
        if boundary is not None:
            self.sizes |= dict(zip(boundary.nodes, boundary.sizes, strict=True))
        self._product = Product(events=Events(nodes=len(model.nodes), handoffs=len(model.handoffs)))
        self.states = {node: self._product.variable(size) for node, size in self.sizes.items()}
        self._wholes: list[DenseComponent] = []
        self._owners: list[int] = []

    def add_node(self, node: int) -> None:
        """Add how a node fails, given its suppliers."""
        self._add(node)
        self._owners += [node] * (len(self._product.factors) - len(self._owners))

    def _add(self, node: int) -> None:
        state, incoming = self.states[node], self._model.incoming(node)
        if not incoming:
            add_origin(self._product, node, state)
            return
        arrivals = {handoff: self._arrival(handoff) for handoff in incoming}
        if self._positive and self.sizes[node] == 2:
            add_positive(self._product, node, state, self._model.inputs[node], arrivals)
            return
        threshold = self._product.variable(self.sizes[node])
        add_states(self._product, node, state, threshold)
        add_inputs(self._product, self._model.inputs[node], arrivals, threshold)

    def add_whole(self, component: Component) -> float:
        """Add a component as one factor; return how many steps its recursion takes."""
        self._wholes.append(dense_component(self._model, component, self.states, self.sizes))
        return steps(len(component), math.prod(self.boundary(component).sizes))

    def boundary(self, component: Component) -> Boundary:
        """Return what supplies a component from outside."""
        nodes = outside_suppliers(self._model, component)
        return Boundary(nodes=nodes, sizes=tuple(self.sizes[node] for node in nodes))

    def draft(self, whole: frozenset[Component], recursions: float, joints: Mapping[Component, Boundary]) -> Draft:
        """Return the draft, with a table over each of the boundaries."""
        looks = {node: len(self._product.factors) + place for place, node in enumerate(self._nodes)}
        ends = [self._boundary.nodes] if self._boundary else []
        ends += [boundary.nodes for boundary in joints.values()]
        given = [(self.states[node],) for node in self._nodes] + [tuple(self.states[v] for v in end) for end in ends]
        factors = self._product.factors
        scopes = [*(f.scope for f in factors), *given, *(component.scope for component in self._wholes)]
        order = best_order(self._product.domains, scopes, enough=COMFORTABLE_TABLE, most=LARGEST_TABLE)
        return Draft(
            domains=self._product.domains,
            factors=factors,
            owners=self._owners,
            given=given,
            wholes=self._wholes,
            whole=whole,
            states=self.states,
            sizes=self.sizes,
            looks=looks,
            joints={component: len(factors) + len(looks) + place for place, component in enumerate(joints)},
            order=order,
            cost=order.total + recursions,
        )

    def _arrival(self, handoff: int) -> Arrival:
        """Say at which levels a supplier's state arrives: inside a loop, one higher where it enters the cut."""
        supplier, client = self._model.suppliers[handoff], self._model.clients[handoff]
        if not self._model.passes_on[handoff]:
            return Arrival(handoff=handoff)
        loop = self._loop_of.get(supplier)
        inside = loop is not None and loop == self._loop_of.get(client)
        return Arrival(
            handoff=handoff,
            variable=self.states[supplier],
            states=self.sizes[supplier],
            entry=int(client in self._entered) if inside else None,
        )
