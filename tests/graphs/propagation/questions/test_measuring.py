"""What to measure next: small maps by hand, and the ranges of the unknown against propagation of every case."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from graphs.propagation import propagate
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.measuring import Measurement, unknown_ranges, what_to_measure
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind
from tests.graphs.propagation.random_maps import random_map

MAPS, LONG_MAPS = 200, 2000


def _served(*handoffs: tuple[str, Evidence | None, float]) -> ValueChain:
    """Return a customer who needs handoffs, each with its evidence and dependency, from a supplier of its own."""
    return ValueChain(
        name="Mapa",
        nodes=(
            *(Node(id=NodeId(f"s-{name}"), name=name, kind=NodeKind.SUPPLIER) for name, _, _ in handoffs),
            Node(id=NodeId("c"), name="Cliente", kind=NodeKind.CUSTOMER),
        ),
        handoffs=tuple(
            Handoff(
                id=HandoffId(name),
                supplier=NodeId(f"s-{name}"),
                client=NodeId("c"),
                deliverable="Entrega",
                failure=evidence,
                dependency=dependency,
            )
            for name, evidence, dependency in handoffs
        ),
    )


def _counted(failed: int, count: int) -> Evidence:
    return Evidence(deliveries=Deliveries(count=count, failed=failed))


def _by_handoff(found: Sequence[Measurement]) -> dict[str, float]:
    return {each.handoff: each.narrows.get(NodeId("c"), 0.0) for each in found}


def test_the_only_counted_handoff_is_all_the_doubt() -> None:
    """It takes the whole width; to halve its doubt takes three times as many answers, and six."""
    (found,) = what_to_measure(calibrated(_served(("a", _counted(10, 100), 1.0), ("b", Evidence(own=0.5), 1.0))))
    assert found.handoff == "a"
    assert found.narrows == pytest.approx({"c": 1.0}, abs=1e-6)
    assert found.answers_to_halve == 306


def test_of_two_counted_handoffs_each_takes_its_part_of_the_width() -> None:
    """The variance of a nearly linear figure is the sum of theirs: 1 - √(1 - share) of the width goes with each."""
    found = _by_handoff(what_to_measure(calibrated(_served(("a", _counted(10, 100), 1), ("b", _counted(90, 900), 1)))))
    variances = {name: (failed + 1 / 3) / count**2 for name, failed, count in (("a", 10, 100), ("b", 90, 900))}
    for name, variance in variances.items():
        expected = 1 - (1 - variance / sum(variances.values())) ** 0.5
        assert found[name] == pytest.approx(expected, abs=0.06)
    assert list(found) == ["a", "b"]


def test_of_two_unknown_handoffs_each_takes_its_part_of_the_range() -> None:
    """With dependencies of 0.2 and 0.6 the range is 0.68; knowing the first leaves 0.6 or 0.48 of it."""
    found = what_to_measure(calibrated(_served(("a", None, 0.2), ("b", None, 0.6))))
    assert _by_handoff(found) == pytest.approx({"b": (0.68 - (0.2 + 0.08) / 2) / 0.68, "a": (0.68 - 0.54) / 0.68})
    assert [(each.handoff, each.answers_to_halve) for each in found] == [("b", 6), ("a", 6)]


def test_what_is_supposed_stands_on_no_list() -> None:
    """An assumption does not vary."""
    assert what_to_measure(calibrated(_served(("a", Evidence(own=0.3), 1), ("b", Evidence(total=0.2), 1)))) == ()


def test_the_same_seed_gives_the_same_answer() -> None:
    """And all shares are shares."""
    for place in range(20):
        asked = calibrated(random_map(place))
        found = what_to_measure(asked, draws=200, seed=3)
        assert found == what_to_measure(asked, draws=200, seed=3)
        assert all(0 < share <= 1 for each in found for share in each.narrows.values())


@pytest.mark.parametrize("seed", range(MAPS))
def test_ranges_of_the_unknown_are_those_of_the_settled_maps(seed: int) -> None:
    """Each case as a map in which nothing is unknown any more."""
    _check_ranges(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(MAPS, LONG_MAPS))
def test_ranges_of_the_unknown_of_many_more_maps(seed: int) -> None:
    """The same on two thousand maps."""
    _check_ranges(seed)


def _check_ranges(seed: int) -> None:
    chain = random_map(seed)
    asked = calibrated(chain)
    unknown = [asked.model.handoffs[e].id for e in asked.model.unknown]
    ranges, left = unknown_ranges(asked)
    none, every = _settled(chain, unknown, ()), _settled(chain, unknown, unknown)
    assert ranges == pytest.approx(abs(every - none), abs=1e-7)
    assert left.shape == (len(unknown), len(asked.model.outcomes))
    for row, known in zip(left, unknown, strict=True):
        others = _settled(chain, unknown, [name for name in unknown if name != known])
        alone = _settled(chain, unknown, [known])
        expected = (abs(others - none) + abs(every - alone)) / 2
        assert row == pytest.approx(np.minimum(expected, abs(every - none)), abs=1e-7)


def _settled(chain: ValueChain, unknown: Sequence[HandoffId], failing: Sequence[HandoffId]) -> np.ndarray:
    """Return P(X) of the outcomes where all that was unknown is known: some always fail, the others never."""
    handoffs = tuple(
        replace(handoff, failure=Evidence(own=float(handoff.id in failing))) if handoff.id in unknown else handoff
        for handoff in chain.handoffs
    )
    found = propagate(replace(chain, handoffs=handoffs), chains=0)
    return np.array([risk.probability for risk in found.outcomes.values()])
