"""The sheet of the nodes: everything of a node that a row has room for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.handoffs import evidence_in
from app.formats.handoff_table.nodes import Cast, Introduced
from app.formats.handoff_table.rows import told_apart
from app.formats.handoff_table.values import EVIDENCE, HALVES, Readers
from app.formats.workbook.columns import NODES, NONE_BECAUSE, NodeColumn
from process_models.domain.chain import Node, NoneBecause, Position
from process_models.domain.identifiers import NodeId
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem
from process_models.domain.vocabulary import NodeKind, ProcessKind, Viewpoint

_READERS = Readers(
    headers=NODES,
    cells={
        NodeColumn.NAME: cells.name,
        NodeColumn.ID: cells.identity,
        NodeColumn.KIND: cells.word(NodeKind),
        NodeColumn.PROCESS_KIND: cells.word(ProcessKind),
        NodeColumn.CODE: cells.plain,
        NodeColumn.PART_OF: cells.name,
        NodeColumn.OWNER: cells.plain,
        NodeColumn.LANE: cells.name,
        NodeColumn.DESCRIPTION: cells.plain,
        NodeColumn.WEIGHT: cells.number,
        NodeColumn.CHANNELS: cells.several(Viewpoint),
        **{NodeColumn(name): read for name, read in EVIDENCE.items()},
        NodeColumn.VALID_FROM: cells.day,
        NodeColumn.VALID_TO: cells.day,
        NodeColumn.POSITION_X: cells.number,
        NodeColumn.POSITION_Y: cells.number,
        **dict.fromkeys(NONE_BECAUSE.values(), cells.plain),
    },
    halves=(
        *((NodeColumn(one), NodeColumn(other)) for one, other in HALVES),
        (NodeColumn.POSITION_X, NodeColumn.POSITION_Y),
        (NodeColumn.POSITION_Y, NodeColumn.POSITION_X),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """A node as its row says it; `label` is the name by which the other sheets speak of it."""

    row: int
    label: str
    id: NodeId
    values: Mapping[str, Any]


def read_nodes(grid: Grid[NodeColumn], problems: list[Problem]) -> tuple[NodeRow, ...]:
    """Return the rows of the sheet, each with an id: its own, or one made of its name that no row has for its own."""
    rows = tuple(_READERS.rows(grid, problems))
    taken = {values["id"] for _, values in rows if values.get("id")}
    ids: list[NodeId] = []
    for _, values in rows:
        made = values.get("id") or identifier(values["name"], taken=taken, fallback="nodo")
        taken.add(made)
        ids.append(NodeId(made))
    labels = told_apart((made, values["name"]) for made, (_, values) in zip(ids, rows, strict=True))
    return tuple(
        NodeRow(row=row, label=label, id=made, values=values)
        for (row, values), made, label in zip(rows, ids, labels, strict=True)
    )


def introduced(rows: Iterable[NodeRow], sheet: str) -> tuple[Introduced, ...]:
    """Return what the rows say of nodes that those of the handoffs may say too."""
    return tuple(
        Introduced(
            name=each.label,
            row=each.row,
            sheet=sheet,
            id=each.id,
            **{name: each.values.get(name) for name in ("kind", "lane", "weight")},
        )
        for each in rows
    )


def nodes_of(rows: Iterable[NodeRow], cast: Cast) -> tuple[Node, ...]:
    """Return all nodes: those of the rows with everything that these say, and those that only handoffs mention."""
    own = tuple(rows)
    first = tuple(_whole(each, node, cast) for each, node in zip(own, cast.nodes, strict=False))
    return (*first, *cast.nodes[len(own) :])


def node_named(text: str, cast: Cast) -> NodeId:
    """Return the id of the node that a cell names: by its name, else by its id; what names none stays as it is."""
    return cast.ids.get(text) or NodeId(text)


def _whole(said: NodeRow, node: Node, cast: Cast) -> Node:
    values = said.values
    x, y = values.get("position_x"), values.get("position_y")
    reasons = ((viewpoint, values.get(column.value)) for viewpoint, column in NONE_BECAUSE.items())
    return Node(
        id=said.id,
        name=values["name"],
        kind=node.kind,
        process_kind=values.get("process_kind"),
        code=values.get("code") or "",
        part_of=node_named(values["part_of"], cast) if values.get("part_of") else None,
        owner=values.get("owner") or "",
        lane=node.lane,
        description=values.get("description") or "",
        own_failure=evidence_in(values.get),
        weight=node.weight,
        channels=values.get("channels") or (),
        viewpoints=tuple(NoneBecause(viewpoint=each, reason=reason) for each, reason in reasons if reason),
        position=None if x is None or y is None else Position(x=x, y=y),
        valid_from=values.get("valid_from"),
        valid_to=values.get("valid_to"),
    )
