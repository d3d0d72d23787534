"""Backups of SQLite: `VACUUM INTO`, which sees one moment whatever others write, and is whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

from process_models.domain.problems import error
from process_models.storage import schema
from process_models.storage.backups.files import BackupRefused
from process_models.storage.engines import BUSY_TIMEOUT
from process_models.storage.session import Database


def copy(database: Database, to: Path) -> None:
    """Write the database as it is now into an empty file."""
    with closing(_opened(str(database.file))) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))


def check(path: Path) -> None:
    """Refuse a file that is no whole database of ours, or one of a later program."""
    try:
        with closing(_opened(f"{path.absolute().as_uri()}?mode=ro&immutable=1")) as connection:
            sound = [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as reason:
        raise BackupRefused(error("backup-damaged", file=path.name)) from reason
    if not sound or dangling:
        raise BackupRefused(error("backup-damaged", file=path.name))
    if version is not None and not schema.is_known(version[0]):
        raise BackupRefused(error("backup-of-later-program", file=path.name))


def put_back(backup: Path, database: Database) -> None:
    """Put a checked backup in the place of what is in the database: all of it at once, or nothing."""
    with (
        closing(_opened(f"{backup.absolute().as_uri()}?mode=ro&immutable=1")) as source,
        closing(_opened(str(database.file))) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL")


def _opened(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=BUSY_TIMEOUT, isolation_level=None, uri=place.startswith("file:"))
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA synchronous=FULL")
    return connection
