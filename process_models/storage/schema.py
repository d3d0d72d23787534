"""The version of a database's tables: which it is, and how it gets to the newest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeDecorator

from process_models.domain.problems import error
from process_models.storage import tables
from process_models.storage.base import Base
from process_models.storage.engines import BEGIN, engine_of
from process_models.storage.errors import DatabaseUnusable
from process_models.storage.session import Database, Session, told

METADATA = Base.metadata
NAMES = tuple(tables.__all__)
HEAD, BASE = "head", "base"

_MIGRATING = 0x45736C61
"""The key under which PostgreSQL lets one migration run at a time."""


def version(database: Database) -> str | None:
    """Return the version of a database's tables, None for one without any."""
    with told(), _connected(database) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def version_seen(session: Session) -> str | None:
    """Return the version of the tables that a transaction works with."""
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest() -> str:
    """Return the version that this program works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or BASE


def is_known(at: str | None) -> bool:
    """Tell whether a version is one that this program can go on from; a later program's is not."""
    return at is None or at in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(database: Database, to: str = HEAD) -> None:
    """Bring a database to a version, the whole way or not at all."""
    _migrate(database, lambda config: command.upgrade(config, to))


def downgrade(database: Database, to: str = BASE) -> None:
    """Bring a database back to a former version, the whole way or not at all."""
    _migrate(database, lambda config: command.downgrade(config, to))


def differences(database: Database) -> list[Any]:
    """Return in what a database's tables differ from those that the program declares."""
    with _connected(database) as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))


def write_step(database: Database, message: str, number: str) -> None:
    """Write the draft of a migration from what differs; a developer reads and mends it."""
    with _connected(database) as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def rendered(kind: str, thing: Any, _context: object) -> str | Literal[False]:  # noqa: ANN401 - Alembic's own
    """Write our column types in a migration as what they are in a database, today and for good."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    return f"sa.{thing.impl_instance!r}"


def _migrate(database: Database, step: Callable[[Config], None]) -> None:
    with told(), database.alone(), _connected(database, begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        step(_config(connection))
        _check_references(connection)


def _check_references(connection: Connection) -> None:
    """Rows may not refer to rows that a step removed; SQLite looks only when it is asked."""
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise DatabaseUnusable(error("database-damaged"))


@contextmanager
def _connected(database: Database, begin: str = "BEGIN") -> Iterator[Connection]:
    """Connect for a migration, which may rebuild tables and takes the time that it takes."""
    database.require_folder()
    engine = engine_of(database.url, foreign_keys=False, timeouts=False)
    try:
        with engine.execution_options(**{BEGIN: begin}).connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
