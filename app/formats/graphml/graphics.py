"""What yEd shows: shapes by kind, lines by evidence, places and labels."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from app.formats.figures import figure
from app.formats.graphml.elements import YED
from app.formats.graphml.texts import held
from app.wording import LANGUAGES, Wording, wording
from graphs.rendering.lettering import wrapped
from graphs.rendering.styles import INK, node_look, stroke
from process_models.domain.chain import Handoff, Node, Position
from process_models.domain.evidence import best_rate
from process_models.domain.vocabulary import EvidenceKind, NodeKind, ProcessKind

_SHAPES = {
    NodeKind.PROCESS: "roundrectangle",
    NodeKind.SUPPLIER: "hexagon",
    NodeKind.CUSTOMER: "ellipse",
    NodeKind.EMPLOYEES: "rectangle3d",
}
_LINES = {
    EvidenceKind.FACT: "line",
    EvidenceKind.OPINION: "dashed",
    EvidenceKind.ASSUMPTION: "dotted",
    EvidenceKind.UNKNOWN: "dashed_dotted",
}
_LINE_LENGTH = 22
_SIGN, _LINE, _PADDING = 7.2, 15.0, 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The rectangle that yEd shows of a node."""

    x: float
    y: float
    width: float
    height: float


def node_label(node: Node) -> str:
    """Return the label of a node, in lines."""
    return "\n".join(wrapped(held(node.name), _LINE_LENGTH)).strip() or node.id


def edge_labels(handoff: Handoff) -> tuple[str, ...]:
    """Return the label of a handoff in every language: whoever reads the file does not know in which it was written."""
    return tuple(edge_label(handoff, wording(language)) for language in LANGUAGES)


def edge_label(handoff: Handoff, words: Wording) -> str:
    """Return the label of a handoff: what it is, and the figure with its denominator."""
    name = "\n".join(wrapped(held(handoff.deliverable), _LINE_LENGTH)).strip() or handoff.id
    return f"{name}\n{figure(handoff, words)}"


def box(node: Node, middle: Position) -> Box:
    """Return the rectangle of a node in which its label has room."""
    lines = node_label(node).split("\n")
    width = round(max(90.0, _SIGN * max(map(len, lines)) + _PADDING), 2)
    height = round(_LINE * len(lines) + _PADDING, 2)
    return Box(x=round(middle.x - width / 2, 2), y=round(middle.y - height / 2, 2), width=width, height=height)


def shape_node(parent: Any, node: Node, middle: Position) -> None:  # noqa: ANN401 - lxml has no types
    """Write a node as yEd shows it."""
    look = node_look(node.kind, supports=node.process_kind is ProcessKind.SUPPORT)
    place = box(node, middle)
    shown = _add(parent, "ShapeNode")
    _add(shown, "Geometry", x=place.x, y=place.y, width=place.width, height=place.height)
    _add(shown, "Fill", color=look.fill, transparent="false")
    _add(shown, "BorderStyle", color=look.outline, type="line", width=float(look.borders))
    label = _add(shown, "NodeLabel", alignment="center", textColor=look.ink, modelName="internal", modelPosition="c")
    label.text = node_label(node)
    _add(shown, "Shape", type=_SHAPES[node.kind])


def poly_line_edge(parent: Any, handoff: Handoff, words: Wording) -> None:  # noqa: ANN401
    """Write a handoff as yEd shows it."""
    rate = best_rate(handoff.failure)
    line = stroke(rate.evidence, rate.probability)
    shown = _add(parent, "PolyLineEdge")
    _add(shown, "LineStyle", color=line.color, type=_LINES[rate.evidence], width=line.width)
    _add(shown, "Arrows", source="none", target="standard")
    label = _add(shown, "EdgeLabel", alignment="center", textColor=INK, backgroundColor="#FFFFFF")
    label.text = edge_label(handoff, words)
    _add(shown, "BendStyle", smoothed="false")


def _add(parent: Any, name: str, **attributes: str | float) -> Any:  # noqa: ANN401
    return etree.SubElement(parent, f"{{{YED}}}{name}", {key: str(value) for key, value in attributes.items()})
