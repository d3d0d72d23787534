"""The picture as DOT text, and nothing of a user's in it but labels; `dot_parts` has the words.

Nodes are n1, n2 …, the handoffs' labels h1, h2 …: a label is a node of its own on its handoff's way, so that Graphviz
keeps room for it. A handoff against the flow is written from client to supplier with its arrow at the back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import graphviz

from graphs.rendering.bands_dot import bands_dot
from graphs.rendering.dot_parts import (
    CLOSE,
    GROUND,
    SHEET,
    caption,
    handoff_label,
    handoff_names,
    line,
    listed,
    node_attributes,
    node_names,
    titled,
)
from graphs.rendering.flow import Zone, flow_order, left_to_right, runs_forward
from graphs.rendering.picture import DrawnFrame, DrawnHandoff, Picture
from graphs.rendering.styles import PAPER, thin

_NEAR = "2"
_UNSEEN = {"style": "invis", "weight": "0"}


def dot(picture: Picture) -> str:
    """Return a picture as DOT for `dot` to lay out, and for people to work with: from left to right, or in bands."""
    if picture.bands is not None:
        return bands_dot(picture, picture.bands)
    names, order = node_names(picture), flow_order(picture)
    graph = titled(picture, {**SHEET, **CLOSE} if picture.narrow else SHEET)
    for node in picture.nodes:
        graph.node(names[node.identifier], **node_attributes(node))
    for name, handoff in handoff_names(picture):
        graph.node(name, **handoff_label(handoff))
        _legs(graph, name, handoff, names, forward=runs_forward(handoff, order))
    for place, (lane, members) in enumerate(lane_members(picture), 1):
        with graph.subgraph(name=f"cluster_{place}", graph_attr={**GROUND, "label": caption((lane,))}) as cluster:
            listed(cluster, members)
    _frames(graph, picture, names)
    _edges_of_sheet(graph, picture, names, order)
    return str(graph.source)


def crowded_dot(picture: Picture) -> str:
    """Return a picture that is too dense for `dot`, for `sfdp`: nodes and bare lines, wherever there is room."""
    names = node_names(picture)
    graph = titled(picture, {"bgcolor": PAPER, "overlap": "scale", "splines": "line"})
    for node in picture.nodes:
        graph.node(names[node.identifier], **node_attributes(node))
    for name, handoff in handoff_names(picture):
        graph.edge(names[handoff.supplier], names[handoff.client], id=name, **line(thin(handoff.stroke)))
    return str(graph.source)


def lane_members(picture: Picture) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lanes, by first use, each with the DOT names of what stands in it: nodes, and labels between them."""
    if not picture.lanes:
        return []
    names = node_names(picture)
    lanes = {node.identifier: node.lane for node in picture.nodes}
    members: dict[str, list[str]] = {lane: [] for lane in lanes.values() if lane}
    for identifier, lane in lanes.items():
        if lane:
            members[lane].append(names[identifier])
    for name, handoff in handoff_names(picture):
        lane = lanes[handoff.supplier]
        if lane and lane == lanes[handoff.client]:
            members[lane].append(name)
    return [(lane, tuple(inside)) for lane, inside in members.items()]


def frame_names(picture: Picture) -> dict[str, str]:
    """Return the name of each frame's cluster by its identifier."""
    return {frame.identifier: f"cluster_f{place}" for place, frame in enumerate(picture.frames, 1)}


def _frames(graph: graphviz.Digraph, picture: Picture, names: Mapping[str, str]) -> None:
    """Draw frames within frames; a label stands in the innermost one that holds both of its handoff's ends."""
    around = {each: frame.identifier for frame in picture.frames for each in frame.inside}
    labels: dict[str, list[str]] = defaultdict(list)
    for name, handoff in handoff_names(picture):
        outside = set(_outwards(handoff.supplier, around))
        home = next((frame for frame in _outwards(handoff.client, around) if frame in outside), None)
        if home is not None:
            labels[home].append(name)
    frames = {frame.identifier: frame for frame in picture.frames}
    clusters = frame_names(picture)

    def draw(parent: graphviz.Digraph, frame: DrawnFrame) -> None:
        attributes = {**GROUND, "label": caption((frame.name,))}
        with parent.subgraph(name=clusters[frame.identifier], graph_attr=attributes) as cluster:
            listed(cluster, [names[each] for each in frame.inside if each in names] + labels[frame.identifier])
            for each in frame.inside:
                if each in frames:
                    draw(cluster, frames[each])

    for frame in picture.frames:
        if frame.identifier not in around:
            draw(graph, frame)


def _outwards(place: str, around: Mapping[str, str]) -> Iterator[str]:
    """Return the frames around a thing, the innermost first."""
    while place in around:
        place = around[place]
        yield place


def _legs(
    graph: graphviz.Digraph, name: str, handoff: DrawnHandoff, names: Mapping[str, str], *, forward: bool
) -> None:
    """Lead a handoff's line through its label, in at the left and out at the right; the label stays near the client."""
    look = line(handoff.stroke)
    left, right = (names[end] for end in left_to_right(handoff, forward=forward))
    graph.edge(left, f"{name}:w", **look, dir="none" if forward else "back", weight="1" if forward else _NEAR)
    graph.edge(f"{name}:e", right, **look, dir="forward" if forward else "none", weight=_NEAR if forward else "1")


def _edges_of_sheet(graph: graphviz.Digraph, picture: Picture, names: dict[str, str], order: dict[str, int]) -> None:
    """Put external suppliers at the left edge of the sheet and customers at the right.

    `rank=min` and `rank=max` do not hold where ranks go across lanes, so unseen lines keep the others between them.
    """
    first, between, last = (
        [node.identifier for node in picture.nodes if Zone.of(node.kind) is place] for place in Zone
    )
    links = [left_to_right(each, forward=runs_forward(each, order)) for each in picture.handoffs]
    led, leading = {right for _, right in links}, {left for left, _ in links}
    for edge in filter(None, (first, last)):
        with graph.subgraph(graph_attr={"rank": "same"}) as rank:
            listed(rank, (names[node] for node in edge))
    unseen = [(first[0], node) for node in between if first and node not in led]
    unseen += [(node, last[0]) for node in between if last and node not in leading]
    for left, right in unseen:
        graph.edge(names[left], names[right], **_UNSEEN)
