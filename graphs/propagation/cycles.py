"""Where nodes serve each other in a circle: strongly connected components, and the handoffs inside them."""

from collections.abc import Collection

import networkx as nx

from graphs.propagation.model import Model


def components(model: Model, nodes: Collection[int]) -> list[tuple[int, ...]]:
    """Return the strongly connected components of the handoffs that pass failures on, upstream ones first.

    Args:
        model: the map.
        nodes: nodes with all that is in a cycle with them.
    """
    return [model.components[place] for place in sorted({model.component_of[node] for node in nodes})]


def inner_handoffs(model: Model) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return, for each component of more than one node, the handoffs inside it that pass failures on."""
    home = {node: members for members in model.components if len(members) > 1 for node in members}
    inner: dict[tuple[int, ...], list[int]] = {}
    for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
        if model.passes_on[e] and supplier in home and home[supplier] is home.get(client):
            inner.setdefault(home[supplier], []).append(e)
    return {members: tuple(handoffs) for members, handoffs in inner.items()}


def passing(model: Model, nodes: Collection[int]) -> nx.DiGraph:
    """Return the handoffs between some nodes that pass failures on, as a graph."""
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(
        (supplier, client)
        for supplier, client, passes in zip(model.suppliers, model.clients, model.passes_on, strict=True)
        if passes and supplier in graph and client in graph
    )
    return graph
