"""A finished drawing without its sheet, seen through windows: each holds what lies in it, and no text besides.

A poster is larger than what comes out of a printer. Whoever shows a part of a drawing by covering the rest leaves all
of its text in every part, to be found and copied where nobody sees it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, fromstring, tostring
from xml.sax.saxutils import quoteattr

from graphs.rendering.geometry import Box, Point, around
from graphs.rendering.lettering import width
from graphs.rendering.marks import number
from graphs.rendering.sheet import Document
from graphs.rendering.styles import FONTS

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_NUMBER = re.compile(r"-?[0-9.]+")
_MOVED = re.compile(r"translate\((\S+) (\S+)\)")
_SWITCHES = ("open-", "close-")
"""Marks to press: of no use on paper."""

_WIDER, _ABOVE, _BELOW = 1.25, 1.0, 0.35
"""A text is at most so much wider than reckoned, and so much of its size is above and below its baseline."""

_NEARLY = 0.01
"""How far out of a part what lies in it may be: sums of such numbers are not exact."""

_LINE = 4.0
"""Half of the widest line, and a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark of a drawing as SVG, and the box that holds it.

    `solid` is the box of the node or the label that it belongs to, which makes no sense in halves; lines and grounds
    do.
    """

    box: Box
    svg: str
    solid: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """A drawing without title and legend: its marks from back to front, and in sentences what it shows.

    `frame` is where it lies, `smallest` and `largest` are the sizes of its lettering; all in points, before anybody
    scales it.
    """

    frame: Box
    marks: tuple[Mark, ...]
    smallest: float
    largest: float
    spoken: tuple[str, ...]

    def cut(self, part: Box, lap: float) -> "Scenery":
        """Return a part that others follow, each with a `lap` of the one before.

        A node or a label that the edge would cut in two is left to the part in which it is whole.
        """
        kept = tuple(mark for mark in self.marks if overlap(mark.box, part) and _is_whole(mark.solid, part, lap))
        return replace(self, frame=part, marks=kept)

    def through(self, window: Box) -> str:
        """Return what lies in a window as SVG of the window's size; nothing where nothing does."""
        seen = "".join(mark.svg for mark in self.marks if overlap(mark.box, window) is not None)
        if not seen:
            return ""
        left, top, wide, high = (f"{side:.3f}" for side in (window.left, window.top, window.width, window.height))
        sides = f'width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}"'
        return f"<svg{_NAMESPACE} {sides} font-family={quoteattr(FONTS)}>{seen}</svg>"


def scenery(document: Document) -> Scenery:
    """Return a finished drawing without its sheet."""
    page = fromstring(document.svg.replace(_NAMESPACE, "", 1))  # noqa: S314 - we wrote it ourselves, without entities
    body = next(each for each in page if each.tag == "g")
    marks = tuple(_marks(body, _moved(body)))
    sizes = [float(each.get("font-size", "")) for each in body.iter("text")]
    return Scenery(
        frame=_whole(document.frame, marks),
        marks=marks,
        smallest=min(sizes, default=0.0),
        largest=max(sizes, default=0.0),
        spoken=(document.spoken, *(f"{each.get('aria-label')}." for each in body.iter("g") if each.get("data-client"))),
    )


def overlap(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, if that is more than an edge.

    >>> overlap(Box(left=0, top=0, width=4, height=4), Box(left=3, top=1, width=9, height=2))
    Box(left=3, top=1, width=1, height=2)
    """
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.corners[1][0], other.corners[1][0]), min(one.corners[1][1], other.corners[1][1])
    if left >= right or top >= bottom:
        return None
    return Box(left=left, top=top, width=right - left, height=bottom - top)


def _whole(frame: Box, marks: tuple[Mark, ...]) -> Box:
    """Return a frame that no mark leaves: lines and arrows at the edge of a drawing are a little wider than planned."""
    corners = [corner for box in (frame, *(mark.box for mark in marks)) for corner in box.corners]
    return around(corners)


def _moved(body: Element) -> Point:
    found = _MOVED.fullmatch(body.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _is_whole(solid: Box | None, part: Box, lap: float) -> bool:
    if solid is None or max(solid.width, solid.height) > lap:
        return True
    (left, top), (right, bottom) = solid.inset(_NEARLY).corners
    (first, highest), (last, lowest) = part.corners
    return first <= left and right <= last and highest <= top and bottom <= lowest


def _marks(parent: Element, shift: Point) -> Iterator[Mark]:
    """Return what is drawn in a group, back to front; what is written in it and its outlines belong together."""
    own = [each for each in parent if each.tag not in {"g", "title"}]
    has_line = any(each.tag == "path" for each in own)
    solid = [each for each in own if each.tag == "text" or not has_line] if parent.get("aria-label") else []
    whole = around(corner for each in solid for corner in _box(each, shift).corners) if solid else None
    for element in parent:
        if element.get("id", "").startswith(_SWITCHES):
            continue
        if element.tag == "g":
            yield from _marks(element, shift)
        elif element.tag != "title":
            yield Mark(
                box=_box(element, shift), svg=_written(element, shift), solid=whole if element in solid else None
            )


def _written(element: Element, shift: Point) -> str:
    moved = f"translate({number(shift[0])} {number(shift[1])})"
    return f'<g transform="{moved}">{tostring(element, encoding="unicode").strip()}</g>'


def _box(element: Element, shift: Point) -> Box:
    box = _unmoved(element)
    return replace(box, left=box.left + shift[0], top=box.top + shift[1])


def _unmoved(element: Element) -> Box:
    """Return a box that holds a mark: the handles of its curves, its outline, about its letters."""
    if element.tag == "text":
        return _text_box(element)
    if element.tag == "rect":
        left, top, wide, high = (float(element.get(side, "0")) for side in ("x", "y", "width", "height"))
        return Box(left=left, top=top, width=wide, height=high)
    places = [float(each) for each in _NUMBER.findall(element.get("d") or element.get("points") or "")]
    return around(zip(places[::2], places[1::2], strict=True)).inset(-_LINE)


def _text_box(element: Element) -> Box:
    size = float(element.get("font-size", "0"))
    wide = _WIDER * width(element.text or "", size)
    left = float(element.get("x", "0")) - (wide / 2 if element.get("text-anchor") == "middle" else 0.0)
    top = float(element.get("y", "0")) - _ABOVE * size
    return Box(left=left, top=top, width=wide, height=(_ABOVE + _BELOW) * size)
