"""Maps at the edge: certain rates, groups of one, nobody who supplies, everybody who serves everybody, far too many."""

import math
from itertools import product

import pytest

from graphs.propagation import OutcomeRisk, Propagation, TooLargeForExact, propagate
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, best_rate
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.chains import chain
from tests.graphs.propagation.enumeration import Given, enumerate_world

CUSTOMER = NodeId("cliente")


def _customer(found: Propagation) -> OutcomeRisk:
    return found.outcomes[CUSTOMER]


@pytest.mark.parametrize("rates", list(product(["0/50", "50/50", "5/50"], repeat=3)))
def test_rates_of_none_and_all_are_reproduced_round_a_loop(rates: tuple[str, ...]) -> None:
    """Whatever stands on the two handoffs of a loop and on that which leaves it, as far as it can be."""
    there, back, out = rates
    found = propagate(chain(f"a -> b: Uno {there} d=0.5\nb -> a: Dos {back} d=0.5\nb -> cliente: Tres {out}"))
    wanted = {h.id: best_rate(h.failure).probability for h in found.chain.handoffs}
    assert {name: figures.rate for name, figures in found.handoffs.items()} == pytest.approx(wanted, abs=1e-9)
    assert _customer(found).probability == pytest.approx(wanted[HandoffId("b-cliente")], abs=1e-9)
    assert found.method.residual < 1e-9


@pytest.mark.parametrize(("own", "probability"), [("own=0", 0.0), ("own=1", 1.0)])
def test_what_never_or_always_fails_by_itself(own: str, probability: float) -> None:
    """Exactly 0 and exactly 1 at the customer, with figures that divide by nothing."""
    found = propagate(chain(f"process a {own}\na -> b: Uno own=0\nb -> a: Otro own=0 d=0.5\nb -> cliente: Dos own=0"))
    risk = _customer(found)
    assert risk.probability == probability
    importance = risk.handoffs[HandoffId("a-b")]
    assert (importance.raw is None) == (probability == 0)
    assert importance.contribution == 0


@pytest.mark.parametrize("group", ["alternatives solo required=1", "routes solo"])
def test_a_group_of_one_is_no_group(group: str) -> None:
    """Its only handoff is needed, and always used."""
    line = "a -> cliente: Uno 20/100 d=0.5"
    alone, grouped = propagate(chain(line)), propagate(chain(f"{group}\n{line} group=solo"))
    assert _customer(grouped) == _customer(alone)
    assert _customer(grouped).probability == pytest.approx(0.1)


def test_a_customer_without_suppliers_is_never_dissatisfied_unless_by_itself() -> None:
    """Nothing reaches it; what begins there does."""
    found = propagate(chain("customer cliente\ncustomer cliente-2 own=0.2\na -> b: Uno own=0.1"))
    assert _customer(found).probability == 0
    assert _customer(found).posterior_given_failed.handoffs == {}
    other = found.outcomes[NodeId("cliente-2")]
    assert other.probability == pytest.approx(0.2)
    assert other.nodes[NodeId("cliente-2")].contribution == pytest.approx(0.2)


def test_two_handoffs_of_the_same_ends_are_two_handoffs() -> None:
    """Each has its own failure, and both pass the supplier's on."""
    text = """
        process a own=0.1
        a -> b: Uno own=0.2 d=0.5
        a -> b: Dos own=0.3 c=0.4
        b -> a: Tres own=0.05 d=0.3
        b -> a: Cuatro own=0.1 d=0.2
        b -> cliente: Cinco own=0.01
        b -> cliente: Seis own=0.02 d=0.5
    """
    drawn = chain(text)
    given = Given(
        node_own={node.id: best_rate(node.own_failure).probability for node in drawn.nodes},
        own={h.id: best_rate(h.failure).probability for h in drawn.handoffs},
        containment={h.id: h.containment or 0.0 for h in drawn.handoffs},
        dependency={h.id: 1.0 if h.dependency is None else h.dependency for h in drawn.handoffs},
    )
    world = enumerate_world(drawn, given)
    expected = {name: world.p(failed) for name, failed in world.nodes.items()}
    assert propagate(drawn).nodes == pytest.approx(expected, abs=1e-10)


def test_twelve_processes_that_all_serve_each_other_fail_as_an_epidemic_spreads() -> None:
    """The exact chain-binomial model of Reed and Frost, whose final size has a plain recursion."""
    members, own, dependency = 12, 0.02, 0.15
    lines = [
        f"p{i} -> p{j}: Trabajo own={own} d={dependency}" for i in range(members) for j in range(members) if i != j
    ]
    found = propagate(chain("\n".join([*lines, "p0 -> cliente: Entrega own=0"])), chains=1)
    assert found.method.whole_components == 1
    begins = 1 - (1 - dependency * own) ** (members - 1)
    passes = dependency * (1 - own) / (1 - dependency * own)
    failed = sum(
        math.comb(members, first)
        * begins**first
        * (1 - begins) ** (members - first)
        * (first + _more(members - first, first, passes))
        for first in range(members + 1)
    )
    assert found.nodes[NodeId("p0")] == pytest.approx(failed / members, abs=1e-10)
    assert _customer(found).probability == pytest.approx(failed / members, abs=1e-10)


