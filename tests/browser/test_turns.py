"""Random commands with undo and redo: what one sees goes back and forth as one remembers it, and so does the server."""

import random

import pytest

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.pencil import Pencil, as_drawn_by_the_server, random_edit
from tests.browser.servers import Server
from tests.browser.visits import Visiting
from tests.cast import actor
from tests.pictures import example

STEPS = 30
TURNS, REDOES, WAITS = 0.4, 0.4, 0.3
"""How often a step is a turn, how often such a turn is a redo, and how often one waits until all is kept."""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 10))])
def test_undo_and_redo_lead_where_one_was(visiting: Visiting, server: Server, own: MapId, seed: int) -> None:
    """The memory of what was seen is the model: past, present, future; the drawing follows it at every rest, and the
    server's own drawing at the end, also on a page that is opened anew.
    """
    pencil = Pencil(visit=visiting(server.cast.editor))
    pencil.open(own)
    pencil.slow_down(80)
    chance = random.Random(seed)
    past: list[dict[str, str]] = []
    present, future = pencil.seen(), []
    for step in range(STEPS):
        if chance.random() < TURNS:
            is_redo = chance.random() < REDOES
            pencil.page.keyboard.press("ControlOrMeta+Shift+z" if is_redo else "ControlOrMeta+z")
            taken, given = (future, past) if is_redo else (past, future)
            if taken:
                given.append(present)
                present = taken.pop()
        else:
            before = len(pencil.queued())
            random_edit(pencil, chance, f"C{step}")
            if len(pencil.queued()) > before:
                past, future = [*past, present], []
                present = told(pencil)
        if chance.random() < WAITS:
            pencil.settle()
            pencil.shows(present)
    pencil.settle()
    pencil.shows(present)
    pencil.shows(as_drawn_by_the_server(visiting(server.cast.owner, script=False), own))
    pencil.page.reload()
    pencil.ready()
    pencil.shows(present)
