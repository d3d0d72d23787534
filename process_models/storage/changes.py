"""What was done to maps, as text: the commands themselves are others' business."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, Select, insert, select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, PersonId
from process_models.storage.people import shown_name
from process_models.storage.rows import table
from process_models.storage.tables import ChangeRow, PersonRow

_LARGEST = 2**62

_changes, _people = table(ChangeRow), table(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChange:
    """One change: the texts of its command and of the inverse, what it touched, and which change it takes back."""

    revision: int
    at: datetime
    author: str
    command: str
    inverse: str
    touched: frozenset[str]
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """A change without what it did: whether it is of the one who asks, and which change it takes back."""

    revision: int
    is_own: bool
    undoes: int | None


def add(session: Session, map_id: MapId, author: PersonId, change: KeptChange) -> None:
    """Append a change to those of a map."""
    row = {
        "map_id": map_id,
        "revision": change.revision,
        "at": change.at,
        "author_id": author,
        "command": change.command,
        "inverse": change.inverse,
        "touched": " ".join(sorted(change.touched)),
        "undoes": change.undoes,
    }
    session.execute(insert(_changes), [row])


def since(session: Session, map_id: MapId, revision: int, *, until: int | None = None) -> tuple[KeptChange, ...]:
    """Return the changes after a revision, up to another if one is given, the oldest first."""
    wanted = _of(map_id).where(_changes.c.revision > _bounded(revision)).order_by(_changes.c.revision)
    if until is not None:
        wanted = wanted.where(_changes.c.revision <= until)
    return _read(session.execute(wanted).mappings())


def latest(session: Session, map_id: MapId, *, before: int | None, limit: int) -> tuple[KeptChange, ...]:
    """Return the last changes, of those before a revision if one is given, the newest first."""
    wanted = _of(map_id).order_by(_changes.c.revision.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(_changes.c.revision < _bounded(before))
    return _read(session.execute(wanted).mappings())


def of_revision(session: Session, map_id: MapId, revision: int) -> KeptChange | None:
    """Return the change that made a revision."""
    found = _read(session.execute(_of(map_id).where(_changes.c.revision == _bounded(revision))).mappings())
    return next(iter(found), None)


def footprints(session: Session, map_id: MapId, person: PersonId) -> tuple[Footprint, ...]:
    """Return the changes of a map that are somebody's own or take something back, the oldest first."""
    columns = _changes.c
    wanted = select(columns.revision, columns.author_id, columns.undoes).where(
        columns.map_id == map_id, (columns.author_id == person) | columns.undoes.is_not(None)
    )
    return tuple(
        Footprint(revision=row.revision, is_own=row.author_id == person, undoes=row.undoes)
        for row in session.execute(wanted.order_by(columns.revision))
    )


def undone(session: Session, map_id: MapId) -> dict[int, int]:
    """Return the changes that are taken back as things stand, each with the change that did it.

    A change whose undoing was itself taken back stands again.
    """
    columns = _changes.c
    wanted = select(columns.revision, columns.undoes).where(columns.map_id == map_id, columns.undoes.is_not(None))
    found: dict[int, int] = {}
    for row in session.execute(wanted.order_by(columns.revision.desc())):
        if row.revision not in found:
            found.setdefault(row.undoes, row.revision)
    return found


def _bounded(revision: int) -> int:
    """Return a revision that a database can compare with; an address may hold any number."""
    return max(-_LARGEST, min(revision, _LARGEST))


def _of(map_id: MapId) -> Select[tuple[object, ...]]:
    author = shown_name().label("author")
    joined = select(*_changes.c, author).join_from(_changes, _people, _people.c.id == _changes.c.author_id)
    return joined.where(_changes.c.map_id == map_id)


def _read(rows: Iterable[RowMapping]) -> tuple[KeptChange, ...]:
    return tuple(
        KeptChange(
            revision=row["revision"],
            at=row["at"],
            author=row["author"],
            command=row["command"],
            inverse=row["inverse"],
            touched=frozenset(row["touched"].split()),
            undoes=row["undoes"],
        )
        for row in rows
    )
