"""How wide a map is at least: a lower bound for the tables of every order of elimination, before one is looked for.

Whatever the order, one table holds a variable for each of w + 1 nodes, where w is the treewidth of the map. A map stays
at least as wide as any that is left of it when nodes are joined along handoffs; and is at least as wide as its least
busy node has neighbours. So the least busy node is joined, again and again, with the neighbour with whom it shares the
fewest others (Bodlaender and Koster 2011, "minor-min-width").
"""

import heapq
from collections.abc import Collection

from graphs.propagation.model import Model


def is_as_wide(model: Model, nodes: Collection[int], width: int) -> bool:
    """Tell whether the handoffs between some nodes are found to be that wide; where not, they may be all the same."""
    near = _neighbours(model, nodes)
    if sum(map(len, near.values())) // 2 - len(near) < width * (width - 1) // 2 - 1:
        return False  # everybody would have so many neighbours only with more handoffs than there are
    waiting = [(len(others), node) for node, others in near.items()]
    heapq.heapify(waiting)
    while waiting:
        degree, node = heapq.heappop(waiting)
        if node not in near or degree != len(near[node]):
            continue
        if degree >= width:
            return True
        for changed in _joined(near, node):
            heapq.heappush(waiting, (len(near[changed]), changed))
    return False


def _joined(near: dict[int, set[int]], node: int) -> set[int]:
    """Join a node with a neighbour; return whose neighbours have changed."""
    others = near.pop(node)
    for other in others:
        near[other].discard(node)
    if not others:
        return others
    heir = min(others, key=lambda other: (len(near[other] & others), len(near[other]), other))
    gained = others - near[heir] - {heir}
    near[heir] |= gained
    for other in gained:
        near[other].add(heir)
    return others


def _neighbours(model: Model, nodes: Collection[int]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = {node: set() for node in nodes}
    for client in nodes:
        for e in model.incoming(client):
            supplier = model.suppliers[e]
            if model.passes_on[e] and supplier in near and supplier != client:
                near[supplier].add(client)
                near[client].add(supplier)
    return near
