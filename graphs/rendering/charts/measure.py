"""How wide a text is in DejaVu Sans, from the font itself, and texts cut to the room there is."""

import unicodedata
from functools import cache, lru_cache

from matplotlib.ft2font import FT2Font, LoadFlags

from graphs.rendering import fonts
from graphs.rendering.lettering import CUT, shown

_SIZE = 100.0
_FIXED = 65536
_SLACK = 1.02
"""Letters that are joined, as in Arabic, are not exactly as wide as they are alone."""

_STRANGE = 0.72
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in points."""
    return _SLACK * size * sum(_em(character, bold=bold) for character in text)


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return a text on one line, cut to the room there is."""
    line = shown(text)
    if width(line, size, bold=bold) <= room:
        return line
    head = _head(line, size, room - width(CUT, size, bold=bold), bold=bold)
    return line[:head].rstrip() + CUT


def lines(text: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text in at most so many lines, broken between words where that can be; the last one is cut."""
    rest, found = shown(text), list[str]()
    while rest and len(found) < most - 1 and width(rest, size, bold=bold) > room:
        head = max(1, _head(rest, size, room, bold=bold))
        space = _last_space(rest, head + 1)
        head = space if space > 0 else head
        found.append(rest[:head].rstrip())
        rest = rest[head:].lstrip()
    return (*found, fitted(rest, size, room, bold=bold)) if rest else tuple(found)


def _last_space(line: str, before: int) -> int:
    """Return where a line can be broken: not between a figure and its sign."""
    space = line.rfind(" ", 0, before)
    while space > 0 and line[space + 1 : space + 2] == "%":
        space = line.rfind(" ", 0, space)
    return space


def _head(line: str, size: float, room: float, *, bold: bool) -> int:
    """Return how many signs of a line there is room for; a sign and its accents stay together."""
    across, head = 0.0, 0
    for character in line:
        across += width(character, size, bold=bold)
        if across > room:
            break
        head += 1
    while 0 < head < len(line) and unicodedata.category(line[head]).startswith("M"):
        head -= 1
    return head


@lru_cache(maxsize=4096)
def _em(character: str, *, bold: bool) -> float:
    face = _face(bold=bold)
    if face.get_char_index(ord(character)):
        return face.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / _FIXED / _SIZE
    if unicodedata.category(character).startswith("M"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _STRANGE


@cache
def _face(*, bold: bool) -> FT2Font:
    face = FT2Font(fonts.folder() / _FILES[bold])
    face.set_size(_SIZE, 72)
    return face
