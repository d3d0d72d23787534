"""Two people edit one map at once, each in their own browser: both end with what the server has, nothing is lost."""

import random

import pytest

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from tests.browser.pencil import Pencil, as_drawn_by_the_server, random_edit
from tests.browser.servers import Server
from tests.browser.visits import Visiting
from tests.cast import actor
from tests.pictures import example

EDITS, FAR = 40, 300
"""How many edits each makes, and the milliseconds that an answer takes longer than from this machine."""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def now(server: Server, own: MapId) -> ValueChainMap:
    """Return a map as it is."""
    with server.app.extensions["eslabon"].database.reading() as session:
        return maps.opened(session, actor(server.cast.owner), map_id=own)


def opened(visiting: Visiting, server: Server, own: MapId) -> tuple[Pencil, Pencil]:
    """Open a map in the browsers of its owner and of an editor."""
    both = Pencil(visit=visiting(server.cast.owner)), Pencil(visit=visiting(server.cast.editor))
    for pencil in both:
        pencil.open(own)
    return both


def settled(visiting: Visiting, server: Server, own: MapId, *pencils: Pencil) -> dict[str, str]:
    """Wait until all browsers show what the server draws for a page without script; return that."""
    for pencil in pencils:
        pencil.settle()
    expected = as_drawn_by_the_server(visiting(server.cast.owner, script=False), own)
    for pencil in pencils:
        pencil.shows(expected)
    return expected


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 8))])
def test_two_edit_at_once_and_nothing_is_lost(visiting: Visiting, server: Server, own: MapId, seed: int) -> None:
    """Forty random edits each, on the same things: one map at the end; each edit is in it or told as not kept."""
    both = opened(visiting, server, own)
    for pencil in both:
        pencil.slow_down(FAR)
    chances = random.Random(seed), random.Random(seed + 1000)  # noqa: S311 - no secret
    for step in range(EDITS):
        for pencil, chance, name in zip(both, chances, "AB", strict=True):
            random_edit(pencil, chance, f"{name}{step}")
    settled(visiting, server, own, *both)
    assert now(server, own).revision == 1 + sum(len(pencil.kept()) for pencil in both)
    for pencil in both:
        kept, dropped = pencil.kept(), set(pencil.dropped())
        assert kept | dropped == pencil.queued()
        assert not kept & dropped
