"""From rows to chains: a fixed number of SELECTs, however many maps and however large."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from process_models.domain.chain import (
    Action,
    ActionChange,
    AgreedTime,
    Handoff,
    HandoffGroup,
    Node,
    NoneBecause,
    Position,
    Requirement,
    ValueChain,
)
from process_models.domain.evidence import Deliveries, Evidence, Rating, ScoreCount
from process_models.domain.identifiers import MapId
from process_models.storage import tables
from process_models.storage.base import Base
from process_models.storage.rows import table

T = TypeVar("T")
Owned = Mapping[str, Sequence[RowMapping]]
"""The rows of a table, by the thing whose they are, in order."""


def load(session: Session, headers: Mapping[MapId, RowMapping]) -> dict[MapId, ValueChain]:
    """Return the contents of maps whose own rows are at hand."""
    if not headers:
        return {}
    kept = _Kept.of(session, list(headers))
    return {map_id: _chain(header, kept.of_map(map_id)) for map_id, header in headers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """The rows of one map, by table, and inside by the thing whose they are."""

    rows: Mapping[str, Owned]

    def own(self, row_class: type[Base]) -> Sequence[RowMapping]:
        return self.rows[row_class.__tablename__].get("", ())

    def under(self, row_class: type[Base], owner: str) -> Sequence[RowMapping]:
        return self.rows[row_class.__tablename__].get(owner, ())


_OWNERS: Mapping[type[Base], str | None] = {
    tables.NodeRow: None,
    tables.NoneBecauseRow: "node_id",
    tables.HandoffGroupRow: None,
    tables.HandoffRow: None,
    tables.RequirementRow: "handoff_id",
    tables.EvidenceRow: "subject",
    tables.DeliveriesRow: "subject",
    tables.ScoreCountRow: "subject",
    tables.RatingRow: "subject",
    tables.ActionRow: None,
    tables.ActionChangeRow: "action_id",
}
"""Each table of a map's content, with the column that says whose a row is; None for the map's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """All rows of some maps."""

    rows: Mapping[str, Mapping[MapId, Owned]]

    @classmethod
    def of(cls, session: Session, maps: Collection[MapId]) -> "_Kept":
        """Read them, one SELECT for each table."""
        return cls(rows={each.__tablename__: _read(session, each, owner, maps) for each, owner in _OWNERS.items()})

    def of_map(self, map_id: MapId) -> _Shelf:
        """Return those of one map."""
        return _Shelf(rows={name: found.get(map_id, {}) for name, found in self.rows.items()})


def _read(session: Session, row_class: type[Base], owner: str | None, maps: Collection[MapId]) -> Mapping[MapId, Owned]:
    columns = table(row_class).c
    wanted = select(*columns).where(columns.map_id.in_(maps))
    if "place" in columns:
        wanted = wanted.order_by(columns.place)
    found: dict[MapId, dict[str, list[RowMapping]]] = defaultdict(lambda: defaultdict(list))
    for row in session.execute(wanted).mappings():
        found[row["map_id"]]["" if owner is None else row[owner]].append(row)
    return found


def _chain(header: RowMapping, shelf: _Shelf) -> ValueChain:
    return ValueChain(
        **_fields(ValueChain, header, "id", "nodes", "handoffs", "groups", "actions"),
        id=header["document_id"],
        nodes=_each(_node, shelf, tables.NodeRow),
        handoffs=_each(_handoff, shelf, tables.HandoffRow),
        groups=tuple(HandoffGroup(**_fields(HandoffGroup, row)) for row in shelf.own(tables.HandoffGroupRow)),
        actions=_each(_action, shelf, tables.ActionRow),
    )


def _each(make: Callable[[RowMapping, _Shelf], T], shelf: _Shelf, row_class: type[Base]) -> tuple[T, ...]:
    return tuple(make(row, shelf) for row in shelf.own(row_class))


def _node(row: RowMapping, shelf: _Shelf) -> Node:
    x, y = row["position_x"], row["position_y"]
    return Node(
        **_fields(Node, row, "own_failure", "viewpoints", "position"),
        own_failure=_evidence(f"node:{row['id']}", shelf),
        viewpoints=_values(NoneBecause, shelf.under(tables.NoneBecauseRow, row["id"])),
        position=None if x is None or y is None else Position(x=x, y=y),
    )


def _handoff(row: RowMapping, shelf: _Shelf) -> Handoff:
    amount, unit = row["agreed_amount"], row["agreed_unit"]
    return Handoff(
        **_fields(Handoff, row, "requirements", "agreed_time", "failure", "group"),
        requirements=_values(Requirement, shelf.under(tables.RequirementRow, row["id"])),
        agreed_time=None if amount is None or unit is None else AgreedTime(amount=amount, unit=unit),
        failure=_evidence(f"handoff:{row['id']}", shelf),
        group=row["group_id"],
    )


def _action(row: RowMapping, shelf: _Shelf) -> Action:
    changes = _values(ActionChange, shelf.under(tables.ActionChangeRow, row["id"]))
    return Action(**_fields(Action, row, "changes"), changes=changes)


def _evidence(subject: str, shelf: _Shelf) -> Evidence | None:
    for row in shelf.under(tables.EvidenceRow, subject):
        return Evidence(
            deliveries=next(iter(_values(Deliveries, shelf.under(tables.DeliveriesRow, subject))), None),
            scores=_values(ScoreCount, shelf.under(tables.ScoreCountRow, subject)),
            ratings=_values(Rating, shelf.under(tables.RatingRow, subject)),
            total=row["total"],
            own=row["own"],
        )
    return None


def _values(make: Callable[..., T], rows: Iterable[RowMapping]) -> tuple[T, ...]:
    return tuple(make(**_fields(make, row)) for row in rows)


def _fields(make: Any, row: RowMapping, *without: str) -> dict[str, Any]:  # noqa: ANN401 - a class of the domain
    """Return the columns that are fields of a class under their own names."""
    return {name: row[name] for name in _names(make) if name not in without}


def _names(make: Any) -> Iterator[str]:  # noqa: ANN401 - a class of the domain
    return (field.name for field in fields(make))
