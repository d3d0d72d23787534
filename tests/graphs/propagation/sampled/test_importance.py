"""Sampled importances against exact derivatives."""

import numpy as np
import pytest

from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.plans import Plans
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.figures import Estimate
from graphs.propagation.sampled.sampling import sample
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.random_maps import random_map

_FAILS = np.array([[0.0], [1.0]])
MAPS = [random_map(seed) for seed in range(60)] + [process_like(30, seed) for seed in range(12)]
SAMPLES = 20_000


def test_every_importance_agrees_with_the_exact_derivative_within_its_error() -> None:
    """Maps with cycles, both kinds of group, containment, rates of 0 and 1; failures that hit a group twice."""
    scores = np.concatenate([_scores(chain, seed) for seed, chain in enumerate(MAPS)])
    assert len(scores) > 1000
    assert np.sqrt(np.mean(scores**2)) == pytest.approx(1, abs=0.1)


def _scores(chain: ValueChain, start: int) -> Array:
    """Return the z-scores of all importances on four seeds; check those that were never seen, or always."""
    model, parameters = Model(chain), declared(Model(chain))
    plan = Plans(model).whole
    exact = {outcome: plan.evaluate(parameters, {outcome: _FAILS}).derivatives for outcome in model.outcomes}
    scores = [np.zeros(0)]
    for seed in range(4 * start, 4 * start + 4):
        found = sample(model, parameters, effort=Effort(samples=SAMPLES), seed=seed)
        for place, outcome in enumerate(found.outcomes):
            scores.append(_of(found.handoff_birnbaum, place, exact[outcome].own[:, 0]))
            scores.append(_of(found.node_birnbaum, place, exact[outcome].node_own[:, 0]))
    return np.concatenate(scores)


def _of(estimate: Estimate, place: int, slope: Array) -> Array:
    missed, error = estimate.mean[place] - slope, estimate.error[place]
    assert np.all(np.abs(missed) <= 5 * error + 20 / SAMPLES)
    seen = (slope > 50 / SAMPLES) & (slope < 1 - 50 / SAMPLES)
    scores: Array = missed[seen] / error[seen]
    return scores
