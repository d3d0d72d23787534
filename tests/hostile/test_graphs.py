"""Hostile GraphML: refused with a clear error or read as it says; nothing is fetched, nothing hangs or breaks."""

import random
import resource
import time

import pytest

from app.formats.graphml import generate_graphml, parse_graphml
from app.wording import LANGUAGES, wording
from tests.hostile import graphs

MUTANTS = 11_000
"""Of each of two files in every run; the long ones take as many for each seed."""

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


@pytest.mark.parametrize("seed", [2026, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(100))])
@pytest.mark.parametrize("kind", ["ours", "foreign"])
def test_spoilt_graphs_break_nothing(seed: int, kind: str) -> None:
    """Whatever happens to a file, it is refused with what is wrong, or read and not changed by writing it again."""
    content = graphs.small() if kind == "ours" else graphs.FOREIGN
    chance = random.Random(seed)  # noqa: S311 - the same mutants each time
    read = 0
    for _ in range(MUTANTS):
        result = parse_graphml(graphs.spoilt(content, chance))
        if result.chain is None:
            assert any(problem.is_error for problem in result.problems)
        elif (read := read + 1) % 10 == 0:
            assert parse_graphml(generate_graphml(result.chain).content).chain == result.chain
    assert read > MUTANTS // 100
