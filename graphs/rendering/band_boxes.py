"""Where the rows and columns of the process map lie, once its nodes have their places."""

from collections.abc import Iterable, Mapping

from graphs.rendering.geometry import Box, around
from graphs.rendering.picture import Bands

_MARGIN = 10.0
_HEADING = 20.0
_BETWEEN = 6.0
_NARROWEST = 120.0


def band_boxes(bands: Bands, nodes: Mapping[str, Box]) -> tuple[tuple[Box, ...], tuple[Box | None, ...]]:
    """Return the boxes of the rows, as wide as the sheet between the columns, and of the columns, as high as it."""
    rows = [_round_them(nodes[each] for each in row.members) for row in bands.rows]
    sides = [_round_them(nodes[each] for each in column.members) for column in bands.columns]
    whole = around(corner for box in (*rows, *sides) if box is not None for corner in box.corners)
    columns = tuple(
        side and _column(side, top=whole.top, height=whole.height, grows_left=place == 0)
        for place, side in enumerate(sides)
    )
    left, right = whole.left, whole.corners[1][0]
    if columns[0] is not None:
        left = columns[0].corners[1][0] + _BETWEEN
    if columns[1] is not None:
        right = columns[1].left - _BETWEEN
    stretched = (Box(left=left, top=row.top, width=right - left, height=row.height) for row in rows if row is not None)
    return tuple(stretched), columns


def _column(side: Box, *, top: float, height: float, grows_left: bool) -> Box:
    """Return a column with room for its heading."""
    lacking = max(0.0, _NARROWEST - side.width)
    return Box(left=side.left - (lacking if grows_left else 0), top=top, width=side.width + lacking, height=height)


def _round_them(boxes: Iterable[Box]) -> Box | None:
    """Return the box round boxes, with a margin and room for a heading."""
    corners = [corner for box in boxes for corner in box.corners]
    if not corners:
        return None
    held = around(corners)
    return Box(
        left=held.left - _MARGIN,
        top=held.top - _HEADING,
        width=held.width + 2 * _MARGIN,
        height=held.height + _HEADING + _MARGIN,
    )
