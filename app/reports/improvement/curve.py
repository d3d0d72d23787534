"""The curve expected loss x budget as lengths on a page: across in per cent of its width, down in points."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 220
TOP, BOTTOM = 24, 190
_ROOM = 0.35
"""Below the least loss, as a part of what can be saved: so the curve does not lie on the axis."""

_MOST_TICKS = 4
_APART = 26.0
"""Per cent of the width between two figures below the axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight piece: from `x1` to `x2` across, from `y1` to `y2` down."""

    x1: float
    x2: float
    y1: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A step of the curve: where it stands, and at which cost which loss is reached."""

    x: float
    y: float
    cost: float
    loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The pieces of the steps; the points where the loss falls; those of them that have a figure below the axis.

    `is_cut`: the axis of the loss does not begin at 0.
    """

    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    ticks: tuple[Point, ...]
    is_cut: bool


def curve(steps: Sequence[tuple[float, float]], budget: float) -> Curve:
    """Return the curve of (cost, loss), from (0, before) on, up to a budget.

    >>> drawn = curve([(0, 10.0), (50, 6.0)], 100)
    >>> [(point.x, point.y) for point in drawn.points], len(drawn.lines)
    ([(0.0, 24.0), (50.0, 146.96)], 3)
    """
    right = max(budget, steps[-1][0]) or 1.0
    highest, lowest = steps[0][1], steps[-1][1]
    floor = max(0.0, lowest - _ROOM * (highest - lowest)) if highest > lowest else 0.0
    scale = (BOTTOM - TOP) / ((highest - floor) or 1.0)
    points = tuple(
        Point(x=round(100 * cost / right, 2), y=round(BOTTOM - scale * (loss - floor), 2), cost=cost, loss=loss)
        for cost, loss in steps
    )
    lines: list[Line] = []
    for here, following in zip(points, (*points[1:], None), strict=True):
        end = 100.0 if following is None else following.x
        lines.append(Line(x1=here.x, x2=end, y1=here.y, y2=here.y))
        if following is not None:
            lines.append(Line(x1=end, x2=end, y1=here.y, y2=following.y))
    return Curve(lines=tuple(lines), points=points, ticks=tuple(_ticks(points)), is_cut=floor > 0)


def _ticks(points: Sequence[Point]) -> list[Point]:
    """Return the points whose costs can stand below the axis without touching each other."""
    chosen = [points[-1]]
    for point in points[:-1]:
        if len(chosen) < _MOST_TICKS and all(abs(point.x - other.x) >= _APART for other in chosen):
            chosen.append(point)
    return chosen
