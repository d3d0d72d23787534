"""Where nodes lie that nobody put anywhere: in layers from suppliers to customers, so that the picture is no heap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from process_models.domain.chain import Node, Position, ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import NodeKind

COLUMN = 320.0
ROW = 110.0


def positions(chain: ValueChain) -> dict[NodeId, Position]:
    """Return a place for each node: the one that an editor chose, or one in a layer below those."""
    chosen = {node.id: node.position for node in chain.nodes if node.position is not None}
    top = max((place.y for place in chosen.values()), default=-2 * ROW) + 2 * ROW
    left = min((place.x for place in chosen.values()), default=0.0)
    rows: defaultdict[int, int] = defaultdict(int)
    found = dict(chosen)
    layers = _layers(chain)
    for node in chain.nodes:
        if node.id not in chosen:
            layer = layers[node.id]
            found[node.id] = Position(x=left + COLUMN * layer, y=top + ROW * rows[layer])
            rows[layer] += 1
    return found


def _layers(chain: ValueChain) -> dict[NodeId, int]:
    """Return the layer of each node: external suppliers first, customers last, others behind whoever serves them."""
    clients: dict[NodeId, list[NodeId]] = {node.id: [] for node in chain.nodes}
    for handoff in chain.handoffs:
        clients[handoff.supplier].append(handoff.client)
    layers = dict.fromkeys(clients, 0)
    for node in reversed(_finished(_roots(chain.nodes), clients)):
        for client in clients[node]:
            layers[client] = max(layers[client], layers[node] + 1)
    last = max(layers.values(), default=0)
    kinds = {node.id: node.kind for node in chain.nodes}
    return {node: _pinned(kinds[node], layer, last) for node, layer in layers.items()}


def _pinned(kind: NodeKind, layer: int, last: int) -> int:
    match kind:
        case NodeKind.SUPPLIER:
            return 0
        case NodeKind.CUSTOMER:
            return last
        case _:
            return layer


def _roots(nodes: Iterable[Node]) -> list[NodeId]:
    """Return where to begin: external suppliers, then as the nodes come."""
    return [node.id for node in sorted(nodes, key=lambda node: node.kind is not NodeKind.SUPPLIER)]


def _finished(roots: Iterable[NodeId], clients: dict[NodeId, list[NodeId]]) -> list[NodeId]:
    """Return the nodes in the order in which a walk leaves them; what would close a cycle is taken out of `clients`."""
    done: list[NodeId] = []
    ways: dict[NodeId, Iterator[NodeId]] = {}
    for root in roots:
        path = [root] if root not in ways else []
        while path:
            node = path[-1]
            ahead = next(ways.setdefault(node, iter(clients[node])), None)
            if ahead is None:
                done.append(path.pop())
            elif ahead not in ways:
                path.append(ahead)
    _without_returns(clients, {node: place for place, node in enumerate(done)})
    return done


def _without_returns(clients: dict[NodeId, list[NodeId]], left: Mapping[NodeId, int]) -> None:
    for node, served in clients.items():
        clients[node] = [client for client in served if left[client] < left[node]]
