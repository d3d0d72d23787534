"""Sampled calibration and contributions against exact ones."""

import numpy as np
import pytest

from graphs.propagation.calibration import calibrate, node_failures, supplier_failures
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from graphs.propagation.plans import Plans
from graphs.propagation.sampled.calibration import calibrate_sampled
from graphs.propagation.sampled.effort import Effort
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.random_maps import random_map

SAMPLES = 50_000


@pytest.mark.parametrize("seed", range(6))
def test_rates_are_reproduced_within_two_standard_errors(seed: int) -> None:
    """P(Y_e), computed exactly with the sampled parameters, is the measured rate."""
    model = Model(process_like(40, seed))
    found = calibrate_sampled(model, declared(model), effort=Effort(samples=SAMPLES), seed=seed)
    plans = Plans(model)
    failures = node_failures(model, plans.whole, found.parameters)
    pi = supplier_failures(model, plans, found.parameters, failures)
    own, containment = found.parameters.own[:, 0], found.parameters.containment[:, 0]
    rates = np.array([rate.probability for rate in model.rates])
    error = np.sqrt(pi * (1 - pi) / found.trials)
    scores = (own + (1 - own) * (1 - containment) * pi - rates)[error > 0] / error[error > 0]
    assert np.mean(np.abs(scores) <= 2) >= 0.9
    assert np.abs(scores).max() < 4


@pytest.mark.parametrize("seed", range(10))
def test_small_maps_with_extremes_come_near_the_exact_parameters(seed: int) -> None:
    """Outcomes fail as often as with exact calibration, but for sampling."""
    model = Model(random_map(seed))
    found = calibrate_sampled(model, declared(model), effort=Effort(samples=SAMPLES), seed=seed)
    plan = Plans(model)
    exact = node_failures(model, plan.whole, calibrate(model, plan, declared(model)).parameters)
    assert node_failures(model, plan.whole, found.parameters) == pytest.approx(exact, abs=0.02)
