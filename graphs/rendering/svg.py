"""A picture and its positions as one SVG document: the same for screen, paper and poster.

Everything is written here from numbers and texts of our own; no markup of anybody else's passes through.
"""

from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box
from graphs.rendering.grounds import grounds, names, plate
from graphs.rendering.layout import Layout
from graphs.rendering.marks import LINE_HEIGHT, arrow, block, ground, line, shape, toggle
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Picture
from graphs.rendering.sheet import Document, handoff_group, mark_group, sheet, spoken_group
from graphs.rendering.styles import (
    HAIRLINE,
    INK,
    LABEL_SIZE,
    LANE_GROUND,
    NAME_SIZE,
    SOFT_INK,
    NodeLook,
    node_look,
    thin,
)
from graphs.rendering.words import Words

_APART = 3.0


def svg(picture: Picture, layout: Layout, words: Words) -> Document:
    """Return the drawing of a picture as it was laid out, with its title, date and legend."""
    paper = sheet(picture, layout.bounds, words)
    for box in layout.lanes.values():
        ground(paper.body, box, LANE_GROUND, HAIRLINE)
    grounds(paper.body, picture, layout)
    for handoff in picture.handoffs if layout.labels else _worst_on_top(picture):
        _handoff(paper.body, handoff, layout)
    crossed = layout.crossed if layout.lanes or layout.frames or layout.rows else frozenset()
    for name, box in layout.lanes.items():
        plate(paper.body, name, box, crossed)
    names(paper.body, picture, layout, crossed)
    for node in picture.nodes:
        _node(paper.body, node, layout.nodes[node.identifier])
    return paper.finished()


def _worst_on_top(picture: Picture) -> list[DrawnHandoff]:
    return sorted(picture.handoffs, key=lambda handoff: handoff.share)


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
    look = node_look(node.kind, supports=node.supports, stacked=bool(node.opener))
    group = spoken_group(parent, node.identifier, node.spoken)
    shape(group, box, look)
    _written(group, node, box, look)
    if node.opener:
        opener = mark_group(parent, f"open-{node.identifier}", node.opener)
        toggle(opener, (box.corners[1][0] - 3, box.corners[1][1] - 3), is_open=False)


def _written(parent: Element, node: DrawnNode, box: Box, look: NodeLook) -> None:
    """Write a name with what is said of it; what is told of parts stands smaller below."""
    if not node.opener:
        block(parent, box.centre, [(words, look.ink) for words in (*node.lines, *node.figures)], NAME_SIZE)
        return
    across, middle = box.centre
    above, below = NAME_SIZE * len(node.lines), LABEL_SIZE * len(node.figures)
    top = middle - (above + below + _APART) * LINE_HEIGHT / 2
    names_at = across, top + above * LINE_HEIGHT / 2
    figures_at = across, top + (above + _APART + below / 2) * LINE_HEIGHT
    block(parent, names_at, [(words, look.ink) for words in node.lines], NAME_SIZE)
    block(parent, figures_at, [(words, SOFT_INK) for words in node.figures], LABEL_SIZE)
