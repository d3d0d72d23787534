"""Where nodes serve each other in a circle: strongly connected components, and the handoffs inside them."""

from collections.abc import Collection

import networkx as nx

from graphs.propagation.model import Model


def components(model: Model, nodes: Collection[int]) -> list[tuple[int, ...]]:
    """Return the strongly connected components of the handoffs that pass failures on, upstream ones first."""
    condensed = nx.condensation(passing(model, nodes))
    return [
        tuple(sorted(condensed.nodes[component]["members"]))
        for component in nx.lexicographical_topological_sort(condensed)
    ]


def generations(model: Model, nodes: Collection[int]) -> list[list[tuple[int, ...]]]:
    """Return the components in generations: each depends on earlier generations only."""
    condensed = nx.condensation(passing(model, nodes))
    return [
        sorted(tuple(sorted(condensed.nodes[component]["members"])) for component in generation)
        for generation in nx.topological_generations(condensed)
    ]


def inner_handoffs(model: Model) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return, for each component of more than one node, the handoffs inside it that pass failures on."""
    home = {node: members for members in components(model, range(len(model.nodes))) for node in members}
    inner: dict[tuple[int, ...], list[int]] = {}
    for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
        if model.passes_on[e] and home[supplier] is home[client]:
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
