"""The sheets of a workbook as rows of texts, the way a table gives them: values only, nothing is calculated."""

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, load_workbook

from app.formats.handoff_table.cells import NoText, written
from app.formats.handoff_table.grid import NumberedRow, UnreadableTable
from app.formats.results import Limits
from app.formats.workbook import scan
from app.formats.workbook.package import RELATIONS, STRINGS, STYLES, WORKBOOK, Package, packed, unpacked
from app.formats.workbook.scan import Cells, Elements, Found, Place, Strings, bounded
from process_models.domain.problems import error

Value = str | float | bool | dt.date | dt.time | dt.timedelta

_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet by its name; its rows as a spreadsheet numbers them, without the blank ones."""

    name: str
    rows: tuple[NumberedRow, ...]


@dataclass(slots=True)
class _Room:
    """What all cells together may take: each its place, and the text that it refers to."""

    left: int
    limit: int

    def take(self, amount: int) -> None:
        """Take room for a cell or for its text."""
        self.left -= amount
        if self.left < 0:
            raise UnreadableTable(error("workbook-too-many-cells", limit=self.limit))


def read_sheets(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold cells.

    Raises:
        UnreadableTable: it is no workbook, it is locked, or it is larger than it may be.
    """
    package = unpacked(content, limits)
    named = _named(package, limits)
    lengths = _lengths(package, limits)
    room = _Room(limits.size, limits.values)
    found = [_scanned(name, part, lengths, room, limits) for name, part in named]
    others = {"sharedStrings": STRINGS, "styles": STYLES}
    held = {name: package.parts[part] for name, part in others.items() if part in package.parts}
    repacked = packed((part for _, part in named), held, date1904=_counts_from_1904(package, limits))
    read = _read(repacked, len(named))
    return tuple(_sheet(name, rows, odd) for (name, _), rows, odd in zip(named, read, found, strict=True))


def _named(package: Package, limits: Limits) -> list[tuple[str, bytes]]:
    """Return the name and the content of each sheet that holds cells; charts and macros of old are none."""
    book = _elements(package, WORKBOOK, limits)
    targets = {
        each.get("Id", ""): _target(each.get("Target", ""))
        for each in _elements(package, RELATIONS, limits).named("Relationship")
        if each.get("Type", "").endswith("/worksheet")
    }
    sheets = book.named("sheet")
    if len(sheets) > limits.sheets:
        raise UnreadableTable(error("workbook-too-many-sheets", limit=limits.sheets))
    found = [(each.get("name", ""), targets.get(each.get("id", ""), "")) for each in sheets]
    return [(name, package.parts[target]) for name, target in found if target in package.parts]


def _target(said: str) -> str:
    """Return the name of a part as the package has it."""
    path = said.lower().removeprefix("/")
    return path if path.startswith("xl/") else f"xl/{path}"


def _elements(package: Package, part: str, limits: Limits) -> Elements:
    if part not in package.parts:
        raise UnreadableTable(error("workbook-broken"))
    found = Elements(limits)
    found.read(package.parts[part])
    return found


def _counts_from_1904(package: Package, limits: Limits) -> bool:
    settings = _elements(package, WORKBOOK, limits).named("workbookPr")
    return any(each.get("date1904", "").lower() in _TRUE for each in settings)


def _lengths(package: Package, limits: Limits) -> list[int]:
    scan.checked({part: content for part, content in package.parts.items() if part == STYLES}, limits)
    strings = Strings(limits)
    if STRINGS in package.parts:
        strings.read(package.parts[STRINGS])
    return strings.lengths


def _scanned(name: str, part: bytes, lengths: list[int], room: _Room, limits: Limits) -> Found:
    cells = Cells(limits, lengths, room.take)
    cells.read(part)
    return bounded(cells.found, name)


def _read(package: bytes, count: int) -> list[list[list[Value]]]:
    try:
        with load_workbook(io.BytesIO(package)) as book:
            return [_values(book.get_sheet_by_index(index)) for index in range(count)]
    except CalamineError as reason:
        raise UnreadableTable(error("workbook-broken")) from reason


def _values(sheet: CalamineSheet) -> list[list[Value]]:
    return list(map(list, sheet.to_python(skip_empty_area=False)))


def _sheet(name: str, rows: list[list[Value]], found: Found) -> Sheet:
    """Return a sheet as texts; what it shows that is no text is put where it stands."""
    for row, column in found.odd:
        _widened(rows, row, column)
    width = max(map(len, rows), default=0)
    return Sheet(name=name, rows=tuple(_texts(rows, width, found.odd)))


def _widened(rows: list[list[Value]], row: int, column: int) -> None:
    """Make room for a cell that shows an error, where no other cell does."""
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))


def _texts(rows: list[list[Value]], width: int, odd: Mapping[Place, str]) -> Iterator[NumberedRow]:
    for index, row in enumerate(rows):
        cells = [_text(value) for value in row] + [""] * (width - len(row))
        if odd:
            cells = [
                _shown(odd[index, column]) if (index, column) in odd else cell for column, cell in enumerate(cells)
            ]
        if any(map(str.strip, cells)):
            yield index + 1, cells


def _shown(text: str) -> NoText:
    if text:
        return NoText(text, "cell-shows-an-error")
    return NoText("=", "cell-not-calculated")


def _text(value: Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return NoText(str(value).upper(), "cell-true-or-false")
        case int() | float():
            return written(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
        case dt.date():
            return value.isoformat()
        case _:
            return NoText(str(value), "cell-is-a-time")
