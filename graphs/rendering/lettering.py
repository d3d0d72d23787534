"""Users' texts made fit to be drawn: what may stand in a picture, how it wraps, about how wide it is."""

import textwrap
import unicodedata

LONGEST_LABEL = 200
LINE_LENGTH = 24
MOST_LINES = 5
CUT = "…"

_BIDI = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_NEVER = {"Cc", "Cs"}
_NARROW = frozenset("fijlrtI.,:;|!'·()[]/- ")
_WIDE = frozenset("mwMW%@—…¿?")


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


def wrapped(text: str, length: int = LINE_LENGTH) -> tuple[str, ...]:
    """Return a label's lines, of about equal length and at most five.

    >>> wrapped("Agentes del centro de atención")
    ('Agentes del', 'centro de atención')
    """
    label = shown(text)
    needed = len(_lines(label, length))
    while length > 1 and needed > 1 and len(_lines(label, length - 1)) == needed and _unbroken(label, length - 1):
        length -= 1
    return tuple(_lines(label, length)) or ("",)


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


def _unbroken(label: str, length: int) -> bool:
    """Tell whether no word must be broken to fit."""
    return all(len(word) <= length for word in label.split())


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
