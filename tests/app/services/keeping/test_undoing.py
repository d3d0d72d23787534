"""Undo and redo are everybody's own, and the same tomorrow: read from what is kept of the changes."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from app.services.access import Actor, Forbidden
from app.services.keeping import editing, maps, undoing
from app.services.keeping.editing import CommandRefused, EditConflict, Edited
from app.services.keeping.idempotency import IdempotencyKeyReused
from process_models.domain.chain import Node, ValueChain
from process_models.domain.commands import AddNode, Command, ReplaceNode
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.vocabulary import NodeKind
from process_models.storage.session import Database
from tests.chains import chain
from tests.organisations import team

STORY = chain("ventas -> bodega: Pedido\nbodega -> cliente: Entrega")


class Room:
    """Two who edit one map."""

    def __init__(self, database: Database) -> None:
        self.database, self.us = database, team(database)
        self.me, self.other = self.us.editor, self.us.owner
        with database.writing() as session:
            self.map: MapId = maps.create(session, self.other, chain=STORY)

    def now(self) -> ValueChain:
        """Return the newest content."""
        return self._opened()[0]

    def revision(self) -> int:
        """Return the newest revision."""
        return self._opened()[1]

    def rename(self, node: str, name: str, who: Actor | None = None) -> int:
        """Give a node another name; return the revision."""
        known = self.now().node(NodeId(node))
        assert known is not None
        return self.send(ReplaceNode(node=replace(known, name=name)), who)

    def send(self, command: Command, who: Actor | None = None) -> int:
        """Send a command on the newest revision; return the next."""
        base = self.revision()
        with self.database.writing() as session:
            done = editing.apply(session, who or self.me, map_id=self.map, command=command, base_revision=base)
        return done.revision

    def take_back(self, revision: int, who: Actor) -> int:
        """Take any change back, as the page of the history does."""
        base = self.revision()
        with self.database.writing() as session:
            return editing.undo(session, who, map_id=self.map, revision=revision, base_revision=base).revision

    def undo(self, who: Actor | None = None, *, base: int | None = None, key: str | None = None) -> Edited:
        """Take one's own last change back."""
        at = self.revision() if base is None else base
        with self.database.writing() as session:
            return undoing.undo_last(session, who or self.me, map_id=self.map, base_revision=at, key=key)

    def redo(self, who: Actor | None = None, *, key: str | None = None) -> Edited:
        """Take one's own last undoing back."""
        base = self.revision()
        with self.database.writing() as session:
            return undoing.redo_last(session, who or self.me, map_id=self.map, base_revision=base, key=key)

    def stack(self, who: Actor | None = None) -> tuple[int | None, int | None]:
        """Return what is next to undo and to redo, as another process reads it."""
        elsewhere = Database(self.database.url.render_as_string(hide_password=False))
        with elsewhere.reading() as session:
            found = undoing.stack(session, who or self.me, map_id=self.map)
        elsewhere.close()
        return found.undo, found.redo

    def _opened(self) -> tuple[ValueChain, int]:
        with self.database.reading() as session:
            found = maps.opened(session, self.us.viewer, map_id=self.map)
        return found.chain, found.revision


@pytest.fixture
def room(database: Database) -> Room:
    """Give a map with two who edit it."""
    return Room(database)


def test_one_goes_back_step_by_step_and_forward_again(room: Room) -> None:
    """Each step gives back exactly what was there."""
    seen = [room.now()]
    for name in ("Uno", "Dos", "Tres"):
        room.rename("ventas", name)
        seen.append(room.now())
    for expected in reversed(seen[:-1]):
        room.undo()
        assert room.now() == expected
    assert room.stack() == (None, 7)
    for expected in seen[1:]:
        room.redo()
        assert room.now() == expected
    assert room.stack() == (4, None)


def test_what_others_do_stays(room: Room) -> None:
    """Undo passes over their changes, and theirs over mine."""
    room.rename("ventas", "Mío")
    room.rename("bodega", "Suyo", room.other)
    room.undo()
    names = {str(node.id): node.name for node in room.now().nodes}
    assert (names["ventas"], names["bodega"]) == ("ventas", "Suyo")
    assert room.stack(room.other) == (3, None)


def test_a_new_change_of_ones_own_clears_redo(room: Room) -> None:
    """One of somebody else does not."""
    room.rename("ventas", "Uno")
    room.undo()
    room.rename("bodega", "Suyo", room.other)
    assert room.stack() == (None, 3)
    new = room.rename("cliente", "Dos")
    assert room.stack() == (new, None)
    with pytest.raises(CommandRefused) as refused:
        room.redo()
    assert refused.value.problems[0].code == "nothing-to-redo"


