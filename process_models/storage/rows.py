"""A chain as rows: what stands in which table for a node, a handoff, a group, an action or the map itself.

A row is known by its table and its primary key (without the map). Lists inside a thing are numbered; the `place` of
the things themselves is their map's business (`process_models.storage.places`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import Table

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.storage import tables
from process_models.storage.base import Base

Thing = Node | Handoff | HandoffGroup | Action
Values = dict[str, Any]


class RowName(NamedTuple):
    """What a row is known by inside its map: its table, and its primary key without the map."""

    table: str
    key: tuple[tuple[str, object], ...]


class Row(NamedTuple):
    """A row of a map: its name and its other columns."""

    name: RowName
    values: Values


def table(row_class: type[Base]) -> Table:
    """Return the table of a class of rows."""
    return Base.metadata.tables[row_class.__tablename__]


def rows_of(thing: Thing) -> Iterator[Row]:
    """Return the rows of a thing, its own first."""
    match thing:
        case Node():
            yield from _node(thing)
        case Handoff():
            yield from _handoff(thing)
        case HandoffGroup():
            yield _row(tables.HandoffGroupRow, {"id": thing.id}, _flat(thing, "id"))
        case Action():
            yield from _action(thing)


def header(chain: ValueChain) -> Values:
    """Return the columns of a map's own fields."""
    return {
        "name": chain.name,
        "document_id": chain.id,
        "description": chain.description,
        "language": chain.language,
        "as_of": chain.as_of,
        "minimum_group": chain.minimum_group,
        "currency": chain.currency,
        "extensions": chain.extensions,
    }


def _node(node: Node) -> Iterator[Row]:
    place = node.position
    own = _flat(node, "id", "own_failure", "viewpoints", "position")
    own |= {"position_x": None if place is None else place.x, "position_y": None if place is None else place.y}
    yield _row(tables.NodeRow, {"id": node.id}, own)
    for index, entry in enumerate(node.viewpoints):
        yield _row(tables.NoneBecauseRow, {"node_id": node.id, "place": index}, _flat(entry))
    yield from _evidence(f"node:{node.id}", node.own_failure)


def _handoff(handoff: Handoff) -> Iterator[Row]:
    time = handoff.agreed_time
    own = _flat(handoff, "id", "group", "agreed_time", "requirements", "failure")
    own |= {
        "group_id": handoff.group,
        "agreed_amount": None if time is None else time.amount,
        "agreed_unit": None if time is None else time.unit,
    }
    yield _row(tables.HandoffRow, {"id": handoff.id}, own)
    for index, requirement in enumerate(handoff.requirements):
        key = {"handoff_id": handoff.id, "id": requirement.id}
        yield _row(tables.RequirementRow, key, {"place": index, **_flat(requirement, "id")})
    yield from _evidence(f"handoff:{handoff.id}", handoff.failure)


def _action(action: Action) -> Iterator[Row]:
    yield _row(tables.ActionRow, {"id": action.id}, _flat(action, "id", "changes"))
    for index, change in enumerate(action.changes):
        yield _row(tables.ActionChangeRow, {"action_id": action.id, "place": index}, _flat(change))


def _evidence(subject: str, evidence: Evidence | None) -> Iterator[Row]:
    if evidence is None:
        return
    yield _row(tables.EvidenceRow, {"subject": subject}, {"total": evidence.total, "own": evidence.own})
    if evidence.deliveries is not None:
        yield _row(tables.DeliveriesRow, {"subject": subject}, _flat(evidence.deliveries))
    for index, entry in enumerate(evidence.scores):
        yield _row(tables.ScoreCountRow, {"subject": subject, "place": index}, _flat(entry))
    for index, rating in enumerate(evidence.ratings):
        yield _row(tables.RatingRow, {"subject": subject, "place": index}, _flat(rating))


def _row(row_class: type[Base], key: Mapping[str, object], values: Values) -> Row:
    return Row(RowName(row_class.__tablename__, tuple(key.items())), values)


def _flat(thing: Any, *without: str) -> Values:  # noqa: ANN401 - any of the domain's frozen classes
    """Return the fields of a value that are columns under their own names."""
    return {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in without}
