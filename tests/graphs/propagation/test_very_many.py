"""Very many of one thing: outcomes, handoffs of one supplier, routes; what is told, and that it is right."""

from dataclasses import replace

import numpy as np
import pytest

from graphs.propagation import Propagation, propagate
from graphs.propagation.alike import alike_parts
from graphs.propagation.importance import Apart, OutcomeFigures, importances, outcome_figures
from graphs.propagation.model import Model
from graphs.propagation.settled import settled
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.chains import chain


@pytest.mark.parametrize("customers", [5_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_customers_whom_nobody_serves(customers: int) -> None:
    """None is ever dissatisfied, but for the one in whom it begins."""
    nodes = [_node(place, NodeKind.CUSTOMER) for place in range(customers)]
    nodes[7] = replace(nodes[7], own_failure=Evidence(own=0.25))
    found = propagate(ValueChain(name="Nadie", nodes=tuple(nodes), handoffs=()))
    assert {v: risk.probability for v, risk in found.outcomes.items() if risk.probability} == {NodeId("n7"): 0.25}
    assert found.outcomes[NodeId("n7")].nodes[NodeId("n7")].contribution == pytest.approx(0.25)


@pytest.mark.parametrize("customers", [1_500, pytest.param(20_000, marks=pytest.mark.long)])
def test_one_supplier_of_very_many_customers(customers: int) -> None:
    """Each sees its own handoff and the supplier, and is told of nothing that does not reach it."""
    found = _served(customers)
    assert found.warnings == ()
    for place in (0, customers - 1):
        risk = found.outcomes[NodeId(f"n{place + 1}")]
        rate = (1 + place % 7) / 100
        assert risk.probability == pytest.approx(rate, abs=1e-12)
        made = {name: figures.contribution for name, figures in risk.handoffs.items() if figures.contribution > 0}
        assert set(made) <= {HandoffId(f"h{place}")}
        assert sum(made.values()) + risk.nodes[NodeId("n0")].contribution == pytest.approx(rate, abs=1e-12)
        assert sum(risk.evidence.values()) == pytest.approx(1)


def _served(customers: int) -> Propagation:
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId("n0"),
            client=NodeId(f"n{place + 1}"),
            deliverable="Aviso",
            dependency=1.0,
            failure=Evidence(deliveries=Deliveries(count=100, failed=1 + place % 7)),
        )
        for place in range(customers)
    )
    first = replace(_node(0, NodeKind.PROCESS), own_failure=Evidence(own=0.03))
    nodes = (first, *(_node(place, NodeKind.CUSTOMER) for place in range(1, customers + 1)))
    return propagate(ValueChain(name="Muchos", nodes=nodes, handoffs=handoffs))


def test_a_part_of_the_map_gives_what_the_whole_does() -> None:
    """Outcomes that look the same are columns of one plan: with cycles, groups, and a customer who supplies."""
    drawn = _two_alike()
    model = Model(drawn)
    found = settled(model)
    whole = outcome_figures(model, found.plans, found.parameters, found.failures)
    parts = alike_parts(model)
    assert parts is None, "a small map is asked as a whole"
    soon = Apart(numbers=1, smaller=0.1)
    alike = alike_parts(model, soon.smaller)
    assert alike is not None
    assert sorted(len(part.nodes) for part in alike) == [1, 2]
    apart = outcome_figures(model, found.plans, found.parameters, found.failures, soon)
    for outcome, figures in whole.items():
        some = apart[outcome]
        assert some.handoff_birnbaum == pytest.approx(figures.handoff_birnbaum[some.handoffs], abs=1e-12)
        assert some.node_birnbaum == pytest.approx(figures.node_birnbaum[some.nodes], abs=1e-12)
        assert some.handoff_contribution == pytest.approx(figures.handoff_contribution[some.handoffs], abs=1e-12)
        assert some.node_failures == pytest.approx(figures.node_failures[some.nodes], abs=1e-12)
        told, _ = importances(model, found.plans, found.parameters, outcome, some)
        all_told, _ = importances(model, found.plans, found.parameters, outcome, figures)
        assert [one.rrw for one in told] == pytest.approx([all_told[e].rrw for e in some.handoffs])


