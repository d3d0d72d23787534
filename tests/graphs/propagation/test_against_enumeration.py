"""Every figure of the exact engine against brute force, on small random maps, before and after calibration."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np
import pytest

from graphs.propagation import Propagation, propagate
from graphs.propagation.calibration import node_failures
from graphs.propagation.chains import Links, failure_chains
from graphs.propagation.importance import importances, outcome_figures, posterior
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.plans import Plans
from graphs.propagation.results import FailureChain, Importance, Posterior
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind
from tests.graphs.propagation.enumeration import Given, Truth, World, enumerate_world, route_shares
from tests.graphs.propagation.random_maps import random_map

BLOCKS, LONG_BLOCKS, MAPS_PER_BLOCK = 10, 1000, 20
BEFORE, CLOSE = 1e-10, 1e-9
"""How near the figures are where nothing is solved for, and once the rates are calibrated."""
NEXT_TO_NOTHING = 1e-9
POINTS, WEIGHTS = np.polynomial.legendre.leggauss(8)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_figure_is_what_enumeration_gives(block: int) -> None:
    """Nodes, handoffs, the six figures, posteriors and chains mean what propagation.md says."""
    _check_block(block)


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS, LONG_BLOCKS))
def test_every_figure_of_many_more_maps(block: int) -> None:
    """The same on twenty thousand maps."""
    _check_block(block)


def _check_block(block: int) -> None:
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        chain = random_map(seed)
        _check_before(chain, seed)
        found = propagate(chain, chains=5)
        given = _given(chain, found)
        world = enumerate_world(chain, given)
        _check_nodes(found, world, seed)
        _check_calibration(chain, found, given, seed)
        _check_outcomes(chain, found, given, world, seed)
        _check_chains(chain, found.chains, given, seed)


def _check_before(chain: ValueChain, seed: int) -> None:
    """Check the map as declared, whole rates taken for own failures: nothing is solved for."""
    model = Model(chain)
    plans, parameters = Plans(model), declared(model)
    failures = node_failures(model, plans.whole, parameters)
    figures = outcome_figures(model, plans, parameters, failures)
    given = Given(
        node_own=_by_id(chain.nodes, parameters.node_own),
        own=_by_id(chain.handoffs, parameters.own),
        containment=_by_id(chain.handoffs, parameters.containment),
        dependency=_by_id(chain.handoffs, parameters.dependency),
    )
    world = enumerate_world(chain, given)
    for node, probability in zip(chain.nodes, failures, strict=True):
        assert probability == pytest.approx(world.p(world.nodes[node.id]), abs=BEFORE), (seed, node.id)
    contributions = _contributions(chain, given)
    told: list[FailureChain] = []
    for outcome, found in figures.items():
        name = model.nodes[outcome].id
        by_handoff, by_node = importances(model, plans, parameters, outcome, found)
        own_failures: OwnFailures = [("own", h.id, one) for h, one in zip(chain.handoffs, by_handoff, strict=True)]
        own_failures += [("node_own", model.nodes[v].id, one) for v, one in by_node.items()]
        _check_own_failures(chain, given, world, name, own_failures, contributions[name], seed, BEFORE)
        if found.probability > 0:
            own, node_own = parameters.own[:, 0], parameters.node_own[:, 0]
            by_node_own = _by_id(chain.nodes, posterior(node_own, found.node_birnbaum, found.probability)[:, None])
            believed = Posterior(
                handoffs=_by_id(chain.handoffs, posterior(own, found.handoff_birnbaum, found.probability)[:, None]),
                nodes={n: chance for n, chance in by_node_own.items() if given.node_own[n] > 0},
                node_failures=_by_id(chain.nodes, found.node_failures[:, None]),
            )
            _check_posterior(believed, name, world, seed)
        told += failure_chains(model, Links(model, parameters), outcome, 5).chains
    _check_chains(chain, told, given, seed)


Identifier_co = TypeVar("Identifier_co", covariant=True)


class _Identified(Protocol[Identifier_co]):
    @property
    def id(self) -> Identifier_co: ...


def _by_id(things: Sequence[_Identified[Identifier_co]], values: Array) -> dict[Identifier_co, float]:
    return {thing.id: float(value) for thing, value in zip(things, values[:, 0], strict=True)}


OwnFailures = list[tuple[str, str, Importance]]


def _given(chain: ValueChain, found: Propagation) -> Given:
    return Given(
        node_own={node.id: best_rate(node.own_failure).probability for node in chain.nodes},
        own={name: figures.own for name, figures in found.handoffs.items()},
        containment={name: figures.containment for name, figures in found.handoffs.items()},
        dependency={h.id: 1.0 if h.dependency is None else h.dependency for h in chain.handoffs},
    )


def _check_nodes(found: Propagation, world: World, seed: int) -> None:
    for name, probability in found.nodes.items():
        assert probability == pytest.approx(world.p(world.nodes[name]), abs=CLOSE), (seed, name)
    for handoff, figures in found.handoffs.items():
        assert figures.rate == pytest.approx(world.p(world.handoffs[handoff]), abs=CLOSE), (seed, handoff)


def _check_calibration(chain: ValueChain, found: Propagation, given: Given, seed: int) -> None:
    """Own failure and containment solve the page's formula, with π from brute force."""
    passing = {node.id for node in chain.nodes if node.passes_failures_on}
    for handoff in chain.handoffs:
        without = enumerate_world(chain, given.but(own={handoff.id: 0.0}))
        figures = found.handoffs[handoff.id]
        assert figures.inherited == pytest.approx(without.p(without.handoffs[handoff.id]), abs=CLOSE), (seed, handoff)
        rate = best_rate(handoff.failure)
        if rate.whole:
            pi = without.p(without.nodes[handoff.supplier]) if handoff.supplier in passing else 0.0
            own, containment = _split(rate.probability, pi, handoff.containment or 0.0)
            if not (rate.probability == 1 and _in_a_cycle(found, handoff)):
                assert figures.own == pytest.approx(own, abs=1e-6), (seed, handoff.id)
                assert figures.containment == pytest.approx(containment, abs=1e-6), (seed, handoff.id)
            assert figures.rate == pytest.approx(rate.probability, abs=CLOSE), (seed, handoff.id)


