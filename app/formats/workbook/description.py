"""The sheet "Read me": the map's own fields, a row for each below the two headers; the rest is prose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.formats.handoff_table import cells
from app.formats.handoff_table.cells import NoText, UnreadableCell
from app.formats.handoff_table.columns import heard
from app.formats.handoff_table.grid import placed
from app.formats.workbook.columns import MAP_KEYS, MapKey, key_title
from app.formats.workbook.sheets import Sheet
from app.wording import LANGUAGES
from process_models.domain.problems import Problem, error

_READERS = {
    MapKey.NAME: cells.name,
    MapKey.ID: cells.identity,
    MapKey.DESCRIPTION: cells.plain,
    MapKey.LANGUAGE: cells.identity,
    MapKey.AS_OF: cells.day,
    MapKey.MINIMUM_GROUP: cells.whole,
    MapKey.CURRENCY: cells.plain,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What the sheet says of the map, the row of each key, and what is wrong with it."""

    sheet: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, problem: Problem, key: str) -> Problem | None:
        """Return a problem of one of the map's own fields placed in its cell, if the sheet says that field."""
        return placed(problem, self.rows[key], "", self.sheet, 1) if key in self.rows else None


def read_description(sheet: Sheet | None) -> Described:
    """Return what the sheet says of the map; there need not be one."""
    if sheet is None:
        return Described()
    values: dict[str, Any] = {}
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    for row, (key, value) in _pairs(sheet):
        known = MAP_KEYS.column_of(key)
        if known is None or known.value in rows:
            code = "unknown-key" if known is None else "repeated-key"
            problems.append(placed(error(code, key=key), row, "", sheet.name, 0))
            continue
        rows[known.value] = row
        try:
            values |= {known.value: _read(known, value)} if value.strip() else {}
        except UnreadableCell as reason:
            problems.append(placed(error(reason.code, "", **reason.fields), row, "", sheet.name, 1))
    return Described(sheet=sheet.name, values=values, rows=rows, problems=tuple(problems))


def _read(key: MapKey, value: str) -> Any:  # noqa: ANN401 - what the key is for
    if isinstance(value, NoText):
        raise UnreadableCell(value.code, value=str(value))
    return _READERS[key](value)


def _pairs(sheet: Sheet) -> Iterator[tuple[int, tuple[str, str]]]:
    """Give the rows below the two headers, up to the first that has no key."""
    rows = iter(sheet.rows)
    before = next((row for row, said in rows if _is_title(said)), None)
    for row, said in rows:
        key, value = _two(said)
        if before is None or row != before + 1 or not key.strip():
            return
        before = row
        yield row, (key, value)


def _is_title(said: Sequence[str]) -> bool:
    pair = tuple(map(heard, _two(said)))
    return any(pair == tuple(map(heard, key_title(language))) for language in LANGUAGES)


def _two(said: Sequence[str]) -> tuple[str, str]:
    key, value, *_ = (*said, "", "")
    return key, value
