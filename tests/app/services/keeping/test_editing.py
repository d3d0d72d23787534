"""Editing: changes on top of each other, conflicts only where two touched the same, undo that gives back everything."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.access import Actor
from app.services.keeping import editing, maps
from app.services.keeping.editing import CommandRefused, EditConflict, Edited
from app.services.keeping.idempotency import IdempotencyKeyReused
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.commands import (
    AddHandoff,
    AddNode,
    Command,
    DescribeMap,
    ImportContent,
    RemoveHandoff,
    RemoveNode,
    ReplaceHandoff,
    ReplaceNode,
    Together,
)
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, MapId, NodeId
from process_models.storage.session import Database
from tests.chains import chain
from tests.commands import commands
from tests.organisations import Team, team
from tests.strategies import chains

STORY = chain("""
    alternatives transporte required=1
    action plantilla handoff=pedido own_times=0.4

    ventas -> bodega: Pedido id=pedido 30/200
    proveedor-a -> bodega: Camión id=camion-a group=transporte
    proveedor-b -> bodega: Camión id=camion-b group=transporte
    bodega -> cliente: Entrega id=entrega ratings=2,4
""")


class Editors:
    """People at a map that was just made of the story."""

    def __init__(self, database: Database, story: ValueChain = STORY) -> None:
        self.database = database
        self.us: Team = team(database)
        with database.writing() as session:
            self.map_id: MapId = maps.create(session, self.us.owner, chain=story)

    def apply(self, command: Command, base: int, *, who: Actor | None = None, key: str | None = None) -> Edited:
        """Send a command that was made on a revision."""
        with self.database.writing() as session:
            return editing.apply(
                session, who or self.us.editor, map_id=self.map_id, command=command, base_revision=base, key=key
            )

    def undo(
        self, revision: int, base: int | None = None, *, who: Actor | None = None, key: str | None = None
    ) -> Edited:
        """Take a change back, as somebody who sees the map at a revision, the newest unless given."""
        with self.database.writing() as session:
            return editing.undo(
                session,
                who or self.us.owner,
                map_id=self.map_id,
                revision=revision,
                base_revision=self.revision if base is None else base,
                key=key,
            )

    @property
    def chain(self) -> ValueChain:
        """Return the newest content, as another process reads it."""
        elsewhere = Database(self.database.url.render_as_string(hide_password=False))
        with elsewhere.reading() as session:
            found = maps.opened(session, self.us.viewer, map_id=self.map_id).chain
        elsewhere.close()
        return found

    @property
    def revision(self) -> int:
        """Return the newest revision."""
        with self.database.reading() as session:
            return maps.opened(session, self.us.viewer, map_id=self.map_id).revision


def node(identifier: str) -> Node:
    """Return a node of the story."""
    found = STORY.node(NodeId(identifier))
    assert found is not None
    return found


def handoff(identifier: str) -> Handoff:
    """Return a handoff of the story."""
    found = STORY.handoff(HandoffId(identifier))
    assert found is not None
    return found


def renamed(identifier: str, name: str) -> ReplaceNode:
    """Return the command that gives a node of the story another name."""
    return ReplaceNode(node=replace(node(identifier), name=name))


def test_a_command_makes_the_next_revision(database: Database) -> None:
    """It is answered with the content and kept with its author and what it touched."""
    editors = Editors(database)
    edited = editors.apply(renamed("ventas", "Comercial"), 1)
    assert edited.revision == 2
    assert edited.chain == editors.chain
    assert edited.chain.nodes[0].name == "Comercial"
    (entry,) = edited.changes
    assert (entry.revision, entry.author) == (2, "Emilio")
    assert entry.touched == {"node:ventas"}
    assert entry.command == renamed("ventas", "Comercial")


def test_changes_of_different_things_stand_together(database: Database) -> None:
    """Made on the same revision, both are applied; the second is told of the first."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    second = editors.apply(renamed("bodega", "Almacén"), 1, who=editors.us.owner)
    assert [each.name for each in editors.chain.nodes[:2]] == ["Comercial", "Almacén"]
    assert [(each.revision, each.author) for each in second.changes] == [(2, "Emilio"), (3, "Olga")]


