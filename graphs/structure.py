"""Who stands upstream and downstream of whom; a networkx graph never leaves this package."""

from collections.abc import Iterable

import networkx as nx

from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.identifiers import NodeId


def upstream(chain: ValueChain, node_id: NodeId) -> frozenset[NodeId]:
    """Return the nodes whose handoffs can spoil what a node gets: towards the suppliers, itself left out.

    A customer's dissatisfaction does not spoil what it hands over, so nothing is upstream by way of a customer.
    """
    ends = _ends(chain) - {node_id}
    passing = (handoff for handoff in chain.handoffs if handoff.client not in ends)
    return frozenset(nx.ancestors(_graph(chain, passing), node_id))


def downstream(chain: ValueChain, node_id: NodeId) -> frozenset[NodeId]:
    """Return the nodes that a failure of what a node hands over can reach: towards the customers, itself left out."""
    ends = _ends(chain) - {node_id}
    passing = (handoff for handoff in chain.handoffs if handoff.supplier not in ends)
    return frozenset(nx.descendants(_graph(chain, passing), node_id))


def _ends(chain: ValueChain) -> frozenset[NodeId]:
    return frozenset(node.id for node in chain.nodes if not node.passes_failures_on)


def _graph(chain: ValueChain, handoffs: Iterable[Handoff]) -> "nx.DiGraph[NodeId]":
    graph: nx.DiGraph[NodeId] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in chain.nodes)
    graph.add_edges_from((handoff.supplier, handoff.client) for handoff in handoffs)
    return graph
