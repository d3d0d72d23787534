"""From a chain to a table of handoffs: comma, CRLF, UTF-8 (RFC 4180), and only the columns that hold something."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from app.formats.handoff_table.cells import APART, guarded, written
from app.formats.handoff_table.columns import HANDOFFS, REQUIRED_COLUMNS, Column, label
from app.formats.handoff_table.entries import Entry
from app.formats.handoff_table.losses import losses_of
from app.formats.handoff_table.rows import rows_of
from app.formats.results import Written
from process_models.domain.chain import ValueChain
from process_models.domain.vocabulary import NodeKind

Value = str | int | float | date | StrEnum | None

_BLANK: dict[Column, tuple[Value, ...]] = {
    Column.GROUP: (None,),
    Column.SUPPLIER_KIND: (NodeKind.PROCESS,),
    Column.CLIENT_KIND: (NodeKind.PROCESS,),
}
"""What says nothing in a column, if not a blank: an empty group is none on purpose, and a node is a process."""


def generate_handoff_table(chain: ValueChain, language: str = "en") -> Written:
    """Return the table of a chain, with headers and words in a language, and what no table can hold."""
    entries = rows_of(chain)
    columns = [column for column in Column if column in REQUIRED_COLUMNS or _says_something(column, entries)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HANDOFFS.header(column, language) for column in columns)
    writer.writerows([_cell(column, getattr(entry, column.value), language) for column in columns] for entry in entries)
    return Written(content=text.getvalue().encode(), losses=losses_of(chain))


def _says_something(column: Column, entries: Iterable[Entry]) -> bool:
    blank = _BLANK.get(column, (None, ""))
    return any(getattr(entry, column.value) not in blank for entry in entries)


def _cell(column: Column, value: Value, language: str) -> str:
    if column is Column.GROUP and value == "":
        return APART
    match value:
        case None:
            return ""
        case StrEnum():
            return label(value, language)
        case str():
            return guarded(value)
        case date():
            return value.isoformat()
        case _:
            return written(value)