def test_changes_of_the_same_thing_meet_in_a_conflict_with_both_values(database: Database) -> None:
    """Nothing is lost: the first stays, the second is shown, and the map is as it was."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    with pytest.raises(EditConflict) as met:
        editors.apply(renamed("ventas", "Ventas al por mayor"), 1)
    conflict = met.value
    values = [each.nodes[0].name for each in (conflict.base, conflict.yours, conflict.theirs)]
    assert values == ["ventas", "Ventas al por mayor", "Comercial"]
    assert conflict.things == {"node:ventas"}
    assert conflict.revision == 2
    assert editors.revision == 2


@pytest.mark.parametrize(
    ("first", "second", "things"),
    [
        (RemoveNode(node=NodeId("ventas")), renamed("ventas", "Comercial"), {"node:ventas"}),
        (renamed("ventas", "Comercial"), RemoveNode(node=NodeId("ventas")), {"node:ventas"}),
        (
            RemoveNode(node=NodeId("ventas")),
            RemoveHandoff(handoff=HandoffId("pedido")),
            {"handoff:pedido", "action:plantilla"},
        ),
        (
            AddHandoff(handoff=replace(handoff("pedido"), id=HandoffId("nuevo"))),
            RemoveNode(node=NodeId("ventas")),
            {"handoff:nuevo"},
        ),
        (
            AddHandoff(handoff=replace(handoff("pedido"), id=HandoffId("nuevo"))),
            AddHandoff(handoff=replace(handoff("pedido"), id=HandoffId("nuevo"), deliverable="Otro")),
            {"handoff:nuevo"},
        ),
        (DescribeMap(name="Uno"), DescribeMap(name="Dos"), {"map"}),
        (ImportContent(content=chain("a -> b: Cosa")), renamed("ventas", "Comercial"), {"node:ventas"}),
        (renamed("ventas", "Comercial"), ImportContent(content=chain("a -> b: Cosa")), {"node:ventas"}),
        (
            RemoveHandoff(handoff=HandoffId("camion-a")),
            Together(
                commands=(renamed("bodega", "B"), ReplaceHandoff(handoff=replace(handoff("camion-a"), medium="ERP")))
            ),
            {"handoff:camion-a"},
        ),
    ],
)
def test_whoever_touches_what_others_touched_is_told(
    database: Database, first: Command, second: Command, things: set[str]
) -> None:
    """Also where one of the two removed it, or where it goes with something else."""
    editors = Editors(database)
    editors.apply(first, 1)
    with pytest.raises(EditConflict) as met:
        editors.apply(second, 1)
    assert met.value.things == things
    assert editors.revision == 2


def test_who_saw_the_change_may_change_the_same_again(database: Database) -> None:
    """A conflict is between people who did not see each other's work."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    assert editors.apply(renamed("ventas", "Ventas"), 2).chain.nodes[0].name == "Ventas"


def test_the_rules_hold_for_both_changes_together(database: Database) -> None:
    """One removes a node; the other, who did not see it, sends a handoff to it: refused, with the field of the form."""
    editors = Editors(database)
    editors.apply(RemoveNode(node=NodeId("proveedor-a")), 1)
    new = Handoff(id=HandoffId("nuevo"), supplier=NodeId("proveedor-a"), client=NodeId("bodega"), deliverable="Caja")
    with pytest.raises(CommandRefused) as refused:
        editors.apply(AddHandoff(handoff=new), 1)
    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [
        ("/handoff/supplier", "unknown-supplier")
    ]
    assert editors.revision == 2


