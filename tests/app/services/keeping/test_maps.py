"""Maps of an organisation: who may make, see and remove them, and that they are kept."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Event
from time import sleep

import pytest

from app.services.access import Actor, Forbidden, MapNotFound
from app.services.keeping import editing, maps
from app.services.keeping.idempotency import IdempotencyKeyReused
from process_models.domain.commands import RemoveHandoff, ReplaceNode
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import HandoffId, MapId
from process_models.storage import keys
from process_models.storage.session import Database
from tests.chains import chain
from tests.organisations import MOMENT, team

STORY = chain("""
    ventas -> bodega: Pedido id=pedido 30/200
    bodega -> cliente: Entrega id=entrega ratings=2,4
""")


def test_a_new_map_is_found_again_with_who_made_it(database: Database) -> None:
    """At revision 1, under an id of its own."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.editor, chain=STORY)
    with database.reading() as session:
        found = maps.opened(session, us.viewer, map_id=map_id)
    assert (found.id, found.revision, found.chain, found.changed_by) == (map_id, 1, STORY, "Emilio")
    assert found.changed_at.utcoffset() is not None
    assert len(map_id) == 12


def test_maps_are_listed_the_last_changed_first(database: Database) -> None:
    """Those of one's own organisation."""
    us, others = team(database), team(database)
    with database.writing() as session:
        first = maps.create(session, us.editor, chain=replace(STORY, name="Primero"))
        maps.create(session, others.editor, chain=replace(STORY, name="Ajeno"))
    with database.writing() as session:
        second = maps.create(session, us.editor, chain=replace(STORY, name="Segundo"))
    with database.writing() as session:
        editing.apply(
            session, us.owner, map_id=first, command=RemoveHandoff(handoff=HandoffId("entrega")), base_revision=1
        )
    with database.reading() as session:
        assert [each.id for each in maps.listed(session, us.viewer)] == [first, second]


def test_a_map_of_others_is_not_there(database: Database) -> None:
    """Whatever is asked of it, the answer is that of a map that nobody has."""
    us, others = team(database), team(database)
    with database.writing() as session:
        theirs = maps.create(session, others.editor, chain=STORY)
    with database.writing() as session:
        for unknown in (theirs, MapId("aaaaaaaaaaaa"), MapId("a\x00")):
            with pytest.raises(MapNotFound):
                maps.opened(session, us.owner, map_id=unknown)
            with pytest.raises(MapNotFound):
                maps.remove(session, us.owner, map_id=unknown, base_revision=1)
            with pytest.raises(MapNotFound):
                maps.at_revision(session, us.owner, map_id=unknown, revision=1)
            with pytest.raises(MapNotFound):
                editing.history(session, us.owner, map_id=unknown)
            with pytest.raises(MapNotFound):
                editing.changes_since(session, us.owner, map_id=unknown, revision=1)
            with pytest.raises(MapNotFound):
                editing.undo(session, us.owner, map_id=unknown, revision=2, base_revision=2)
            with pytest.raises(MapNotFound):
                editing.apply(
                    session, us.owner, map_id=unknown, command=RemoveHandoff(handoff=HandoffId("x")), base_revision=1
                )


def test_who_only_looks_changes_nothing(database: Database) -> None:
    """A viewer makes no map, edits none, undoes nothing; only an owner removes one."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.editor, chain=STORY)
        with pytest.raises(Forbidden):
            maps.create(session, us.viewer, chain=STORY)
        with pytest.raises(Forbidden):
            editing.apply(
                session, us.viewer, map_id=map_id, command=RemoveHandoff(handoff=HandoffId("pedido")), base_revision=1
            )
        with pytest.raises(Forbidden):
            editing.undo(session, us.viewer, map_id=map_id, revision=1, base_revision=1)
        with pytest.raises(Forbidden):
            maps.remove(session, us.editor, map_id=map_id, base_revision=1)


def test_a_map_is_removed_as_it_was_seen_or_not_at_all(database: Database) -> None:
    """With everything of it; a map that somebody changed in the meantime stays."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.owner, chain=STORY)
        command = RemoveHandoff(handoff=HandoffId("entrega"))
        editing.apply(session, us.owner, map_id=map_id, command=command, base_revision=1)
    with pytest.raises(maps.RevisionMoved), database.writing() as session:
        maps.remove(session, us.owner, map_id=map_id, base_revision=1)
    with database.writing() as session:
        maps.remove(session, us.owner, map_id=map_id, base_revision=2)
    with database.reading() as session:
        assert maps.listed(session, us.owner) == ()
        with pytest.raises(MapNotFound):
            maps.opened(session, us.owner, map_id=map_id)


def test_a_chain_that_breaks_the_rules_is_not_kept(database: Database) -> None:
    """With every problem, and no map is left behind."""
    us = team(database)
    broken = replace(STORY, name=" ", nodes=(*STORY.nodes, STORY.nodes[0]))
    with pytest.raises(CommandRefused) as refused, database.writing() as session:
        maps.create(session, us.editor, chain=broken)
    assert [problem.code for problem in refused.value.problems] == ["blank", "duplicate-id"]
    with database.reading() as session:
        assert maps.listed(session, us.editor) == ()


def test_a_form_that_is_sent_twice_makes_one_map(database: Database) -> None:
    """The second gets the answer of the first; with other content it is refused; others have keys of their own."""
    us = team(database)
    with database.writing() as session:
        first = maps.create(session, us.editor, chain=STORY, key="k1")
    with database.writing() as session:
        assert maps.create(session, us.editor, chain=STORY, key="k1") == first
        assert maps.create(session, us.owner, chain=STORY, key="k1") != first
    with pytest.raises(IdempotencyKeyReused), database.writing() as session:
        maps.create(session, us.editor, chain=replace(STORY, name="Otro"), key="k1")
    with database.reading() as session:
        assert len(maps.listed(session, us.editor)) == 2


