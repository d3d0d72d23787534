"""Copies of a database that are whole, known to be readable, and known not to have changed since."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from process_models.domain.problems import error
from process_models.storage import schema
from process_models.storage.backups import postgresql, sqlite
from process_models.storage.backups.files import BackupRefused, appearing, sealed, verified
from process_models.storage.session import Database

__all__ = ["BackupRefused", "Restored", "ending", "make", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engine:
    """How the databases of one engine are copied, checked and put back."""

    ending: str
    copy: Callable[[Database, Path], None]
    check: Callable[[Path], None]
    put_back: Callable[[Path, Database], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The version of the tables that came back."""

    version: str | None


_SQLITE = _Engine(ending=".sqlite", copy=sqlite.copy, check=sqlite.check, put_back=sqlite.put_back)
_POSTGRESQL = _Engine(ending=".dump", copy=postgresql.copy, check=postgresql.check, put_back=postgresql.put_back)


def ending(database: Database) -> str:
    """Return how the names of a database's backups end."""
    return _engine(database).ending


def make(database: Database, to: Path) -> None:
    """Write a backup, with its seal beside it: both are there whole, or not at all.

    Others may write meanwhile; the backup has the database as it was at one moment.

    Raises:
        BackupRefused: the file is there already, or the database or its tools refuse.
        DatabaseUnusable: there is no database.
    """
    engine = _engine(database)
    if schema.version(database) is None:
        raise BackupRefused(error("backup-of-nothing"))
    with appearing(to) as draft:
        engine.copy(database, draft)
        engine.check(draft)
    sealed(to)


def restore(database: Database, backup: Path, *, overwrite: bool = False) -> Restored:
    """Put a backup in the place of a database that has nothing in it, or whatever it has if that is wanted.

    Raises:
        BackupRefused: the backup is not as it was made, of another kind of database or of a later program; or there is
            something in the database already. Nothing was changed.
    """
    engine = _engine(database)
    if backup.suffix != engine.ending:
        raise BackupRefused(error("backup-of-another-kind", file=backup.name, ending=engine.ending))
    verified(backup)
    engine.check(backup)
    if schema.version(database) is not None and not overwrite:
        raise BackupRefused(error("restore-onto-something"))
    with database.alone():
        engine.put_back(backup, database)
    return Restored(version=schema.version(database))


def _engine(database: Database) -> _Engine:
    return _POSTGRESQL if database.file is None else _SQLITE
