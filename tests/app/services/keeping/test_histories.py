"""The history of a map in words, on both engines: every change once, undone ones told, both sides of a clash."""

from dataclasses import replace

import pytest

from app.services.keeping import editing, histories, maps
from app.services.keeping.editing import EditConflict
from process_models.domain import commands
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, MapId
from process_models.storage.session import Database
from tests.chains import chain
from tests.organisations import Team, team

STORY = chain("""
    process ventas name=Ventas
    process bodega name=Bodega
    ventas -> bodega: Pedido completo 30/200 id=pedido
""")
ABOUT = "Ventas → Bodega: Pedido completo"


def measured(failed: int) -> commands.ReplaceHandoff:
    """Return the command that says how many orders failed."""
    order = STORY.handoff(HandoffId("pedido"))
    assert order is not None
    return commands.ReplaceHandoff(
        handoff=replace(order, failure=Evidence(deliveries=Deliveries(count=200, failed=failed)))
    )


def made(database: Database, content: ValueChain = STORY) -> tuple[Team, MapId]:
    """Return a map of a team."""
    people = team(database)
    with database.writing() as session:
        return people, maps.create(session, people.editor, chain=content)


def change(database: Database, people: Team, map_id: MapId, *sent: commands.Command) -> None:
    """Make changes one after the other."""
    for command in sent:
        with database.writing() as session:
            newest = maps.opened(session, people.editor, map_id=map_id).revision
            editing.apply(session, people.editor, map_id=map_id, command=command, base_revision=newest)


def undo(database: Database, people: Team, map_id: MapId, revision: int) -> None:
    """Take a change back, by the owner."""
    with database.writing() as session:
        newest = maps.opened(session, people.owner, map_id=map_id).revision
        editing.undo(session, people.owner, map_id=map_id, revision=revision, base_revision=newest)


def page(
    database: Database, people: Team, map_id: MapId, before: int | None = None, limit: int = 20
) -> histories.History:
    """Return a page of the history, as a viewer sees it."""
    with database.reading() as session:
        return histories.page(session, people.viewer, map_id=map_id, language="es", before=before, limit=limit)


def test_a_history_says_who_changed_what(database: Database) -> None:
    """The newest first, down to the content with which the map began."""
    people, map_id = made(database)
    change(database, people, map_id, measured(20))
    newest, first = page(database, people, map_id).changes
    assert (newest.revision, newest.author) == (2, "Emilio")
    assert newest.sentences == (f"cambió la falla de {ABOUT}: de 15 % (30 de 200) a 10 % (20 de 200)",)
    assert (first.revision, first.is_first) == (1, True)
    assert first.sentences == ("con 2 procesos, proveedores y clientes, y 1 entrega",)


def test_what_is_undone_and_redone_is_told(database: Database) -> None:
    """Both the change that was taken back and the one that did it."""
    people, map_id = made(database)
    change(database, people, map_id, measured(20))
    undo(database, people, map_id, 2)
    undone, change_, _ = page(database, people, map_id).changes
    assert (undone.author, undone.undoes, change_.undone_by) == ("Olga", 2, 3)
    assert undone.sentences == (f"cambió la falla de {ABOUT}: de 10 % (20 de 200) a 15 % (30 de 200)",)
    undo(database, people, map_id, 3)
    assert page(database, people, map_id).changes[0].undoes == 3


def test_a_new_content_is_told_as_such(database: Database) -> None:
    """With what is different in it."""
    people, map_id = made(database)
    change(database, people, map_id, commands.ImportContent(content=replace(STORY, name="Otro")))
    newest = page(database, people, map_id).changes[0]
    assert newest.is_whole
    assert newest.sentences == ("cambió el nombre del mapa: de «Prueba» a «Otro»",)


def test_pages_of_a_history_meet_without_gap_or_overlap(database: Database) -> None:
    """Every change is told once, whatever the page."""
    people, map_id = made(database)
    change(database, people, map_id, *(measured(failed) for failed in (29, 28, 27, 26)))
    whole = page(database, people, map_id).changes
    told: list[histories.ToldChange] = []
    before: int | None = None
    while True:
        some = page(database, people, map_id, before, limit=2)
        told += some.changes
        before = some.older
        if before is None:
            break
    assert tuple(told) == whole
    assert [change_.revision for change_ in told] == [5, 4, 3, 2, 1]


def test_past_the_beginning_there_is_nothing(database: Database) -> None:
    """A page of nothing, not an error."""
    people, map_id = made(database)
    assert page(database, people, map_id, before=1).changes == ()


def test_a_clash_says_both_values_and_who(database: Database) -> None:
    """Undoing what somebody changed again: what undoing would make, and what is there now."""
    people, map_id = made(database)
    change(
        database, people, map_id, measured(20), measured(10), replace(commands.DescribeMap.as_is(STORY), name="Otro")
    )
    with database.writing() as session:
        with pytest.raises(EditConflict) as refused:
            editing.undo(session, people.owner, map_id=map_id, revision=2, base_revision=4)
        told = histories.clash(session, people.owner, map_id=map_id, conflict=refused.value, since=2, language="es")
    assert told.yours == (f"cambió la falla de {ABOUT}: de 10 % (20 de 200) a 15 % (30 de 200)",)
    assert told.theirs == (f"cambió la falla de {ABOUT}: de 10 % (20 de 200) a 5 % (10 de 200)",)
    assert [(each.revision, each.author, each.sentences) for each in told.others] == [(3, "Emilio", told.theirs)]


def test_a_clash_with_a_new_content_says_everything(database: Database) -> None:
    """Whoever replaced the whole content touched all of it."""
    people, map_id = made(database)
    other: Handoff = replace(STORY.handoffs[0], deliverable="Otro")
    change(database, people, map_id, measured(20), commands.ImportContent(content=replace(STORY, handoffs=(other,))))
    with database.writing() as session:
        with pytest.raises(EditConflict) as refused:
            editing.undo(session, people.owner, map_id=map_id, revision=2, base_revision=3)
        told = histories.clash(session, people.owner, map_id=map_id, conflict=refused.value, since=2, language="es")
    assert len(told.theirs) == 2
    assert [each.revision for each in told.others] == [3]