def _split(rate: float, pi: float, declared: float) -> tuple[float, float]:
    inherited = pi * (1 - declared)
    if inherited - rate < 1e-12:
        return (0.0 if inherited > 1 - 1e-12 else 1 - (1 - rate) / (1 - inherited)), declared
    return 0.0, 1 - rate / pi


def _in_a_cycle(found: Propagation, handoff: Handoff) -> bool:
    return any(handoff.supplier in cycle and handoff.client in cycle for cycle in found.cycles)


def _check_outcomes(chain: ValueChain, found: Propagation, given: Given, world: World, seed: int) -> None:
    contributions = _contributions(chain, given)
    for node in chain.outcomes:
        risk = found.outcomes[node.id]
        assert risk.probability == pytest.approx(world.p(world.nodes[node.id]), abs=CLOSE), (seed, node.id)
        own_failures: OwnFailures = [
            *(("own", name, importance) for name, importance in risk.handoffs.items()),
            *(("node_own", name, importance) for name, importance in risk.nodes.items()),
        ]
        _check_own_failures(chain, given, world, node.id, own_failures, contributions[node.id], seed, CLOSE)
        _check_posterior(risk.posterior_given_failed, node.id, world, seed)


def _check_own_failures(  # noqa: PLR0913, PLR0917 - what is judged, and all that judges it
    chain: ValueChain,
    given: Given,
    world: World,
    outcome: NodeId,
    own_failures: OwnFailures,
    contributions: Mapping[str, float],
    seed: int,
    close: float,
) -> None:
    probability = world.p(world.nodes[outcome])
    for kind, name, importance in own_failures:
        low, high = (enumerate_world(chain, given.but(**{kind: {name: end}})) for end in (0.0, 1.0))
        ends = low.p(low.nodes[outcome]), high.p(high.nodes[outcome])
        _check_importance(importance, probability, ends, contributions[name], (seed, outcome, name), close)
    made = sum(importance.contribution for _, _, importance in own_failures)
    assert made == pytest.approx(probability, abs=close), (seed, outcome)


def _check_importance(
    found: Importance, probability: float, ends: tuple[float, float], contribution: float, where: object, close: float
) -> None:
    without, with_it = ends
    assert found.birnbaum == pytest.approx(with_it - without, abs=close), where
    assert found.improvement == pytest.approx(probability - without, abs=close), where
    assert found.contribution == pytest.approx(contribution, abs=close), where
    if probability == 0:
        assert (found.fussell_vesely, found.raw, found.rrw) == (None, None, None), where
        return
    assert found.fussell_vesely == pytest.approx((probability - without) / probability, abs=1e-7), where
    assert found.raw == pytest.approx(with_it / probability, rel=1e-7), where
    if without == 0:
        assert found.rrw is None, where
    elif without < NEXT_TO_NOTHING * probability:
        assert found.rrw is None or found.rrw > 1 / NEXT_TO_NOTHING, where
    else:
        assert found.rrw == pytest.approx(probability / without, rel=1e-6), where


