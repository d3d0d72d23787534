"""Connections to the two databases, each set up by the rules that keep data whole."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from process_models.domain.problems import error
from process_models.storage.errors import DatabaseUnusable

BUSY_TIMEOUT = 10.0
"""Seconds for which a write waits for others."""

BEGIN, PATIENCE = "begin", "patience"
"""The execution options that say how a transaction of SQLite begins, and for how many seconds it waits to."""

_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT * 1000:.0f}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "trusted_schema=OFF",
)

_TIMEOUTS = "-c lock_timeout=5s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
_POOL = 10
_OVERFLOW = 30


def url_of(text: str) -> URL:
    """Return an address of a database: `sqlite:///FILE`, or `postgresql://` (`postgres://`) with our driver.

    Raises:
        DatabaseUnusable: it is neither.
    """
    try:
        url = make_url(text)
    except ArgumentError as reason:
        raise DatabaseUnusable(error("database-address")) from reason
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
    raise DatabaseUnusable(error("database-address"))


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database."""
    return Path(url.database).absolute() if url.get_backend_name() == "sqlite" and url.database else None


def engine_of(url: URL, *, foreign_keys: bool = True, timeouts: bool = True) -> Engine:
    """Return the engine of a database; nothing is connected yet.

    Migrations rebuild tables of SQLite, which needs `foreign_keys` off, and take the time that they take.
    """
    if file_of(url) is not None:
        return _sqlite(url, foreign_keys=foreign_keys)
    options = f"{url.query.get('options', '')} {_TIMEOUTS if timeouts else ''}".strip()
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=_POOL,
        max_overflow=_OVERFLOW,
        pool_timeout=BUSY_TIMEOUT,
        isolation_level="READ COMMITTED",
        connect_args={"options": options, "connect_timeout": int(BUSY_TIMEOUT)},
    )


def _sqlite(url: URL, *, foreign_keys: bool) -> Engine:
    engine = create_engine(url, pool_size=_POOL, max_overflow=_OVERFLOW, pool_timeout=BUSY_TIMEOUT)
    pragmas = (*_PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing of its own accord
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if PATIENCE not in options:
            connection.exec_driver_sql(options.get(BEGIN, "BEGIN"))
            return
        _wait_for(connection, options[PATIENCE])
        try:
            connection.exec_driver_sql(options.get(BEGIN, "BEGIN"))
        finally:
            _wait_for(connection, BUSY_TIMEOUT)

    return engine


def _wait_for(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={seconds * 1000:.0f}")
