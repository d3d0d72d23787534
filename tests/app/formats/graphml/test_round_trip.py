"""GraphML of our own: nothing of a map is lost, and other programs see names, kinds and rates."""

import io
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from app.formats.graphml import generate_graphml, parse_graphml
from app.formats.handoff_table import parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import best_rate
from tests.shared import shared
from tests.strategies import chains
from tests.test_example import EXAMPLE


@pytest.fixture
def example() -> ValueChain:
    """Return the example map."""
    chain = parse_map_document(EXAMPLE.read_bytes()).chain
    assert chain is not None
    return chain


def seen_by_networkx(chain: ValueChain) -> "nx.MultiDiGraph[str]":
    """Return what networkx reads of a chain."""
    return nx.read_graphml(io.BytesIO(generate_graphml(chain).content), force_multigraph=True)


def test_the_example_comes_back_whole(example: ValueChain) -> None:
    """Nothing is lost, in either language, and everything is the file's own."""
    for language in ("es", "en"):
        written = generate_graphml(example, language)
        result = parse_graphml(written.content)
        assert (result.chain, result.problems, written.losses) == (example, (), ())
        assert result.says.is_full("node:ventas")
        assert result.says.names("handoff:pedido")


def test_the_receipt_data_come_back_whole() -> None:
    """A real map of a municipality."""
    table = shared("data/receipt-handoffs.csv", "GraphML of the receipt data")
    chain = parse_handoff_table(table.read_bytes()).chain
    assert chain is not None
    assert parse_graphml(generate_graphml(chain).content).chain == chain


@settings(max_examples=500, deadline=None)
@given(chains())
def test_any_map_comes_back_whole(chain: ValueChain) -> None:
    """JSON to GraphML to JSON is the same document, whatever texts there are."""
    result = parse_graphml(generate_graphml(chain).content)
    assert result.chain is not None, result.problems
    assert result.chain == chain
    assert generate_map_document(result.chain) == generate_map_document(chain)


@settings(max_examples=60, deadline=None)
@given(chains(handoffs_from=1))
def test_networkx_reads_any_map(chain: ValueChain) -> None:
    """As many nodes and edges, between the same."""
    graph = seen_by_networkx(chain)
    assert list(graph.nodes) == [node.id for node in chain.nodes]
    assert sorted((supplier, client) for supplier, client in graph.edges()) == sorted(
        (handoff.supplier, handoff.client) for handoff in chain.handoffs
    )


def test_networkx_sees_names_kinds_and_rates(example: ValueChain) -> None:
    """As typed values, not as texts."""
    graph = seen_by_networkx(example)
    for node in example.nodes:
        said: dict[str, Any] = graph.nodes[node.id]
        assert " ".join(said["label"].split()) == node.name
        assert said["kind"] == node.kind
    edges = {name: said for _, _, name, said in graph.edges(keys=True, data=True)}
    for handoff in example.handoffs:
        rate, said = best_rate(handoff.failure), edges[handoff.id]
        assert said["evidence"] == rate.evidence
        assert said.get("rate", 0.0) == rate.probability
        assert said.get("numerator") == rate.failed
        assert said.get("denominator") == rate.count
        assert said["weight"] >= 0.1
        assert said["label"].startswith(handoff.deliverable.split()[0])


def test_nodes_without_places_are_no_heap(example: ValueChain) -> None:
    """Each has its own place, and suppliers stand left of customers."""
    graph = seen_by_networkx(example)
    places = {(float(said["x"]), float(said["y"])) for _, said in graph.nodes(data=True)}
    assert len(places) == len(example.nodes)
    suppliers = [float(said["x"]) for _, said in graph.nodes(data=True) if said["kind"] == "supplier"]
    customers = [float(said["x"]) for _, said in graph.nodes(data=True) if said["kind"] == "customer"]
    assert max(suppliers) < min(customers)
