"""The sheet round every drawing: name and date at the top, legend at the bottom, what a screen reader is told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from xml.etree.ElementTree import Element, SubElement, tostring

from graphs.rendering.geometry import Box, Point
from graphs.rendering.legend import legend
from graphs.rendering.lettering import fitted, width
from graphs.rendering.marks import Lettering, SampleLine, SampleShape, Text, ground, number, put
from graphs.rendering.picture import DrawnHandoff, LegendRow, Picture, Sample
from graphs.rendering.styles import ACCENT, FONTS, HAIRLINE, INK, PAPER, SOFT_INK, Stroke
from graphs.rendering.words import Words

_MARGIN = 24.0
_NARROWEST = 720.0
_LEGEND_ON_PAPER = 640.0
"""Of a narrow drawing: so wide that its type is large enough on an upright sheet."""

_HEAD = 48.0
_ROW = 18.0
_SWATCH = 26.0
_SWATCH_HEIGHT = 11.0
_GAP = 6.0
_BETWEEN_SAMPLES = 18.0

_SIZE = re.compile('width="[0-9.]+" height="[0-9.]+" viewBox="[0-9. ]+"')
"""As `_page` writes it into the first element."""

_TITLE = Lettering(size=15, ink=ACCENT, bold=True)
_SUBTITLE = Lettering(size=9, ink=SOFT_INK)
_HEADING = Lettering(size=8, ink=SOFT_INK)
_CAPTION = Lettering(size=8, ink=INK)
_SIGN = Lettering(size=9, ink=INK, anchor="middle")


_NOWHERE = Box(left=0, top=0, width=0, height=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished drawing: SVG text, its size in points, its title and what a screen reader says of the whole.

    `frame` is where on the sheet the drawing itself lies, without title and legend; `key` is where the legend does.
    `subtitle` says its view and date, `rows` are its legend's.
    """

    width: float
    height: float
    language: str
    title: str
    spoken: str
    frame: Box
    key: Box = _NOWHERE
    svg: str = ""
    subtitle: str = ""
    rows: tuple[LegendRow, ...] = ()


