"""Whatever a valid map holds, its figures are probabilities and add up."""

import math

import pytest
from hypothesis import given

from graphs.propagation import TooLargeForExact, propagate
from process_models.domain.chain import ValueChain
from tests.strategies import chains


@given(chains())
def test_any_valid_map_has_figures(chain: ValueChain) -> None:
    """Every probability lies between 0 and 1, contributions add up to P(X), and nothing is lost on the way."""
    try:
        found = propagate(chain, chains=3)
    except TooLargeForExact:
        return
    assert set(found.nodes) == {node.id for node in found.chain.nodes}
    assert set(found.handoffs) == {handoff.id for handoff in found.chain.handoffs}
    assert set(found.outcomes) == {node.id for node in found.chain.outcomes}
    assert all(0 <= probability <= 1 for probability in found.nodes.values())
    for figures in found.handoffs.values():
        assert all(0 <= share <= 1 for share in (figures.rate, figures.own, figures.containment, figures.inherited))
    for name, risk in found.outcomes.items():
        assert risk.probability == found.nodes[name]
        made = [importance.contribution for importance in (*risk.handoffs.values(), *risk.nodes.values())]
        assert math.fsum(made) == pytest.approx(risk.probability, abs=1e-9)