def test_a_form_that_is_sent_many_times_at_once_makes_one_map(database: Database) -> None:
    """A nervous finger on a slow line: everybody who waits gets the answer of the first."""
    us = team(database)

    def send(_: int) -> MapId:
        with database.writing() as session:
            return maps.create(session, us.editor, chain=STORY, key="k1")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(send, range(16)))) == 1
    with database.reading() as session:
        assert len(maps.listed(session, us.editor)) == 1


def test_a_map_that_others_just_changed_is_there(database: Database) -> None:
    """Whoever waits for a change of somebody else finds the map as that left it, with its author."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.owner, chain=STORY)

    has_changed = Event()

    def rename(actor: Actor, number: int) -> None:
        command = ReplaceNode(node=replace(STORY.nodes[number], name=f"Otro {number}"))
        with database.writing() as session:
            editing.apply(session, actor, map_id=map_id, command=command, base_revision=1)
            has_changed.set()
            sleep(0.3)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(rename, us.editor, 0)
        has_changed.wait(30)
        second = pool.submit(rename, us.owner, 1)
        first.result()
        second.result()
    with database.reading() as session:
        opened = maps.opened(session, us.owner, map_id=map_id)
    assert opened.revision == 3
    assert {node.name for node in opened.chain.nodes[:2]} == {"Otro 0", "Otro 1"}


def test_keys_are_forgotten_after_some_days(database: Database) -> None:
    """They are for what is sent twice, not for ever."""
    us = team(database)
    with database.writing() as session:
        assert keys.claim(session, us.editor.person, "k", "request", MOMENT) is None
        keys.settle(session, us.editor.person, "k", "answer")
        again = keys.claim(session, us.editor.person, "k", "request", MOMENT + keys.REMEMBERED)
        assert again == keys.Answered(request="request", answer="answer")
        later = MOMENT + keys.REMEMBERED + timedelta(seconds=1)
        assert keys.claim(session, us.editor.person, "k", "other", later) is None


def test_a_map_is_seen_as_it_was(database: Database) -> None:
    """At any revision that it had, with who made it; at no other."""
    us = team(database)
    renamed = ReplaceNode(node=replace(STORY.nodes[0], name="Ventas y cartera"))
    with database.writing() as session:
        map_id = maps.create(session, us.owner, chain=STORY)
        after = editing.apply(session, us.editor, map_id=map_id, command=renamed, base_revision=1).chain
        command = RemoveHandoff(handoff=HandoffId("pedido"))
        editing.apply(session, us.owner, map_id=map_id, command=command, base_revision=2)
    database_elsewhere = Database(database.url.render_as_string(hide_password=False))
    for each in (database, database_elsewhere):
        with each.reading() as session:
            first, second = (maps.at_revision(session, us.viewer, map_id=map_id, revision=at) for at in (1, 2))
            assert (first.chain, first.changed_by, first.revision) == (STORY, "Olga", 1)
            assert (second.chain, second.changed_by, second.revision) == (after, "Emilio", 2)
            for unknown in (0, 4, -1):
                with pytest.raises(maps.RevisionNotFound):
                    maps.at_revision(session, us.viewer, map_id=map_id, revision=unknown)
    database_elsewhere.close()


def test_what_is_not_committed_is_not_remembered(database: Database) -> None:
    """A transaction that fails leaves nothing in memory that the database does not have."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.owner, chain=STORY)
    lost = RemoveHandoff(handoff=HandoffId("pedido"))
    with suppress(ZeroDivisionError), database.writing() as session:
        editing.apply(session, us.owner, map_id=map_id, command=lost, base_revision=1)
        raise ZeroDivisionError
    kept = RemoveHandoff(handoff=HandoffId("entrega"))
    with database.writing() as session:
        editing.apply(session, us.owner, map_id=map_id, command=kept, base_revision=1)
    with database.reading() as session:
        found = maps.opened(session, us.owner, map_id=map_id)
        assert [handoff.id for handoff in found.chain.handoffs] == ["pedido"]


def test_a_text_that_no_page_could_bear_is_not_kept(database: Database) -> None:
    """Neither at the beginning nor later; every one is told with its place."""
    us = team(database)
    long_names = replace(
        STORY,
        name="M" * 1_001,
        nodes=(replace(STORY.nodes[0], name="N" * 1_001), *STORY.nodes[1:]),
        handoffs=(*STORY.handoffs[:-1], replace(STORY.handoffs[-1], description="D" * 30_001)),
    )
    with pytest.raises(CommandRefused) as refused, database.writing() as session:
        maps.create(session, us.editor, chain=long_names)
    told = {(problem.code, problem.pointer) for problem in refused.value.problems}
    assert told == {("text-too-long", place) for place in ("/name", "/nodes/0/name", "/handoffs/1/description")}
    with database.writing() as session:
        map_id = maps.create(session, us.editor, chain=replace(STORY, name="M" * 1_000))
    long_name = ReplaceNode(node=long_names.nodes[0])
    with pytest.raises(CommandRefused) as refused, database.writing() as session:
        editing.apply(session, us.editor, map_id=map_id, command=long_name, base_revision=1)
    assert [(each.code, each.pointer) for each in refused.value.problems] == [("text-too-long", "/node/name")]
