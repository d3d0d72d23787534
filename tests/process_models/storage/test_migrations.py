"""The steps of the tables: they lead to what the program declares, and back, with data in them."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.formats.map_document import parse_map_document
from app.services.accounts import tokens
from app.services.improving import scenarios
from app.services.improving.supposing import read
from app.services.keeping import editing, maps
from app.services.reporting import choosing, ordering, templates
from app.services.talking import comments
from app.services.teams import invitations, share_links
from process_models.domain.chain import ValueChain
from process_models.domain.commands import RemoveNode
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.identifiers import NodeId
from process_models.domain.people import Role
from process_models.domain.tokens import Scope
from process_models.storage import reports, schema, teams
from process_models.storage.errors import DatabaseUnusable
from process_models.storage.session import Database
from tests.organisations import MOMENT, Team, team
from tests.test_example import EXAMPLE

TABLES = schema.METADATA.sorted_tables


def example() -> ValueChain:
    """Return the map that has everything a map can hold."""
    chain = parse_map_document(EXAMPLE.read_bytes()).chain
    assert chain is not None
    return chain


def filled(database: Database) -> Team:
    """Put the example with some history into a database."""
    us = team(database)
    with database.writing() as session:
        map_id = maps.create(session, us.owner, chain=example(), key="k")
        editing.apply(
            session, us.editor, map_id=map_id, command=RemoveNode(node=NodeId("ventas")), base_revision=1, key="l"
        )
        editing.undo(session, us.editor, map_id=map_id, revision=2, base_revision=2)
        moment = MOMENT
        team_id = teams.in_organisation(session, us.owner.organisation)[0].id
        invitations.make(session, us.owner, team=team_id, email="luz@example.org", role=Role.VIEWER, now=moment)
        share_links.make(session, us.owner, map_id=map_id, label="Gerencia", days=7, now=moment)
        tokens.make(session, us.editor, name="Informe", scope=Scope.READ, days=1, now=datetime.now(UTC))
        about = Subject(kind=SubjectKind.NODE, thing="ventas")
        comments.say(session, us.editor, map_id=map_id, subject=about, text="¿Quién? @Vera", at=MOMENT)
        supposed = read([("handoff:pedido.own_times", "40")])
        scenarios.save(session, us.editor, map_id=map_id, name="Plantilla", supposed=supposed, at=MOMENT)
        choice = choosing.usual("es", "Luz")
        order = ordering.order(session, us.editor, map_id=map_id, choice=choice, at=MOMENT)
        assert reports.finish(session, order.report, b"%PDF-\x00\xff", "0" * 64, MOMENT)
        templates.save(session, us.editor, map_id=map_id, name="Gerencia", choice=choice)
    return us


def content(database: Database) -> dict[str, list[str]]:
    """Return every row of every table."""
    with database.reading() as session:
        return {table.name: sorted(repr(tuple(row)) for row in session.execute(select(table))) for table in TABLES}


def test_the_last_step_leads_to_what_is_declared(database: Database) -> None:
    """Nobody changes a table without a step."""
    assert schema.version(database) == schema.newest()
    assert schema.differences(database) == []


def test_a_database_begins_without_a_version(empty_database: Database) -> None:
    """And gets to the newest in one go."""
    assert schema.version(empty_database) is None
    schema.upgrade(empty_database)
    assert schema.version(empty_database) == schema.newest()


def test_every_step_is_taken_back_and_again_with_data(database: Database) -> None:
    """Down to the first tables and up again, everything in them is as it was; down to nothing, and up, too.

    What later tables alone can hold goes with them: the audit log, comments, scenarios, reports, tokens, links.
    """
    us = filled(database)
    before = content(database)
    assert {name for name, rows in before.items() if rows} >= {"maps", "nodes", "handoffs", "changes", "ratings"}
    assert before["tokens"]
    assert before["report_files"]
    schema.downgrade(database, "0001")
    schema.upgrade(database)
    handed = (
        "audit",
        "audit_heads",
        "comments",
        "comment_notices",
        "invitations",
        "scenarios",
        "share_links",
        "tokens",
    )
    later = (*handed, "reports", "report_files", "report_templates")
    assert content(database) == before | {name: [] for name in later}
    with database.reading() as session:
        assert maps.listed(session, us.viewer)[0].chain == example()
    schema.downgrade(database)
    assert schema.version(database) is None
    schema.upgrade(database)
    assert schema.differences(database) == []
    assert not any(content(database).values())


def test_a_step_onto_damaged_data_changes_nothing(tmp_path: Path) -> None:
    """A row of SQLite that refers to nothing, because somebody deleted with foreign keys off, stops every step."""
    database = Database(f"sqlite:///{tmp_path / 'damaged.sqlite'}")
    schema.upgrade(database, "0003")
    team(database)
    with closing(sqlite3.connect(tmp_path / "damaged.sqlite")) as connection, connection:
        connection.execute("DELETE FROM organisations")
    with pytest.raises(DatabaseUnusable) as refused:
        schema.upgrade(database)
    assert [problem.code for problem in refused.value.problems] == ["database-damaged"]
    assert schema.version(database) == "0003"
    database.close()
