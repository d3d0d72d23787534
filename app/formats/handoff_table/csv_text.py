"""From the bytes of a CSV file to its rows: encoding, separator, quotes, width."""

import csv
import io
import re
from collections.abc import Iterator

from app.formats.handoff_table.columns import HANDOFFS, Column
from app.formats.handoff_table.grid import Grid, NumberedRow, UnreadableTable, grid_of
from app.formats.results import Limits
from process_models.domain.problems import error

_SEPARATORS = (",", ";", "\t")
_UTF8_CHARACTER = re.compile(rb"[\xc3\xc2][\x80-\xbf]|[\xe2][\x80-\xbf]{2}|[\xf0][\x90-\xbf][\x80-\xbf]{2}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_grid(content: bytes, limits: Limits) -> Grid[Column]:
    """Return the rows of a table.

    Raises:
        UnreadableTable: there is no header, a required column is missing, or the text is none.
    """
    text = _decoded(content, limits)
    return grid_of(tuple(rows_of_text(text, _separator(text, limits), limits)), HANDOFFS, limits)


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
        return (sum(HANDOFFS.column_of(title) is not None for title in titles), len(titles))

    return max(_SEPARATORS, key=fitness)


def rows_of_text(text: str, separator: str, limits: Limits) -> Iterator[NumberedRow]:
    """Number the rows as a spreadsheet does, and leave out the blank ones.

    Raises:
        UnreadableTable: quotes do not close, or there is too much.
    """
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
