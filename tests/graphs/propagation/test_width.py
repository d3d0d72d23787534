"""Lower bounds that refuse a map early: they hold, and find what is wide."""

import networkx as nx
import pytest

from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.levels import TooManyLevels, entered
from graphs.propagation.model import Model
from graphs.propagation.width import is_as_wide
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind


def _model(graph: nx.Graph) -> Model:
    """Return a map whose handoffs are the edges."""
    nodes = tuple(Node(id=NodeId(f"n{v}"), name=f"N{v}", kind=NodeKind.PROCESS) for v in graph)
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(f"n{u}"),
            client=NodeId(f"n{v}"),
            deliverable="Entrega",
            failure=Evidence(own=0.1),
        )
        for place, (u, v) in enumerate(graph.edges)
    )
    return Model(ValueChain(name="Ancho", nodes=nodes, handoffs=handoffs))


def _acyclic(graph: nx.Graph) -> Model:
    return _model(nx.DiGraph([(min(u, v), max(u, v)) for u, v in graph.edges]))


@pytest.mark.parametrize("width", range(2, 9))
def test_a_clique_is_as_wide_as_it_has_others(width: int) -> None:
    """A clique of w + 1 has treewidth w, neither less nor more."""
    model = _acyclic(nx.complete_graph(width + 1))
    assert is_as_wide(model, range(width + 1), width)
    assert not is_as_wide(model, range(width + 1), width + 1)


def test_no_order_beats_the_bound() -> None:
    """On random maps the best plan never has a smaller table than the bound says."""
    for seed in range(12):
        model = _acyclic(nx.gnm_random_graph(20, 20 + 3 * seed, seed=seed))
        nodes = range(len(model.nodes))
        largest = ExactPlan(model, nodes).largest_table
        widest = max((w for w in range(2, 20) if is_as_wide(model, nodes, w)), default=1)
        assert largest >= 2 ** (widest + 1)


def test_a_wide_map_is_refused_before_an_order_is_looked_for() -> None:
    """Two thousand nodes, ten thousand handoffs, no end of ways between them."""
    model = _model(nx.gnm_random_graph(2_000, 10_000, seed=1, directed=True))
    assert is_as_wide(model, range(2_000), 22)
    with pytest.raises(TooLargeForExact) as refused:
        ExactPlan(model, range(2_000))
    assert refused.value.nodes == 2_000


def test_a_row_of_thousands_of_loops_has_too_many_levels() -> None:
    """Every second node would have to be cut: said after the first few, not after all of them."""
    model = _model(nx.path_graph(6_000).to_directed())
    with pytest.raises(TooManyLevels) as stopped:
        entered(model, range(6_000), 2.0**26)
    assert stopped.value.entries > 2**26
    with pytest.raises(TooLargeForExact):
        ExactPlan(model, range(6_000))


@pytest.mark.parametrize("nodes", [30, 600])
def test_all_loops_are_cut(nodes: int) -> None:
    """Without the chosen nodes no loop is left, and with any of them there is one."""
    graph = nx.gnm_random_graph(nodes, 3 * nodes // 2, seed=3, directed=True)
    model = _model(graph)
    for loop in (component for component in model.components if len(component) > 1):
        chosen = {list(graph)[v] for v in entered(model, loop)}
        inner = graph.subgraph(list(graph)[v] for v in loop)
        assert nx.is_directed_acyclic_graph(inner.subgraph(set(inner) - chosen))
        for node in chosen:
            assert not nx.is_directed_acyclic_graph(inner.subgraph((set(inner) - chosen) | {node}))
