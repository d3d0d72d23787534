"""A chain as the rows of the sheets, column by column; it must be one that a workbook holds (`held`)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.formats.handoff_table.entries import Entry
from app.formats.handoff_table.rows import evidence_of, names_of, rows_of
from app.formats.workbook.columns import NONE_BECAUSE, ActionColumn, MapKey, NodeColumn, RequirementColumn
from process_models.domain.chain import Action, ActionChange, Node, Requirement, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import NodeId

Value = str | int | float | date | StrEnum | tuple[StrEnum, ...] | None
Row = Mapping[Any, Value]
"""What a row says, by column."""

_OF_NODES = ("id", "kind", "process_kind", "code", "owner", "lane", "description", "weight", "channels")


def handoff_rows(chain: ValueChain) -> Iterator[Entry]:
    """Give the rows of the handoffs, as a table has them, each with its id: other sheets speak of it."""
    for entry, handoff in zip(rows_of(chain), chain.handoffs, strict=True):
        yield replace(entry, handoff_id=handoff.id)


def node_rows(chain: ValueChain) -> Iterator[Row]:
    """Give a row for each node."""
    names = names_of(chain)
    for node in chain.nodes:
        yield {column: value for column, value in _of_node(node, names) if value not in (None, "", ())}


def requirement_rows(chain: ValueChain) -> Iterator[Row]:
    """Give a row for each requirement."""
    for handoff in chain.handoffs:
        for requirement in handoff.requirements:
            yield {RequirementColumn.HANDOFF: handoff.id, **_own(requirement)}


def action_rows(chain: ValueChain) -> Iterator[Row]:
    """Give a row for each change of each improvement; what is said of the whole stands in the first."""
    names = names_of(chain)
    for action in chain.actions:
        first, *others = action.changes or (ActionChange(),)
        yield {**_whole(action), **_change(first, names)}
        for change in others:
            yield {ActionColumn.ID: action.id, ActionColumn.NAME: action.name, **_change(change, names)}


def map_rows(chain: ValueChain) -> dict[MapKey, Value]:
    """Return what is said of the map itself."""
    return {key: getattr(chain, key.value) for key in MapKey}


def _of_node(node: Node, names: Mapping[NodeId, str]) -> Iterator[tuple[NodeColumn, Any]]:
    evidence = evidence_of(node.own_failure or Evidence())
    yield NodeColumn.NAME, node.name
    yield from ((NodeColumn(name), getattr(node, name)) for name in _OF_NODES)
    yield NodeColumn.PART_OF, names[node.part_of] if node.part_of else None
    yield from ((NodeColumn(name), value) for name, value in evidence.items())
    yield NodeColumn.VALID_FROM, node.valid_from
    yield NodeColumn.VALID_TO, node.valid_to
    yield NodeColumn.POSITION_X, node.position and node.position.x
    yield NodeColumn.POSITION_Y, node.position and node.position.y
    yield from ((NONE_BECAUSE[answer.viewpoint], answer.reason) for answer in node.viewpoints)


def _own(requirement: Requirement) -> Row:
    return {
        column: getattr(requirement, column.value)
        for column in RequirementColumn
        if column is not RequirementColumn.HANDOFF
    }


def _whole(action: Action) -> Row:
    columns = (ActionColumn.ID, ActionColumn.NAME, ActionColumn.COST, ActionColumn.OWNER, ActionColumn.DUE)
    return {column: getattr(action, column.value) for column in columns}


def _change(change: ActionChange, names: Mapping[NodeId, str]) -> Row:
    return {
        ActionColumn.HANDOFF: change.handoff,
        ActionColumn.NODE: names[change.node] if change.node else None,
        ActionColumn.OWN: change.own,
        ActionColumn.OWN_TIMES: change.own_times,
        ActionColumn.DEPENDENCY: change.dependency,
        ActionColumn.CONTAINMENT: change.containment,
    }
