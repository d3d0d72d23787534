"""Groups against fault trees: the same top events, probabilities and importances as binary decision diagrams give."""

from dataclasses import replace

import pytest

from graphs.propagation import propagate
from process_models.domain.identifiers import NodeId
from tests.graphs.propagation.fault_trees import TOP, FaultTree, Gate, as_map, diagrams, random_tree

SIX_DIGITS = 1e-6


@pytest.mark.parametrize("seed", range(25))
def test_a_fault_tree_has_its_probabilities(seed: int) -> None:
    """The top and every branch fail as often as their diagrams say, shared branches and all."""
    _check(events=14, seed=seed, rarest=0.05)


@pytest.mark.parametrize("rarest", [1e-3, 1e-5])
@pytest.mark.parametrize("seed", range(10))
def test_tiny_probabilities_keep_six_digits(seed: int, rarest: float) -> None:
    """Down to one in a thousand billions and below, the top has six digits; so do its importances."""
    _check(events=12, seed=100 + seed, rarest=rarest)


def test_what_rounding_would_hide_is_not_zero() -> None:
    """Four rare events that must all happen: 1e-20 is nothing beside 1, and still possible."""
    tree = FaultTree(
        events={f"e{place}": 1e-5 for place in range(4)},
        gates=(Gate(name="g", inputs=("e0", "e1", "e2", "e3"), threshold=4),),
    )
    risk = propagate(as_map(tree)).outcomes[TOP]
    assert risk.probability == pytest.approx(1e-20, rel=SIX_DIGITS)
    assert risk.nodes[NodeId("e0")].raw == pytest.approx(1e5, rel=SIX_DIGITS)


@pytest.mark.parametrize("rarest", [1e-13, 1e-12, 1e-9])
def test_a_single_cause_of_that_size_keeps_its_digits(rarest: float) -> None:
    """An OR of rare events is as rare as they are."""
    tree = random_tree(6, 3, rarest=rarest, shared=0)
    tree = replace(tree, gates=tuple(_or(gate) for gate in tree.gates))
    expected = diagrams(tree)
    found = propagate(as_map(tree), chains=1).outcomes[TOP]
    assert found.probability == pytest.approx(expected.probability(expected.top), rel=SIX_DIGITS)
    for name, chance in tree.events.items():
        assert found.nodes[NodeId(name)].contribution == pytest.approx(chance, rel=SIX_DIGITS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200))
def test_larger_fault_trees_do_too(seed: int) -> None:
    """Trees of forty events."""
    _check(events=40, seed=1_000 + seed, rarest=0.01)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_trees_of_three_hundred_events_are_exact(seed: int) -> None:
    """With shared branches; the diagrams judge the top."""
    tree = random_tree(300, seed)
    expected = diagrams(tree)
    found = propagate(as_map(tree), chains=1).outcomes[TOP]
    assert found.probability == pytest.approx(expected.probability(expected.top), rel=SIX_DIGITS)


def _or(gate: Gate) -> Gate:
    return replace(gate, threshold=1)


def _check(*, events: int, seed: int, rarest: float) -> None:
    tree = random_tree(events, seed, rarest=rarest)
    expected = diagrams(tree)
    found = propagate(as_map(tree), chains=1)
    risk = found.outcomes[TOP]
    assert risk.probability == pytest.approx(expected.probability(expected.top), rel=SIX_DIGITS), seed
    for name, diagram in expected.of.items():
        # A branch that is rarer than what an outcome's plan keeps is right to as many decimals as all figures are.
        assert found.nodes[NodeId(name)] == pytest.approx(expected.probability(diagram), rel=SIX_DIGITS, abs=1e-13), (
            name
        )
    for name in tree.events:
        high, low = (expected.probability(expected.top, {name: certain}) for certain in (1.0, 0.0))
        importance = risk.nodes[NodeId(name)]
        tolerance = SIX_DIGITS * max(high, risk.probability)
        assert importance.birnbaum == pytest.approx(high - low, rel=SIX_DIGITS, abs=tolerance), (seed, name)
        assert importance.raw == pytest.approx(high / risk.probability, rel=1e-5), (seed, name)
