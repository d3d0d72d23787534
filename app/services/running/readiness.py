"""Whether a server process can do its work, and what it needs before and after it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

from app.services.improving import asking
from app.services.showing import charts, computing, diagrams, simulating
from app.services.showing.memory import Made, Memory
from process_models.domain.problems import error
from process_models.storage import schema
from process_models.storage.session import Database, DatabaseUnusable, Session

_SECONDS = 5.0
_SECONDS_REMEMBERED = 2.0
"""However often anybody asks, a drawing is tried no more often than this."""

_tried: Memory[bool] = Memory(most=1, largest=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Which of the things that a page needs are there."""

    database: bool
    drawing: bool

    @property
    def is_ready(self) -> bool:
        """Whether all of them are."""
        return self.database and self.drawing


def readiness(session: Session) -> Readiness:
    """Return whether the tables are those that this program works with, and whether drawings are made."""
    return Readiness(database=schema.version_seen(session) == schema.newest(), drawing=drawing())


def drawing() -> bool:
    """Tell whether drawings are made."""
    return _tried.of("drawing", _tries)


def _tries() -> Made[bool]:
    return Made(value=diagrams.is_drawing(within=_SECONDS), size=1, seconds=_SECONDS_REMEMBERED)


def require_tables(database: Database) -> None:
    """Refuse a database that does not have the tables that this program works with.

    Raises:
        DatabaseUnusable: it has others, or none.
    """
    if schema.version(database) != schema.newest():
        raise DatabaseUnusable(error("database-outdated"))


def warm() -> None:
    """Start the worker processes in the background, behind those who serve; only after a server has forked."""
    computing.pool.give_way()
    simulating.pool.give_way()
    diagrams.pool.give_way()
    asking.pool.give_way()
    charts.pool.give_way()
    for start in (computing.pool.warm, drawing, asking.pool.warm):
        Thread(target=_quietly, args=(start,), daemon=True).start()


def end() -> None:
    """End the worker processes, whatever they are doing."""
    computing.pool.close()
    simulating.pool.close()
    diagrams.pool.close()
    asking.pool.close()
    charts.pool.close()


def _quietly(start: Callable[[], object]) -> None:
    """A worker that does not start now is started by whoever needs it, and is told there."""
    with suppress(Exception):
        start()
