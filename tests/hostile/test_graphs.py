"""Hostile GraphML: refused with a clear error or read as it says; nothing is fetched, nothing hangs or breaks."""

import resource
import time

import pytest

from app.formats.graphml import parse_graphml
from app.wording import LANGUAGES, wording
from tests.hostile import graphs

SECONDS = 20.0
MEMORY = 400_000
"""Kilobytes more than before."""


@pytest.mark.parametrize("name", graphs.BOMBS)
def test_a_bomb_is_refused_soon_and_in_little_room(name: str) -> None:
    """Whatever it wants: to grow, to nest, to fetch."""
    content, told = graphs.BOMBS[name]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    result = parse_graphml(content)
    assert time.monotonic() - start < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY
    codes = {problem.code for problem in result.problems}
    assert told in codes or not told, codes
    assert (result.chain is None) == any(problem.is_error for problem in result.problems)
    said = [wording(language).problem(problem) for problem in result.problems for language in LANGUAGES]
    assert not any("root:" in sentence for sentence in said)
