"""Single cells: text that is not a formula, numbers as people type them, words of closed lists."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Self, TypeVar

from app.formats.handoff_table.columns import both_labels, word_of
from app.formats.results import LIMITS
from process_models.domain.problems import Field

WordT = TypeVar("WordT", bound=StrEnum)

APART = "-"
"""In the column `group`: this row is in no group, on purpose."""

LONGEST_TEXT = LIMITS.cell - 1
"""With a guard before it, it still fits into a cell."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,4})?)")
_WHOLE = re.compile(r"([+-]?[0-9]{1,18})(?:[.,]0{1,2})?")
_PARTED = re.compile(r"[;\r\n]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_EXACT = 2**53


class UnreadableCell(ValueError):
    """A cell does not say what its column is for."""

    def __init__(self, code: str, **fields: Field) -> None:
        self.code = code
        self.fields = fields
        super().__init__(code)


class NoText(str):
    """What stands in a cell that holds no text, number or date, such as the error of a formula; no column is for it."""

    __slots__ = ("code",)

    def __new__(cls, shown: str, code: str) -> Self:
        """Return a cell that shows something, with the problem that it is."""
        made = super().__new__(cls, shown)
        made.code = code
        return made

    code: str


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula; `plain` gives it back.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'70"), guarded("a=1")
    ("'=1+1", "''=1+1", "'70", 'a=1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return what a cell says without the guard against formulas."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def tidy(text: str) -> str:
    """Return a name as names are compared: composed characters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fitting_name(text: str) -> str:
    """Return a name as a cell can hold it and give it back."""
    return tidy(fitting_text(text))


def fitting_text(text: str) -> str:
    """Return a text as a cell can hold it and give it back: of bounded length, and not of spaces alone."""
    held = text.replace("\0", "")[:LONGEST_TEXT]
    return held if held.strip() else ""


def name(cell: str) -> str:
    """Read a name."""
    return tidy(plain(cell))


def identity(cell: str) -> str:
    """Read an id."""
    return plain(cell).strip()


def several(words: type[WordT]) -> Callable[[str], tuple[WordT, ...]]:
    """Return the reader of some words of a closed list, parted by semicolons or lines."""
    read = word(words)
    return lambda cell: tuple(read(each) for each in _PARTED.split(plain(cell)) if each.strip())


def group(cell: str) -> str:
    """Read a group; an empty one is none on purpose."""
    return "" if cell.strip() == APART else name(cell)


def whole(cell: str) -> int:
    """Read a count. Decimals are refused unless they are one or two zeros: `1.000` may mean a thousand."""
    match = _WHOLE.fullmatch(cell.strip())
    if match is None:
        raise UnreadableCell("cell-not-whole", value=cell.strip())
    return int(match[1])


def number(cell: str) -> float:
    """Read a number, with a decimal point or comma.

    >>> number("0,25"), number("1200")
    (0.25, 1200.0)
    """
    return float(_decimal(cell, cell.strip()))


def share(cell: str) -> float:
    """Read a share of occasions, also as per cent.

    >>> share("15 %"), share("12,5%"), share("0.15")
    (0.15, 0.125, 0.15)
    """
    text = cell.strip()
    if text.endswith("%"):
        return float(_decimal(cell, text[:-1].rstrip()) / 100)
    return float(_decimal(cell, text))


def day(cell: str) -> dt.date:
    """Read a date as YYYY-MM-DD; other ways of writing one mean two days in two countries."""
    text = cell.strip()
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError as reason:
        raise UnreadableCell("cell-not-a-date", value=text) from reason
    raise UnreadableCell("cell-not-a-date", value=text)


def word(words: type[WordT]) -> Callable[[str], WordT]:
    """Return the reader of a word of a closed list."""

    def read(cell: str) -> WordT:
        found = word_of(words, plain(cell))
        if found is None:
            raise UnreadableCell("cell-unknown-word", value=cell.strip(), words=both_labels(words))
        return found

    return read


def written(value: float) -> str:
    """Return a number as a cell; whole ones without a decimal point, and what is none as it is called.

    >>> written(3.0), written(0.5), written(float("inf"))
    ('3', '0.5', 'inf')
    """
    return str(int(value)) if abs(value) <= _LARGEST_EXACT and value == int(value) else repr(value)


def _decimal(cell: str, text: str) -> Decimal:
    match = _NUMBER.fullmatch(text)
    if match is None or not math.isfinite(float(found := Decimal(match[1].replace(",", ".")))):
        raise UnreadableCell("cell-not-a-number", value=cell.strip())
    return found
