"""What is wrong with the sheets of a report: text off its sheet or over other text, lonely headings, empty sheets."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.app.reports.printed.reading import Placed, Sheet

HEADINGS = (17.0, 12.0, 9.5)
"""Sizes of bold type that only headings have, the first of them that of sections."""

_FOOT, _HEAD = 44.0, 30.0
_SMALLEST = 5.98
"""Six points, but for rounding."""

_SLIGHT = 0.25
"""Of the smaller box: letters of neighbouring lines reach that far into each other's boxes."""

_FULL = 0.25
"""A sheet that is filled less needs a reason."""


def faults(sheets: Sequence[Sheet]) -> list[str]:
    """Return all that is wrong."""
    return [f"sheet {place}: {fault}" for place, sheet in enumerate(sheets, 1) for fault in _of_sheet(sheet)] + [
        f"sheet {place}: half empty" for place in _half_empty(sheets)
    ]


def _of_sheet(sheet: Sheet) -> Iterator[str]:
    outside = [run for run in sheet.runs if not _is_inside(run, sheet)]
    if outside:
        yield f"{len(outside)} runs off the sheet, the first {outside[0]}"
    small = [run for run in sheet.runs if run.size < _SMALLEST]
    if small:
        yield f"{len(small)} runs too small, the first {small[0]}"
    body = body_of(sheet)
    if not body:
        yield "empty"
        return
    lowest = min(body, key=lambda run: run.bottom)
    if _is_heading(lowest):
        yield f"ends with a heading {lowest}"
    for one, other in _over(sheet.runs):
        yield f"{one} over {other}"


def body_of(sheet: Sheet) -> list[Placed]:
    """Return what stands on a sheet without what stands on every one."""
    return [run for run in sheet.runs if run.bottom > _FOOT and run.top < sheet.height - _HEAD]


def _is_inside(run: Placed, sheet: Sheet) -> bool:
    return run.left >= 0 and run.bottom >= 0 and run.right <= sheet.width and run.top <= sheet.height


def _is_heading(run: Placed) -> bool:
    return run.size in HEADINGS and "Bold" in run.font


def _over(runs: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Yield pairs of runs on other lines, or of other words, that lie over each other; by their order from the left."""
    waiting: list[Placed] = []
    for run in sorted(runs, key=lambda each: each.left):
        waiting = [each for each in waiting if each.right > run.left]
        for each in waiting:
            if _meet(each, run):
                yield each, run
        waiting.append(run)


def _meet(one: Placed, other: Placed) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    same_line = abs(one.bottom - other.bottom) < 0.5
    least_wide = 0.6 * min(one.width, other.width) if same_line else 0.5
    return wide > least_wide and high > _SLIGHT * min(one.height, other.height)


def _half_empty(sheets: Sequence[Sheet]) -> Iterator[int]:
    """Yield the sheets that are little filled before one that goes on in the same section and the same way round."""
    for place, (sheet, following) in enumerate(pairwise(sheets[2:]), 3):
        lowest = min((run.bottom for run in body_of(sheet)), default=sheet.height)
        begins = any(run.size == HEADINGS[0] and "Bold" in run.font for run in following.runs)
        if (sheet.height - lowest) / sheet.height < _FULL and not begins and sheet.width == following.width:
            yield place
