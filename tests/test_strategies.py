"""Random chains are valid maps."""

from hypothesis import given

from process_models.domain import rules
from process_models.domain.chain import ValueChain
from tests.strategies import chains


@given(chains())
def test_every_random_chain_is_a_valid_map(chain: ValueChain) -> None:
    """Whoever tests with random chains tests with maps that the rules accept."""
    assert rules.problems(chain) == ()
