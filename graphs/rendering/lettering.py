"""Users' texts made fit to be drawn: what may stand in a picture, how it wraps, about how wide it is."""

import textwrap
import unicodedata
from functools import lru_cache

LONGEST_LABEL = 200
LINE_LENGTH = 24
NARROW_LINE = 14
"""Of a drawing for a sheet of paper."""

MOST_LINES = 5
CUT = "…"

_REMEMBERED = 4096
"""Texts: while a slider moves, the same labels are written again and again."""

_BIDI = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_NEVER = {"Cc", "Cs"}
_NARROW = frozenset("fijlrtI.,:;|!'·()[]/- ")
_WIDE = frozenset("mwMW%@—…¿?")


@lru_cache(maxsize=_REMEMBERED)
def literal(text: str) -> str:
    """Return a text as it is, without what no document can hold or what turns the reading direction."""
    kept = (character for character in text.translate(_BIDI) if _may_stand(character))
    return "".join(kept)


def shown(text: str) -> str:
    """Return a text as a label shows it: composed, on one line, at most 200 characters.

    >>> shown("Pedido  completo")
    'Pedido completo'
    """
    line = " ".join(unicodedata.normalize("NFC", literal(" ".join(text.split()))).split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + CUT


@lru_cache(maxsize=_REMEMBERED)
def wrapped(text: str, length: int = LINE_LENGTH) -> tuple[str, ...]:
    """Return a label's lines, of about equal length and at most five.

    >>> wrapped("Agentes del centro de atención")
    ('Agentes del centro', 'de atención')
    """
    label = shown(text)
    lines = _lines(label, length)
    longest_word = max(map(len, label.split()), default=0)
    if 1 < len(lines) < MOST_LINES:
        narrower = (_lines(label, each) for each in range(max(1, longest_word), length))
        lines = next((found for found in narrower if len(found) == len(lines)), lines)
    return tuple(lines) or ("",)


def width(text: str, size: float) -> float:
    """Return about how wide a text is in DejaVu Sans, in points: enough to set a caption beside a sample."""
    return size * sum(map(_em, text))


def fitted(text: str, size: float, room: float) -> str:
    """Return a text on one line, cut to the room there is."""
    line = shown(text)
    if width(line, size) <= room:
        return line
    while line and width(line + CUT, size) > room:
        line = line[:-1]
    return line.rstrip() + CUT


def _lines(label: str, length: int) -> list[str]:
    return textwrap.wrap(label, length, max_lines=MOST_LINES, placeholder=CUT)


def _may_stand(character: str) -> bool:
    return character in "\t\n" or (unicodedata.category(character) not in _NEVER and ord(character) & 0xFFFE != 0xFFFE)


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.71 if character.isupper() else 0.62
