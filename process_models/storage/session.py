"""The database of a process, and the two kinds of transaction that it opens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from process_models.domain.problems import error
from process_models.storage.engines import BEGIN, BUSY_TIMEOUT, PATIENCE, engine_of, file_of, url_of
from process_models.storage.errors import DatabaseBusy, DatabaseUnusable
from process_models.storage.locks import WriteLock
from process_models.storage.memory import ChainMemory

__all__ = ["Database", "DatabaseBusy", "DatabaseUnusable", "Session", "told"]

_BUSY = ("55P03", "57014", "40P01", "40001", "57P03", "53300", "25P03")
"""PostgreSQL: lock, statement or idle timeout, deadlock, not yet up, too many connections."""

_MISSING = ("42P01", "42703", "3D000")
"""PostgreSQL: no such table, column, or database."""

_FULL = "53100"


class Database:
    """One database of one process.

    Cheap to make: nothing is opened before the first transaction, so that a server may fork first. `lock_folder` is
    where SQLite's writers queue, beside the file unless given. `seal` gives the key of the audit log's seals, the
    server's own wherever entries are added or checked.
    """

    def __init__(
        self,
        url: str,
        *,
        lock_folder: Path | None = None,
        patience: float = BUSY_TIMEOUT,
        seal: Callable[[], bytes] = bytes,
    ) -> None:
        self.url = url_of(url)
        self._seal = seal
        self.file = file_of(self.url)
        self._engine = engine_of(self.url)
        self._memory = ChainMemory()
        self._lock: WriteLock | None = None
        if self.file is not None:
            folder = self.file.parent if lock_folder is None else lock_folder
            self._lock = WriteLock(folder / f"{self.file.name}.lock", patience=patience)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that sees one moment of the database and leaves nothing behind."""
        with told(), self._session(self._reading_engine, writes=False) as session:
            yield session

    @contextmanager
    def writing(self, *, patience: float | None = None) -> Iterator[Session]:
        """Open a transaction that is kept when the block ends and dropped when it raises.

        What stands in `session.info["last"]` is written at its very end: what others would wait for.

        `patience`, in seconds, is for what is not worth waiting for.

        Raises:
            DatabaseBusy: others held the database for longer than is waited; nothing was changed.
        """
        engine = self._writing_engine(patience)
        with told(), self.alone(patience), self._session(engine, writes=True) as session:
            yield session
            for write in session.info["last"]:
                write()
            session.commit()
            self._memory.keep_all(session.info["written"])

    def alone(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Keep every other writer of an SQLite database waiting; PostgreSQL has its own ways."""
        return nullcontext() if self._lock is None else self._lock.held(patience)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _session(self, engine: Engine, *, writes: bool) -> Iterator[Session]:
        info = {"memory": self._memory, "writes": writes, "written": {}, "seal": self._seal, "last": []}
        session = Session(engine, expire_on_commit=False, info=info)
        try:
            yield session
        finally:
            session.close()

    def require_folder(self) -> None:
        """Refuse an SQLite file in a folder that is not there: a mistyped path should not become an empty database."""
        if self.file is not None and not self.file.parent.is_dir():
            raise DatabaseUnusable(error("database-missing"))

    @property
    def _reading_engine(self) -> Engine:
        """Every SELECT of a page sees the same moment; SQLite gives that with a plain BEGIN."""
        if self.file is not None:
            return self._engine
        return self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _writing_engine(self, patience: float | None) -> Engine:
        waits = {} if patience is None else {PATIENCE: patience}
        return self._engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}, **waits)


def ping(session: Session) -> None:
    """Ask the database for a sign of life."""
    session.execute(text("SELECT 1"))


@contextmanager
def told() -> Iterator[None]:
    """Turn what a driver raises into what a user can be told; what is a mistake of ours stays as it is."""
    try:
        yield
    except (NoConnectionFree, StaleDataError) as reason:  # the latter: somebody else was faster
        raise DatabaseBusy.now() from reason
    except DBAPIError as reason:
        told = _known(reason)
        if told is None:
            raise
        raise told from reason


def _known(reason: DBAPIError) -> DatabaseBusy | DatabaseUnusable | None:
    state, said = getattr(reason.orig, "sqlstate", None) or "", str(reason.orig)
    if state in _BUSY or "database is locked" in said or "database table is locked" in said:
        return DatabaseBusy.now()
    if state in _MISSING or said.startswith(("no such table", "no such column")):
        return DatabaseUnusable(error("database-outdated"))
    if state == _FULL or "database or disk is full" in said:
        return DatabaseUnusable(error("disk-full"))
    if "readonly database" in said:
        return DatabaseUnusable(error("disk-read-only"))
    if "unable to open database file" in said or "file is not a database" in said or _is_unreachable(reason):
        return DatabaseUnusable(error("database-missing"))
    return None


def _is_unreachable(reason: DBAPIError) -> bool:
    """Tell whether PostgreSQL does not answer, or stopped to: its errors without a state."""
    return reason.connection_invalidated or (
        isinstance(reason, OperationalError) and getattr(reason.orig, "sqlstate", "") is None
    )
