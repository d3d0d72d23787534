"""A finished drawing cut for paper: the drawing by itself and its legend by itself, each with nothing else in it.

A sheet of paper has its own title and date, and what is only hidden would still be read aloud and found.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from graphs.rendering.geometry import Box
from graphs.rendering.marks import number
from graphs.rendering.sheet import Document

_SVG = "http://www.w3.org/2000/svg"
_SIZES = re.compile(r'font-size="([0-9.]+)"')
_ROOM = 3.0
"""Round a drawing, for the half of a line that lies outside of its box."""

register_namespace("", _SVG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """A part of a drawing as SVG, its size in points, and that of its smallest type."""

    svg: str
    width: float
    height: float
    smallest: float

    def scale(self, width: float, height: float, least: float) -> float | None:
        """Return how it is scaled to fit, never larger than it is; None where its type were smaller than `least`."""
        scale = min(1.0, width / self.width, height / self.height)
        return scale if scale * self.smallest >= least else None


def cut(document: Document) -> tuple[Cutting, Cutting]:
    """Return a drawing and its legend."""
    page = fromstring(document.svg)  # noqa: S314 - our own drawing
    body = page.find(f"{{{_SVG}}}g[@transform]")
    if body is None:
        raise ValueError(document.title)
    marks = list(page)
    legend = marks[marks.index(body) + 2 :]  # what is between is the rule
    return _cutting(page, [body], document.frame), _cutting(page, legend, document.key)


def _cutting(page: Element, marks: list[Element], box: Box) -> Cutting:
    wide, high = box.width + 2 * _ROOM, box.height + 2 * _ROOM
    cutting = Element(page.tag, {"font-family": page.get("font-family", ""), "lang": page.get("lang", "")})
    cutting.set("width", number(wide))
    cutting.set("height", number(high))
    cutting.set("viewBox", f"{number(box.left - _ROOM)} {number(box.top - _ROOM)} {number(wide)} {number(high)}")
    cutting.extend(marks)
    svg = tostring(cutting, encoding="unicode")
    sizes = [float(size) for size in _SIZES.findall(svg)]
    return Cutting(svg=svg, width=wide, height=high, smallest=min(sizes, default=1.0))
