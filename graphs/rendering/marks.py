"""The few marks that a drawing is made of, as SVG elements: texts, lines, arrows and the shapes of nodes.

Only these elements and presentation attributes are ever written, so that nothing foreign can stand in a drawing: no
styles, scripts, links or references.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from xml.etree.ElementTree import Element, SubElement

from graphs.rendering.geometry import Box, Point, Way
from graphs.rendering.styles import ACCENT, INK, PAPER, NodeLook, Stroke, arrow_length

LINE_HEIGHT = 1.24
_BASELINE = 0.36
_NOTCH = 7.0
_SECOND_BORDER = 3.2
_SMALL = 0.55
_BEHIND = 4.0
_TOGGLE = 14.0
_TARGET = 24.0
_ARM = 3.6
_TOGGLE_LOOK = NodeLook(fill=PAPER, outline=ACCENT, ink=ACCENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How a text is set: its size in points, its ink, where it begins."""

    size: float
    ink: str = INK
    anchor: str = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text with where its baseline begins, or where its middle is."""

    at: Point
    words: str
    lettering: Lettering


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """A handoff's line as a legend shows it."""

    curve: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleShape:
    """A node's shape as a legend shows it."""

    box: Box
    look: NodeLook


def number(value: float) -> str:
    """Return a coordinate: a tenth of a point is fine enough."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def text(parent: Element, at: Point, words: str, lettering: Lettering) -> None:
    """Set one line of text at its baseline."""
    element = SubElement(parent, "text", x=number(at[0]), y=number(at[1]), fill=lettering.ink)
    element.set("font-size", f"{lettering.size:g}")
    if lettering.anchor != "start":
        element.set("text-anchor", lettering.anchor)
    if lettering.bold:
        element.set("font-weight", "bold")
    element.text = words


def block(parent: Element, centre: Point, lines: Sequence[tuple[str, str]], size: float) -> None:
    """Set centred lines, each with its ink, about a point."""
    step = size * LINE_HEIGHT
    top = centre[1] - step * (len(lines) - 1) / 2 + size * _BASELINE
    for place, (line, ink) in enumerate(lines):
        text(parent, (centre[0], top + place * step), line, Lettering(size=size, ink=ink, anchor="middle"))


def line(parent: Element, curves: Iterable[Sequence[Point]], stroke: Stroke) -> None:
    """Draw Bézier curves (a start, then three points each) as one line."""
    element = SubElement(parent, "path", d=" ".join(map(_curve, curves)), fill="none", stroke=stroke.color)
    element.set("stroke-width", f"{stroke.width:g}")
    if stroke.dashes:
        element.set("stroke-dasharray", " ".join(f"{dash:g}" for dash in stroke.dashes))


def arrow(parent: Element, way: Way, stroke: Stroke) -> None:
    """Draw the arrow at the client's end of a way."""
    (x, y), tip = way.curves[-1][-1], way.tip
    length = hypot(tip[0] - x, tip[1] - y) or 1.0
    ahead = (tip[0] - x) / length, (tip[1] - y) / length
    half = 0.36 * arrow_length(stroke) + 0.28 * stroke.width
    back = x - 0.5 * ahead[0], y - 0.5 * ahead[1]
    corners = (
        tip,
        (back[0] - half * ahead[1], back[1] + half * ahead[0]),
        (back[0] + half * ahead[1], back[1] - half * ahead[0]),
    )
    SubElement(parent, "polygon", points=_points(corners), fill=stroke.color)


def shape(parent: Element, box: Box, look: NodeLook, *, small: bool = False) -> None:
    """Draw the outline of a node of one kind; a small one for a legend."""
    scale = _SMALL if small else 1.0
    if look.stacked:
        behind = replace(box, left=box.left + scale * _BEHIND, top=box.top - scale * _BEHIND)
        shape(parent, behind, replace(look, stacked=False), small=small)
    if look.rounding is None:
        outline = SubElement(parent, "polygon", points=_points(_notched(box, scale * _NOTCH)))
        _painted(outline, look)
    for border in range(look.borders if look.rounding is not None else 0):
        inset = scale * border * _SECOND_BORDER
        inner = box.inset(inset)
        radius = min(scale * (look.rounding or 0), inner.height / 2)
        _painted(SubElement(parent, "rect", {**_sides(inner), "rx": number(max(1.0, radius - inset))}), look)


def toggle(parent: Element, at: Point, *, is_open: bool) -> None:
    """Draw what opens or closes a whole: a plus or a minus in a box, with room for a finger round it."""
    x, y = at
    room = SubElement(parent, "rect", {**_sides(_square(at, _TARGET)), "fill": PAPER, "fill-opacity": "0"})
    room.set("rx", number(_ARM))
    _painted(SubElement(parent, "rect", {**_sides(_square(at, _TOGGLE)), "rx": "3"}), _TOGGLE_LOOK)
    arms = [((x - _ARM, y), (x + _ARM, y))] + ([] if is_open else [((x, y - _ARM), (x, y + _ARM))])
    line(parent, [(start, start, end, end) for start, end in arms], Stroke(color=ACCENT, width=1.6))


def ground(parent: Element, box: Box, fill: str, outline: str | None = None) -> None:
    """Draw a plain rectangle: the paper, or a lane."""
    element = SubElement(parent, "rect", {**_sides(box), "fill": fill})
    if outline:
        element.set("stroke", outline)
        element.set("stroke-width", "0.8")


def put(parent: Element, mark: Text | SampleLine | SampleShape) -> None:
    """Draw what has its place already."""
    match mark:
        case Text():
            text(parent, mark.at, mark.words, mark.lettering)
        case SampleLine():
            line(parent, [mark.curve], mark.stroke)
        case SampleShape():
            shape(parent, mark.box, mark.look, small=True)


def _square(at: Point, side: float) -> Box:
    return Box(left=at[0] - side / 2, top=at[1] - side / 2, width=side, height=side)


def _painted(outline: Element, look: NodeLook) -> None:
    outline.set("fill", look.fill)
    outline.set("stroke", look.outline)
    outline.set("stroke-width", "1.1")


def _sides(box: Box) -> dict[str, str]:
    return {"x": number(box.left), "y": number(box.top), "width": number(box.width), "height": number(box.height)}


def _notched(box: Box, notch: float) -> tuple[Point, ...]:
    """Return a box with a notch in its left side: what comes from outside enters here."""
    (left, top), (right, bottom) = box.corners
    return ((left, top), (right, top), (right, bottom), (left, bottom), (left + notch, box.centre[1]))


def _curve(points: Sequence[Point]) -> str:
    start, *rest = (f"{number(x)} {number(y)}" for x, y in points)
    return f"M{start} C{' '.join(rest)}"


def _points(corners: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)