def _two_alike() -> ValueChain:
    of_each = """
        process a{0} own=0.0{0}
        alternatives g{0} required=1
        a{0} -> b{0}: Uno 1{0}/100 d=0.5
        b{0} -> a{0}: Dos 7/100 d=0.3
        cliente-9 -> b{0}: Queja own=0.0{0} d=0.4
        b{0} -> cliente-{0}: Tres 9/100 group=g{0}
        a{0} -> cliente-{0}: Cuatro 2{0}/100 group=g{0}
    """
    return chain("customer cliente-9 own=0.1\n" + of_each.format(1) + of_each.format(2))


@pytest.mark.parametrize("dependency", [0.5, 1e-9])
def test_many_routes_are_as_good_as_few(dependency: float) -> None:
    """A route taken apart into twenty, each used a twentieth as often, changes nothing: in a loop, nor if rare."""
    few, many = _routed(1, dependency), _routed(20, dependency)
    assert many.nodes == pytest.approx(few.nodes, rel=1e-9, abs=0)
    name = NodeId("n3")
    assert many.outcomes[name].probability == pytest.approx(few.outcomes[name].probability, rel=1e-9, abs=0)


def _routed(times: int, dependency: float) -> Propagation:
    def handoff(name: str, supplier: int, client: int, share: float | None) -> Handoff:
        return Handoff(
            id=HandoffId(name),
            supplier=NodeId(f"n{supplier}"),
            client=NodeId(f"n{client}"),
            deliverable="Entrega",
            dependency=dependency,
            failure=Evidence(own=0.1),
            containment=0.2,
            group=None if share is None else GroupId("g"),
            share=share,
        )

    routes = [handoff(f"a{place}", 0, 2, 0.3 / times) for place in range(times)]
    routes += [handoff(f"b{place}", 1, 2, 0.7 / times) for place in range(times)]
    others = [handoff("back", 2, 0, None)] if dependency > 0.1 else []
    others += [handoff("side", 0, 1, None), handoff("out", 2, 3, None)]
    nodes = (*(_node(place, NodeKind.PROCESS) for place in range(3)), _node(3, NodeKind.CUSTOMER))
    group = HandoffGroup(id=GroupId("g"), client=NodeId("n2"), kind=GroupKind.ROUTES)
    return propagate(ValueChain(name="Rutas", nodes=nodes, handoffs=(*routes, *others), groups=(group,)))


@pytest.mark.parametrize("members", [300, pytest.param(3_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", [GroupKind.ROUTES, GroupKind.ALTERNATIVES])
def test_a_group_of_hundreds_into_one_client(members: int, kind: GroupKind) -> None:
    """Of routes the mean is seen, of alternatives the product; without any one member that is nothing."""
    group = HandoffGroup(
        id=GroupId("g"), client=NodeId("c"), kind=kind, required=1 if kind is GroupKind.ALTERNATIVES else None
    )
    rates = 1 - np.arange(1, members + 1) / (10 * members * members)
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(f"n{place}"),
            client=NodeId("c"),
            deliverable="Entrega",
            dependency=1.0,
            failure=Evidence(own=float(rate)),
            group=group.id,
        )
        for place, rate in enumerate(rates)
    )
    nodes = (
        *(_node(place, NodeKind.PROCESS) for place in range(members)),
        Node(id=NodeId("c"), name="Cliente", kind=NodeKind.CUSTOMER),
    )
    found = propagate(ValueChain(name="Grupo", nodes=nodes, handoffs=handoffs, groups=(group,)))
    risk = found.outcomes[NodeId("c")]
    is_routes = kind is GroupKind.ROUTES
    assert risk.probability == pytest.approx(rates.mean() if is_routes else rates.prod(), rel=1e-9)
    assert {one.rrw is None for one in risk.handoffs.values()} == {not is_routes}


def _node(place: int, kind: NodeKind) -> Node:
    return Node(id=NodeId(f"n{place}"), name=f"N{place}", kind=kind)


def test_too_many_figures_are_told_of_those_that_contribute_most() -> None:
    """What is told is what counts most; the rest is left out, and said."""
    found = _star()
    assert found.largest(100) is found
    three = found.largest(3)
    assert three.handoffs.tolist() == [7, 8, 9]
    assert three.handoff_contribution == pytest.approx(found.handoff_contribution[[7, 8, 9]])
    assert len(three.nodes) == 3


def _star() -> OutcomeFigures:
    """Return the figures of a customer with ten suppliers, each worse than the one before."""
    model = Model(chain("\n".join(f"p{place} -> cliente: Entrega own=0.0{place}" for place in range(10))))
    found = settled(model)
    (figures,) = outcome_figures(model, found.plans, found.parameters, found.failures).values()
    return figures