def test_what_somebody_else_took_back_is_passed_over(room: Room) -> None:
    """And is next again when that is taken back."""
    first, second = room.rename("ventas", "Uno"), room.rename("bodega", "Dos")
    taken = room.take_back(second, room.other)
    assert room.stack() == (first, None)
    assert room.stack(room.other) == (taken, None)
    room.undo(room.other)
    assert room.stack() == (second, None)


def test_to_take_back_somebody_elses_change_is_a_change_of_ones_own(room: Room) -> None:
    """Undo puts it in again, redo takes it back again."""
    theirs = room.rename("ventas", "Suyo", room.other)
    mine = room.take_back(theirs, room.me)
    assert room.stack() == (mine, None)
    room.undo()
    assert room.stack() == (None, room.revision())
    room.redo()
    assert room.stack() == (mine, None)
    assert room.now() == STORY


def test_an_undoing_that_somebody_else_took_back_is_no_redo(room: Room) -> None:
    """The change stands again, so it is there to be undone."""
    mine = room.rename("ventas", "Uno")
    undone = room.undo().revision
    room.take_back(undone, room.other)
    assert room.stack() == (mine, None)


def test_what_was_changed_over_ones_own_is_a_conflict(room: Room) -> None:
    """Both values are told, and nothing is changed."""
    room.rename("ventas", "Mío")
    room.rename("ventas", "Suyo", room.other)
    with pytest.raises(EditConflict) as met:
        room.undo()
    assert met.value.things == {"node:ventas"}
    assert room.revision() == 3


def test_the_beginning_is_nobodys_to_undo(room: Room) -> None:
    """Nor is there anything for whoever did nothing."""
    assert room.stack(room.other) == (None, None)
    with pytest.raises(CommandRefused) as refused:
        room.undo(room.other)
    assert refused.value.problems[0].code == "nothing-to-undo"


def test_a_request_that_is_sent_twice_takes_one_step(room: Room) -> None:
    """The same key gets the same answer; with another request it is refused."""
    room.rename("ventas", "Uno")
    room.rename("ventas", "Dos")
    base = room.revision()
    answers = [room.undo(base=base, key="a") for _ in range(2)]
    assert answers[0] == answers[1]
    assert room.stack() == (2, 4)
    with pytest.raises(IdempotencyKeyReused):
        room.redo(key="a")


def test_whoever_only_looks_takes_nothing_back(room: Room) -> None:
    """The stack may be looked at; it is empty."""
    assert room.stack(room.us.viewer) == (None, None)
    with pytest.raises(Forbidden):
        room.undo(room.us.viewer)


def test_a_long_history_costs_as_many_queries_as_a_short_one(room: Room) -> None:
    """Both to look at the stack and to take a step."""

    def counted() -> tuple[int, int]:
        return queries(room.stack), queries(partial(room.undo, base=room.revision()))

    room.rename("ventas", "0")
    few = counted()
    for number in range(20):
        room.rename("ventas", str(number))
    for _ in range(5):
        room.undo()
    assert counted() == few


def queries(act: Any) -> int:  # noqa: ANN401 - anything that is called
    """Return how many SELECT an act costs."""
    seen: list[str] = []

    def hear(*sent: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        seen.append(sent[2])

    event.listen(Engine, "before_cursor_execute", hear)
    act()
    event.remove(Engine, "before_cursor_execute", hear)
    return sum(statement.lstrip().startswith("SELECT") for statement in seen)


@settings(max_examples=12)
@given(steps=st.lists(st.sampled_from(["mine", "theirs", "undo", "redo", "their undo"]), max_size=14))
def test_any_steps_of_two_people_keep_each_ones_own(database: Database, steps: list[str]) -> None:
    """A model of two stacks, of nodes that each of them puts in, tells the same as the database."""
    room = Room(database)
    there: dict[str, list[str]] = {"mine": [], "theirs": []}
    gone: list[str] = []
    for number, step in enumerate(steps):
        name = f"n{number}"
        if step in there:
            who = room.me if step == "mine" else room.other
            room.send(AddNode(node=Node(id=NodeId(name), name=name, kind=NodeKind.PROCESS)), who)
            there[step].append(name)
            gone = [] if step == "mine" else gone
        elif step == "undo" and there["mine"]:
            room.undo()
            gone.append(there["mine"].pop())
        elif step == "redo" and gone:
            room.redo()
            there["mine"].append(gone.pop())
        elif step == "their undo" and there["theirs"]:
            room.undo(room.other)
            there["theirs"].pop()
        known = {node.id for node in room.now().nodes} - {node.id for node in STORY.nodes}
        assert known == {*there["mine"], *there["theirs"]}