def test_problems_say_their_place_in_the_command(database: Database) -> None:
    """Every one, beside the field of the form that was sent; those of other things keep their place in the map."""
    editors = Editors(database)
    wrong = replace(handoff("pedido"), dependency=2.0, failure=Evidence(deliveries=Deliveries(count=0, failed=3)))
    with pytest.raises(CommandRefused) as refused:
        editors.apply(Together(commands=(DescribeMap(name=" "), ReplaceHandoff(handoff=wrong))), 1)
    assert [problem.pointer for problem in refused.value.problems] == [
        "/commands/0/name",
        "/commands/1/handoff/failure/deliveries/count",
        "/commands/1/handoff/failure/deliveries/failed",
        "/commands/1/handoff/dependency",
    ]


def test_a_base_that_the_map_never_had_is_refused(database: Database) -> None:
    """Revisions begin at 1 and end at the newest."""
    editors = Editors(database)
    for base in (0, 2, -5):
        with pytest.raises(editing.RevisionNotFound):
            editors.apply(renamed("ventas", "Comercial"), base)


def test_a_command_that_is_sent_twice_is_carried_out_once(database: Database) -> None:
    """The second gets the first's answer, even after others changed the same; the key fits no other command."""
    editors = Editors(database)
    first = editors.apply(renamed("ventas", "Comercial"), 1, key="k1")
    editors.apply(renamed("ventas", "Ventas"), 2)
    assert editors.apply(renamed("ventas", "Comercial"), 1, key="k1") == first
    with pytest.raises(IdempotencyKeyReused):
        editors.apply(renamed("ventas", "Otra"), 1, key="k1")
    with pytest.raises(IdempotencyKeyReused):
        editors.undo(2, who=editors.us.editor, key="k1")
    assert editors.revision == 3


def test_a_refused_command_may_be_sent_again(database: Database) -> None:
    """A key is used up by what was done, not by what was refused."""
    editors = Editors(database)
    with pytest.raises(CommandRefused):
        editors.apply(RemoveNode(node=NodeId("nadie")), 1, key="k1")
    assert editors.apply(renamed("ventas", "Comercial"), 1, key="k1").revision == 2


def test_undo_gives_back_everything_evidence_included(database: Database) -> None:
    """A node goes with its handoffs and what they knew; undone, it is all there again, in its place."""
    editors = Editors(database)
    editors.apply(RemoveNode(node=NodeId("bodega")), 1)
    undone = editors.undo(2)
    assert (undone.revision, undone.chain, editors.chain) == (3, STORY, STORY)
    assert undone.changes[-1].undoes == 2


def test_undoing_an_undoing_is_doing_it_again(database: Database) -> None:
    """And that can be undone in turn; the history says what stands."""
    editors = Editors(database)
    without = editors.apply(RemoveNode(node=NodeId("bodega")), 1).chain
    editors.undo(2)
    assert editors.undo(3).chain == without
    assert editors.undo(2).chain == STORY
    with editors.database.reading() as session:
        found = editing.history(session, editors.us.viewer, map_id=editors.map_id)
    assert [(each.revision, each.undoes, each.undone_by) for each in found] == [
        (5, 2, None),
        (4, 3, None),
        (3, 2, 4),
        (2, None, 5),
        (1, None, None),
    ]


def test_what_is_undone_is_not_undone_again(database: Database) -> None:
    """Nor is the beginning of the map, nor what never was."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    editors.undo(2)
    for revision, code in ((2, "already-undone"), (1, "beginning-stays")):
        with pytest.raises(CommandRefused) as refused:
            editors.undo(revision)
        assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises(editing.RevisionNotFound):
        editors.undo(9)


def test_a_change_is_undone_although_others_changed_other_things(database: Database) -> None:
    """Whatever the undoer has seen of them."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    editors.apply(renamed("bodega", "Almacén"), 2)
    undone = editors.undo(2, base=2)
    assert [each.name for each in undone.chain.nodes[:2]] == ["ventas", "Almacén"]
    assert [each.revision for each in undone.changes] == [3, 4]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (renamed("ventas", "Comercial"), renamed("ventas", "Ventas")),
        (DescribeMap(name="Uno"), DescribeMap(name="Dos")),
        (ImportContent(content=chain("a -> b: Cosa")), AddNode(node=replace(node("ventas"), id=NodeId("c")))),
    ],
)
def test_an_undo_does_not_take_back_what_others_did_since(database: Database, first: Command, second: Command) -> None:
    """A conflict, with both values: as the change left it, as it was before, and as it is now."""
    editors = Editors(database)
    left = editors.apply(first, 1).chain
    now = editors.apply(second, 2).chain
    with pytest.raises(EditConflict) as met:
        editors.undo(2)
    assert (met.value.base, met.value.yours, met.value.theirs) == (left, STORY, now)


