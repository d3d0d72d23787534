"""The drawing inside a page: the one place where markup is put into a template unescaped.

The drawing was written by our own renderer from numbers and texts. Before it becomes part of a page it is read again,
every element and attribute is held against a list, and links are added; anything else is a mistake of ours and is
refused, not repaired.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from markupsafe import Markup

_SVG = "http://www.w3.org/2000/svg"
_PAINT = frozenset({"fill", "stroke", "stroke-width", "stroke-dasharray"})
_ALLOWED = {
    "svg": frozenset({"width", "height", "viewBox", "font-family", "lang", "role", "aria-roledescription"}),
    "title": frozenset[str](),
    "desc": frozenset[str](),
    "g": frozenset({"id", "role", "tabindex", "aria-label", "transform", "data-supplier", "data-client"}),
    "rect": frozenset({"x", "y", "width", "height", "rx", "fill-opacity"}) | _PAINT,
    "path": frozenset({"d"}) | _PAINT,
    "polygon": frozenset({"points"}) | _PAINT,
    "text": frozenset({"x", "y", "fill", "font-size", "font-weight", "text-anchor"}),
}
_BUNDLE = "bundle"
_TOGGLES = frozenset({"open", "close"})
_MEANT = {"frame": "node", "needs": "node"}
"""What is chosen by a frame, and by a customer where its needs come in."""
_SPEAKS_AS_PICTURE = ("role", "tabindex")
_KEPT = 64


class ForeignMarkup(Exception):
    """A drawing holds what our renderer never writes."""


def inline(
    svg: bytes, *, page: str, linked: Collection[str] = (), chosen: str = "", marks: Mapping[str, str] | None = None
) -> Markup:
    """Return a drawing as part of a page; the last ones are remembered.

    Args:
        svg: the drawing, as our renderer wrote it.
        page: the address of the page that shows a thing, up to where `node=ID` or `handoff=ID` follows, or, of an arrow
            that is several handoffs, `supplier=PLACE&client=PLACE`.
        linked: `node-ID` and `handoff-ID` of the things that become links; a link is one stop of the keyboard, and is
            called what the drawing says of the thing.
        chosen: the one of them that the page shows.
        marks: what opens or closes a whole, by its id in the drawing, with the address of that view.

    Raises:
        ForeignMarkup: the drawing holds anything that is not on the list.
    """
    return _inline(svg, page, frozenset(linked), chosen, tuple((marks or {}).items()))


@lru_cache(maxsize=_KEPT)
def _inline(svg: bytes, page: str, linked: frozenset[str], chosen: str, marks: tuple[tuple[str, str], ...]) -> Markup:
    root = fromstring(svg)  # noqa: S314 - of our own renderer, which writes no entities and no document type
    addresses = dict(marks)
    for element in list(root.iter()):
        _hold_to_list(element)
        identifier = element.get("id", "") if element.tag == "g" else ""
        kind, _, rest = identifier.partition("-")
        if identifier in addresses:
            _make_mark(element, addresses[identifier], "toggle" if kind in _TOGGLES else "thing opener")
        elif kind in _TOGGLES:
            del element.attrib["aria-label"]
        elif kind == _BUNDLE and linked:
            _make_link(element, f"{page}{_ends(element)}", _BUNDLE, chosen)
        elif identifier in linked:
            kind = _MEANT.get(kind, kind)
            _make_link(element, f"{page}{kind}={rest}", kind, chosen)
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704 - every element and attribute was held to the list


def _hold_to_list(element: Element) -> None:
    namespace, _, tag = element.tag.removeprefix("{").rpartition("}")
    if namespace != _SVG or tag not in _ALLOWED or not element.attrib.keys() <= _ALLOWED[tag]:
        raise ForeignMarkup(f"{element.tag} {sorted(element.attrib)}")
    element.tag = tag


def _make_link(element: Element, address: str, kind: str, chosen: str) -> None:
    element.tag = "a"
    for attribute in _SPEAKS_AS_PICTURE:
        element.attrib.pop(attribute, None)
    element.set("href", f"{address}#panel")
    element.set("class", f"thing {kind}")
    if chosen and chosen in (element.attrib["id"], f"{kind}-{element.attrib['id'].partition('-')[2]}", address):
        element.set("class", f"thing {kind} chosen")
        element.set("aria-current", "true")


def _make_mark(element: Element, address: str, kind: str) -> None:
    element.tag = "a"
    for attribute in _SPEAKS_AS_PICTURE:
        element.attrib.pop(attribute, None)
    element.set("href", address)
    element.set("class", kind)
    if element.find(f"{{{_SVG}}}title") is None:
        SubElement(element, "title").text = element.get("aria-label")


def _ends(bundle: Element) -> str:
    """Return between which places an arrow runs, as an address says it."""
    ends = {end: bundle.get(f"data-{end}", "") for end in ("supplier", "client")}
    return "&".join(f"{end}={_place(identifier)}" for end, identifier in ends.items())


def _place(identifier: str) -> str:
    kind, _, rest = identifier.partition("-")
    return f"%40{rest}" if kind == "lane" else rest
