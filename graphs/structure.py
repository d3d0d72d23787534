"""Who stands upstream and downstream of whom; a networkx graph never leaves this package."""

import networkx as nx

from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.identifiers import NodeId


def upstream(chain: ValueChain, node_id: NodeId) -> frozenset[NodeId]:
    """Return the nodes whose handoffs can spoil what a node gets: towards the suppliers, itself left out.

    A customer's dissatisfaction does not spoil what it hands over, so nothing is upstream by way of a customer.
    """
    ends = {node.id for node in chain.nodes if not node.passes_failures_on} - {node_id}
    graph: nx.DiGraph[NodeId] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in chain.nodes)
    graph.add_edges_from((each.supplier, each.client) for each in chain.handoffs if each.client not in ends)
    return frozenset(nx.ancestors(graph, node_id))


def downstream(chain: ValueChain, handoff: Handoff) -> frozenset[NodeId]:
    """Return the nodes that what is wrong with a handoff can spoil: its client, and on towards the customers.

    A customer's dissatisfaction does not spoil what it hands over, so nothing is downstream by way of a customer.
    """
    ends = {node.id for node in chain.nodes if not node.passes_failures_on}
    graph: nx.DiGraph[NodeId] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in chain.nodes)
    graph.add_edges_from((each.supplier, each.client) for each in chain.handoffs if each.supplier not in ends)
    return frozenset(nx.descendants(graph, handoff.client) | {handoff.client})
