"""Identifiers from names: readable, the same for the same names, and free."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container

from process_models.domain.identifiers import LONGEST_IDENTIFIER

_WITHOUT_ACCENT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_UNFIT = re.compile(r"[^a-z0-9_]+")


def identifier(*names: str, taken: Container[str], fallback: str) -> str:
    """Return an id made of names, or of `fallback` where they have no Latin letter or digit, that is not taken.

    A taken one gets `-2`, `-3` …; with its number it is no longer than an id may be. A handoff's names are those of its
    supplier, its client and its deliverable.

    >>> identifier("Nómina", taken=(), fallback="nodo")
    'nomina'
    >>> identifier("Señales", "Bogotá D.C.", taken={"senales-bogota-d-c"}, fallback="entrega")
    'senales-bogota-d-c-2'
    >>> identifier("物流", taken={"nodo"}, fallback="nodo")
    'nodo-2'
    """
    stem = "-".join(filter(None, map(_slug, names))) or fallback
    first = _numbered(stem, 1)
    return first if first not in taken else _numbered(stem, _free_number(stem, taken))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_WITHOUT_ACCENT)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _UNFIT.sub("-", letters).strip("-")


def _numbered(stem: str, number: int) -> str:
    suffix = f"-{number}" if number > 1 else ""
    return stem[: LONGEST_IDENTIFIER - len(suffix)].rstrip("-") + suffix


def _free_number(stem: str, taken: Container[str]) -> int:
    """Find the end of the row of taken numbers in a few looks, however often the same name comes."""
    highest = 2
    while _numbered(stem, highest) in taken:
        highest *= 2
    return bisect_left(range(highest), 1, lo=2, key=lambda number: _numbered(stem, number) not in taken)
