"""Cycles, kept exact: how often a failing path must enter a set of nodes that cuts every loop.

On a map with cycles the least solution counts: a failure must begin somewhere. Within a strongly connected component
choose a set of nodes without which no cycle is left. A node's level is the least number of entries into that set on a
path by which it fails. Every cycle costs at least one entry, so the equations of the levels have one solution, and
with levels instead of fine/failed each node again depends on its suppliers alone.
"""

import math
from collections import deque
from collections.abc import Collection
from functools import partial
from heapq import nlargest

import networkx as nx

from graphs.propagation.cycles import passing
from graphs.propagation.model import Model

_SPARE = 2
"""How many times too many nodes are chosen before that is said to be too many: some turn out to be superfluous."""


_LONG = 200
"""Nodes of a loop for each of which one more is chosen at a time: to look at all of it is dear."""


class TooManyLevels(Exception):
    """The nodes of a component would have so many levels that their tables together have too many entries."""

    def __init__(self, entries: float) -> None:
        super().__init__(entries)
        self.entries = entries


def entered(model: Model, component: Collection[int], most_entries: float = math.inf) -> frozenset[int]:
    """Return a small set of nodes of a component that every cycle enters.

    Raises:
        TooManyLevels: the tables of all nodes by level have more than `most_entries`.
    """
    graph = passing(model, component)
    chosen = _chosen(graph, _SPARE * math.sqrt(most_entries / len(component)))
    left = set(chosen)
    for node in chosen:
        if not _comes_back(graph, node, left - {node}):
            left.remove(node)
    if (entries := entries_by_level(len(component), len(left))) > most_entries:
        raise TooManyLevels(entries)
    return frozenset(left)


def entries_by_level(nodes: int, chosen: int) -> float:
    """Return how many entries the tables of a component have at least that tell a node's level from its suppliers'."""
    return nodes * (chosen + 2.0) ** 2


def _chosen(graph: nx.DiGraph, most: float) -> list[int]:
    """Return the busiest node of each loop, and of each loop that is left without it; of long loops some at a time."""
    chosen: list[int] = []
    waiting = deque([graph.copy()])
    while waiting:
        part = waiting.popleft()
        for loop in list(nx.strongly_connected_components(part)):
            if len(loop) > 1:
                inside = _within(part, loop)
                busiest = nlargest(1 + len(loop) // _LONG, sorted(loop), key=partial(_business, inside))
                chosen += busiest
                inside.remove_nodes_from(busiest)
                waiting.append(inside)
        if len(chosen) > most:
            raise TooManyLevels(entries_by_level(len(graph), len(chosen)))
    return chosen


def _comes_back(graph: nx.DiGraph, node: int, without: Collection[int]) -> bool:
    """Tell whether a way leads from a node to itself without some others."""
    seen, waiting = set(without), [node]
    while waiting:
        for client in graph.succ[waiting.pop()]:
            if client == node:
                return True
            if client not in seen:
                seen.add(client)
                waiting.append(client)
    return False


def _within(graph: nx.DiGraph, nodes: Collection[int]) -> nx.DiGraph:
    """Return the graph of some nodes; the same one where these are all."""
    return graph if len(nodes) == len(graph) else graph.subgraph(nodes).copy()


def _business(graph: nx.DiGraph, node: int) -> tuple[int, int]:
    received, given = len(graph.pred[node]), len(graph.succ[node])
    return min(received, given), received * given
