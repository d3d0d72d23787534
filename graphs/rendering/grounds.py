"""What lies under the nodes of a drawing: frames of open wholes, the bands of the process map, and their names."""

from collections.abc import Collection
from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box, Point
from graphs.rendering.layout import Layout
from graphs.rendering.lettering import fitted, width
from graphs.rendering.marks import Lettering, ground, shape, text, toggle
from graphs.rendering.picture import Bands, DrawnFrame, Picture
from graphs.rendering.sheet import mark_group, spoken_group
from graphs.rendering.styles import HAIRLINE, INK, LANE_GROUND, SOFT_INK, frame_look

_NAME = Lettering(size=9, ink=SOFT_INK, bold=True)
_FRAME_NAME = Lettering(size=9, ink=INK, bold=True)
_BOLD = 1.1
_TOGGLE_ROOM = 26.0


def grounds(parent: Element, picture: Picture, layout: Layout) -> None:
    """Draw frames, each over those around it, and bands."""
    for box in (*layout.rows, *layout.columns):
        if box is not None:
            ground(parent, box, LANE_GROUND, HAIRLINE)
    for frame in picture.frames:
        if frame.identifier in layout.frames:
            shape(parent, layout.frames[frame.identifier], frame_look(frame.depth))


def names(parent: Element, picture: Picture, layout: Layout, crossed: Collection[Point]) -> None:
    """Write the names of frames and bands over the lines that cross them."""
    for frame in picture.frames:
        if frame.identifier in layout.frames:
            _frame(parent, frame, layout.frames[frame.identifier], crossed)
    if picture.bands is not None and layout.rows:
        _bands(parent, picture.bands, layout)


def plate(
    parent: Element,
    name: str,
    box: Box,
    crossed: Collection[Point],
    *,
    lettering: Lettering = _NAME,
    fill: str = LANE_GROUND,
    room: float = 20.0,
) -> Box:
    """Write a name at the top of a box, where the fewest lines cross it, and over those that do; return where it is."""
    name = fitted(name, lettering.size * _BOLD, box.width - room)
    wide = width(name, lettering.size) * _BOLD + 8
    ends = box.width - room + 8
    plates = (
        Box(left=left, top=box.top + 5, width=wide, height=lettering.size * 1.5)
        for left in (box.left + 6, box.left + 6 + ends - wide, box.left + 6 + (ends - wide) / 2)
    )
    found = min(plates, key=lambda each: sum(cell in crossed for cell in each.cells()))
    ground(parent, found, fill)
    text(parent, (found.left + 4, found.top + 10), name, lettering)
    return found


def _frame(parent: Element, frame: DrawnFrame, box: Box, crossed: Collection[Point]) -> None:
    group = spoken_group(parent, frame.identifier, frame.spoken)
    look = frame_look(frame.depth)
    plate(group, frame.name, box, crossed, lettering=_FRAME_NAME, fill=look.fill, room=20 + _TOGGLE_ROOM)
    closer = mark_group(parent, f"close-{frame.identifier}", frame.closer)
    toggle(closer, (box.corners[1][0] - 13, box.top + 13), is_open=True)


def _bands(parent: Element, bands: Bands, layout: Layout) -> None:
    headed = [*zip(bands.rows, layout.rows, strict=True), *zip(bands.columns, layout.columns, strict=True)]
    for band, box in headed:
        if box is None:
            continue
        for place, words in enumerate(band.heading):
            down, wide = box.top + 3 + 12 * place, width(words, _FRAME_NAME.size) * _BOLD + 8
            ground(parent, Box(left=box.left + 4, top=down, width=wide, height=14), LANE_GROUND)
            text(parent, (box.left + 8, down + 11), words, _FRAME_NAME)
