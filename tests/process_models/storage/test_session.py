"""Transactions: what is kept, what is dropped, who waits for whom, and what a user is told."""

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from process_models.domain.people import Role
from process_models.storage import people, schema
from process_models.storage.locks import WriteLock
from process_models.storage.session import Database, DatabaseBusy, DatabaseUnusable, ping
from tests.organisations import MOMENT, team


def names(database: Database) -> list[str]:
    """Return the names of all organisations."""
    with database.reading() as session:
        return list(session.execute(text("SELECT name FROM organisations ORDER BY name")).scalars())


def test_what_returns_is_kept_and_what_raises_is_not(database: Database) -> None:
    """One block, one transaction."""
    with database.writing() as session:
        people.add_organisation(session, "Kept", MOMENT)
    with pytest.raises(ZeroDivisionError), database.writing() as session:  # noqa: PT012 - the block is the matter
        people.add_organisation(session, "Dropped", MOMENT)
        raise ZeroDivisionError
    assert names(database) == ["Kept"]


def test_who_reads_leaves_nothing_behind(database: Database) -> None:
    """On PostgreSQL not even for a moment."""
    if database.file is not None:
        with database.reading() as session:
            people.add_organisation(session, "Dropped", MOMENT)
    assert names(database) == []


def test_who_reads_sees_one_moment(database: Database) -> None:
    """Also while others write: a page does not mix two revisions."""
    with database.reading() as session:
        count = text("SELECT count(*) FROM organisations")
        assert session.execute(count).scalar() == 0
        with database.writing() as other:
            people.add_organisation(other, "New", MOMENT)
        assert session.execute(count).scalar() == 0
    assert names(database) == ["New"]


def test_connections_are_set_up_by_the_rules(database: Database) -> None:
    """Whatever the server's or the library's defaults are."""
    with database.writing() as session:

        def said(statement: str) -> str:
            return str(session.execute(text(statement)).scalar())

        if database.file is None:
            settings = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
            assert [said(f"SHOW {name}") for name in settings] == ["5s", "15s", "30s"]
            assert said("SHOW transaction_isolation") == "read committed"
        else:
            pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "trusted_schema")
            assert [said(f"PRAGMA {name}") for name in pragmas] == ["wal", "2", "10000", "1", "0"]


def test_an_address_is_one_persons_whatever_its_capitals(database: Database) -> None:
    """In all organisations together, for it is what one signs in with."""
    us = team(database)
    with database.writing() as session:
        people.add(session, us.owner.organisation, email="Ana@Example.org", name="Ana", role=Role.VIEWER, at=MOMENT)
    with pytest.raises(IntegrityError), database.writing() as session:
        people.add(session, us.owner.organisation, email="ana@example.ORG", name="Ana", role=Role.VIEWER, at=MOMENT)
    with database.reading() as session:
        found = people.by_email(session, "ANA@example.org")
        assert found is not None
        assert (found.email, found.version) == ("Ana@Example.org", 1)
        assert people.by_id(session, found.id) == found
        assert [each.name for each in people.owners(session)] == ["Olga"]


def test_moments_come_back_in_utc(database: Database) -> None:
    """To the microsecond, whatever the zone of the server; one without a zone is refused."""
    with database.writing() as session:
        people.add_organisation(session, "Acme", MOMENT)
        with pytest.raises(StatementError):
            people.add_organisation(session, "Acme", MOMENT.replace(tzinfo=None))


def test_one_writer_after_the_other(tmp_path: Path) -> None:
    """Whoever waits too long is told, and nothing was changed; a lock that was given up holds up nobody."""
    path = tmp_path / "lock"
    mine, patient, impatient = WriteLock(path, patience=10), WriteLock(path, patience=10), WriteLock(path, patience=0.1)
    entered = threading.Event()

    def wait_my_turn() -> None:
        with patient.held():
            entered.set()

    waiting = threading.Thread(target=wait_my_turn)
    with mine.held():
        waiting.start()
        with pytest.raises(DatabaseBusy), impatient.held():
            raise AssertionError
        assert not entered.is_set()
    waiting.join(10)
    assert entered.is_set()
    begun = monotonic()
    with impatient.held():
        assert monotonic() - begun < timedelta(seconds=5).total_seconds()