def test_an_undo_that_is_sent_twice_is_carried_out_once(database: Database) -> None:
    """It does not become a refusal."""
    editors = Editors(database)
    editors.apply(renamed("ventas", "Comercial"), 1)
    first = editors.undo(2, base=2, key="k1")
    assert editors.undo(2, base=2, key="k1") == first


def test_the_history_comes_in_pages(database: Database) -> None:
    """The newest first; and what was done since a revision, the oldest first."""
    editors = Editors(database)
    for number in range(2, 7):
        editors.apply(renamed("ventas", f"Ventas {number}"), number - 1)
    with editors.database.reading() as session:
        page = editing.history(session, editors.us.viewer, map_id=editors.map_id, limit=2)
        older = editing.history(session, editors.us.viewer, map_id=editors.map_id, before=5, limit=2)
        since = editing.changes_since(session, editors.us.viewer, map_id=editors.map_id, revision=4)
    assert [[each.revision for each in found] for found in (page, older, since)] == [[6, 5], [4, 3], [5, 6]]


def test_numbers_beyond_all_revisions_are_no_mistake_of_ours(database: Database) -> None:
    """An address may hold any number: there is nothing after it, everything before it, and nothing at it."""
    editors = Editors(database)
    with editors.database.reading() as session:
        for beyond in (10**30, -(10**30)):
            history = editing.history(session, editors.us.viewer, map_id=editors.map_id, before=beyond)
            since = editing.changes_since(session, editors.us.viewer, map_id=editors.map_id, revision=beyond)
            assert (len(history), len(since)) == ((1, 0) if beyond > 0 else (0, 1))
            with pytest.raises(editing.RevisionNotFound):
                maps.at_revision(session, editors.us.viewer, map_id=editors.map_id, revision=beyond)
    for beyond in (10**30, -(10**30)):
        with pytest.raises(editing.RevisionNotFound):
            editors.undo(beyond)
        with pytest.raises(editing.RevisionNotFound):
            editors.apply(renamed("ventas", "Comercial"), beyond)


@settings(max_examples=25)
@given(st.data())
def test_any_row_of_commands_is_kept_replayed_and_taken_back(database: Database, data: st.DataObject) -> None:
    """The end is the replay of the changes, every revision is seen as it was, and undoing all gives the beginning."""
    beginning = data.draw(chains(nodes_from=2, handoffs_from=2))
    editors = Editors(database, beginning)
    seen = [beginning]
    for _ in range(data.draw(st.integers(1, 5))):
        try:
            seen.append(editors.apply(data.draw(commands(seen[-1])), len(seen)).chain)
        except CommandRefused:
            continue
    assert editors.chain == seen[-1]
    assert _replayed(editors) == seen[-1]
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session:
        for revision, then in enumerate(seen, 1):
            found = maps.at_revision(session, editors.us.viewer, map_id=editors.map_id, revision=revision)
            assert found.chain == then
    elsewhere.close()
    for revision in range(len(seen), 1, -1):
        editors.undo(revision)
    assert editors.chain == beginning


def _replayed(editors: Editors) -> ValueChain:
    """Return what comes of all commands of a map's history, from nothing."""
    with editors.database.reading() as session:
        done = editing.changes_since(session, editors.us.viewer, map_id=editors.map_id, revision=0)
    replayed = ValueChain(name="")
    for change in done:
        replayed = change.command.perform(replayed).chain
    return replayed
