"""The rows of a grid as typed values: one reader for each column."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic

from app.formats.handoff_table import cells
from app.formats.handoff_table.cells import NoText, UnreadableCell
from app.formats.handoff_table.columns import SCORES, ColumnT, Headers
from app.formats.handoff_table.grid import Grid, Line
from app.formats.results import MOST_PROBLEMS
from process_models.domain.problems import Problem, error

EVIDENCE: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("deliveries", "failed", "late", "incomplete", "wrong"), cells.whole),
    **{column.value: cells.whole for column in SCORES.values()},
    "total": cells.share,
    "own": cells.share,
}
"""How the columns are read that say how often something fails, of a handoff or of a node."""

HALVES = (
    ("deliveries", "failed"),
    ("failed", "deliveries"),
    ("late", "failed"),
    ("incomplete", "failed"),
    ("wrong", "failed"),
)
"""Those of them of which the first says nothing without the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers(Generic[ColumnT]):
    """How the rows of one sort of table are read.

    `halves` are columns of which the first says nothing in a row without the second.
    """

    headers: Headers[ColumnT]
    cells: Mapping[ColumnT, Callable[[str], Any]]
    halves: tuple[tuple[ColumnT, ColumnT], ...] = ()

    def rows(self, grid: Grid[ColumnT], problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give each row with what it says; None where a cell cannot be read, and nothing for a row that lacks a cell.

        Every problem is put into the list.
        """
        for line in grid.lines:
            if len(problems) > MOST_PROBLEMS:
                break
            values = self._values(line, partial(grid.place, row=line.row), problems)
            if all(values.get(column.value) for column in self.headers.required):
                yield line.row, values

    def _values(self, line: Line[ColumnT], place: Callable[..., Problem], problems: list[Problem]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, cell in line.cells.items():
            if not cell.strip():
                continue
            try:
                values[column.value] = self._read(column, cell)
            except UnreadableCell as reason:
                values[column.value] = None
                problems.append(place(error(reason.code, "", **reason.fields), column=column))
        blank = [column for column in self.headers.required if values.get(column.value, "") == ""]
        problems += [place(error("blank-cell"), column=column) for column in blank]
        problems += [
            place(error("cell-alone", needed=self.headers.both(needed)), column=column)
            for column, needed in self.halves
            if column.value in values and values.get(needed.value, "") == ""
        ]
        return values

    def _read(self, column: ColumnT, cell: str) -> Any:  # noqa: ANN401 - what the column is for
        if isinstance(cell, NoText):
            raise UnreadableCell(cell.code, value=str(cell))
        return self.cells[column](cell)
