"""A map that no sheet can hold, cut into pieces: by lane or by macroprocess, and further by who serves whom."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.services.showing import views
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import NodeId

LARGEST = 8
"""Nodes that are tried on one sheet where nothing says what belongs together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Nodes that stand on one sheet, in the order in which they are served; its name, where it has one."""

    name: str
    nodes: tuple[NodeId, ...]

    @property
    def members(self) -> frozenset[NodeId]:
        """The nodes, in no order."""
        return frozenset(self.nodes)


def pieces(chain: ValueChain) -> tuple[Piece, ...]:
    """Return the pieces of a map: its lanes or macroprocesses, and what is in none of them by who serves whom."""
    homes = _homes(chain)
    named: dict[str, list[NodeId]] = {}
    for node in _in_order(chain):
        if homes.get(node.id):
            named.setdefault(homes[node.id], []).append(node.id)
    rest = [node.id for node in _in_order(chain) if not homes.get(node.id) and not node.is_outcome]
    alone = tuple(_chunks(rest)) if len(named) == 0 else tuple(_serving(chain, rest, named))
    return (*(Piece(name=name, nodes=tuple(nodes)) for name, nodes in named.items()), *alone)


def halves(piece: Piece) -> tuple[Piece, ...]:
    """Return the two halves of a piece; of a single node, nothing."""
    middle = len(piece.nodes) // 2
    if not middle:
        return ()
    return tuple(replace(piece, nodes=nodes) for nodes in (piece.nodes[:middle], piece.nodes[middle:]))


def around(chain: ValueChain, handoffs: Collection[Handoff], members: Collection[NodeId]) -> ValueChain:
    """Return a part of a chain: some of its handoffs with their ends, and the members.

    A group of which not every handoff is there is left out, since it would seem smaller than it is; so is what is a
    part of what, and where somebody put a node.
    """
    kept = {each.id for each in handoffs}
    left = {each.group for each in chain.handoffs if each.group and each.id in kept} - {
        each.group for each in chain.handoffs if each.id not in kept
    }
    ends = {*members, *(end for each in handoffs for end in (each.supplier, each.client))}
    return ValueChain(
        name=chain.name,
        as_of=chain.as_of,
        nodes=tuple(replace(each, part_of=None, position=None) for each in chain.nodes if each.id in ends),
        handoffs=tuple(
            each if each.group in left else replace(each, group=None, share=None)
            for each in chain.handoffs
            if each.id in kept
        ),
        groups=tuple(each for each in chain.groups if each.id in left),
    )


def _homes(chain: ValueChain) -> dict[NodeId, str]:
    """Return in which lane each node stands, or, where there are none, in which macroprocess."""
    if any(node.lane for node in chain.nodes):
        return {node.id: node.lane for node in chain.nodes}
    hierarchy, names = views.hierarchy_of(chain), {str(node.id): node.name for node in chain.nodes}
    tops = {node.id: ([*hierarchy.ancestors(node.id)] or [node.id])[-1] for node in chain.nodes}
    gathering = {tops[node.id] for node in chain.nodes if node.part_of}
    return {node: names[top] for node, top in tops.items() if top in gathering}


def _in_order(chain: ValueChain) -> list[Node]:
    """Return the nodes, each after one that serves it where that can be: neighbours come one after the other."""
    nodes = {node.id: node for node in chain.nodes}
    clients: dict[NodeId, list[NodeId]] = {}
    for handoff in chain.handoffs:
        clients.setdefault(handoff.supplier, []).append(handoff.client)
    served = {handoff.client for handoff in chain.handoffs}
    seen: dict[NodeId, None] = {}
    for start in (*(node.id for node in chain.nodes if node.id not in served), *nodes):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen[node] = None
                waiting.extend(reversed(clients.get(node, ())))
    return [nodes[node] for node in seen]


def _chunks(nodes: list[NodeId]) -> Iterator[Piece]:
    for start in range(0, len(nodes), LARGEST):
        yield Piece(name="", nodes=tuple(nodes[start : start + LARGEST]))


def _serving(chain: ValueChain, rest: list[NodeId], named: dict[str, list[NodeId]]) -> Iterator[Piece]:
    """Yield pieces of what is in no lane and shown on no lane's sheet either."""
    inside = {node for nodes in named.values() for node in nodes}
    outside = [each for each in chain.handoffs if not {each.supplier, each.client} & inside]
    left = {end for each in outside for end in (each.supplier, each.client)}
    yield from _chunks([node for node in rest if node in left])