def _check_posterior(found: Posterior, outcome: NodeId, world: World, seed: int) -> None:
    failed = world.nodes[outcome]
    probability = world.p(failed)
    if probability == 0:
        assert (found.handoffs, found.nodes, found.node_failures) == ({}, {}, {}), seed
        return
    own = {name: world.p(failed & event) / probability for name, event in world.own.items()}
    node_own = {name: world.p(failed & b) / probability for name, b in world.node_own.items() if b.any()}
    node_failures = {name: world.p(failed & event) / probability for name, event in world.nodes.items()}
    assert found.handoffs == pytest.approx(own, abs=1e-7), (seed, outcome)
    assert found.nodes == pytest.approx(node_own, abs=1e-7), (seed, outcome)
    assert found.node_failures == pytest.approx(node_failures, abs=1e-7), (seed, outcome)


def _contributions(chain: ValueChain, given: Given) -> dict[NodeId, dict[str, float]]:
    """Integrate the slopes along all own failures scaled by t; each slope is P(X | O) - P(X | not O)."""
    sums: dict[NodeId, dict[str, float]] = {node.id: defaultdict(float) for node in chain.outcomes}
    for point, weight in zip((POINTS + 1) / 2, WEIGHTS / 2, strict=True):
        world = enumerate_world(
            chain,
            given.but(
                own={name: o * point for name, o in given.own.items()},
                node_own={name: b * point for name, b in given.node_own.items()},
            ),
        )
        happening = [(name, o, world.own[name]) for name, o in given.own.items() if o > 0]
        at_nodes = [(name, b, world.node_own[name]) for name, b in given.node_own.items() if b > 0]
        for outcome, total in sums.items():
            for name, probability, event in (*happening, *at_nodes):
                slope = _conditional(world, outcome, event) - _conditional(world, outcome, ~event)
                total[name] += weight * probability * slope
    return sums


def _conditional(world: World, outcome: NodeId, event: Truth) -> float:
    return world.p(world.nodes[outcome] & event) / world.p(event)


# ---- failure chains, by walking every path


def _check_chains(chain: ValueChain, found: Sequence[FailureChain], given: Given, seed: int) -> None:
    expected = [told for outcome in chain.outcomes for told in _all_chains(chain, given, outcome.id)[:5]]
    assert len(found) == len(expected), seed
    for told, (outcome, probability, origin, path) in zip(found, expected, strict=True):
        assert (told.outcome, told.origin_handoff or told.origin_node, told.path) == (outcome, origin, path), seed
        assert told.probability == pytest.approx(probability, abs=1e-12), seed


Origin = tuple[str, tuple[Handoff, ...], NodeId, float]


def _all_chains(
    chain: ValueChain, given: Given, outcome: NodeId
) -> list[tuple[str, float, str, tuple[HandoffId, ...]]]:
    found = []
    origins: list[Origin] = [(h.id, (h,), h.client, given.own[h.id] * _keeps(chain, given, h)) for h in chain.handoffs]
    origins += [(node.id, (), node.id, given.node_own[node.id]) for node in chain.nodes]
    for origin, path, end, probability in origins:
        for longer, kept in _ways(chain, given, end, outcome, {end}):
            if probability * kept > 1e-12:
                found.append((outcome, probability * kept, origin, tuple(h.id for h in (*path, *longer))))
    return sorted(found, key=lambda told: (-round(told[1], 12), told[3], told[2]))


def _ways(
    chain: ValueChain, given: Given, start: NodeId, outcome: NodeId, entered: set[NodeId]
) -> list[tuple[tuple[Handoff, ...], float]]:
    if start == outcome:
        return [((), 1.0)]
    supplier = next(node for node in chain.nodes if node.id == start)
    ways: list[tuple[tuple[Handoff, ...], float]] = []
    for h in chain.handoffs:
        if h.supplier == start and h.client not in entered and supplier.passes_failures_on:
            passed = (1 - given.containment[h.id]) * _keeps(chain, given, h)
            for longer, kept in _ways(chain, given, h.client, outcome, entered | {h.client}):
                ways.append(((h, *longer), passed * kept))
    return ways


def _keeps(chain: ValueChain, given: Given, handoff: Handoff) -> float:
    """Return d · share of a handoff that can spoil its client's result alone, else 0."""
    share = 1.0
    for group in chain.groups:
        members = chain.members(group.id)
        if handoff.group == group.id and group.kind is GroupKind.ROUTES:
            share = float(route_shares(chain, group)[members.index(handoff)])
        elif handoff.group == group.id and group.required != len(members):
            share = 0.0
    return given.dependency[handoff.id] * share


def test_chains_leave_in_order() -> None:
    """Chains of an outcome are told from the most probable on."""
    found = propagate(random_map(7), chains=10)
    for one, next_one in pairwise(found.chains):
        assert one.outcome != next_one.outcome or one.probability >= next_one.probability - 1e-12
