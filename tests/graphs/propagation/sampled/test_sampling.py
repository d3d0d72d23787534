"""Sampled probabilities against exact ones."""

import numpy as np
import pytest

from graphs.propagation.calibration import node_failures
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from graphs.propagation.plans import Plans
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.sampling import sample
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.random_maps import random_map

MAPS = [random_map(seed) for seed in range(50)] + [process_like(40, seed=seed) for seed in range(5)]
SAMPLES = 50_000


def test_every_probability_agrees_with_the_exact_one_within_its_error() -> None:
    """The z-scores scatter as they should, and what is certain is certain."""
    scores: list[float] = []
    for seed, chain in enumerate(MAPS):
        model = Model(chain)
        exact = node_failures(model, Plans(model).whole, declared(model))
        found = sample(model, declared(model), effort=Effort(samples=SAMPLES), seed=seed).failures
        open_ones = (exact > 0) & (exact < 1)
        assert np.array_equal(found.mean[~open_ones], exact[~open_ones])
        scores += list(((found.mean - exact) / found.error)[open_ones])
    assert np.sqrt(np.mean(np.square(scores))) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_on_any_number_of_threads(seed: int) -> None:
    """Who computes which block makes no difference."""
    model = Model(process_like(60, seed=seed))
    one, two = (
        sample(model, declared(model), effort=Effort(samples=100_000), seed=3, threads=threads) for threads in (1, 2)
    )
    assert np.array_equal(one.failures.mean, two.failures.mean)
    assert np.array_equal(one.handoff_birnbaum.mean, two.handoff_birnbaum.mean)
    assert np.array_equal(one.node_birnbaum.error, two.node_birnbaum.error)
    assert np.array_equal(one.given_failed, two.given_failed)
