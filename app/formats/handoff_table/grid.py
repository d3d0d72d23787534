"""From the bytes of a table to its rows: encoding, separator, quotes, width."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain as joined

from app.formats.handoff_table.columns import REQUIRED_COLUMNS, Column, both_headers, column_of
from app.formats.results import Limits
from process_models.domain.problems import Problem, error

NumberedRow = tuple[int, list[str]]

_SEPARATORS = (",", ";", "\t")
_UTF8_CHARACTER = re.compile(rb"[\xc3\xc2][\x80-\xbf]|[\xe2][\x80-\xbf]{2}|[\xf0][\x90-\xbf][\x80-\xbf]{2}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class UnreadableTable(ValueError):
    """A file is no table that can be read at all."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table, with the number that a spreadsheet shows."""

    row: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a table by column, the headers as they stand in it, and what is wrong with its shape."""

    headers: Mapping[Column, str]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    def place(self, problem: Problem, row: int, column: Column | None = None) -> Problem:
        """Return a problem placed in this table."""
        return problem.at(row=row, column=self.headers.get(column, "") if column else "")


def read_grid(content: bytes, limits: Limits) -> Grid:
    """Return the rows of a table.

    Raises:
        UnreadableTable: there is no header, a required column is missing, or the text is none.
    """
    text = _decoded(content, limits)
    (header_row, titles), *body = _bounded(tuple(_rows(text, _separator(text, limits), limits)), limits)
    columns = [column_of(title) for title in titles]
    problems = [*_header_problems(header_row, titles, columns)]
    problems += joined.from_iterable(_shape_problems(row, cells, titles, limits) for row, cells in body)
    return Grid(
        headers={column: title for column, title in zip(columns, titles, strict=True) if column},
        lines=tuple(_line(row, cells, columns) for row, cells in body),
        problems=tuple(problems),
    )


def _bounded(rows: tuple[NumberedRow, ...], limits: Limits) -> tuple[NumberedRow, ...]:
    """Return rows of which there are some, and not too many."""
    if not rows:
        raise UnreadableTable(error("empty-table"))
    if (count := len(rows[0][1])) > limits.columns:
        raise UnreadableTable(error("too-many-columns", count=count, limit=limits.columns))
    if (count := len(rows) - 1) > limits.handoffs:
        raise UnreadableTable(error("too-many-handoffs", count=count, limit=limits.handoffs))
    return rows


def _line(row: int, cells: list[str], columns: list[Column | None]) -> Line:
    return Line(row=row, cells={column: cell for column, cell in zip(columns, cells, strict=False) if column})


def _decoded(content: bytes, limits: Limits) -> str:
    if len(content) > limits.size:
        raise UnreadableTable(error("too-large", size=len(content), limit=limits.size))
    if (position := content.find(b"\0")) >= 0:
        raise UnreadableTable(error("no-text", line=_line_at(content, position)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _windows_text(content, _line_at(content, problem.start))


def _windows_text(content: bytes, line: int) -> str:
    """Decode what is not UTF-8; what is so only in part was put together from two encodings."""
    if content.startswith(_BYTE_ORDER_MARK) or _UTF8_CHARACTER.search(content):
        raise UnreadableTable(error("mixed-encodings", line=line))
    try:
        return content.decode("windows-1252")
    except UnicodeDecodeError as problem:
        raise UnreadableTable(error("unknown-encoding", line=_line_at(content, problem.start))) from problem


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _separator(text: str, limits: Limits) -> str:
    """Return the separator with which most headers are ours, then the one that parts the header into most cells."""

    def fitness(separator: str) -> tuple[int, int]:
        try:
            titles = next((cells for cells in _reader(text, separator, limits) if any(map(str.strip, cells))), [])
        except csv.Error:
            return (0, 0)
        return (sum(column_of(title) is not None for title in titles), len(titles))

    return max(_SEPARATORS, key=fitness)


def _rows(text: str, separator: str, limits: Limits) -> Iterator[NumberedRow]:
    """Number the rows as a spreadsheet does, and leave out the blank ones."""
    row = 0
    try:
        for row, cells in enumerate(_reader(text, separator, limits), start=1):
            if any(map(str.strip, cells)):
                yield row, cells
    except csv.Error as problem:
        is_too_long = "field larger than field limit" in str(problem)
        fault = error("cell-too-long", limit=limits.cell) if is_too_long else error("broken-quotes")
        raise UnreadableTable(fault.at(row=row + 1)) from problem


def _reader(text: str, separator: str, limits: Limits) -> Iterator[list[str]]:
    return csv.reader(_lines(text, limits), delimiter=separator, strict=True)


def _lines(text: str, limits: Limits) -> Iterator[str]:
    """Bound the lines before cells are made of them."""
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    for number, line in enumerate(stream, start=1):
        if number > limits.rows:
            raise UnreadableTable(error("too-many-rows", limit=limits.rows))
        if len(line) > limits.line:
            raise UnreadableTable(error("line-too-long", line=number, limit=limits.line))
        yield line


def _header_problems(row: int, titles: list[str], columns: list[Column | None]) -> Iterator[Problem]:
    """Find unknown and repeated headers; without the required ones there is nothing more to read."""
    missing = [column for column in REQUIRED_COLUMNS if column not in columns]
    problems = [
        error("unknown-column", header=title.strip()).at(row=row, column=title)
        for title, column in zip(titles, columns, strict=True)
        if column is None and title.strip()
    ]
    problems += [
        error("repeated-column", header=title.strip()).at(row=row, column=title)
        for index, (title, column) in enumerate(zip(titles, columns, strict=True))
        if column is not None and column in columns[:index]
    ]
    problems += [error("missing-column", header=both_headers(column)).at(row=row) for column in missing]
    if missing:
        raise UnreadableTable(*problems)
    yield from problems


def _shape_problems(row: int, cells: list[str], titles: list[str], limits: Limits) -> Iterator[Problem]:
    if len(cells) != len(titles):
        yield error("row-of-another-width", cells=len(cells), columns=len(titles)).at(row=row)
    for title, cell in zip(titles, cells, strict=False):
        if len(cell) > limits.cell:
            yield error("cell-too-long", limit=limits.cell).at(row=row, column=title)
        if cell.strip() and not title.strip():
            yield error("cell-without-header", value=cell.strip()).at(row=row)
