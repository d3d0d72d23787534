"""How a large sheet is cut into printable ones: which windows, how they are called, which are empty. Geometry alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from app.reports.printed.poster_room import Paper, millimetres
from graphs.rendering.geometry import Box
from graphs.rendering.windows import overlap

OVERLAP = millimetres(10)
MARGIN = millimetres(12)
"""Of every tile: no office printer reaches the edge, and marks and names stand there."""

_ALPHABET = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of a sheet that one tile shows, by its column and row."""

    column: int
    row: int
    box: Box

    @property
    def name(self) -> str:
        """What it is called: a letter for its column, a number for its row.

        >>> Window(column=1, row=2, box=Box(left=0, top=0, width=1, height=1)).name
        'B3'
        """
        return f"{column_name(self.column)}{self.row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column, as in a spreadsheet.

    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    before, place = divmod(column, _ALPHABET)
    return (column_name(before - 1) if before else "") + chr(ord("A") + place)


def turned(sheet: Paper, tiles: Sequence[Paper]) -> Paper:
    """Return the way to turn a paper on which fewest tiles are needed."""
    return min(tiles, key=lambda paper: len(windows(sheet, paper)))


def windows(sheet: Paper, paper: Paper) -> tuple[Window, ...]:
    """Return the windows of a sheet's tiles, row by row: together all of it, each two neighbours with their overlap."""
    across = tuple(_steps(sheet.width, paper.width - 2 * MARGIN))
    down = tuple(_steps(sheet.height, paper.height - 2 * MARGIN))
    return tuple(
        Window(column=column, row=row, box=Box(left=left, top=top, width=right - left, height=bottom - top))
        for row, (top, bottom) in enumerate(down)
        for column, (left, right) in enumerate(across)
    )


def is_empty(window: Window, filled: Iterable[Box]) -> bool:
    """Tell whether nothing lies in a window."""
    return not any(overlap(window.box, box) for box in filled)


def _steps(length: float, room: float) -> Iterable[tuple[float, float]]:
    """Return from where to where tiles lie along a side; the last one ends with it."""
    count = max(1, ceil((length - OVERLAP) / (room - OVERLAP) - 1e-9))
    starts = [place * (room - OVERLAP) for place in range(count)]
    yield from ((start, after + OVERLAP) for start, after in pairwise(starts))
    yield starts[-1], length
