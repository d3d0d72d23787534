"""The rows of a table as typed values: one reader for each column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.cells import UnreadableCell
from app.formats.handoff_table.columns import REQUIRED_COLUMNS, SCORES, Column, both_headers
from app.formats.handoff_table.grid import Grid, Line
from app.formats.results import MOST_PROBLEMS
from process_models.domain.problems import Problem, error
from process_models.domain.vocabulary import GroupKind, NodeKind, TimeUnit, Viewpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row says; None where its cell is blank. An empty `group` is none on purpose."""

    row: int
    supplier: str
    client: str
    deliverable: str
    supplier_kind: NodeKind | None = None
    client_kind: NodeKind | None = None
    supplier_lane: str | None = None
    client_lane: str | None = None
    weight: float | None = None
    handoff_id: str | None = None
    deliveries: int | None = None
    failed: int | None = None
    score_1: int | None = None
    score_2: int | None = None
    score_3: int | None = None
    score_4: int | None = None
    score_5: int | None = None
    total: float | None = None
    own: float | None = None
    dependency: float | None = None
    containment: float | None = None
    channel: Viewpoint | None = None
    group: str | None = None
    group_kind: GroupKind | None = None
    required: int | None = None
    share: float | None = None
    agreed_amount: float | None = None
    agreed_unit: TimeUnit | None = None
    notes: str | None = None


_READERS: Mapping[Column, Callable[[str], Any]] = {
    Column.SUPPLIER: cells.name,
    Column.CLIENT: cells.name,
    Column.DELIVERABLE: cells.name,
    Column.HANDOFF_ID: cells.name,
    Column.SUPPLIER_KIND: cells.word(NodeKind),
    Column.CLIENT_KIND: cells.word(NodeKind),
    Column.SUPPLIER_LANE: cells.name,
    Column.CLIENT_LANE: cells.name,
    Column.WEIGHT: cells.number,
    Column.CHANNEL: cells.word(Viewpoint),
    Column.DELIVERIES: cells.whole,
    Column.FAILED: cells.whole,
    **dict.fromkeys(SCORES.values(), cells.whole),
    Column.TOTAL: cells.share,
    Column.OWN: cells.share,
    Column.DEPENDENCY: cells.share,
    Column.CONTAINMENT: cells.share,
    Column.GROUP: cells.group,
    Column.GROUP_KIND: cells.word(GroupKind),
    Column.REQUIRED: cells.whole,
    Column.SHARE: cells.share,
    Column.AGREED_AMOUNT: cells.number,
    Column.AGREED_UNIT: cells.word(TimeUnit),
    Column.NOTES: cells.plain,
}

_HALVES = (
    (Column.DELIVERIES, Column.FAILED),
    (Column.FAILED, Column.DELIVERIES),
    (Column.AGREED_AMOUNT, Column.AGREED_UNIT),
    (Column.AGREED_UNIT, Column.AGREED_AMOUNT),
    (Column.GROUP_KIND, Column.GROUP),
    (Column.REQUIRED, Column.GROUP),
)
"""Columns of which the first says nothing in a row without the second."""


def read_entries(grid: Grid) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the rows that say who gives what to whom, and every problem of single cells."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line in grid.lines:
        if len(problems) > MOST_PROBLEMS:
            break
        place = partial(grid.place, row=line.row)
        entry = _read(line, place, problems)
        if entry is not None:
            entries.append(entry)
    return tuple(entries), tuple(problems)


def _read(line: Line, place: Callable[..., Problem], problems: list[Problem]) -> Entry | None:
    values: dict[str, Any] = {}
    for column, cell in line.cells.items():
        if not cell.strip():
            continue
        try:
            values[column.value] = _READERS[column](cell)
        except UnreadableCell as reason:
            values[column.value] = None
            problems.append(place(error(reason.code, "", **reason.fields), column=column))
    blank = [column for column in REQUIRED_COLUMNS if not values.get(column.value)]
    problems += [place(error("blank-cell"), column=column) for column in blank]
    problems += [
        place(error("cell-alone", needed=both_headers(needed)), column=column)
        for column, needed in _HALVES
        if column.value in values and values.get(needed.value, "") == ""
    ]
    return None if blank else Entry(row=line.row, **values)
