"""A grid of cells with a header row, wherever it comes from: a CSV file, or a sheet of a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain as joined
from typing import Generic

from app.formats.handoff_table.columns import ColumnT, Headers
from app.formats.results import Limits
from process_models.domain.problems import Problem, error

NumberedRow = tuple[int, Sequence[str]]


class UnreadableTable(ValueError):
    """A file is no table that can be read at all."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Generic[ColumnT]):
    """One row of a table, with the number that a spreadsheet shows."""

    row: int
    cells: Mapping[ColumnT, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Generic[ColumnT]):
    """The rows of a table by column, the headers as they stand in it, and what is wrong with its shape.

    A grid that is a sheet of a workbook has its name, and the index of each of its columns, from 0.
    """

    headers: Mapping[ColumnT, str]
    lines: tuple[Line[ColumnT], ...]
    problems: tuple[Problem, ...]
    sheet: str = ""
    indices: Mapping[ColumnT, int] = field(default_factory=dict)

    def place(self, problem: Problem, row: int, column: ColumnT | None = None) -> Problem:
        """Return a problem placed in this table."""
        title = self.headers.get(column, "") if column else ""
        return placed(problem, row, title, self.sheet, self.indices.get(column) if column else None)


def placed(problem: Problem, row: int, title: str, sheet: str, index: int | None) -> Problem:
    """Return a problem placed in a row, under a title; in a sheet also in a cell."""
    cell = f"{letters(index)}{row}" if sheet and index is not None else ""
    return problem.at(row=row, column=title, sheet=sheet, cell=cell)


def letters(index: int) -> str:
    """Return how a spreadsheet names a column.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        name = chr(ord("A") + letter) + name
        index -= 1
    return name


def grid_of(rows: Sequence[NumberedRow], known: Headers[ColumnT], limits: Limits, sheet: str = "") -> Grid[ColumnT]:
    """Return rows, of which the first is the header, as a grid.

    Raises:
        UnreadableTable: there is no header, a required column is missing, or there is too much.
    """
    if not rows:
        raise UnreadableTable(error("empty-table").of_sheet(sheet))
    (header_row, titles), *body = _bounded(rows, known, limits, sheet)
    columns = [known.column_of(title) for title in titles]
    problems = [*_header_problems(header_row, titles, columns, known, sheet)]
    problems += joined.from_iterable(_shape_problems(row, cells, titles, limits, sheet) for row, cells in body)
    found = [
        (column, index, title) for index, (column, title) in enumerate(zip(columns, titles, strict=True)) if column
    ]
    return Grid(
        headers={column: title for column, _, title in found},
        lines=tuple(_line(row, cells, columns) for row, cells in body),
        problems=tuple(problems),
        sheet=sheet,
        indices={column: index for column, index, _ in found},
    )


def _bounded(rows: Sequence[NumberedRow], known: Headers[ColumnT], limits: Limits, sheet: str) -> Sequence[NumberedRow]:
    """Return rows of which there are not too many."""
    if (count := len(rows[0][1])) > limits.columns:
        raise UnreadableTable(error("too-many-columns", count=count, limit=limits.columns).of_sheet(sheet))
    if (count := len(rows) - 1) > limits.handoffs:
        raise UnreadableTable(error(known.crowded, count=count, limit=limits.handoffs).of_sheet(sheet))
    return rows


def _line(row: int, cells: Sequence[str], columns: Sequence[ColumnT | None]) -> Line[ColumnT]:
    return Line(row=row, cells={column: cell for column, cell in zip(columns, cells, strict=False) if column})


def _header_problems(
    row: int, titles: Sequence[str], columns: Sequence[ColumnT | None], known: Headers[ColumnT], sheet: str
) -> Iterator[Problem]:
    """Find unknown and repeated headers; without the required ones there is nothing more to read."""
    missing = [column for column in known.required if column not in columns]
    problems = [
        placed(error("unknown-column", header=title.strip()), row, title, sheet, index)
        for index, (title, column) in enumerate(zip(titles, columns, strict=True))
        if column is None and title.strip()
    ]
    problems += [
        placed(error("repeated-column", header=title.strip()), row, title, sheet, index)
        for index, (title, column) in enumerate(zip(titles, columns, strict=True))
        if column is not None and column in columns[:index]
    ]
    problems += [placed(error("missing-column", header=known.both(column)), row, "", sheet, None) for column in missing]
    if missing:
        raise UnreadableTable(*problems)
    yield from problems


def _shape_problems(
    row: int, cells: Sequence[str], titles: Sequence[str], limits: Limits, sheet: str
) -> Iterator[Problem]:
    if len(cells) != len(titles):
        width = error("row-of-another-width", cells=len(cells), columns=len(titles))
        yield placed(width, row, "", sheet, None)
    for index, (title, cell) in enumerate(zip(titles, cells, strict=False)):
        if len(cell) > limits.cell:
            yield placed(error("cell-too-long", limit=limits.cell), row, title, sheet, index)
        if cell.strip() and not title.strip():
            yield placed(error("cell-without-header", value=cell.strip()), row, "", sheet, index)
