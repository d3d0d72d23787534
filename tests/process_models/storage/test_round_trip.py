"""What is kept comes back: any map, after any change, exactly, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from sqlalchemy import Engine, event

from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import NodeId, OrganisationId, PersonId, TeamId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.storage import maps, people, teams
from process_models.storage.errors import RevisionMoved
from process_models.storage.session import Database, Session
from tests.chains import chain
from tests.strategies import chains

MOMENT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)


def somebody(database: Database) -> tuple[OrganisationId, PersonId]:
    """Return an organisation and its owner, made for the occasion."""
    with database.writing() as session:
        organisation = people.add_organisation(session, "Acme", MOMENT)
        name = f"ana-{organisation}"
        owner = people.add(session, organisation, email=f"{name}@example.org", name="Ana", role=Role.OWNER, at=MOMENT)
        return organisation, owner


def first_team(session: Session, organisation: OrganisationId) -> TeamId:
    """Return the team with which an organisation begins."""
    return teams.in_organisation(session, organisation)[0].id


def reread(database: Database, organisation: OrganisationId, kept: ValueChainMap) -> ValueChain:
    """Return a map's content as another process finds it."""
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session:
        found = maps.load(session, organisation, kept.id)
    elsewhere.close()
    assert found is not None
    return found.chain


@given(first=chains(), second=chains())
@settings(max_examples=60)
def test_any_map_comes_back_and_so_does_any_other_in_its_place(
    database: Database, first: ValueChain, second: ValueChain
) -> None:
    """Every field, the order, foreign content, evidence that says nothing and none at all; whatever was there."""
    organisation, owner = somebody(database)
    with database.writing() as session:
        map_id = maps.add(session, organisation, first_team(session, organisation), owner, first, MOMENT)
    with database.reading() as session:
        opened = maps.load(session, organisation, map_id)
    assert opened is not None
    assert reread(database, organisation, opened) == first
    with database.writing() as session:
        maps.save(session, opened, second, owner, MOMENT)
    assert reread(database, organisation, opened) == second


STORY = chain("""
    ventas -> bodega: Pedido id=pedido 30/200
    bodega -> cliente: Entrega id=entrega ratings=2,4
""")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give the statements that go to a database meanwhile."""
    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(" ".join(statement.split()[:3]))

    event.listen(Engine, "before_cursor_execute", hear)
    yield sent
    event.remove(Engine, "before_cursor_execute", hear)


def test_evidence_that_says_nothing_is_not_none(database: Database) -> None:
    """Somebody opened the form and left it empty, or nobody ever did: the map knows which."""
    organisation, owner = somebody(database)
    told = replace(STORY, handoffs=(replace(STORY.handoffs[0], failure=Evidence()), *STORY.handoffs[1:]))
    with database.writing() as session:
        map_id = maps.add(session, organisation, first_team(session, organisation), owner, told, MOMENT)
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session:
        found = maps.load(session, organisation, map_id)
    elsewhere.close()
    assert found is not None
    assert found.chain.handoffs[0].failure == Evidence()
    assert found.chain == told


def test_maps_are_read_in_a_fixed_number_of_statements(database: Database) -> None:
    """One or twenty, small or large; and not at all the second time."""
    organisation, owner = somebody(database)
    with database.writing() as session:
        for _ in range(20):
            maps.add(session, organisation, first_team(session, organisation), owner, STORY, MOMENT)
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session, statements() as sent:
        assert len(maps.load_all(session, organisation)) == 20
    tables_of_a_map = 11
    assert len([each for each in sent if each.startswith("SELECT")]) == 1 + tables_of_a_map
    with elsewhere.reading() as session, statements() as sent:
        assert len(maps.load_all(session, organisation)) == 20
    assert len([each for each in sent if each.startswith("SELECT")]) == 1
    elsewhere.close()


def test_only_what_differs_is_written(database: Database) -> None:
    """A word in one handoff of a map costs the map's row and that handoff's."""
    organisation, owner = somebody(database)
    with database.writing() as session:
        map_id = maps.add(session, organisation, first_team(session, organisation), owner, STORY, MOMENT)
    other = replace(STORY.handoffs[1], medium="ERP")
    with database.writing() as session:
        opened = maps.load(session, organisation, map_id)
        assert opened is not None
        with statements() as sent:
            maps.save(session, opened, replace(STORY, handoffs=(STORY.handoffs[0], other)), owner, MOMENT)
    assert sent == ["UPDATE maps SET", "UPDATE handoffs SET"]


def test_a_map_that_moved_is_not_written_over(database: Database) -> None:
    """Whoever saves says which revision was read."""
    organisation, owner = somebody(database)
    with database.writing() as session:
        map_id = maps.add(session, organisation, first_team(session, organisation), owner, STORY, MOMENT)
    with database.reading() as session:
        opened = maps.load(session, organisation, map_id)
    assert opened is not None
    with database.writing() as session:
        maps.save(session, opened, replace(STORY, name="First"), owner, MOMENT)
    with pytest.raises(RevisionMoved), database.writing() as session:
        maps.save(session, opened, replace(STORY, name="Second"), owner, MOMENT)
    assert reread(database, organisation, opened).name == "First"


def test_signs_that_stand_for_others_come_back(database: Database) -> None:
    """NUL, which PostgreSQL does not take, and the sign that stands before its stand-in."""
    organisation, owner = somebody(database)
    texts = ("\x00", "\ue000", "\ue0000", "\ue0001\x00", "a\x00b\ue000\ue000")
    told = replace(
        STORY,
        nodes=tuple(
            replace(STORY.nodes[0], id=NodeId(f"n{at}"), name=f"{text}.", description=text)
            for at, text in enumerate(texts)
        ),
        handoffs=(),
    )
    with database.writing() as session:
        map_id = maps.add(session, organisation, first_team(session, organisation), owner, told, MOMENT)
    elsewhere = Database(database.url.render_as_string(hide_password=False))
    with elsewhere.reading() as session:
        found = maps.load(session, organisation, map_id)
    elsewhere.close()
    assert found is not None
    assert found.chain == told
