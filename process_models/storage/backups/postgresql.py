"""Backups of PostgreSQL, by its own programs; they must be at hand and not older than the server."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from process_models.domain.problems import error
from process_models.storage import schema
from process_models.storage.backups.files import BackupRefused
from process_models.storage.session import Database

_SEPARATE = ("--no-owner", "--no-privileges")


def copy(database: Database, to: Path) -> None:
    """Write the database as it is now into a file, in PostgreSQL's own format."""
    _run(database, "pg_dump", "--format=custom", *_SEPARATE, f"--file={to}")


def check(path: Path) -> None:
    """Refuse a file that is no whole backup."""
    _run(None, "pg_restore", f"--file={os.devnull}", str(path))


def put_back(backup: Path, database: Database) -> None:
    """Put a checked backup in the place of what is in the database: all of it at once, or nothing."""
    anew = () if schema.version(database) is None else ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    with TemporaryDirectory(prefix="eslabon-") as folder:
        statements = Path(folder) / "statements.sql"
        _run(None, "pg_restore", *_SEPARATE, f"--file={statements}", str(backup))
        first = [f"--command={statement}" for statement in anew]
        strictly = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run(database, "psql", *strictly, *first, f"--file={statements}")


def _run(database: Database | None, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(error("program-missing", program=program))
    where = () if database is None else (f"--dbname={_address(database)}", "--no-password")
    secret = {} if database is None or database.url.password is None else {"PGPASSWORD": str(database.url.password)}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, with arguments of ours
        [found, *where, *arguments],
        env={**os.environ, **secret, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [""]
        raise BackupRefused(error("program-failed", program=program, said=said[0]))


def _address(database: Database) -> str:
    """Return a database's address without its password, which would be seen in the list of processes."""
    url = database.url.set(drivername="postgresql", password=None)
    return url.render_as_string(hide_password=False)