def test_who_waits_in_vain_is_told(database: Database) -> None:
    """Another process holds what is to be written: a user is asked to try again, and nothing is lost."""
    organisation = team(database).owner.organisation
    hurried = Database(database.url.render_as_string(hide_password=False), patience=0.2)

    def rename(to: str, where: Database) -> None:
        with where.writing() as session:
            if where is hurried and where.file is None:
                session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            session.execute(text("UPDATE organisations SET name = :to WHERE id = :id"), {"to": to, "id": organisation})
            if where is database:
                with pytest.raises(DatabaseBusy):
                    rename("Lost", hurried)

    rename("Other", database)
    hurried.close()
    assert names(database) == ["Other"]


@pytest.mark.parametrize("address", ["mysql://root@localhost/x", "sqlite://", "sqlite:///:memory:", "whatever", ""])
def test_an_address_of_no_use_is_refused(address: str) -> None:
    """In words, before anything is opened."""
    with pytest.raises(DatabaseUnusable) as refused:
        Database(address)
    assert [problem.code for problem in refused.value.problems] == ["database-address"]


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder that is missing, a server that does not answer, a database without tables: each in words."""
    file = tmp_path / "text.sqlite"
    file.write_text("Not a database, " * 100)
    addresses = {
        f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite'}": "database-missing",
        f"sqlite:///{file}": "database-missing",
        f"postgres://eslabon@/x?host={tmp_path}": "database-missing",
        f"sqlite:///{tmp_path / 'new.sqlite'}": "database-outdated",
    }
    for address, code in addresses.items():
        database = Database(address)
        with pytest.raises(DatabaseUnusable) as refused:
            _use(database)
        assert [problem.code for problem in refused.value.problems] == [code], address
        database.close()


def _use(database: Database) -> None:
    with database.reading() as session:
        ping(session)
        session.execute(text("SELECT * FROM maps"))


def test_a_full_disk_is_said_and_nothing_was_changed(tmp_path: Path) -> None:
    """SQLite is given no more pages than it has, as a disk gives none."""
    database = Database(f"sqlite:///{tmp_path / 'small.sqlite'}")
    schema.upgrade(database)
    with pytest.raises(DatabaseUnusable) as refused, database.writing() as session:  # noqa: PT012 - the block is the matter
        session.execute(text("PRAGMA max_page_count = 1"))
        for number in range(200):
            people.add_organisation(session, f"{number}" + "x" * 5_000, MOMENT)
    assert [problem.code for problem in refused.value.problems] == ["disk-full"]
    assert names(database) == []
    database.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Before anything is begun."""
    database = Database(f"sqlite:///{tmp_path / 'some.sqlite'}", lock_folder=tmp_path)
    schema.upgrade(database)
    (tmp_path / "some.sqlite.lock").unlink()
    (tmp_path / "some.sqlite.lock").mkdir()
    with pytest.raises(DatabaseUnusable) as refused, database.writing():
        pass
    assert [problem.code for problem in refused.value.problems] == ["disk-read-only"]
    database.close()


def test_whoever_has_no_patience_does_not_wait(tmp_path: Path) -> None:
    """Neither for our own writers nor for another program; and the next transaction waits as always."""
    database = Database(f"sqlite:///{tmp_path / 'some.sqlite'}")
    schema.upgrade(database)
    start = monotonic()
    with database.writing(), pytest.raises(DatabaseBusy), database.writing(patience=0.1):
        pass
    other = sqlite3.connect(tmp_path / "some.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), database.writing(patience=0.1) as session:
        ping(session)
    other.close()
    assert monotonic() - start < 3
    with database.writing() as session:
        assert session.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
    database.close()
