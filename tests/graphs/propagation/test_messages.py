"""Messages that are kept while parameters settle, many columns at once, and the other ways to the same figures."""

import random

import numpy as np
import pytest

from graphs.propagation.calibration import calibrate, node_failures
from graphs.propagation.certainty import undecided
from graphs.propagation.cycles import components, inner_handoffs
from graphs.propagation.loops import Loop, settle_extremes, solve_loop
from graphs.propagation.messages import Messages
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.random_maps import random_map

CHANGES, QUESTIONS = 12, 4


@pytest.mark.parametrize("seed", range(25))
def test_after_any_changes_every_marginal_is_that_of_a_fresh_pass(seed: int) -> None:
    """Handoffs change in random order, nodes are asked about in random order, in small maps."""
    _check_messages(random_map(seed), seed, positive=bool(seed % 2))


@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_on_a_map_of_thirty_nodes(seed: int) -> None:
    """The same with long paths between what changes and what is asked."""
    _check_messages(process_like(30, seed), seed, positive=False)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300))
def test_so_it_is_on_many_maps(seed: int) -> None:
    """The same on more maps, and larger ones."""
    _check_messages(random_map(10_000 + seed), seed, positive=bool(seed % 2))
    _check_messages(process_like(20 + seed // 5, seed), seed, positive=False)


def _check_messages(chain: ValueChain, seed: int, *, positive: bool) -> None:
    model, rng = Model(chain), random.Random(seed)  # noqa: S311 - no secret hangs on it
    plans = Plans(model, positive=positive)
    parameters = declared(model).scaled(np.array([1.0, 0.6, 0.3]))
    messages = Messages(plans.whole, parameters, plans.upstream)
    for _ in range(CHANGES):
        handoffs = rng.choices(range(len(model.handoffs)), k=rng.randint(1, 3))
        for e in handoffs:
            parameters.own[e] = [rng.random() for _ in range(3)]
            parameters.containment[e] = [rng.choice([0.0, rng.random()]) for _ in range(3)]
        messages.change(handoffs, parameters)
        fresh = plans.whole.evaluate(parameters).failures
        for node in rng.choices(range(len(model.nodes)), k=QUESTIONS):
            found = messages.joint(plans.whole.look(node), [node])
            assert found.sum(axis=0) == pytest.approx(np.ones(3), abs=1e-12), (seed, node)
            assert found[1:].sum(axis=0) == pytest.approx(fresh[node], abs=1e-12), (seed, node)


@pytest.mark.parametrize("seed", range(6))
def test_many_columns_are_calibrated_as_each_is_alone(seed: int) -> None:
    """Twenty sets of rates side by side, which start Newton's method from their mean, and one after the other."""
    model = Model(process_like(24, seed))
    plans = Plans(model)
    rates = _varied(model, seed, 20)
    nodes = range(len(model.nodes))
    together = calibrate(model, plans, declared(model).repeated(20), rates, asked=nodes)
    for column in range(20):
        alone = calibrate(model, plans, declared(model), rates[:, [column]], asked=nodes)
        assert together.failures[:, column] == pytest.approx(alone.failures[:, 0], abs=1e-9)
        assert together.parameters.own[:, column] == pytest.approx(alone.parameters.own[:, 0], abs=1e-7)
        assert together.parameters.containment[:, column] == pytest.approx(alone.parameters.containment[:, 0], abs=1e-6)


def _varied(model: Model, seed: int, columns: int) -> Array:
    rng = np.random.default_rng(seed)
    rates = np.array([rate.probability for rate in model.rates])[:, None]
    varied: Array = (rates * rng.uniform(0.7, 1.3, (len(rates), columns)) + 0.002).clip(0, 1)
    return varied


@pytest.mark.parametrize("seed", range(30))
def test_plans_that_only_add_agree_with_the_usual_ones(seed: int) -> None:
    """P of every node and its derivatives, whatever the groups and loops."""
    model = Model(random_map(seed))
    usual, positive = (Plans(model, positive=way).whole.evaluate(_scaled(model)) for way in (False, True))
    assert positive.failures == pytest.approx(usual.failures, abs=1e-12)
    calibrated = [
        node_failures(model, plans.whole, calibrate(model, plans, declared(model)).parameters)
        for plans in (Plans(model), Plans(model, positive=True))
    ]
    assert calibrated[1] == pytest.approx(calibrated[0], abs=1e-9)


def _scaled(model: Model) -> Parameters:
    return declared(model).scaled(np.linspace(0, 1, 5))


@pytest.mark.parametrize("seed", range(6))
def test_a_loop_is_solved_the_same_with_all_upstream_of_it_as_with_its_boundary(seed: int) -> None:
    """What is upstream enters through the joint distribution over the boundary, or is part of the loop's plan."""
    chain = process_like(24, seed, rework=0.3)
    model = Model(chain)
    plans = Plans(model)
    calibrated = calibrate(model, plans, declared(model)).parameters
    inner = inner_handoffs(model)
    apart = [c for c in components(model, range(len(model.nodes))) if c in inner and plans.whole.joint(c) is not None]
    assert apart, "the map has loops that are solved apart"
    for component in apart:
        loop = [e for e in inner[component] if model.rates[e].whole]
        found = calibrated.repeated(1)
        found.own[loop] = declared(model).own[loop]
        found.containment[loop] = declared(model).containment[loop]
        rates = np.array([rate.probability for rate in model.rates])[:, None]
        known = undecided(model, 1)
        for earlier in components(model, model.upstream(component)):
            if earlier != component:
                known.spread(model, found, earlier)
        open_ones = settle_extremes(model, component, loop, rates, found, known)
        if open_ones:
            missed = solve_loop(Loop(model, component, None), open_ones, rates, found, None)
            assert missed < 1e-12
        assert found.own[loop] == pytest.approx(calibrated.own[loop], abs=1e-8)
        assert found.containment[loop] == pytest.approx(calibrated.containment[loop], abs=1e-7)
