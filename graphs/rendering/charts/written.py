"""What the chart library wrote, put into the words of the drawings: attributes instead of styles, nothing else inside.

So a chart can be shown under a policy that forbids styles, and two charts on one page do not disturb each other.
"""

import re
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from graphs.rendering.charts.values import About
from graphs.rendering.lettering import literal, shown
from graphs.rendering.marks import number
from graphs.rendering.styles import FONTS

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")
_KEPT = {
    "path": ("d",),
    "text": ("x", "y"),
}
_STYLES = frozenset(
    {
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "font-size", "font-weight", "text-anchor"),
    }
)
_DROPPED = frozenset({"font-family"})
_LENGTHS = frozenset({"font-size"})
_PLAIN = {"text-anchor": "start", "stroke-dashoffset": "0"}


class StrangeMarkup(Exception):
    """The library wrote what no chart of ours needs: a mistake of ours."""


def written(svg: str, wide: float, high: float, about: About) -> str:
    """Return a chart as SVG, with what a screen reader says of it.

    Raises:
        StrangeMarkup: it holds an element or a style that is not on the list.
    """
    root = Element("svg", xmlns=_SVG, width=number(wide), height=number(high))
    root.set("viewBox", f"0 0 {number(wide)} {number(high)}")
    root.set("font-family", FONTS)
    root.set("stroke-linejoin", "round")
    root.set("lang", about.language)
    root.set("role", "img")
    SubElement(root, "title").text = shown(about.title)
    SubElement(root, "desc").text = literal(about.spoken)
    _copy(fromstring(svg), root)  # noqa: S314 - of our own renderer
    return tostring(root, encoding="unicode") + "\n"


def _copy(found: Element, parent: Element) -> None:
    for child in found:
        tag = child.tag.removeprefix(f"{{{_SVG}}}")
        if tag in {"defs", "metadata"}:
            continue
        if tag == "g":
            _copy(child, parent)
        else:
            _copied(child, tag, parent)


def _copied(found: Element, tag: str, parent: Element) -> None:
    if tag not in _KEPT:
        raise StrangeMarkup(tag)
    made = SubElement(parent, tag)
    for name in _KEPT[tag]:
        if name in found.attrib:
            made.set(name, _NUMBER.sub(_rounded, " ".join(found.attrib[name].split())))
    for name, value in _styles(found.get("style", "")):
        made.set(name, value)
    made.text = found.text if tag == "text" else None
    _copy(found, made)


def _styles(style: str) -> list[tuple[str, str]]:
    """Return a style's parts as attributes; the font is the whole chart's."""
    parts = [tuple(map(str.strip, part.split(":", 1))) for part in style.split(";") if part.strip()]
    strange = {part[0] for part in parts} - _STYLES - _DROPPED
    if strange:
        raise StrangeMarkup(", ".join(sorted(strange)))
    told = [(name, value.removesuffix("px") if name in _LENGTHS else value) for name, value in parts]
    return [(name, value) for name, value in told if name not in _DROPPED and _PLAIN.get(name) != value]


def _rounded(found: re.Match[str]) -> str:
    """Return a coordinate with as many decimals as can be seen."""
    text = f"{float(found[0]):.2f}".rstrip("0").removesuffix(".")
    return "0" if text == "-0" else text
