"""From a chain to a workbook: texts, numbers and days as what they are, lists to choose from, and no formula."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.formats.handoff_table.cells import APART, guarded, written
from app.formats.handoff_table.columns import HANDOFFS, Column, ColumnT, Headers, label
from app.formats.results import Written
from app.formats.workbook.choices import Lists, choices
from app.formats.workbook.columns import (
    ACTIONS,
    MAP_KEYS,
    NODES,
    REQUIREMENTS,
    MapKey,
    SheetKind,
    key_title,
    sheet_name,
)
from app.formats.workbook.held import held, losses_of
from app.formats.workbook.rows import (
    Row,
    Value,
    action_rows,
    handoff_rows,
    map_rows,
    node_rows,
    requirement_rows,
)
from app.wording import wording
from process_models.domain.chain import ValueChain

_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the same file for the same map, whenever it is written
_FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets count days from here on alike; earlier ones are written as texts."""

_DAY = "yyyy-mm-dd"
_NARROW, _WIDE, _WIDTH_OF_PROSE = 12, 28, 60
_NAMES, _PROSE = {"supplier", "client", "deliverable", "name"}, {"description", "notes", "statement"}
_WIDE_COLUMNS = {*_NAMES, *_PROSE, "channel", "channels"}
_LAST_ROW = 5_000
"""Lists to choose from reach so far down, or as far as there are rows."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells look."""

    header: Format
    day: Format
    title: Format
    prose: Format


class Sheets:
    """A workbook in the making, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._stream = io.BytesIO()
        self._book = Workbook(self._stream, _SETTINGS)
        self._book.set_properties({"created": _MADE})
        self._formats = _Formats(
            header=self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F4"}),
            day=self._book.add_format({"num_format": _DAY}),
            title=self._book.add_format({"bold": True, "font_size": 14}),
            prose=self._book.add_format({"text_wrap": True, "valign": "top"}),
        )
        self._lists = Lists(sheet_name(SheetKind.LISTS, language), language)

    def add_table(self, kind: SheetKind, headers: Headers[ColumnT], rows: Iterable[Row]) -> None:
        """Add a sheet with a header and its rows."""
        sheet = self._book.add_worksheet(sheet_name(kind, self.language))
        columns = list(headers.columns)
        for index, column in enumerate(columns):
            sheet.write_string(0, index, headers.header(column, self.language), self._formats.header)
            sheet.set_column(index, index, _WIDE if column.value in _WIDE_COLUMNS else _NARROW)
        last = 0
        for last, row in enumerate(rows, start=1):
            for index, column in enumerate(columns):
                self._write(sheet, last, index, row.get(column))
                if column is Column.GROUP and row.get(column) == "":
                    sheet.write_string(last, index, APART)
        sheet.freeze_panes(1, 0)
        self._offer(sheet, columns, max(last, _LAST_ROW))

    def add_prose(self, fields: Mapping[MapKey, Value], paragraphs: Sequence[str]) -> None:
        """Add the sheet with the map's own fields, and with what there is to say about the workbook below them."""
        sheet = self._book.add_worksheet(sheet_name(SheetKind.READ_ME, self.language))
        words = wording(self.language)
        sheet.set_column(0, 0, _WIDE)
        sheet.set_column(1, 1, _WIDTH_OF_PROSE)
        sheet.write_string(0, 0, words.text("workbook.title"), self._formats.title)
        for index, title in enumerate(key_title(self.language)):
            sheet.write_string(2, index, title, self._formats.header)
        for row, key in enumerate(MapKey, start=3):
            sheet.write_string(row, 0, MAP_KEYS.header(key, self.language))
            self._write(sheet, row, 1, fields.get(key))
        for row, paragraph in enumerate(paragraphs, start=4 + len(MapKey)):
            sheet.merge_range(row, 0, row, 1, "", self._formats.prose)
            sheet.write_string(row, 0, paragraph, self._formats.prose)
            sheet.set_row(row, 15 * (1 + len(paragraph) // 85))

    def content(self) -> bytes:
        """Return the file; the lists to choose from stand in its last sheet."""
        sheet = self._book.add_worksheet(self._lists.sheet)
        for index, (title, words) in enumerate(self._lists.columns()):
            sheet.set_column(index, index, _WIDE)
            sheet.write_string(0, index, title, self._formats.header)
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, index, word)
        self._book.close()
        return self._stream.getvalue()

    def _offer(self, sheet: Worksheet, columns: Sequence[StrEnum], last: int) -> None:
        """Let people choose from lists; what they type besides is read too, and told of if it is wrong."""
        for index, column in enumerate(columns):
            if (source := choices(column, self._lists)) is not None:
                rule = {"validate": "list", "source": source, "error_type": "information"}
                sheet.data_validation(1, index, last, index, rule)

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        match value:
            case None | "" | ():
                return
            case StrEnum():
                sheet.write_string(row, column, label(value, self.language))
            case str():
                sheet.write_string(row, column, guarded(value))
            case tuple():
                sheet.write_string(row, column, "; ".join(label(each, self.language) for each in value))
            case dt.date():
                self._write_day(sheet, row, column, value)
            case _:
                self._write_number(sheet, row, column, value)

    def _write_day(self, sheet: Worksheet, row: int, column: int, day: dt.date) -> None:
        if day < _FIRST_DAY:
            sheet.write_string(row, column, day.isoformat())
        else:
            sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), self._formats.day)

    def _write_number(self, sheet: Worksheet, row: int, column: int, value: float) -> None:
        """Write a number; one of more digits than spreadsheets keep is a text."""
        if float(f"{value:.16G}") == value:
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, written(value))


def generate_workbook(chain: ValueChain, language: str = "en") -> Written:
    """Return the workbook of a chain, with sheets, headers and words in a language, and what it cannot hold."""
    kept = held(chain)
    sheets = Sheets(language)
    sheets.add_table(SheetKind.HANDOFFS, HANDOFFS, map(_of_entry, handoff_rows(kept)))
    sheets.add_table(SheetKind.NODES, NODES, node_rows(kept))
    sheets.add_table(SheetKind.REQUIREMENTS, REQUIREMENTS, requirement_rows(kept))
    sheets.add_table(SheetKind.ACTIONS, ACTIONS, action_rows(kept))
    sheets.add_prose(map_rows(kept), tuple(prose(language)))
    return Written(content=sheets.content(), losses=losses_of(chain))


def prose(language: str) -> Iterator[str]:
    """Give what there is to say about a workbook to whoever opens it."""
    words = wording(language)
    for code in ("workbook.about.sheets", "workbook.about.columns", "workbook.about.lists", "workbook.about.import"):
        yield words.text(code)


def _of_entry(entry: object) -> Row:
    return {column: getattr(entry, column.value) for column in Column}
