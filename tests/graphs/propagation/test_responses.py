"""Loops taken whole, in many columns: what is found all together is what a pass for each handoff finds."""

import numpy as np
import pytest

from graphs.propagation.calibration import calibrate
from graphs.propagation.cycles import inner_handoffs
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from tests.chains import chain

COLUMNS, MANY = 5, 16
MEMBERS = 8


def _dense(group: str = "") -> ValueChain:
    """Return processes that all serve each other, two of them supplied from outside; the first one by a group."""
    pairs = [(i, j) for i in range(MEMBERS) for j in range(MEMBERS) if i != j]
    lines = [
        f"p{i} -> p{j}: Trabajo {1 + (i + j) % 5}/100 d=0.3{' group=g' if group and j == 0 and i > 1 else ''}"
        for i, j in pairs
    ]
    outside = [f"s{i} -> p{i}: Insumo 4/90 d=0.3" for i in (1, 2)]
    return chain("\n".join([*([group] if group else []), *lines, *outside, "p0 -> cliente: Entrega 20/100"]))


@pytest.mark.parametrize("group", ["", "routes g", "alternatives g required=4"])
def test_what_the_others_suffer_without_a_handoff_is_found_together(group: str) -> None:
    """Whatever the parameters, and by whatever rule a client fails."""
    model, random = Model(_dense(group)), np.random.default_rng(1)
    plans = Plans(model)
    ((component, handoffs),) = inner_handoffs(model).items()
    loop = plans.loop(component)
    parameters, places = loop.local(declared(model)).repeated(COLUMNS), loop.places(handoffs)
    parameters.own[:] = random.uniform(0, 0.4, parameters.own.shape)
    parameters.containment[:] = random.uniform(0, 0.4, parameters.own.shape)
    upstream = random.dirichlet(np.ones(4), COLUMNS).T
    together = loop.responses(places)
    assert together is not None, "the component is taken whole"
    one_by_one, _ = loop.without_own(parameters, upstream, places)
    assert np.abs(together.without_own(parameters, upstream) - one_by_one).max() < 1e-12


@pytest.mark.parametrize("group", ["", "routes g", "alternatives g required=4"])
def test_many_columns_end_where_one_does(group: str) -> None:
    """One column is calibrated by the right slopes, many by nearly right ones."""
    model = Model(_dense(group))
    plans, start = Plans(model), declared(model)
    one = calibrate(model, plans, start, asked=model.outcomes)
    many = calibrate(model, plans, start.repeated(MANY), asked=model.outcomes, enough=1e-9)
    assert many.residual < 1e-9
    assert np.abs(many.parameters.own - one.parameters.own).max() < 1e-6
    assert np.abs(many.parameters.containment - one.parameters.containment).max() < 1e-6
    assert np.abs(many.failures - one.failures).max() < 1e-8
