"""The picture as DOT text: the one module that writes it, and nothing of a user's but labels.

Nodes are n1, n2 …, the handoffs' labels h1, h2 …: a label is a node of its own on its handoff's way, so that Graphviz
keeps room for it. A handoff against the flow is written from client to supplier with its arrow at the back.
"""

import html
from collections.abc import Iterable

import graphviz

from graphs.rendering.flow import Zone, flow_order, left_to_right, runs_forward
from graphs.rendering.lettering import shown
from graphs.rendering.picture import DrawnHandoff, DrawnNode, Picture
from graphs.rendering.styles import (
    FONT,
    GRAPHVIZ_LINES,
    HAIRLINE,
    INK,
    LABEL_SIZE,
    LANE_GROUND,
    NAME_SIZE,
    PAPER,
    SOFT_INK,
    Stroke,
    arrow_length,
    node_look,
    thin,
)

_GRAPH = {
    "bgcolor": PAPER,
    "fontcolor": INK,
    "fontname": FONT,
    "fontsize": "12",
    "labeljust": "l",
    "labelloc": "t",
    "newrank": "true",
    "nodesep": "0.16",
    "outputorder": "edgesfirst",
    "pad": "0.3",
    "rankdir": "LR",
    "ranksep": "0.4",
    "splines": "spline",
}
_NODE = {"fontname": FONT, "fontsize": f"{NAME_SIZE:g}", "height": "0.45", "margin": "0.16,0.1", "penwidth": "1.1"}
_LABEL = {
    "fontcolor": SOFT_INK,
    "fontsize": f"{LABEL_SIZE:g}",
    "height": "0.1",
    "margin": "0.06,0.03",
    "peripheries": "0",
    "shape": "box",
    "width": "0.1",
}
_LANE = {"color": HAIRLINE, "fillcolor": LANE_GROUND, "fontsize": "11", "margin": "12", "style": "filled"}
"""Room for a bold name of 9 points is what Graphviz keeps for a plain one of 11."""
_ARROW = 10.0
"""Graphviz' length of an arrow of size 1, in points."""

_NEAR = "2"
_UNSEEN = {"style": "invis", "weight": "0"}


def dot(picture: Picture) -> str:
    """Return a picture as DOT, from left to right, for `dot` to lay out and for people to work with."""
    names, order = node_names(picture), flow_order(picture)
    graph = _titled(picture, _GRAPH)
    for node in picture.nodes:
        graph.node(names[node.identifier], **_node(node))
    for name, handoff in handoff_names(picture):
        graph.node(name, label=_label((*handoff.lines, *handoff.figures)), **_LABEL)
        _legs(graph, name, handoff, names, forward=runs_forward(handoff, order))
    for place, (lane, members) in enumerate(lane_members(picture), 1):
        with graph.subgraph(name=f"cluster_{place}", graph_attr={**_LANE, "label": _caption((lane,))}) as cluster:
            _list(cluster, members)
    _edges_of_sheet(graph, picture, names, order)
    return str(graph.source)


def crowded_dot(picture: Picture) -> str:
    """Return a picture that is too dense for `dot`, for `sfdp`: nodes and bare lines, wherever there is room."""
    names = node_names(picture)
    graph = _titled(picture, {"bgcolor": PAPER, "overlap": "scale", "splines": "line"})
    for node in picture.nodes:
        graph.node(names[node.identifier], **_node(node))
    for name, handoff in handoff_names(picture):
        graph.edge(names[handoff.supplier], names[handoff.client], id=name, **_line(thin(handoff.stroke)))
    return str(graph.source)


def node_names(picture: Picture) -> dict[str, str]:
    """Return the DOT name of each node by its identifier."""
    return {node.identifier: f"n{place}" for place, node in enumerate(picture.nodes, 1)}


def handoff_names(picture: Picture) -> Iterable[tuple[str, DrawnHandoff]]:
    """Return the DOT name of each handoff's label, with the handoff."""
    return [(f"h{place}", handoff) for place, handoff in enumerate(picture.handoffs, 1)]


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


def _titled(picture: Picture, attributes: dict[str, str]) -> graphviz.Digraph:
    graph = graphviz.Digraph(graph_attr={**attributes, "label": _caption((picture.title, picture.subtitle))})
    graph.attr("node", **_NODE)
    return graph


def _node(node: DrawnNode) -> dict[str, str]:
    look = node_look(node.kind, supports=node.supports)
    return {
        "label": _label((*node.lines, *node.figures)),
        "shape": "note" if look.rounding is None else "box",
        "style": "filled" if look.rounding is None else "rounded,filled",
        "fillcolor": look.fill,
        "color": look.outline,
        "fontcolor": look.ink,
        "peripheries": str(look.borders),
    }


def _legs(graph: graphviz.Digraph, name: str, handoff: DrawnHandoff, names: dict[str, str], *, forward: bool) -> None:
    """Lead a handoff's line through its label, in at the left and out at the right; the label stays near the client."""
    line = _line(handoff.stroke)
    left, right = (names[end] for end in left_to_right(handoff, forward=forward))
    graph.edge(left, f"{name}:w", **line, dir="none" if forward else "back", weight="1" if forward else _NEAR)
    graph.edge(f"{name}:e", right, **line, dir="forward" if forward else "none", weight=_NEAR if forward else "1")


def _line(stroke: Stroke) -> dict[str, str]:
    return {
        "arrowsize": f"{arrow_length(stroke) / _ARROW:.2f}",
        "color": stroke.color,
        "penwidth": f"{stroke.width:g}",
        "style": GRAPHVIZ_LINES[stroke.dashes],
    }


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
            _list(rank, (names[node] for node in edge))
    unseen = [(first[0], node) for node in between if first and node not in led]
    unseen += [(node, last[0]) for node in between if last and node not in leading]
    for left, right in unseen:
        graph.edge(names[left], names[right], **_UNSEEN)


def _list(graph: graphviz.Digraph, members: Iterable[str]) -> None:
    for member in members:
        graph.node(member)


def _label(lines: Iterable[str]) -> str:
    """Return centred lines as a label in which every character stands for itself."""
    return "\\n".join(map(_escaped, lines))


def _caption(lines: Iterable[str]) -> str:
    """Return lines that begin at the left."""
    return "".join(f"{_escaped(line)}\\l" for line in lines)


def _escaped(line: str) -> str:
    return str(graphviz.escape(html.escape(shown(line), quote=False)))