def _more(fine: int, failing: int, passes: float) -> float:
    """Return how many of the fine ones fail in the end, where so many have just failed."""
    if fine == 0 or failing == 0:
        return 0.0
    hit = 1 - (1 - passes) ** failing
    return sum(
        math.comb(fine, new) * hit**new * (1 - hit) ** (fine - new) * (new + _more(fine - new, new, passes))
        for new in range(fine + 1)
    )


# ---- far too many of something; the figures have a closed form


@pytest.mark.parametrize("nodes", [2_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_nodes_without_handoffs(nodes: int) -> None:
    """None of them fails but by itself."""
    drawn = ValueChain(
        name="Polvo",
        nodes=(*(_process(place) for place in range(nodes)), Node(id=CUSTOMER, name="Cliente", kind=NodeKind.CUSTOMER)),
        handoffs=(),
    )
    found = propagate(drawn)
    assert set(found.nodes.values()) == {0.0}


@pytest.mark.parametrize("length", [500, pytest.param(20_000, marks=pytest.mark.long)])
def test_a_long_row_of_measured_handoffs(length: int) -> None:
    """Each rate is reproduced; the customer sees the last one."""
    handoffs = tuple(
        _handoff(place, place + 1 if place + 1 < length else None, failed=3 + place % 5, dependency=0.5)
        for place in range(length)
    )
    found = propagate(_drawn(length, handoffs))
    assert _customer(found).probability == pytest.approx(0.5 * (3 + (length - 1) % 5) / 200, abs=1e-12)
    wanted = [best_rate(h.failure).probability for h in handoffs]
    assert [figures.rate for figures in found.handoffs.values()] == pytest.approx(wanted, abs=1e-9)
    assert sum(one.contribution for one in _customer(found).handoffs.values()) == pytest.approx(
        _customer(found).probability, abs=1e-9
    )


@pytest.mark.parametrize("suppliers", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_customer_with_very_many_suppliers(suppliers: int) -> None:
    """All of them are needed a little."""
    handoffs = tuple(_handoff(place, None, failed=place % 3, dependency=0.01) for place in range(suppliers))
    found = propagate(_drawn(suppliers, handoffs))
    fine = math.prod(1 - 0.01 * (place % 3) / 200 for place in range(suppliers))
    assert _customer(found).probability == pytest.approx(1 - fine, abs=1e-9)


@pytest.mark.parametrize("suppliers", [40, pytest.param(150, marks=pytest.mark.long)])
@pytest.mark.parametrize("required", [1, 0.5, 1.0])
def test_a_group_of_very_many(suppliers: int, required: float) -> None:
    """One of them is enough, half of them are, or all are needed."""
    needed = max(1, round(required * suppliers)) if isinstance(required, float) else required
    group = HandoffGroup(id=GroupId("g"), client=CUSTOMER, kind=GroupKind.ALTERNATIVES, required=needed)
    handoffs = tuple(_handoff(place, None, failed=100, dependency=0.9, group=group.id) for place in range(suppliers))
    found = propagate(_drawn(suppliers, handoffs, group))
    hit = 0.45
    too_many = range(suppliers - needed + 1, suppliers + 1)
    expected = math.fsum(math.comb(suppliers, k) * hit**k * (1 - hit) ** (suppliers - k) for k in too_many)
    assert _customer(found).probability == pytest.approx(expected, abs=1e-9, rel=1e-6)


def test_half_of_thousands_is_said_to_be_too_large() -> None:
    """To count so far takes tables that are refused before they are made."""
    group = HandoffGroup(id=GroupId("g"), client=CUSTOMER, kind=GroupKind.ALTERNATIVES, required=1_500)
    handoffs = tuple(_handoff(place, None, failed=100, dependency=0.9, group=group.id) for place in range(3_000))
    with pytest.raises(TooLargeForExact) as refused:
        propagate(_drawn(3_000, handoffs, group), method="exact")
    assert refused.value.entries > 2**34


def _drawn(processes: int, handoffs: tuple[Handoff, ...], *groups: HandoffGroup) -> ValueChain:
    nodes = (
        *(_process(place) for place in range(processes)),
        Node(id=CUSTOMER, name="Cliente", kind=NodeKind.CUSTOMER),
    )
    return ValueChain(name="Muchos", nodes=nodes, handoffs=handoffs, groups=groups)


def _process(place: int) -> Node:
    return Node(id=NodeId(f"p{place}"), name=f"P{place}", kind=NodeKind.PROCESS)


def _handoff(
    place: int, client: int | None, *, failed: int, dependency: float, group: GroupId | None = None
) -> Handoff:
    return Handoff(
        id=HandoffId(f"h{place}"),
        supplier=NodeId(f"p{place}"),
        client=CUSTOMER if client is None else NodeId(f"p{client}"),
        deliverable="Entrega",
        failure=Evidence(deliveries=Deliveries(count=200, failed=failed)),
        dependency=dependency,
        group=group,
    )
