"""After calibration every measured rate is what the map gives, to 1e-9, judged by plain passes over it."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from graphs.propagation.calibration import calibrate
from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters, declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence, best_rate
from process_models.domain.identifiers import HandoffId
from tests.chains import chain
from tests.graphs.propagation.plain_rates import rates_by_removal, rates_by_splitting
from tests.graphs.propagation.processes import process_like

CLOSE = 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_every_rate_of_a_looped_map_is_reproduced(seed: int) -> None:
    """Maps of fifty nodes with rework."""
    _check(process_like(50, 500 + seed))


@pytest.mark.parametrize("seed", range(4))
def test_assumed_totals_are_reproduced_too(seed: int) -> None:
    """Nothing is counted; the totals are assumed, some of them far below what comes from further up."""
    _check(_with_totals(process_like(50, 700 + seed), seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200))
def test_every_rate_of_larger_looped_maps_is_reproduced(seed: int) -> None:
    """Two hundred maps of fifty to three hundred nodes; every fourth has totals only."""
    drawn = process_like(50 + seed * 250 // 199, 1_000 + seed)
    _check(_with_totals(drawn, seed) if seed % 4 == 0 else drawn)


@pytest.mark.parametrize("members", [7, 8])
def test_a_component_taken_whole_reproduces_its_rates(members: int) -> None:
    """Processes that all serve each other are one recursion over subsets."""
    drawn = _dense(members, seed=members)
    assert Plans(Model(drawn)).whole.whole_components == 1
    _check(drawn, rates_by_removal)


@pytest.mark.long
@pytest.mark.parametrize("members", [9, 10])
def test_larger_components_taken_whole_do_too(members: int) -> None:
    """The same at the size of the busiest office."""
    _check(_dense(members, seed=members), rates_by_removal)


@pytest.mark.long
@pytest.mark.parametrize("members", [9, 10])
def test_where_newton_alone_cycles_between_many_kinks_sweeps_come_near(members: int) -> None:
    """Everybody passes on more than is measured, so that half of the handoffs contain."""
    pairs = [(i, j) for i in range(members) for j in range(members) if i != j]
    lines = [f"p{i} -> p{j}: Trabajo {3 + (i + j) % 7}/100 d=0.2" for i, j in pairs]
    _check(chain("\n".join([*lines, "p0 -> cliente: Entrega 30/100"])), rates_by_removal)


@pytest.mark.parametrize("outside", [3, 12])
def test_a_loop_with_many_outside_suppliers_reproduces_its_rates(outside: int) -> None:
    """With few of them the loop is solved apart from what is upstream; with many together with it."""
    drawn = _supplied(outside)
    plans = Plans(Model(drawn))
    loop = next(members for members in Model(drawn).components if len(members) > 1)
    assert (plans.whole.joint(loop) is None) == (outside > 10)
    _check(drawn)


def _dense(members: int, seed: int) -> ValueChain:
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    pairs = [(i, j) for i in range(members) for j in range(members) if i != j]
    lines = [f"p{i} -> p{j}: Trabajo {rng.randint(3, 15)}/100 d={rng.uniform(0.05, 0.3):.3f}" for i, j in pairs]
    return chain("\n".join([*lines, "proveedor -> p0: Insumo 6/80 d=0.5", "p0 -> cliente: Entrega 20/100"]))


def _supplied(outside: int) -> ValueChain:
    lines = [
        f"raiz -> s{i}: Norma {3 + i % 4}/100 d=0.4\ns{i} -> p{i % 3}: Insumo {4 + i % 5}/90 d=0.3"
        for i in range(outside)
    ]
    loop = [f"p{i} -> p{(i + 1) % 3}: Paso {12 + i}/100 d=0.6" for i in range(3)]
    return chain("\n".join([*lines, *loop, "p0 -> cliente: Entrega 20/100"]))


def _with_totals(drawn: ValueChain, seed: int) -> ValueChain:
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    totals = [Evidence(total=rng.choice([0.0, 1e-4, rng.uniform(0, 0.4)])) for _ in drawn.handoffs]
    handoffs = zip(drawn.handoffs, totals, strict=True)
    return replace(drawn, handoffs=tuple(replace(h, failure=total) for h, total in handoffs))


def _check(
    drawn: ValueChain, rates: Callable[[Model, Parameters], dict[HandoffId, float]] = rates_by_splitting
) -> None:
    model = Model(drawn)
    assert any(len(members) > 1 for members in model.components), "the map has loops"
    calibration = calibrate(model, Plans(model), declared(model))
    found = rates(model, calibration.parameters)
    assert calibration.residual < CLOSE
    measured = {h.id: rate.probability for h in drawn.handoffs if (rate := best_rate(h.failure)).whole}
    worst = np.array([abs(found[name] - rate) for name, rate in measured.items()])
    assert worst.max() < CLOSE, (list(measured)[int(worst.argmax())], worst.max())
