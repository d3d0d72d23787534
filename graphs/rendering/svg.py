"""A scene as one SVG document: the same for screen, paper and poster.

Everything is written here from numbers and texts of our own; no markup of anybody else's passes through.
"""

from xml.etree.ElementTree import Element

from graphs.rendering.geometry import Box
from graphs.rendering.grounds import put_plate
from graphs.rendering.marks import LINE_HEIGHT, arrow, block, ground, line, shape, toggle
from graphs.rendering.picture import DrawnNode
from graphs.rendering.scene import Scene, SceneFrame, SceneHandoff, SceneNode
from graphs.rendering.sheet import Document, handoff_group, mark_group, sheet, spoken_group
from graphs.rendering.styles import HAIRLINE, INK, LABEL_SIZE, LANE_GROUND, NAME_SIZE, SOFT_INK, NodeLook

_APART = 3.0


def svg(scene: Scene) -> Document:
    """Return the drawing of a scene, with its title, date and legend."""
    paper = sheet(scene.plan)
    for lane in scene.lanes:
        ground(paper.body, lane.box, LANE_GROUND, HAIRLINE)
    for box in scene.bands:
        ground(paper.body, box, LANE_GROUND, HAIRLINE)
    for frame in scene.frames:
        shape(paper.body, frame.box, frame.look)
    for handoff in scene.handoffs:
        _handoff(paper.body, handoff)
    for lane in scene.lanes:
        put_plate(paper.body, lane.plate)
    for frame in scene.frames:
        _frame(paper.body, frame)
    for heading in scene.headings:
        put_plate(paper.body, heading)
    for node in scene.nodes:
        _node(paper.body, node)
    return paper.finished()


def _handoff(parent: Element, handoff: SceneHandoff) -> None:
    drawn = handoff.drawn
    group = handoff_group(parent, drawn)
    line(group, handoff.way.curves, handoff.stroke)
    arrow(group, handoff.way, handoff.stroke)
    if handoff.label is not None:
        lines = [(words, INK) for words in drawn.lines] + [(words, SOFT_INK) for words in drawn.figures]
        block(group, handoff.label.centre, lines, LABEL_SIZE)


def _frame(parent: Element, frame: SceneFrame) -> None:
    group = spoken_group(parent, frame.drawn.identifier, frame.drawn.spoken)
    put_plate(group, frame.plate)
    closer = mark_group(parent, f"close-{frame.drawn.identifier}", frame.drawn.closer)
    toggle(closer, (frame.box.corners[1][0] - 13, frame.box.top + 13), is_open=True)


def _node(parent: Element, node: SceneNode) -> None:
    drawn, box, look = node.drawn, node.box, node.look
    group = spoken_group(parent, drawn.identifier, drawn.spoken)
    shape(group, box, look)
    _written(group, drawn, box, look)
    if drawn.opener:
        opener = mark_group(parent, f"open-{drawn.identifier}", drawn.opener)
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
