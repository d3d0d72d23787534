"""A dated chain as the engine reads it: indices instead of ids, and how the handoffs of each client combine."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Rate, best_rate
from process_models.domain.identifiers import GroupId, NodeId
from process_models.domain.vocabulary import EvidenceKind, GroupKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """Handoffs (by index) of one client of which `required`, fewer than all, are enough."""

    members: tuple[int, ...]
    required: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Handoffs (by index) of one client of which each occasion uses exactly one, by shares that add up to 1."""

    members: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that a node receives: handoffs that are each needed, and its groups."""

    needed: tuple[int, ...] = ()
    alternatives: tuple[Alternatives, ...] = ()
    routes: tuple[Routes, ...] = ()


@dataclass(frozen=True)
class Model:
    """A chain as of its date; nodes and handoffs are known by their index in the document's order."""

    chain: ValueChain

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes."""
        return self.chain.nodes

    @cached_property
    def handoffs(self) -> tuple[Handoff, ...]:
        """The handoffs."""
        return self.chain.handoffs

    @cached_property
    def suppliers(self) -> tuple[int, ...]:
        """The supplier of each handoff."""
        return tuple(self._index[handoff.supplier] for handoff in self.handoffs)

    @cached_property
    def clients(self) -> tuple[int, ...]:
        """The client of each handoff."""
        return tuple(self._index[handoff.client] for handoff in self.handoffs)

    @cached_property
    def passes_on(self) -> tuple[bool, ...]:
        """Whether each handoff passes failures of its supplier on; a customer's does not."""
        return tuple(self.nodes[supplier].passes_failures_on for supplier in self.suppliers)

    @cached_property
    def outcomes(self) -> tuple[int, ...]:
        """The customers and employees."""
        return tuple(index for index, node in enumerate(self.nodes) if node.is_outcome)

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The rate of the best evidence of each handoff."""
        return tuple(best_rate(handoff.failure) for handoff in self.handoffs)

    @cached_property
    def node_rates(self) -> tuple[Rate, ...]:
        """The rate of the best evidence of each node's own failure; nothing known counts as none."""
        return tuple(best_rate(node.own_failure) for node in self.nodes)

    @cached_property
    def measured(self) -> tuple[int, ...]:
        """The handoffs whose evidence gives the whole rate, so that their own part is calibrated."""
        return tuple(index for index, rate in enumerate(self.rates) if rate.whole)

    @cached_property
    def unknown(self) -> tuple[int, ...]:
        """The handoffs of which nothing is known."""
        return tuple(index for index, rate in enumerate(self.rates) if rate.evidence is EvidenceKind.UNKNOWN)

    @cached_property
    def inputs(self) -> tuple[Inputs, ...]:
        """What each node receives."""
        needed: dict[int, list[int]] = defaultdict(list)
        alternatives: dict[int, list[Alternatives]] = defaultdict(list)
        routes: dict[int, list[Routes]] = defaultdict(list)
        for group, members in self._members.items():
            required = self._required(group, members)
            client = self.clients[members[0]]
            if required is None:
                routes[client].append(Routes(members=tuple(members), shares=self._shares(members)))
            elif required < len(members):
                alternatives[client].append(Alternatives(members=tuple(members), required=required))
            else:
                for handoff in members:
                    needed[self.clients[handoff]].append(handoff)
        return tuple(
            Inputs(needed=tuple(sorted(needed[v])), alternatives=tuple(alternatives[v]), routes=tuple(routes[v]))
            for v in range(len(self.nodes))
        )

    @cached_property
    def components(self) -> tuple[tuple[int, ...], ...]:
        """The strongly connected components of the handoffs that pass failures on, upstream ones first.

        What becomes ready last comes first: so components that depend on each other stand near each other.
        """
        graph = nx.DiGraph()
        graph.add_nodes_from(range(len(self.nodes)))
        ends = zip(self.suppliers, self.clients, self.passes_on, strict=True)
        graph.add_edges_from((supplier, client) for supplier, client, passes in ends if passes)
        condensed = nx.condensation(graph)
        waits = dict(condensed.in_degree())
        ready = sorted((component for component, count in waits.items() if count == 0), reverse=True)
        found: list[tuple[int, ...]] = []
        while ready:
            component = ready.pop()
            found.append(tuple(sorted(condensed.nodes[component]["members"])))
            for client in sorted(condensed.successors(component), reverse=True):
                waits[client] -= 1
                if waits[client] == 0:
                    ready.append(client)
        return tuple(found)

    @cached_property
    def component_of(self) -> dict[int, int]:
        """The place of each node's component among the components."""
        return {node: place for place, members in enumerate(self.components) for node in members}

    def incoming(self, node: int) -> tuple[int, ...]:
        """Return every handoff that a node receives."""
        return self._incoming[node]

    def passed_to(self, node: int) -> tuple[int, ...]:
        """Return the clients to whom a node passes failures on."""
        return self._passed_to[node]

    def node(self, identifier: NodeId) -> Node:
        """Return the node of an id."""
        return self.nodes[self._index[identifier]]

    def part(self, nodes: Collection[int]) -> "Part":
        """Return some nodes with all that they receive, as a model of its own."""
        handoffs = sorted(e for node in nodes for e in self.incoming(node))
        members = sorted({*nodes, *(self.suppliers[e] for e in handoffs)})
        kept = {self.nodes[node].id for node in nodes}
        chain = replace(
            self.chain,
            nodes=tuple(self.nodes[node] for node in members),
            handoffs=tuple(self.handoffs[e] for e in handoffs),
            groups=tuple(group for group in self.chain.groups if group.client in kept),
        )
        return Part(model=Model(chain), nodes=tuple(members), handoffs=tuple(handoffs))

    def upstream(self, nodes: Iterable[int]) -> frozenset[int]:
        """Return the nodes whose failures can reach any of these, and these."""
        reached: set[int] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting += [self.suppliers[e] for e in self.incoming(node) if self.passes_on[e]]
        return frozenset(reached)

    @cached_property
    def _incoming(self) -> tuple[tuple[int, ...], ...]:
        received: list[list[int]] = [[] for _ in self.nodes]
        for e, client in enumerate(self.clients):
            received[client].append(e)
        return tuple(map(tuple, received))

    @cached_property
    def _passed_to(self) -> tuple[tuple[int, ...], ...]:
        served: list[dict[int, None]] = [{} for _ in self.nodes]
        for supplier, client, passes in zip(self.suppliers, self.clients, self.passes_on, strict=True):
            if passes:
                served[supplier][client] = None
        return tuple(map(tuple, served))

    @cached_property
    def _index(self) -> dict[str, int]:
        return {node.id: index for index, node in enumerate(self.nodes)}

    @cached_property
    def _members(self) -> dict[GroupId | None, list[int]]:
        members: dict[GroupId | None, list[int]] = defaultdict(list)
        for index, handoff in enumerate(self.handoffs):
            members[handoff.group].append(index)
        return members

    @cached_property
    def _groups(self) -> dict[GroupId, HandoffGroup]:
        return {group.id: group for group in self.chain.groups}

    def _required(self, group: GroupId | None, members: list[int]) -> int | None:
        """Return how many of a group are needed, outside groups all; None where exactly one of several is used."""
        if group is None or len(members) == 1:
            return len(members)
        found = self._groups[group]
        return None if found.kind is GroupKind.ROUTES else found.required

    def _shares(self, members: list[int]) -> tuple[float, ...]:
        """Return the shares of a routes group: as given, else by deliveries, else equal."""
        given = [self.handoffs[handoff].share for handoff in members]
        counts = [evidence.deliveries for handoff in members if (evidence := self.handoffs[handoff].failure)]
        weights = [1.0] * len(members)
        if None not in given:
            weights = [float(share or 0) for share in given]
        elif len(counts) == len(members) and None not in counts:
            weights = [float(deliveries.count) for deliveries in counts if deliveries]
        return tuple(weight / sum(weights) for weight in weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a model as a model of its own; `nodes` and `handoffs` are its indices in the whole."""

    model: Model
    nodes: tuple[int, ...]
    handoffs: tuple[int, ...]
