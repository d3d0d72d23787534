"""The words of DOT: attributes of our own, names that are numbers, and labels in which a user's text is but text."""

import html
from collections.abc import Iterable

import graphviz

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
)

SHEET = {
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
CLOSE = {"nodesep": "0.1", "ranksep": "0.22"}
"""Of a drawing for a sheet of paper."""

GROUND = {"color": HAIRLINE, "fillcolor": LANE_GROUND, "fontsize": "11", "margin": "12", "style": "filled"}
"""Of lanes, frames and bands. Room for a bold name of 9 points is what Graphviz keeps for a plain one of 11."""

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
_ARROW = 10.0
"""Graphviz' length of an arrow of size 1, in points."""


def node_names(picture: Picture) -> dict[str, str]:
    """Return the DOT name of each node by its identifier."""
    return {node.identifier: f"n{place}" for place, node in enumerate(picture.nodes, 1)}


def handoff_names(picture: Picture) -> Iterable[tuple[str, DrawnHandoff]]:
    """Return the DOT name of each handoff's label, with the handoff."""
    return [(f"h{place}", handoff) for place, handoff in enumerate(picture.handoffs, 1)]


def titled(picture: Picture, attributes: dict[str, str]) -> graphviz.Digraph:
    """Return an empty graph with the title of a picture."""
    graph = graphviz.Digraph(graph_attr={**attributes, "label": caption((picture.title, picture.subtitle))})
    graph.attr("node", **_NODE)
    return graph


def node_attributes(node: DrawnNode) -> dict[str, str]:
    """Return how a node is drawn."""
    look = node_look(node.kind, supports=node.supports)
    return {
        "label": label((*node.lines, *node.figures)),
        "shape": "note" if look.rounding is None else "box",
        "style": "filled" if look.rounding is None else "rounded,filled",
        "fillcolor": look.fill,
        "color": look.outline,
        "fontcolor": look.ink,
        "peripheries": str(look.borders),
    }


def line(stroke: Stroke) -> dict[str, str]:
    """Return how a line is drawn, as near as Graphviz comes to it."""
    return {
        "arrowsize": f"{arrow_length(stroke) / _ARROW:.2f}",
        "color": stroke.color,
        "penwidth": f"{stroke.width:g}",
        "style": GRAPHVIZ_LINES[stroke.dashes],
    }


def handoff_label(handoff: DrawnHandoff) -> dict[str, str]:
    """Return how a handoff's label is drawn: a node of its own."""
    return {"label": label((*handoff.lines, *handoff.figures)), **_LABEL}


def label(lines: Iterable[str]) -> str:
    """Return centred lines as a label in which every character stands for itself."""
    return "\\n".join(map(_escaped, lines))


def caption(lines: Iterable[str]) -> str:
    """Return lines that begin at the left."""
    return "".join(f"{_escaped(line)}\\l" for line in lines)


def listed(graph: graphviz.Digraph, members: Iterable[str]) -> None:
    """Name what is in a subgraph."""
    for member in members:
        graph.node(member)


def _escaped(line: str) -> str:
    return str(graphviz.escape(html.escape(shown(line), quote=False)))
