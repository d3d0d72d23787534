"""A picture and its positions as one SVG document: the same for screen, paper and poster.

Everything is written here from numbers and texts of our own; no markup of anybody else's passes through.
"""

from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box, Point
from graphs.rendering.layout import Layout
from graphs.rendering.lettering import fitted, width
from graphs.rendering.marks import Lettering, arrow, block, ground, line, shape, text
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Picture
from graphs.rendering.sheet import Document, handoff_group, sheet, spoken_group
from graphs.rendering.styles import HAIRLINE, INK, LABEL_SIZE, LANE_GROUND, NAME_SIZE, SOFT_INK, node_look, thin
from graphs.rendering.words import Words

_LANE_NAME = Lettering(size=9, ink=SOFT_INK, bold=True)
_BOLD = 1.1


def svg(picture: Picture, layout: Layout, words: Words) -> Document:
    """Return the drawing of a picture as it was laid out, with its title, date and legend."""
    paper = sheet(picture, layout.bounds, words)
    for box in layout.lanes.values():
        ground(paper.body, box, LANE_GROUND, HAIRLINE)
    for handoff in picture.handoffs if layout.labels else _worst_on_top(picture):
        _handoff(paper.body, handoff, layout)
    crossed = layout.crossed if layout.lanes else frozenset()
    for name, box in layout.lanes.items():
        _lane_name(paper.body, name, box, crossed)
    for node in picture.nodes:
        _node(paper.body, node, layout.nodes[node.identifier])
    return paper.finished()


def _worst_on_top(picture: Picture) -> list[DrawnHandoff]:
    return sorted(picture.handoffs, key=lambda handoff: handoff.share)


def _lane_name(parent: Element, name: str, box: Box, crossed: frozenset[Point]) -> None:
    """Write a lane's name at the top of its box, where the fewest lines cross it, and over those that do."""
    name = fitted(name, _LANE_NAME.size * _BOLD, box.width - 20)
    room = width(name, _LANE_NAME.size) * _BOLD + 8
    plates = (
        Box(left=left, top=box.top + 5, width=room, height=_LANE_NAME.size * 1.5)
        for left in (box.left + 6, box.left + box.width - room - 6, box.centre[0] - room / 2)
    )
    plate = min(plates, key=lambda each: len(crossed.intersection(each.cells())))
    ground(parent, plate, LANE_GROUND)
    text(parent, (plate.left + 4, plate.top + 10), name, _LANE_NAME)


def _handoff(parent: Element, handoff: DrawnHandoff, layout: Layout) -> None:
    group = handoff_group(parent, handoff)
    way = layout.ways[handoff.identifier]
    label = layout.labels.get(handoff.identifier)
    stroke = thin(handoff.stroke) if label is None else handoff.stroke
    line(group, way.curves, stroke)
    arrow(group, way, stroke)
    if label is not None:
        lines = [(words, INK) for words in handoff.lines] + [(words, SOFT_INK) for words in handoff.figures]
        block(group, label.centre, lines, LABEL_SIZE)


def _node(parent: Element, node: DrawnNode, box: Box) -> None:
    look = node_look(node.kind, supports=node.supports)
    group = spoken_group(parent, node.identifier, node.spoken)
    shape(group, box, look)
    block(group, box.centre, [(words, look.ink) for words in (*node.lines, *node.figures)], NAME_SIZE)