LegendMark = Text | SampleLine | SampleShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What stands on a page round its drawing, and where.

    `shift` is how far the drawing's own coordinates are moved on the page, `description` what kind of document it is.
    """

    unwritten: Document
    description: str
    bounds: Box
    shift: Point
    head: tuple[Text, ...]
    rule: Box
    legend: tuple[LegendMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to be filled: what lies within the bounds goes into the body, in its own coordinates."""

    page: Element
    body: Element
    unwritten: Document

    def finished(self) -> Document:
        """Return the page as it is now."""
        return replace(self.unwritten, svg=tostring(self.page, encoding="unicode") + "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A piece of the legend and where it begins; `down` is its row's middle."""

    piece: Sample | str
    across: float
    down: float


def planned(picture: Picture, bounds: Box, words: Words) -> Plan:
    """Return what stands on the page of a picture whose drawing takes up `bounds`."""
    inner = max(bounds.width, _NARROWEST)
    rule = _MARGIN + _HEAD + bounds.height + _MARGIN
    rows = legend(picture, words)
    pieces = tuple(_flow(rows, _MARGIN, rule, _LEGEND_ON_PAPER if picture.narrow else inner))
    wide, high = ceil(inner + 2 * _MARGIN), ceil(max(each.down for each in pieces) + _ROW)
    counts = {"nodes": words.number(len(picture.nodes)), "handoffs": words.number(len(picture.handoffs))}
    across = _MARGIN + (inner - bounds.width) / 2
    unwritten = Document(
        width=wide,
        height=high,
        language=picture.language,
        title=picture.title,
        spoken=f"{words.text('drawing.description', **counts)} {picture.subtitle}.",
        frame=Box(left=across, top=_MARGIN + _HEAD, width=bounds.width, height=bounds.height),
        key=_held(pieces, rule),
        subtitle=picture.subtitle,
        rows=rows,
    )
    title, subtitle = fitted(picture.title, _TITLE.size, inner), fitted(picture.subtitle, _SUBTITLE.size, inner)
    return Plan(
        unwritten=unwritten,
        description=words.text("drawing.document"),
        bounds=bounds,
        shift=(across - bounds.left, _MARGIN + _HEAD - bounds.top),
        head=(
            Text(at=(_MARGIN, _MARGIN + 13), words=title, lettering=_TITLE),
            Text(at=(_MARGIN, _MARGIN + 29), words=subtitle, lettering=_SUBTITLE),
        ),
        rule=Box(left=_MARGIN, top=rule, width=inner, height=0.6),
        legend=tuple(mark for each in pieces for mark in _marks(each)),
    )


def sheet(plan: Plan) -> Sheet:
    """Return a planned page, to be filled."""
    page = _page(plan)
    for mark in plan.head:
        put(page, mark)
    body = SubElement(page, "g", transform=f"translate({number(plan.shift[0])} {number(plan.shift[1])})")
    ground(page, plan.rule, HAIRLINE)
    for each in plan.legend:
        put(page, each)
    return Sheet(page=page, body=body, unwritten=plan.unwritten)


def framed(document: Document) -> str:
    """Return the drawing alone, without the sheet round it, as a small picture shows it."""
    frame = document.frame
    left, top, wide, high = (number(each) for each in (frame.left, frame.top, frame.width, frame.height))
    view = f'width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}"'
    return _SIZE.sub(view, document.svg, count=1)


def legend_alone(document: Document, inner: float) -> Document:
    """Return the legend of a drawing by itself, so many points wide, for a sheet that has its own order."""
    pieces = tuple(_flow(document.rows, 0.0, -_ROW / 2, inner))
    high = max((each.down for each in pieces), default=0.0) + _ROW / 2
    page = Element("svg", xmlns="http://www.w3.org/2000/svg", width=number(inner), height=number(high))
    page.set("viewBox", f"0 0 {number(inner)} {number(high)}")
    page.set("font-family", FONTS)
    body = SubElement(page, "g", transform="translate(0 0)")
    for mark in (mark for each in pieces for mark in _marks(each)):
        put(body, mark)
    told = " · ".join(each.piece if isinstance(each.piece, str) else each.piece.caption for each in pieces)
    whole = Box(left=0.0, top=0.0, width=inner, height=high)
    svg = tostring(page, encoding="unicode")
    return replace(document, width=inner, height=high, spoken=told, frame=whole, svg=svg, rows=())


def spoken_group(parent: Element, identifier: str, spoken: str) -> Element:
    """Return a group that can be reached by keyboard and says what it is."""
    group = SubElement(parent, "g", id=identifier, role="graphics-symbol img", tabindex="0")
    group.set("aria-label", spoken)
    SubElement(group, "title").text = spoken
    return group


def mark_group(parent: Element, identifier: str, label: str) -> Element:
    """Return the group of a mark that a page can make a link, called so; in a file it is but a mark."""
    group = SubElement(parent, "g", id=identifier)
    group.set("aria-label", label)
    return group


def handoff_group(parent: Element, handoff: DrawnHandoff) -> Element:
    """Return the group of a handoff; it names the groups of its two ends, so that one can walk from link to link."""
    group = spoken_group(parent, handoff.identifier, handoff.spoken)
    group.set("data-supplier", handoff.supplier)
    group.set("data-client", handoff.client)
    return group


def _page(plan: Plan) -> Element:
    document = plan.unwritten
    wide, high = number(document.width), number(document.height)
    page = Element("svg", xmlns="http://www.w3.org/2000/svg", width=wide, height=high, viewBox=f"0 0 {wide} {high}")
    page.set("font-family", FONTS)
    page.set("lang", document.language)
    page.set("role", "graphics-document document")
    page.set("aria-roledescription", plan.description)
    SubElement(page, "title").text = document.title
    SubElement(page, "desc").text = document.spoken
    ground(page, Box(left=0, top=0, width=document.width, height=document.height), PAPER)
    return page


def _flow(rows: Iterable[LegendRow], left: float, top: float, inner: float) -> Iterator[_Placed]:
    """Set the legend's rows under each other, samples beside their heading, broken where the sheet ends."""
    rows = tuple(rows)
    indent = left + max(width(row.heading, _HEADING.size) for row in rows) + _BETWEEN_SAMPLES
    down = top
    for row in rows:
        down += _ROW
        yield _Placed(piece=row.heading, across=left, down=down)
        across = indent
        for sample in row.samples:
            needed = _needed(sample)
            if across + needed > left + inner and across > indent:
                across, down = indent, down + _ROW
            yield _Placed(piece=sample, across=across, down=down)
            across += needed + _BETWEEN_SAMPLES


def _held(pieces: Iterable[_Placed], top: float) -> Box:
    """Return the box that holds a legend."""
    ends = [(each.across + _needed(each.piece), each.down) for each in pieces]
    right, bottom = (max(side) for side in zip(*ends, strict=True))
    return Box(left=_MARGIN, top=top, width=right - _MARGIN, height=bottom + _ROW / 2 - top)


def _needed(piece: Sample | str) -> float:
    """Return how wide a piece of the legend is."""
    if isinstance(piece, str):
        return width(piece, _HEADING.size)
    return _SWATCH + _GAP + width(piece.caption, _CAPTION.size)


def _marks(placed: _Placed) -> Iterator[LegendMark]:
    """Return a piece of the legend as what is drawn of it."""
    baseline = placed.down + 3
    if isinstance(placed.piece, str):
        yield Text(at=(placed.across, baseline), words=placed.piece, lettering=_HEADING)
        return
    yield _swatch(placed.piece, placed.across, placed.down)
    yield Text(at=(placed.across + _SWATCH + _GAP, baseline), words=placed.piece.caption, lettering=_CAPTION)


def _swatch(sample: Sample, across: float, down: float) -> LegendMark:
    if isinstance(sample.drawn, Stroke):
        third = _SWATCH / 3
        return SampleLine(curve=tuple((across + third * step, down) for step in range(4)), stroke=sample.drawn)
    if isinstance(sample.drawn, str):
        return Text(at=(across + _SWATCH / 2, down + 3), words=sample.drawn, lettering=_SIGN)
    box = Box(left=across, top=down - _SWATCH_HEIGHT / 2, width=_SWATCH, height=_SWATCH_HEIGHT)
    return SampleShape(box=box, look=sample.drawn)
