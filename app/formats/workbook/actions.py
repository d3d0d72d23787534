"""The sheet of the improvements: a row for each thing that one of them changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.nodes import Cast
from app.formats.handoff_table.values import Readers
from app.formats.workbook.columns import ACTIONS, ActionColumn
from app.formats.workbook.nodes import node_named
from app.formats.workbook.requirements import Handoffs
from process_models.domain.chain import Action, ActionChange
from process_models.domain.identifiers import ActionId, HandoffId
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem, error

_READERS = Readers(
    headers=ACTIONS,
    cells={
        ActionColumn.ID: cells.identity,
        ActionColumn.NAME: cells.plain,
        ActionColumn.COST: cells.number,
        ActionColumn.OWNER: cells.plain,
        ActionColumn.DUE: cells.day,
        ActionColumn.HANDOFF: cells.name,
        ActionColumn.NODE: cells.name,
        ActionColumn.OWN: cells.share,
        ActionColumn.OWN_TIMES: cells.number,
        ActionColumn.DEPENDENCY: cells.share,
        ActionColumn.CONTAINMENT: cells.share,
    },
)

_OF_THE_WHOLE = (ActionColumn.NAME, ActionColumn.COST, ActionColumn.OWNER, ActionColumn.DUE)
_EFFECTS = (ActionColumn.OWN, ActionColumn.OWN_TIMES, ActionColumn.DEPENDENCY, ActionColumn.CONTAINMENT)
_OF_CHANGES = (ActionColumn.HANDOFF, ActionColumn.NODE, *_EFFECTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One row: of which improvement it is, by its id or else its name, and what it says."""

    row: int
    action: str
    values: Mapping[str, Any]

    @property
    def is_change(self) -> bool:
        """Whether it says that something changes."""
        return any(column.value in self.values for column in _OF_CHANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The improvements, with the rows in which each begins and in which each of its changes stands."""

    actions: tuple[Action, ...]
    rows: tuple[int, ...]
    changes: tuple[tuple[int, ...], ...]


def read_actions(grid: Grid[ActionColumn], problems: list[Problem]) -> tuple[ActionRow, ...]:
    """Return the rows of the sheet; each must say of which improvement it is."""
    rows: list[ActionRow] = []
    for row, values in _READERS.rows(grid, problems):
        action = values.get("id") or values.get("name")
        if action:
            rows.append(ActionRow(row=row, action=action, values=values))
        elif "id" not in values and "name" not in values:
            problems.append(grid.place(error("blank-cell"), row, ActionColumn.NAME))
    return tuple(rows)


def listed(rows: Iterable[ActionRow], handoffs: Handoffs, cast: Cast) -> Listed:
    """Return the improvements in the order in which rows name them."""
    found: defaultdict[str, list[ActionRow]] = defaultdict(list)
    for each in rows:
        found[each.action].append(each)
    taken = {said[0].values["id"] for said in found.values() if said[0].values.get("id")}
    actions: list[Action] = []
    for said in found.values():
        made = said[0].values.get("id") or identifier(said[0].action, taken=taken, fallback="accion")
        taken.add(made)
        changes = tuple(_change(each, handoffs, cast) for each in said if each.is_change)
        actions.append(Action(id=ActionId(made), **_whole(said), changes=changes))
    return Listed(
        actions=tuple(actions),
        rows=tuple(said[0].row for said in found.values()),
        changes=tuple(tuple(each.row for each in said if each.is_change) for said in found.values()),
    )


def said_twice(grid: Grid[ActionColumn], rows: Iterable[ActionRow]) -> Iterator[Problem]:
    """Say where a row says otherwise than one before it, of the same improvement."""
    first: dict[tuple[str, ActionColumn], ActionRow] = {}
    for each in rows:
        for column in _OF_THE_WHOLE:
            value = each.values.get(column.value)
            if value is None:
                continue
            before = first.setdefault((each.action, column), each)
            if (then := before.values[column.value]) != value:
                told = error("contradiction", thing=each.action, value=str(value), first=str(then), row=before.row)
                yield grid.place(told, each.row, column)


def _whole(rows: list[ActionRow]) -> dict[str, Any]:
    """Return what the rows say of the whole improvement: the first that says it counts."""
    said: dict[str, Any] = {}
    for each in reversed(rows):
        own = {column.value: each.values.get(column.value) for column in _OF_THE_WHOLE}
        said |= {name: value for name, value in own.items() if value is not None}
    return said


def _change(said: ActionRow, handoffs: Handoffs, cast: Cast) -> ActionChange:
    handoff, node = said.values.get("handoff"), said.values.get("node")
    return ActionChange(
        handoff=(handoffs.named(handoff) or HandoffId(handoff)) if handoff else None,
        node=node_named(node, cast) if node else None,
        **{column.value: said.values.get(column.value) for column in _EFFECTS},
    )
