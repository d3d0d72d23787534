"""Sampled importances against exact derivatives."""

import numpy as np
import pytest

from graphs.propagation.exact import Plans
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.sampling import sample
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.random_maps import random_map

_FAILS = np.array([[0.0], [1.0]])
_SMALL = 60


@pytest.mark.parametrize("start", range(0, _SMALL, 20))
def test_every_importance_on_small_maps_agrees_within_its_error(start: int) -> None:
    """Maps with cycles, both kinds of group, containment, rates of 0 and 1."""
    _agree(np.concatenate([_scores(random_map(seed), seed, 100_000) for seed in range(start, start + 20)]))


def test_every_importance_on_maps_with_shared_suppliers_of_groups_agrees() -> None:
    """Failures reach the same group of alternatives twice, inside cycles too."""
    _agree(np.concatenate([_scores(process_like(40, seed), seed, 100_000) for seed in range(8)]))


def _agree(scores: Array) -> None:
    assert len(scores) > 100
    assert np.sqrt(np.mean(scores**2)) == pytest.approx(1, abs=0.1)


def _scores(chain: ValueChain, seed: int, samples: int) -> Array:
    """Return the z-scores of all importances; check those that were never seen, or always."""
    model, parameters = Model(chain), declared(Model(chain))
    plan = Plans(model).whole
    found = sample(model, parameters, effort=Effort(samples=samples), seed=seed)
    scores = []
    for place, outcome in enumerate(found.outcomes):
        exact = plan.evaluate(parameters, {outcome: _FAILS}).derivatives
        for estimate, slopes in ((found.handoff_birnbaum, exact.own), (found.node_birnbaum, exact.node_own)):
            z = (estimate.mean[place] - slopes[:, 0]) / estimate.error[place]
            assert np.abs(z).max(initial=0) < 6
            seen = (estimate.mean[place] > 50 / samples) & (estimate.mean[place] < 1 - 50 / samples)
            scores.append(z[seen])
    return np.concatenate(scores) if scores else np.zeros(0)
