"""The XML of a workbook's parts, looked through once before its cells are read: how much there is, and what is odd.

No definitions of types, no unbounded counts, no cell far from the others, no text that is referred to a million times:
what passes can be read within bounded time and memory.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from app.formats.handoff_table.grid import UnreadableTable, letters
from app.formats.results import Limits
from process_models.domain.problems import error

Attributes = dict[str, str]
Place = tuple[int, int]

DEEPEST = 64
_ROOM = 100_000
_ROOM_PER_CELL = 50
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_REFERRING = ("s", "e")
"""Types of cells whose value is looked at: shared texts by their number, and errors."""

_INDEX = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True, kw_only=True)
class Found:
    """What a sheet holds beside its texts and numbers: rows and columns from 0.

    `odd` are cells that show an error, or a formula that nothing was calculated of, each with what it shows.
    """

    odd: dict[Place, str] = field(default_factory=dict)
    last_row: int = -1
    last_column: int = -1
    filled: int = 0


class Reader:
    """What every part has in common: well-formed UTF-8 without definitions, of bounded depth and number of elements."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = 0
        self.depth = 0
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refused
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def read(self, part: bytes) -> None:
        """Look a part through.

        Raises:
            UnreadableTable: it is no XML, or too much.
        """
        try:
            self.parser.Parse(part, True)  # noqa: FBT003 - the library's own
        except expat.ExpatError as reason:
            raise UnreadableTable(error("workbook-broken")) from reason

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take notice of an element."""

    def end(self, name: str) -> None:
        """Take notice of an element's end."""

    def _begin(self, name: str, attributes: Attributes) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > self.limits.values * 2 or self.depth > DEEPEST:
            raise UnreadableTable(error("workbook-too-many-cells", limit=self.limits.values))
        self.begin(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.end(name.rpartition(":")[2])

    def _refused(self, *_: object) -> NoReturn:
        raise UnreadableTable(error("workbook-broken"))


class Elements(Reader):
    """The elements of a small part, by their names."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.found: list[tuple[str, Attributes]] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Keep an element."""
        self.found.append((name, attributes))

    def named(self, name: str) -> list[Attributes]:
        """Return the attributes of all elements of a name, without the prefixes of theirs."""
        return [
            {key.rpartition(":")[2]: value for key, value in attributes.items()}
            for each, attributes in self.found
            if each == name
        ]


class Strings(Reader):
    """How long each shared text is."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.lengths: list[int] = []
        self.parser.CharacterDataHandler = self._text

    def begin(self, name: str, attributes: Attributes) -> None:
        """Begin the next text."""
        del attributes
        if name == "si":
            self.lengths.append(0)

    def _text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Cells(Reader):
    """The cells of a sheet: where they stand, and how much text they refer to."""

    def __init__(self, limits: Limits, lengths: Sequence[int], room: Callable[[int], None]) -> None:
        super().__init__(limits)
        self.found = Found()
        self._lengths = lengths
        self._room = room
        self._row, self._column, self._kind = -1, -1, ""
        self._is_formula = self._has_value = False
        self._text: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take notice of a row, a cell, its formula or its value."""
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "is"):
            self._begin_value()
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._begin_row(attributes)

    def end(self, name: str) -> None:
        """Take notice of a cell that is complete."""
        if name == "v" and self._kind in _REFERRING:
            self.parser.CharacterDataHandler = None
            self._end_value("".join(self._text))
        elif name == "c" and self._is_formula and not self._has_value:
            self._fill()
            self.found.odd[self._row, self._column] = ""

    def _begin_row(self, attributes: Attributes) -> None:
        said = attributes.get("r")
        if said is None:
            self._row += 1
        elif _INDEX.fullmatch(said) and 0 < int(said) <= self.limits.rows:
            self._row = int(said) - 1
        else:
            raise UnreadableTable(error("workbook-broken"))
        self._column = -1

    def _begin_cell(self, attributes: Attributes) -> None:
        said = attributes.get("r")
        if said is None:
            self._column += 1
        else:
            self._row, self._column = self._place(said)
        self._kind = attributes.get("t", "n")
        self._is_formula = self._has_value = False

    def _place(self, said: str) -> Place:
        match = _REFERENCE.fullmatch(said)
        if match is None or not 0 < int(match[2]) <= self.limits.rows:
            raise UnreadableTable(error("workbook-broken"))
        column = 0
        for letter in match[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _begin_value(self) -> None:
        self._has_value = True
        self._fill()
        if self._kind in _REFERRING:
            self._text = []
            self.parser.CharacterDataHandler = self._text.append

    def _end_value(self, text: str) -> None:
        if self._kind == "e":
            self.found.odd[self._row, self._column] = text[:20]
            return
        index = int(text) if _INDEX.fullmatch(text) else -1
        if not 0 <= index < len(self._lengths):
            raise UnreadableTable(error("workbook-broken"))
        self._room(self._lengths[index])

    def _fill(self) -> None:
        found = self.found
        found.filled += 1
        found.last_row, found.last_column = max(found.last_row, self._row), max(found.last_column, self._column)
        self._room(1)


def bounded(found: Found, sheet: str) -> Found:
    """Return what a sheet holds, if its cells stand together: blank ones between them take room too.

    Raises:
        UnreadableTable: one cell is far from the others.
    """
    room = (found.last_row + 1) * (found.last_column + 1)
    if room > _ROOM + _ROOM_PER_CELL * found.filled:
        cell = f"{letters(found.last_column)}{found.last_row + 1}"
        raise UnreadableTable(error("workbook-sparse", cell=cell).of_sheet(sheet))
    return found


def checked(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Look through parts of which nothing is needed here.

    Raises:
        UnreadableTable: one of them is no XML, or too much.
    """
    for part in parts.values():
        Reader(limits).read(part)
