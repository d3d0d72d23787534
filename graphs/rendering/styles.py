"""How the drawing speaks: colour and width say a share, the line says the evidence, the shape says the kind.

Every class of colour is at least 3 : 1 on white, and darker than the one before it, so that it holds in greyscale.
"""

from dataclasses import dataclass, replace

from process_models.domain.vocabulary import EvidenceKind, NodeKind, Viewpoint

FONT = "DejaVu Sans"
FONTS = "DejaVu Sans, Verdana, sans-serif"
PAPER = "#FFFFFF"
INK = "#1C1F24"
SOFT_INK = "#4A5059"
HAIRLINE = "#C9CDD3"
ACCENT = "#10314F"
LANE_GROUND = "#F6F7F9"
FRAME_LINE = "#7B818A"

NAME_SIZE = 10.5
LABEL_SIZE = 8.5

MANY_MARK = "⇉"
"""Stands in the legend for a line that is several handoffs."""

ROUTE_MARK = "◇"
"""Stands before the deliverable of a handoff that is one of several routes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareClass:
    """One of the five classes of a share: from `least` up to the next one's."""

    least: float
    color: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How a handoff's line is drawn, in points."""

    color: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLook:
    """How a kind of node is drawn: with rounded corners, or without and with a notch.

    `stacked` is for what stands for its parts: another sheet shows behind it.
    """

    fill: str
    outline: str
    ink: str
    borders: int = 1
    rounding: float | None = 8.0
    stacked: bool = False


SHARE_CLASSES = (
    ShareClass(least=0.0, color="#8C9199", width=1.3),
    ShareClass(least=0.02, color="#B07A12", width=2.0),
    ShareClass(least=0.05, color="#BF5B0B", width=2.9),
    ShareClass(least=0.10, color="#A8330F", width=3.9),
    ShareClass(least=0.20, color="#6B1010", width=5.0),
)

DASHES: dict[EvidenceKind, tuple[float, ...]] = {
    EvidenceKind.FACT: (),
    EvidenceKind.OPINION: (5, 2),
    EvidenceKind.ASSUMPTION: (1.5, 3),
    EvidenceKind.UNKNOWN: (8, 3, 1.5, 3),
}

GRAPHVIZ_LINES: dict[tuple[float, ...], str] = {
    DASHES[EvidenceKind.FACT]: "solid",
    DASHES[EvidenceKind.OPINION]: "dashed",
    DASHES[EvidenceKind.ASSUMPTION]: "dotted",
    DASHES[EvidenceKind.UNKNOWN]: "dashed",
}
"""The nearest that Graphviz has: it knows no dash-dot, so the grey and the "¿?" tell the unknown there."""

UNKNOWN_STROKE = Stroke(color="#7B818A", width=1.4, dashes=DASHES[EvidenceKind.UNKNOWN])

EVIDENCE_STROKES: dict[EvidenceKind, Stroke] = {
    EvidenceKind.FACT: Stroke(color="#10314F", width=3.2, dashes=DASHES[EvidenceKind.FACT]),
    EvidenceKind.OPINION: Stroke(color="#3D5A80", width=2.6, dashes=DASHES[EvidenceKind.OPINION]),
    EvidenceKind.ASSUMPTION: Stroke(color="#66758C", width=2.6, dashes=DASHES[EvidenceKind.ASSUMPTION]),
    EvidenceKind.UNKNOWN: UNKNOWN_STROKE,
}
"""Where lines say the evidence alone: the firmer, the darker and the wider."""

CHANNEL_STROKES: dict[Viewpoint, Stroke] = {
    Viewpoint.INFORMATION: Stroke(color="#1F6FB2", width=2.6),
    Viewpoint.COMPLAINTS: Stroke(color="#A8330F", width=2.6),
    Viewpoint.COMMITMENT: Stroke(color="#6B4FA0", width=2.6),
    Viewpoint.DIRECT_ATTENTION: Stroke(color="#B07A12", width=2.6),
    Viewpoint.DELIVERED: Stroke(color="#10314F", width=2.6),
    Viewpoint.INTERNAL: Stroke(color="#8A2A6B", width=2.6),
    Viewpoint.INTEREST_GROUP: Stroke(color="#7A4A1E", width=2.6),
    Viewpoint.AUDIT: Stroke(color="#C2477F", width=2.6),
}
"""Colours help to follow a channel with the eye; its number says which one it is."""

NO_CHANNEL_STROKE = Stroke(color="#7B818A", width=1.4, dashes=DASHES[EvidenceKind.ASSUMPTION])
SEVERAL_STROKE = Stroke(color=INK, width=2.6)
NO_FIGURE_STROKE = Stroke(color="#7B818A", width=1.4)

_PROCESS = NodeLook(fill=PAPER, outline="#2B2F36", ink=INK)
_SUPPORT = replace(_PROCESS, fill="#F1ECDF")
_OTHERS: dict[NodeKind, NodeLook] = {
    NodeKind.SUPPLIER: NodeLook(fill="#E9ECF0", outline="#5B6470", ink=INK, rounding=None),
    NodeKind.CUSTOMER: NodeLook(fill=ACCENT, outline=ACCENT, ink=PAPER, rounding=16.0),
    NodeKind.EMPLOYEES: replace(_PROCESS, borders=2),
}


def frame_look(depth: int = 0) -> NodeLook:
    """Return how an open whole is drawn: a frame inside a frame has the other ground."""
    ground = PAPER if depth % 2 else LANE_GROUND
    return NodeLook(fill=ground, outline=FRAME_LINE, ink=SOFT_INK, rounding=6.0)


def node_look(kind: NodeKind, *, supports: bool = False, stacked: bool = False) -> NodeLook:
    """Return how a node of a kind is drawn; `supports` is for processes of support."""
    look = _OTHERS.get(kind, _SUPPORT if supports else _PROCESS)
    return replace(look, stacked=True) if stacked else look


def share_class(share: float) -> ShareClass:
    """Return the class that a share (0-1) falls into.

    >>> share_class(0.05).color
    '#BF5B0B'
    """
    return next(each for each in reversed(SHARE_CLASSES) if share >= each.least)


def stroke(evidence: EvidenceKind, share: float) -> Stroke:
    """Return the line of a handoff: its share by colour and width, its evidence by dashes; the unknown is grey."""
    if evidence is EvidenceKind.UNKNOWN:
        return UNKNOWN_STROKE
    found = share_class(share)
    return Stroke(color=found.color, width=found.width, dashes=DASHES[evidence])


def reach_stroke(evidence: EvidenceKind, share: float) -> Stroke:
    """Return the line of a handoff that a failure reaches: how much of it arrives is known of the unknown, too."""
    found = share_class(share)
    return Stroke(color=found.color, width=found.width, dashes=DASHES[evidence])


def origin_stroke(evidence: EvidenceKind) -> Stroke:
    """Return the line of the handoff whose failure is followed."""
    return Stroke(color=ACCENT, width=6.0, dashes=DASHES[evidence])


def thin(line: Stroke) -> Stroke:
    """Return a line as it is drawn where lines are too many for their labels: its colour still says the class."""
    return replace(line, width=0.4 * line.width)


def arrow_length(line: Stroke) -> float:
    """Return the length of a line's arrow in points: more for a wider line."""
    return 5.0 + 0.9 * line.width
