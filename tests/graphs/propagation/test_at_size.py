"""Maps of the size that teams draw: every measured rate is reproduced, and sampling agrees."""

import math

import pytest

from graphs.propagation import propagate
from process_models.domain.evidence import best_rate
from tests.graphs.propagation.enumeration import Given
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.sampling import sampled_rates

TRIALS = 60_000


@pytest.mark.parametrize("seed", range(6))
def test_a_map_of_sixty_nodes_is_exact_and_calibrated(seed: int) -> None:
    """Every rate is reproduced to 1e-9, contributions add up, and a plain sampler sees the same."""
    _check(60, seed)


@pytest.mark.long
@pytest.mark.parametrize("nodes", [100, 200, 300])
@pytest.mark.parametrize("seed", range(10))
def test_larger_maps_are_too(nodes: int, seed: int) -> None:
    """The same up to three hundred nodes."""
    _check(nodes, seed)


def _check(nodes: int, seed: int) -> None:
    chain = process_like(nodes, seed)
    found = propagate(chain)
    assert found.cycles, "the map has rework loops"
    for handoff in chain.handoffs:
        assert found.handoffs[handoff.id].rate == pytest.approx(best_rate(handoff.failure).probability, abs=1e-9)
    for risk in found.outcomes.values():
        made = sum(figures.contribution for figures in risk.handoffs.values())
        assert made == pytest.approx(risk.probability, abs=1e-10)
    given = Given(
        node_own={node.id: 0.0 for node in chain.nodes},
        own={name: figures.own for name, figures in found.handoffs.items()},
        containment={name: figures.containment for name, figures in found.handoffs.items()},
        dependency={h.id: h.dependency or 0.0 for h in chain.handoffs},
    )
    failed, unserved = sampled_rates(chain, given, TRIALS, seed)
    pairs = [(probability, failed[name]) for name, probability in found.nodes.items()]
    pairs += [(figures.rate, unserved[name]) for name, figures in found.handoffs.items()]
    for probability, seen in pairs:
        deviation = math.sqrt(probability * (1 - probability) / TRIALS)
        assert seen == pytest.approx(probability, abs=6 * deviation + 1e-9)
