"""The names of what lies under the nodes of a drawing: of lanes, open wholes, and bands of the process map."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box, Point
from graphs.rendering.layout import Layout
from graphs.rendering.lettering import fitted, width
from graphs.rendering.marks import Lettering, Text, ground, put
from graphs.rendering.picture import Bands, DrawnFrame
from graphs.rendering.styles import INK, LANE_GROUND, SOFT_INK, frame_look

_NAME = Lettering(size=9, ink=SOFT_INK, bold=True)
_FRAME_NAME = Lettering(size=9, ink=INK, bold=True)
_BOLD = 1.1
_TOGGLE_ROOM = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A name on a piece of its ground, so that lines that run below do not cross its letters."""

    box: Box
    fill: str
    text: Text


def plate(
    name: str,
    box: Box,
    crossed: Collection[Point],
    *,
    lettering: Lettering = _NAME,
    fill: str = LANE_GROUND,
    room: float = 20.0,
) -> Plate:
    """Return the name at the top of a box, where the fewest lines cross it."""
    name = fitted(name, lettering.size * _BOLD, box.width - room)
    wide = width(name, lettering.size) * _BOLD + 8
    ends = box.width - room + 8
    plates = (
        Box(left=left, top=box.top + 5, width=wide, height=lettering.size * 1.5)
        for left in (box.left + 6, box.left + 6 + ends - wide, box.left + 6 + (ends - wide) / 2)
    )
    found = min(plates, key=lambda each: sum(cell in crossed for cell in each.cells()))
    return Plate(box=found, fill=fill, text=Text(at=(found.left + 4, found.top + 10), words=name, lettering=lettering))


def frame_plate(frame: DrawnFrame, box: Box, crossed: Collection[Point]) -> Plate:
    """Return the name of an open whole, beside what closes it."""
    fill = frame_look(frame.depth).fill
    return plate(frame.name, box, crossed, lettering=_FRAME_NAME, fill=fill, room=20 + _TOGGLE_ROOM)


def headings(bands: Bands, layout: Layout) -> Iterator[Plate]:
    """Return the headings of the process map, line by line."""
    headed = [*zip(bands.rows, layout.rows, strict=True), *zip(bands.columns, layout.columns, strict=True)]
    for band, box in headed:
        if box is None:
            continue
        for place, words in enumerate(band.heading):
            down, wide = box.top + 3 + 12 * place, width(words, _FRAME_NAME.size) * _BOLD + 8
            held = Box(left=box.left + 4, top=down, width=wide, height=14)
            line = Text(at=(box.left + 8, down + 11), words=words, lettering=_FRAME_NAME)
            yield Plate(box=held, fill=LANE_GROUND, text=line)


def put_plate(parent: Element, plate: Plate) -> None:
    """Write a name over the lines that cross it."""
    ground(parent, plate.box, plate.fill)
    put(parent, plate.text)
