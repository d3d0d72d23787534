"""Hatches as plain lines inside a bar: sharp at every size, the same in every program, and a few signs long."""

from collections.abc import Iterator

from graphs.rendering.geometry import Box, Point

Segment = tuple[Point, Point]

_SLANTED, _DOTTED = 3.4, 3.0
_EDGE = 0.45


def slanted(box: Box) -> Iterator[Segment]:
    """Yield slanted lines, each from edge to edge."""
    (left, top), (right, bottom) = box.corners
    for place in range(1, int((box.width + box.height) / _SLANTED) + 1):
        along = place * _SLANTED
        start = (left + along, top) if along <= box.width else (right, top + along - box.width)
        end = (left, top + along) if along <= box.height else (left + along - box.height, bottom)
        yield start, end


def dotted(box: Box) -> Iterator[Segment]:
    """Yield level lines, to be drawn as rows of dots."""
    (left, top), (right, bottom) = box.corners
    rows = max(1, int(box.height / _DOTTED))
    apart = (bottom - top) / rows
    for row in range(rows):
        down = top + apart * (row + 0.5)
        if right - left > 2 * _EDGE:
            yield (left + _EDGE, down), (right - _EDGE, down)
