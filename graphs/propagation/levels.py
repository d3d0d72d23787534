"""Cycles, kept exact: how often a failing path must enter a set of nodes that cuts every loop.

On a map with cycles the least solution counts: a failure must begin somewhere. Within a strongly connected component
choose a set of nodes without which no cycle is left. A node's level is the least number of entries into that set on a
path by which it fails. Every cycle costs at least one entry, so the equations of the levels have one solution, and
with levels instead of fine/failed each node again depends on its suppliers alone.
"""

from collections.abc import Collection
from functools import partial

import networkx as nx

from graphs.propagation.cycles import passing
from graphs.propagation.model import Model


def entered(model: Model, component: Collection[int]) -> frozenset[int]:
    """Return a small set of nodes of a component that every cycle enters."""
    graph = passing(model, component)
    chosen: list[int] = []
    rest = graph.copy()
    while loops := [loop for loop in nx.strongly_connected_components(rest) if len(loop) > 1]:
        for loop in loops:
            busiest = max(sorted(loop), key=partial(_business, rest.subgraph(loop)))
            chosen.append(busiest)
            rest.remove_node(busiest)
    for node in list(chosen):
        without = set(graph) - (set(chosen) - {node})
        if nx.is_directed_acyclic_graph(graph.subgraph(without)):
            chosen.remove(node)
    return frozenset(chosen)


def _business(graph: nx.DiGraph, node: int) -> tuple[int, int]:
    received, given = graph.in_degree(node), graph.out_degree(node)
    return min(received, given), received * given
