"""Random commands with undo and redo: what one sees goes back and forth as one remembers it, and so does the server."""

import random
from collections.abc import Callable
from functools import partial

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


Seen = dict[str, str]
"""Things on the drawing; with what is said of each, once the server drew it."""


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 10))])
def test_undo_and_redo_lead_where_one_was(visiting: Visiting, server: Server, own: MapId, seed: int) -> None:
    """At every rest the browser's drawing, the server's and the memory of what was seen are one; opened anew too."""
    pencil, plain = Pencil(visit=visiting(server.cast.editor)), visiting(server.cast.owner, script=False)
    pencil.open(own)
    pencil.slow_down(80)
    chance = random.Random(seed)  # noqa: S311 - no secret
    past, present, future = list[Seen](), pencil.seen(), list[Seen]()
    for step in range(STEPS):
        if chance.random() < TURNS:
            is_redo = chance.random() < REDOES
            pencil.page.keyboard.press("ControlOrMeta+Shift+z" if is_redo else "ControlOrMeta+z")
            taken, given = (future, past) if is_redo else (past, future)
            if taken:
                given.append(present)
                present = taken.pop()
        elif _edited(pencil, chance, f"C{step}"):
            past, future = [*past, present], []
            present = {}
        if chance.random() < WAITS:
            _rests(pencil, partial(as_drawn_by_the_server, plain, own), present)
    _rests(pencil, partial(as_drawn_by_the_server, plain, own), present)
    pencil.page.reload()
    pencil.ready()
    pencil.shows(present)


def _edited(pencil: Pencil, chance: random.Random, word: str) -> bool:
    """Do something; whether the rules of the map let it be done."""
    before = len(pencil.queued())
    random_edit(pencil, chance, word)
    return len(pencil.queued()) > before


def _rests(pencil: Pencil, drawn: Callable[[], Seen], present: Seen) -> None:
    """Wait until all is kept: what is on screen is what the server draws, and what one remembers; remember it."""
    pencil.settle()
    known = drawn()
    pencil.shows(known)
    assert present in ({}, known)
    present.update(known)
