"""The 95 % intervals hold the truth about as often as they say, whatever the number of handoffs and of counts."""

import pytest

from app.formats.map_document import parse_map_document
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.validity import as_of
from tests.graphs.propagation.coverage import CLIENT, coverage, into_one_client
from tests.test_example import EXAMPLE

LOWEST, HIGHEST = 0.92, 0.99
SETS, DRAWS = 500, 1_000


def _example() -> ValueChain:
    story = parse_map_document(EXAMPLE.read_bytes()).chain
    assert story is not None
    return as_of(story, story.as_of).chain


@pytest.mark.long
@pytest.mark.parametrize("count", [20, 100])
@pytest.mark.parametrize("percent", [1, 2, 10])
@pytest.mark.parametrize("handoffs", [2, 10, 30])
def test_intervals_cover_the_truth(handoffs: int, percent: int, count: int) -> None:
    """Of five hundred data sets between 92 and 99 % have an interval that holds the truth."""
    found = coverage(into_one_client(handoffs, percent), CLIENT, sets=SETS, draws=DRAWS, seed=1, count=count)
    assert LOWEST <= found.covered <= HIGHEST, found


@pytest.mark.long
@pytest.mark.parametrize("outcome", ["minorista", "en-linea"])
def test_intervals_of_the_example_cover_the_truth(outcome: str) -> None:
    """The same on the example map, with its groups and all that it does not know."""
    found = coverage(_example(), NodeId(outcome), sets=SETS, draws=DRAWS, seed=1)
    assert LOWEST <= found.covered <= HIGHEST, found


def test_where_one_of_several_counts_decides_alone_its_interval_covers_less() -> None:
    """The example's agents: ten answers decide, two counts upstream lighten the prior; no failure seen: too sure.

    By Beta(failed + 1/4, 10 - failed + 1/2) at a rate of 20 % it is 86 %: none of ten (10.7 %) gives [0, 15.7 %], and
    five or more (3.3 %) begin above 20 %.
    """
    found = coverage(_example(), NodeId("agentes"), sets=SETS, draws=DRAWS, seed=2)
    assert found.covered == pytest.approx(0.86, abs=0.05)
    assert found.below == pytest.approx(0.107, abs=0.045)


@pytest.mark.parametrize("handoffs", [2, 10, 30])
def test_intervals_cover_the_truth_as_far_as_sixty_data_sets_tell(handoffs: int) -> None:
    """With the same weight of the prior for every handoff, ten handoffs of 2 % were covered 44 % of the time."""
    found = coverage(into_one_client(handoffs, 2), CLIENT, sets=60, draws=400, seed=1, count=100)
    assert found.covered >= 0.85, found


def test_an_interval_is_the_same_for_the_same_seed() -> None:
    """And another one for another seed, near it."""
    truth = into_one_client(2, 10)
    one, again = (coverage(truth, CLIENT, sets=5, draws=200, seed=3, count=100) for _ in range(2))
    assert one == again
