"""Minimal cut sets against every subset of own failures, on hundreds of small random maps."""

import math
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from graphs.propagation import CutSet, propagate
from graphs.propagation.questions.cut_sets import cut_sets
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.graphs.propagation.enumeration import Given, enumerate_world
from tests.graphs.propagation.questions.asking import given, random_question

BLOCKS, LONG_BLOCKS, MAPS_PER_BLOCK = 20, 200, 25
LARGEST = 12


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_minimal_cut_set_is_found_and_no_other(block: int) -> None:
    """The same sets, probabilities and order as from trying every subset."""
    _check_block(block)


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS, LONG_BLOCKS))
def test_every_minimal_cut_set_of_many_more_maps(block: int) -> None:
    """The same on five thousand maps."""
    _check_block(block)


def _check_block(block: int) -> None:
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        asked = random_question(seed)
        known = given(asked.model, asked.parameters)
        for size in (1, 2, LARGEST):
            found = cut_sets(asked.model, asked.parameters, size)
            if size == LARGEST:
                _check_order(asked.model.chain, found)
            told = [(cut.outcome, frozenset(cut.members)) for cut in found]
            assert len(told) == len(set(told)), seed
            assert set(told) == _by_enumeration(asked.model.chain, known, size), (seed, size)
            for cut in found:
                assert cut.probability == pytest.approx(_probability(cut.members, known), rel=1e-10), seed


def _check_order(chain: ValueChain, found: tuple[CutSet, ...]) -> None:
    outcomes = [node.id for node in chain.outcomes]
    keys = [(outcomes.index(cut.outcome), len(cut.members), -cut.probability) for cut in found]
    for one, following in pairwise(keys):
        assert one[:2] <= following[:2]
        assert one[:2] != following[:2] or one[2] <= following[2] * (1 - 1e-9)


def _by_enumeration(chain: ValueChain, known: Given, size: int) -> set[tuple[str, frozenset[str]]]:
    """Return the minimal sets that fail each outcome where every other event goes the worst way that it can."""
    routes = {group.id for group in chain.groups if group.kind is GroupKind.ROUTES}
    worst = replace(
        chain,
        handoffs=tuple(replace(h, group=None, share=None) if h.group in routes else h for h in chain.handoffs),
        groups=tuple(group for group in chain.groups if group.id not in routes),
    )
    world = enumerate_world(
        worst,
        Given(
            node_own={name: 0.5 * (b > 0) for name, b in known.node_own.items()},
            own={name: 0.5 * (o > 0) for name, o in known.own.items()},
            containment={name: float(c == 1) for name, c in known.containment.items()},
            dependency={name: float(d > 0) for name, d in known.dependency.items()},
        ),
    )
    events = {f"node:{name}": happens for name, happens in world.node_own.items() if happens.any()}
    events |= {f"handoff:{name}": happens for name, happens in world.own.items() if happens.any()}
    names = list(events)
    happening = np.array(list(events.values())).reshape(len(names), len(world.probability))
    minimal: set[tuple[str, frozenset[str]]] = set()
    for outcome in chain.outcomes:
        failing = {
            frozenset(np.flatnonzero(happening[:, world_index]).tolist())
            for world_index in np.flatnonzero(world.nodes[outcome.id])
        }
        for cut in failing:
            if len(cut) <= size and not any(cut - {event} in failing for event in cut):
                minimal.add((outcome.id, frozenset(names[event] for event in cut)))
    return minimal


def _probability(members: tuple[str, ...], known: Given) -> float:
    by_name = {f"node:{name}": b for name, b in known.node_own.items()}
    by_name |= {f"handoff:{name}": o for name, o in known.own.items()}
    return math.prod(by_name[name] for name in members)


def _alternatives(members: int, required: int) -> ValueChain:
    """Return a customer who has several alternatives, each from a supplier of its own."""
    suppliers = [Node(id=NodeId(f"s{i}"), name=f"S{i}", kind=NodeKind.SUPPLIER) for i in range(members)]
    handoffs = [
        Handoff(
            id=HandoffId(f"h{i}"),
            supplier=NodeId(f"s{i}"),
            client=NodeId("c"),
            deliverable="Entrega",
            failure=Evidence(own=0.1),
            group=GroupId("g"),
        )
        for i in range(members)
    ]
    customer = Node(id=NodeId("c"), name="Cliente", kind=NodeKind.CUSTOMER)
    group = HandoffGroup(id=GroupId("g"), client=NodeId("c"), required=required)
    return ValueChain(name="Mapa", nodes=(*suppliers, customer), handoffs=tuple(handoffs), groups=(group,))


def test_of_thirty_alternatives_any_three_that_are_too_many() -> None:
    """28 of 30 needed: three failures spoil it, and every three do; smaller sets are none."""
    found = propagate(_alternatives(30, 28), chains=0, cut_size=3).cut_sets
    assert found is not None
    assert len(found) == math.comb(30, 3)
    assert {frozenset(cut.members) for cut in found} == {
        frozenset(f"handoff:h{i}" for i in chosen) for chosen in combinations(range(30), 3)
    }
    assert propagate(_alternatives(30, 28), chains=0, cut_size=2).cut_sets == ()


def test_too_many_sets_are_refused_in_time() -> None:
    """Twenty of forty alternatives: there are some 10^11 sets of that size, and no list of them."""
    with pytest.raises(QuestionRefused) as refused:
        propagate(_alternatives(40, 21), chains=0, cut_size=20)
    assert refused.value.problems[0].code == "too-many-cut-sets"


def test_what_alternatives_share_is_enough_alone() -> None:
    """Two of two hundred failures each, most of them the same: those alone, and pairs of the others."""
    found = propagate(_alternatives_of_one(200), chains=0, cut_size=2).cut_sets
    assert found is not None
    assert [len(cut.members) for cut in found] == [1] * 200 + [2]


def _alternatives_of_one(members: int) -> ValueChain:
    """Return a customer with two alternatives from one process, which has many suppliers."""
    many = _alternatives(members, members)
    process = Node(id=NodeId("p"), name="P", kind=NodeKind.PROCESS)
    needed = tuple(replace(handoff, client=NodeId("p"), group=None) for handoff in many.handoffs)
    both = tuple(
        Handoff(
            id=HandoffId(name),
            supplier=NodeId("p"),
            client=NodeId("c"),
            deliverable="Entrega",
            failure=Evidence(own=0.1),
            group=GroupId("g"),
        )
        for name in ("a", "b")
    )
    group = HandoffGroup(id=GroupId("g"), client=NodeId("c"), required=1)
    return replace(many, nodes=(*many.nodes, process), handoffs=(*needed, *both), groups=(group,))
