"""The audit log: every entry is sealed to the one before, and whoever meddles is found out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from process_models.domain.audit import AuditFilter
from process_models.domain.identifiers import OrganisationId
from process_models.storage import audit
from process_models.storage.session import Database, Session
from tests.meddling import UNLOCK
from tests.organisations import MOMENT, Team, team

MANY = 12


@pytest.fixture
def us(database: Database) -> Team:
    """Put an organisation with some entries into a database, and another one with its own."""
    here, elsewhere = team(database), team(database)
    for number in range(MANY):
        for each in (here, elsewhere):
            tell(database, each, number)
    return here


def tell(database: Database, told: Team, number: int) -> None:
    """Add an entry."""
    with database.writing() as session:
        audit.add(
            session,
            told.owner.organisation,
            at=MOMENT,
            actor=told.editor.person,
            action="map-changed",
            subject=f"map:{number}",
            details={"revision": str(number), "ñ": "«»"},
        )


def broken(database: Database, organisation: OrganisationId) -> int | None:
    """Return the first entry that is not as it was written."""
    with database.reading() as session:
        return audit.first_broken(session, organisation)


def test_an_untouched_log_is_whole(database: Database, us: Team) -> None:
    """Each organisation has numbers of its own, without gaps; the newest are read first."""
    assert broken(database, us.owner.organisation) is None
    with database.reading() as session:
        newest = audit.entries(session, us.owner.organisation, limit=3)
        older = audit.entries(session, us.owner.organisation, before=newest[-1].number, limit=100)
    assert [entry.number for entry in (*newest, *older)] == list(range(MANY, 0, -1))
    assert newest[0].details == {"revision": str(MANY - 1), "ñ": "«»"}


def test_only_what_is_wanted_is_read(database: Database, us: Team) -> None:
    """By whom, which actions, to what, from when until when; everything that is given holds, page by page."""
    with database.writing() as session:
        for minutes, action in enumerate(("map-made", "team-made", "map-made", "map-removed")):
            at, details = MOMENT + timedelta(minutes=minutes), {"n": "1"}
            audit.add(
                session,
                us.owner.organisation,
                at=at,
                actor=us.owner.person,
                action=action,
                subject="x",
                details=details,
            )

    def numbers(before: int | None = None, limit: int = 100, **given: object) -> list[int]:
        with database.reading() as session:
            wanted = AuditFilter(**given)  # type: ignore[arg-type]
            found = audit.entries(session, us.owner.organisation, before=before, limit=limit, fitting=wanted)
        return [entry.number - MANY for entry in found]

    assert numbers(person=us.owner.person) == [4, 3, 2, 1]
    assert numbers(action="map-made") == [3, 1]
    assert numbers(action="map-made", before=MANY + 3, limit=1) == [1]
    assert numbers(subject="map:3") == [4 - MANY]
    assert numbers(since=MOMENT + timedelta(minutes=1), until=MOMENT + timedelta(minutes=3)) == [3, 2]
    assert numbers(person=us.editor.person, subject="x") == []


def test_an_organisation_without_entries_is_whole(database: Database) -> None:
    """Nothing was done, nothing is missing."""
    assert broken(database, team(database).owner.organisation) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = actor + 1 WHERE number = 5",
        "UPDATE audit SET subject = 'map:x' WHERE number = 5",
        "UPDATE audit SET details = '{}' WHERE number = 5",
        "DELETE FROM audit WHERE number = 5",
    ],
)
def test_entries_are_neither_changed_nor_removed(database: Database, us: Team, statement: str) -> None:
    """The database refuses; and where somebody took the triggers away, the first wrong entry is named."""
    with pytest.raises(DBAPIError, match="only added to"), database.writing() as session:
        session.execute(text(statement))
    assert broken(database, us.owner.organisation) is None
    with database.writing() as session:
        for each in UNLOCK[session.get_bind().dialect.name]:
            session.execute(text(each))
        session.execute(text(statement))
    assert broken(database, us.owner.organisation) == 5


@pytest.mark.parametrize(
    "meddle",
    [
        pytest.param(lambda session: _cut(session, 1), id="the newest is gone"),
        pytest.param(lambda session: _cut(session, MANY), id="all are gone"),
    ],
)
def test_a_log_that_is_cut_off_is_found_out(database: Database, us: Team, meddle: Callable[[Session], None]) -> None:
    """The row that holds the end remembers it."""
    with database.writing() as session:
        for each in UNLOCK[session.get_bind().dialect.name]:
            session.execute(text(each))
        meddle(session)
    assert broken(database, us.owner.organisation) is not None


def test_another_key_seals_otherwise(database: Database, us: Team) -> None:
    """Who has the database, but not the server's secret, cannot write a log that holds."""
    other = Database(database.url.render_as_string(hide_password=False), seal=lambda: b"another")
    assert broken(other, us.owner.organisation) == 1
    other.close()


def _cut(session: Session, count: int) -> None:
    session.execute(text("DELETE FROM audit WHERE number > :kept"), {"kept": MANY - count})
