"""The layout of a map that somebody laid out: boxes lie where they were put, and handoffs are led round them.

Graphviz says how large things are and, for as many as it can do in time, leads the lines; the others run straight. It
leads no line at all where two things touch, so it is told of those as smaller than they are; what it leads into them
ends at their rims.
"""

import json
from collections.abc import Mapping
from math import hypot
from typing import Any

from graphs.rendering.dot_parts import handoff_label, handoff_names, line, node_attributes, node_names, titled
from graphs.rendering.geometry import Box, Point, Way, around
from graphs.rendering.layout import Engine, Layout, box_of, placed, ways_of
from graphs.rendering.picture import DrawnHandoff, Picture
from graphs.rendering.places import label_boxes, node_boxes, rim
from graphs.rendering.routing import apart, ended
from graphs.rendering.styles import arrow_length

MOST_ROUTED = 260
"""Boxes and labels round which Graphviz leads lines in time: its work grows with the cube of their number."""

_MARGIN = 12.0
_HEADING = 22.0


def lay_out_by_hand(picture: Picture) -> Layout | None:
    """Return where a picture's things lie, or None where not even the sizes were known in time."""
    sizes = _sizes(picture)
    if sizes is None:
        return None
    nodes = node_boxes(picture, sizes)
    labels = label_boxes(picture, nodes, sizes)
    ways = _routed(picture, nodes, labels) if len(nodes) + len(labels) <= MOST_ROUTED else None
    return Layout(
        engine=Engine.BY_HAND,
        nodes=nodes,
        labels=labels,
        ways=ways or {each.identifier: _straight(each, nodes, labels) for each in picture.handoffs},
        lanes=_lanes(picture, nodes),
        frames=_frames(picture, nodes),
    )


def _sizes(picture: Picture) -> dict[str, Point] | None:
    """Return the sizes of boxes and labels, by identifier."""
    found = placed(Engine.BY_HAND, _dot(picture, {}, {}))
    if found is None:
        return None
    boxes = {each["name"]: box_of(each) for each in json.loads(found).get("objects", ()) if "pos" in each}
    names = {name: identifier for identifier, name in node_names(picture).items()}
    names |= {name: handoff.identifier for name, handoff in handoff_names(picture)}
    return {identifier: (boxes[name].width, boxes[name].height) for name, identifier in names.items()}


def _routed(picture: Picture, nodes: Mapping[str, Box], labels: Mapping[str, Box]) -> dict[str, Way] | None:
    seen = apart(nodes, labels)
    found = placed(Engine.BY_HAND, _dot(picture, seen, {name: seen[name] for name in labels}, smaller=True))
    if found is None:
        return None
    answer: Mapping[str, Any] = json.loads(found)
    names, objects = node_names(picture), answer.get("objects", ())
    ends = {name: (names[each.supplier], names[each.client]) for name, each in handoff_names(picture)}
    ways = ways_of(objects, answer.get("edges", ()), ends)
    if len(ways) < len(ends) or not names:
        return None
    first, name = next(iter(names.items()))
    lies = next(box_of(each) for each in objects if each["name"] == name).centre
    by = seen[first].centre[0] - lies[0], seen[first].centre[1] - lies[1]
    return {
        each.identifier: ended(
            _moved(ways[name], by),
            (nodes[each.supplier], labels[each.identifier], nodes[each.client]),
            arrow_length(each.stroke),
        )
        for name, each in handoff_names(picture)
    }


def _dot(picture: Picture, nodes: Mapping[str, Box], labels: Mapping[str, Box], *, smaller: bool = False) -> str:
    """Return a picture with its places as DOT; without places there are no lines, either.

    `smaller`: things are as large as their boxes, not as their texts.
    """
    names = node_names(picture)
    graph = titled(picture, {"splines": "spline", "esep": "+1"})
    for place, node in enumerate(picture.nodes):
        at = _position(nodes.get(node.identifier), place)
        size = _size(nodes[node.identifier]) if smaller else {}
        graph.node(names[node.identifier], **{**node_attributes(node), **size}, pos=at)
    for place, (name, handoff) in enumerate(handoff_names(picture)):
        size = _size(labels[handoff.identifier]) if smaller else {}
        at = _position(labels.get(handoff.identifier), -place)
        graph.node(name, **{**handoff_label(handoff), **size}, pos=at)
        if labels:
            look = line(handoff.stroke)
            graph.edge(names[handoff.supplier], name, **look, dir="none")
            graph.edge(name, names[handoff.client], **look)
    return str(graph.source)


def _size(box: Box) -> dict[str, str]:
    """Return the attributes of a thing that is a box of this size, in inches, and nothing else."""
    size = {"width": f"{box.width / 72:.4f}", "height": f"{box.height / 72:.4f}"}
    return {**size, "fixedsize": "true", "label": "", "shape": "box", "peripheries": "0", "margin": "0"}


def _position(box: Box | None, place: int) -> str:
    if box is None:
        return f"{place * 400},{place * 200}"
    x, y = box.centre
    return f"{x:.2f},{-y:.2f}"


def _moved(way: Way, by: Point) -> Way:
    curves = tuple(tuple((x + by[0], y + by[1]) for x, y in curve) for curve in way.curves)
    return Way(curves=curves, tip=(way.tip[0] + by[0], way.tip[1] + by[1]))


def _straight(handoff: DrawnHandoff, nodes: Mapping[str, Box], labels: Mapping[str, Box]) -> Way:
    """Return a line from rim to rim through the label."""
    start, label, end = nodes[handoff.supplier], labels[handoff.identifier], nodes[handoff.client]
    tip = rim(end, label.centre)
    leaves = rim(label, end.centre)
    length = hypot(tip[0] - leaves[0], tip[1] - leaves[1]) or 1.0
    part = max(0.0, 1 - arrow_length(handoff.stroke) / length)
    arrives = leaves[0] + part * (tip[0] - leaves[0]), leaves[1] + part * (tip[1] - leaves[1])
    legs = (rim(start, label.centre), rim(label, start.centre)), (leaves, arrives)
    return Way(curves=tuple((one, one, other, other) for one, other in legs), tip=tip)


def _lanes(picture: Picture, nodes: Mapping[str, Box]) -> dict[str, Box]:
    members: dict[str, list[Box]] = {}
    for node in picture.nodes if picture.lanes else ():
        if node.lane:
            members.setdefault(node.lane, []).append(nodes[node.identifier])
    return {lane: _round_them(boxes) for lane, boxes in members.items()}


def _frames(picture: Picture, nodes: Mapping[str, Box]) -> dict[str, Box]:
    """Return frames round what is in them, the innermost first."""
    frames = {frame.identifier: frame for frame in picture.frames}
    found: dict[str, Box] = {}

    def box(name: str) -> Box | None:
        if name not in frames:
            return nodes.get(name)
        if name not in found:
            inside = [held for each in frames[name].inside if (held := box(each)) is not None]
            if not inside:
                return None
            found[name] = _round_them(inside)
        return found[name]

    for name in frames:
        box(name)
    return found


def _round_them(boxes: list[Box]) -> Box:
    held = around(corner for box in boxes for corner in box.corners)
    return Box(
        left=held.left - _MARGIN,
        top=held.top - _HEADING,
        width=held.width + 2 * _MARGIN,
        height=held.height + _HEADING + _MARGIN,
    )
