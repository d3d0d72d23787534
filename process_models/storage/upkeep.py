"""Whether a database is sound."""

from collections.abc import Iterator

from sqlalchemy import text

from process_models.domain.problems import Problem, error
from process_models.storage import schema
from process_models.storage.session import Database


def problems(database: Database) -> Iterator[Problem]:
    """Say what is wrong with a database's tables; what is in the maps is others' business."""
    at, newest = schema.version(database), schema.newest()
    if not schema.is_known(at):
        yield error("database-of-later-program", version=str(at))
    elif at != newest:
        yield error("database-outdated")
    elif schema.differences(database):
        yield error("database-altered")
    if database.file is not None and not _is_whole(database):
        yield error("database-damaged")


def _is_whole(database: Database) -> bool:
    with database.reading() as session:
        found = session.execute(text("PRAGMA integrity_check")).scalars().all()
        return list(found) == ["ok"] and session.execute(text("PRAGMA foreign_key_check")).first() is None
