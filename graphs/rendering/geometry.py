"""Points, boxes and ways on a sheet: x to the right and y down, in points of 1/72 inch."""

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]

_CELL = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a thing lies."""

    left: float
    top: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def corners(self) -> tuple[Point, Point]:
        """The top left and the bottom right."""
        return (self.left, self.top), (self.left + self.width, self.top + self.height)

    def cells(self) -> Iterable[Point]:
        """Return the cells that the box touches."""
        (first, top), (last, bottom) = map(cell, self.corners)
        for across in range(int(first), int(last) + 1):
            yield from ((across, down) for down in range(int(top), int(bottom) + 1))

    def inset(self, by: float) -> "Box":
        """Return the box that lies inside at a distance."""
        return Box(left=self.left + by, top=self.top + by, width=self.width - 2 * by, height=self.height - 2 * by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a handoff's line runs from supplier to client: Bézier curves up to where the arrow begins, and its tip."""

    curves: tuple[tuple[Point, ...], ...]
    tip: Point


def cell(point: Point) -> Point:
    """Return which square of the sheet, 8 points wide, a point lies in.

    >>> cell((17.0, -1.0))
    (2.0, -1.0)
    """
    return point[0] // _CELL, point[1] // _CELL


def along(curve: tuple[Point, ...], steps: int = 4) -> Iterable[Point]:
    """Return points close together on Bézier curves (a start, then three points each), not their handles.

    >>> list(along(((0.0, 0.0), (0.0, 8.0), (4.0, 8.0), (4.0, 0.0))))[2:3]
    [(2.0, 6.0)]
    """
    yield curve[0]
    for first in range(0, len(curve) - 3, 3):
        handles = curve[first : first + 4]
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            x, y = (sum(w * h[side] for w, h in zip(weights, handles, strict=True)) for side in (0, 1))
            yield x, y


def around(points: Iterable[Point]) -> Box:
    """Return the smallest box that holds points; nothing lies at the origin.

    >>> around([(1.0, 2.0), (4.0, 1.0)])
    Box(left=1.0, top=1.0, width=3.0, height=1.0)
    """
    across, down = zip(*points, strict=True) if (points := tuple(points)) else ((0.0,), (0.0,))
    return Box(left=min(across), top=min(down), width=max(across) - min(across), height=max(down) - min(down))
