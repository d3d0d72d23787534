"""From one content of a map to the next: only the rows that differ are written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.storage import tables
from process_models.storage.base import Base
from process_models.storage.places import places
from process_models.storage.rows import Row, RowName, Thing, Values, rows_of, table

_LISTS: tuple[tuple[type[Base], Callable[[ValueChain], Sequence[Thing]]], ...] = (
    (tables.NodeRow, lambda chain: chain.nodes),
    (tables.HandoffGroupRow, lambda chain: chain.groups),
    (tables.HandoffRow, lambda chain: chain.handoffs),
    (tables.ActionRow, lambda chain: chain.actions),
)
"""The things of a chain, by the tables in which they have a place."""

_ORDER = [
    row_class.__tablename__
    for row_class in (
        tables.NodeRow,
        tables.NoneBecauseRow,
        tables.HandoffGroupRow,
        tables.HandoffRow,
        tables.RequirementRow,
        tables.EvidenceRow,
        tables.DeliveriesRow,
        tables.ScoreCountRow,
        tables.RatingRow,
        tables.ActionRow,
        tables.ActionChangeRow,
    )
]
"""The order in which rows are added: what is spoken of before what speaks of it."""


def save(session: Session, map_id: MapId, before: ValueChain, after: ValueChain) -> None:
    """Write what differs between two contents of a map; its own fields are `process_models.storage.maps`' business."""
    former: dict[RowName, Row] = {}
    new: dict[RowName, Row] = {}
    moved: dict[str, dict[str, int]] = {}
    for row_class, things in _LISTS:
        former |= _rows(_beyond(things(before), things(after)))
        new |= _rows(_beyond(things(after), things(before)))
        moved[row_class.__tablename__] = _moved(session, map_id, row_class, things(before), things(after))
    _remove(session, map_id, [row for name, row in former.items() if name not in new])
    _add(session, map_id, [_placed(row, moved) for name, row in new.items() if name not in former])
    _replace(session, map_id, [row for name, row in new.items() if name in former and former[name] != row])
    _move(session, map_id, moved)


def _beyond(things: Sequence[Thing], others: Sequence[Thing]) -> list[Thing]:
    """Return the things that do not stand among others just as they are."""
    known = {thing.id: thing for thing in others}
    return [thing for thing in things if (other := known.get(thing.id)) is not thing and other != thing]


def _rows(things: Iterable[Thing]) -> dict[RowName, Row]:
    return {row.name: row for thing in things for row in rows_of(thing)}


def _moved(
    session: Session, map_id: MapId, row_class: type[Base], before: Sequence[Thing], after: Sequence[Thing]
) -> dict[str, int]:
    """Return the new places of the things of a list; what stays in its order keeps its place."""
    was, now = [str(thing.id) for thing in before], [str(thing.id) for thing in after]
    staying = set(now)
    if [each for each in was if each in staying] == now:
        return {}
    columns = table(row_class).c
    known = {
        row.id: row.place for row in session.execute(select(columns.id, columns.place).where(columns.map_id == map_id))
    }
    return places(now, {each: known[each] for each in was if each in staying})


def _placed(row: Row, moved: Mapping[str, dict[str, int]]) -> Row:
    """Return a row with its place, if it is one of a thing."""
    if row.name.table not in moved:
        return row
    place = moved[row.name.table].pop(str(dict(row.name.key)["id"]))
    return Row(row.name, {**row.values, "place": place})


def _remove(session: Session, map_id: MapId, rows: Iterable[Row]) -> None:
    for name, removed in _by_table(rows, reversed(_ORDER)):
        session.execute(delete(name).where(_named(name, removed[0])), [_key(map_id, row) for row in removed])


def _add(session: Session, map_id: MapId, rows: Iterable[Row]) -> None:
    for name, added in _by_table(rows, _ORDER):
        session.execute(insert(name), [{"map_id": map_id, **dict(row.name.key), **row.values} for row in added])


def _replace(session: Session, map_id: MapId, rows: Iterable[Row]) -> None:
    for name, replaced in _by_table(rows, _ORDER):
        values = {column: bindparam(f"new_{column}", type_=name.c[column].type) for column in replaced[0].values}
        statement = update(name).where(_named(name, replaced[0])).values(values)
        session.execute(statement, [{**_key(map_id, row), **_new(row.values)} for row in replaced])


def _move(session: Session, map_id: MapId, moved: Mapping[str, dict[str, int]]) -> None:
    """Give places to things that were there before."""
    rows = [
        Row(RowName(name, (("id", thing),)), {"place": place})
        for name, things in moved.items()
        for thing, place in things.items()
    ]
    _replace(session, map_id, rows)


def _by_table(rows: Iterable[Row], order: Iterable[str]) -> list[tuple[Table, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.name.table].append(row)
    return [(Base.metadata.tables[name], found[name]) for name in order if name in found]


def _named(name: Table, row: Row) -> ColumnElement[bool]:
    """Return the condition that finds a row by its key; the values come with `_key`."""
    columns = ("map_id", *dict(row.name.key))
    return and_(*(name.c[column] == bindparam(f"key_{column}") for column in columns))


def _key(map_id: MapId, row: Row) -> Values:
    return {"key_map_id": map_id, **{f"key_{column}": value for column, value in row.name.key}}


def _new(values: Values) -> Values:
    return {f"new_{column}": value for column, value in values.items()}
