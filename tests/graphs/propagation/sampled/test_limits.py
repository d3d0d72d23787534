"""Sampling at its limits: extremes, sizes, when it stops, and that nothing is compiled before it is asked for."""

import subprocess
import sys
import time

import numpy as np
import pytest

from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters, declared
from graphs.propagation.sampled import Effort, SampledFigures, sample, sampled_map
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.graphs.propagation.processes import process_like


def _node(name: str, own: float | None = None) -> Node:
    kind = NodeKind.CUSTOMER if name.startswith("c") else NodeKind.PROCESS
    return Node(id=NodeId(name), name=name, kind=kind, own_failure=None if own is None else Evidence(own=own))


def _handoff(place: int, supplier: str, client: str, own: float, group: str | None = None) -> Handoff:
    return Handoff(
        id=HandoffId(f"h{place}"),
        supplier=NodeId(supplier),
        client=NodeId(client),
        deliverable="Entrega",
        failure=Evidence(own=own),
        group=None if group is None else GroupId(group),
    )


def _found(chain: ValueChain, samples: int = 100_000) -> SampledFigures:
    model = Model(chain)
    return sample(model, declared(model), effort=Effort(samples=samples), seed=1)


def test_a_probability_of_one_in_a_billion_billion_is_not_seen_and_one_of_one_always() -> None:
    """Digits down to 2^-64 count; certain is certain."""
    nodes = (_node("a", 1e-18), _node("b", 1.0), _node("c"))
    handoffs = (_handoff(1, "a", "c", 0.0), _handoff(2, "b", "a", 0.0))
    found = _found(ValueChain(name="M", nodes=nodes[:1], handoffs=()))
    assert found.failures.mean.tolist() == [0.0]
    found = _found(ValueChain(name="M", nodes=nodes, handoffs=handoffs))
    assert found.failures.mean.tolist() == [1.0, 1.0, 1.0]


def test_a_rare_failure_is_as_frequent_as_it_should_be() -> None:
    """A hundred thousand nodes without handoffs that fail once in ten thousand times."""
    nodes = tuple(_node(f"n{place}", 1e-4) for place in range(100_000))
    model = Model(ValueChain(name="M", nodes=nodes))
    found = sample(model, declared(model), effort=Effort(samples=5_120), seed=2).failures.mean
    expected = 1e-4
    assert found.mean() == pytest.approx(expected, abs=4 * (expected / (5_120 * len(nodes))) ** 0.5)


def test_groups_of_one_customers_without_suppliers_and_duplicates() -> None:
    """A group of one is a handoff like others; two equal handoffs are two."""
    nodes = (_node("a"), _node("c1"), _node("c2"))
    group = HandoffGroup(id=GroupId("g"), client=NodeId("c1"), kind=GroupKind.ROUTES)
    handoffs = (_handoff(1, "a", "c1", 0.5, "g"), _handoff(2, "a", "c1", 0.5))
    found = _found(ValueChain(name="M", nodes=nodes, handoffs=handoffs, groups=(group,)))
    assert found.failures.mean == pytest.approx([0, 0.75, 0], abs=0.01)
    assert found.handoff_birnbaum.mean[0] == pytest.approx([0.5, 0.5], abs=0.01)
    assert not found.given_failed[1].any()


def test_a_component_of_twelve_processes_is_settled() -> None:
    """Everybody serves everybody: if one fails, all do."""
    names = [f"p{place}" for place in range(12)]
    pairs = [(u, v) for u in names for v in names if u != v] + [("p0", "c")]
    handoffs = tuple(_handoff(place, u, v, 0.001) for place, (u, v) in enumerate(pairs))
    found = _found(ValueChain(name="M", nodes=tuple(map(_node, [*names, "c"])), handoffs=handoffs))
    assert found.failures.mean == pytest.approx([1 - 0.999**132] * 12 + [1 - 0.999**133], abs=0.01)
    assert np.ptp(found.failures.mean[:12]) == 0


def test_it_stops_at_the_wanted_standard_error() -> None:
    """Neither much before nor much after."""
    model = Model(process_like(60, seed=1))
    found = sample(model, declared(model), effort=Effort(standard_error=0.004), seed=1)
    largest = found.failures.error[list(model.outcomes)].max()
    assert 0.003 < largest <= 0.00405


def test_what_progress_raises_ends_it() -> None:
    """Trials are told as they are done; whoever has seen enough raises."""
    model, told = Model(process_like(60, seed=1)), []

    class EnoughError(Exception):
        pass

    def progress(trials: int) -> None:
        told.append(trials)
        if len(told) == 2:
            raise EnoughError

    began = time.monotonic()
    with pytest.raises(EnoughError):
        sample(model, declared(model), effort=Effort(samples=1 << 30), progress=progress)
    assert time.monotonic() - began < 60
    assert all(trials % 512 == 0 for trials in told)


def test_a_change_keeps_the_random_numbers_of_what_it_leaves() -> None:
    """More containment of one handoff makes nothing worse in any trial: with other numbers something would seem so."""
    model = Model(process_like(60, seed=1))
    before = declared(model)
    containment = before.containment.copy()
    containment[3] = 0.9
    after = Parameters(own=before.own, containment=containment, dependency=before.dependency, node_own=before.node_own)
    one, two = (sample(model, found, outcomes=(), effort=Effort(samples=50_000)) for found in (before, after))
    difference = one.failures.mean - two.failures.mean
    assert difference.min() == 0
    assert difference.max() > 0


def test_contributions_add_up_to_the_probability() -> None:
    """To P(X) of each outcome, as where it is computed exactly."""
    model = Model(process_like(40, seed=2))
    found = sampled_map(model, Effort(samples=20_000), seed=1)
    for figures in found.outcomes.values():
        total = figures.handoff_contribution.sum() + figures.node_contribution.sum()
        assert total == pytest.approx(figures.probability, abs=1e-12)


def test_nothing_is_loaded_before_sampling_is_asked_for() -> None:
    """The engine's package comes without the compiler."""
    asked = "import sys, graphs.propagation; print('graphs.propagation.sampled' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == "False"
