"""The rows of a table as typed values: one reader for each column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.columns import HANDOFFS, Column
from app.formats.handoff_table.grid import Grid
from app.formats.handoff_table.values import EVIDENCE, HALVES, Readers
from process_models.domain.problems import Problem
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
    late: int | None = None
    incomplete: int | None = None
    wrong: int | None = None
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
    medium: str | None = None
    group: str | None = None
    group_kind: GroupKind | None = None
    required: int | None = None
    share: float | None = None
    agreed_amount: float | None = None
    agreed_unit: TimeUnit | None = None
    valid_from: date | None = None
    valid_to: date | None = None
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
    Column.MEDIUM: cells.plain,
    **{Column(name): read for name, read in EVIDENCE.items()},
    Column.DEPENDENCY: cells.share,
    Column.CONTAINMENT: cells.share,
    Column.GROUP: cells.group,
    Column.GROUP_KIND: cells.word(GroupKind),
    Column.REQUIRED: cells.whole,
    Column.SHARE: cells.share,
    Column.AGREED_AMOUNT: cells.number,
    Column.AGREED_UNIT: cells.word(TimeUnit),
    Column.VALID_FROM: cells.day,
    Column.VALID_TO: cells.day,
    Column.NOTES: cells.plain,
}

_HALVES = (
    *((Column(one), Column(other)) for one, other in HALVES),
    (Column.AGREED_AMOUNT, Column.AGREED_UNIT),
    (Column.AGREED_UNIT, Column.AGREED_AMOUNT),
    (Column.GROUP_KIND, Column.GROUP),
    (Column.REQUIRED, Column.GROUP),
)
"""Columns of which the first says nothing in a row without the second."""


_ROWS = Readers(headers=HANDOFFS, cells=_READERS, halves=_HALVES)


def read_entries(grid: Grid[Column]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the rows that say who gives what to whom, and every problem of single cells."""
    problems: list[Problem] = []
    entries = tuple(Entry(row=row, **values) for row, values in _ROWS.rows(grid, problems))
    return entries, tuple(problems)
