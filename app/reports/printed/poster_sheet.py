"""A poster put together: its sheet turned so that the drawing is largest, and on it everything in its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from app.reports.printed.material import Material
from app.reports.printed.poster import Line, Look, Piece, Poster, Share, Told
from app.reports.printed.poster_room import LAP, LEAST_TYPE, Fit, Paper, Size, Strip, best, fitted, papers
from app.reports.printed.report import head
from app.reports.propagation.page import Why, why
from app.wording import Wording
from graphs.rendering import lettering
from graphs.rendering.geometry import Box
from graphs.rendering.sheet import Document, legend_alone
from graphs.rendering.windows import Scenery, scenery

SHARES = (8, 5, 3, 1)
"""How much of what contributes to an outcome is told: as much as leaves the drawing its size; the report says all."""

_NEARLY = 0.97
"""Of its size, which the drawing may lose to words."""

_MARGIN, _GAP = 28.0, 10.0
_TITLE, _LINE, _FOOT = 30.0, 14.0, 10.0
_NARROWEST = 210.0
_LEAST_TITLE = 13.0
_BETWEEN = 14.0
_LEGEND = 0.875
_NAME, _FIGURE, _TEXT = 9.5, 27.0, 8.0
_LEADING = 1.35
_SHARE = 42.0
_FIGURE_ROOM = 64.0
"""All in units: the lettering of the band and the room that it needs, as `templates/reports/poster.typ` sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A sheet with a drawing on it: which paper, turned how, and where drawing, legend and outcomes lie.

    `key` is the legend as scenery, `legend` where it stands.
    """

    paper: Paper
    band: tuple[Told, ...]
    key: Scenery
    legend: Strip
    fit: Fit


def spread(material: Material, drawing: Document, scene: Scenery, size: Size) -> Spread:
    """Return the drawing on a size of paper, across or upright, whichever lets it be larger, and what is told there."""
    told = _outcomes(material)
    found = [_spread(material, drawing, scene, (paper, told, shares)) for shares in SHARES for paper in papers(size)]
    chosen = best(each.fit for each in found)
    return next(each for each in found if _is_nearly(each.fit, chosen))


def _outcomes(material: Material) -> tuple[Why, ...]:
    """Return what is said of each outcome, the worst first."""
    found = material.found
    if found is None:
        return ()
    ranked = sorted(found.outcomes, key=lambda each: -found.outcomes[each].leading)
    return tuple(why(found, each, material.words) for each in ranked)


def _is_nearly(fit: Fit, chosen: Fit) -> bool:
    is_alike = (fit.is_legible, len(fit.strips)) == (chosen.is_legible, len(chosen.strips))
    return is_alike and fit.scale >= _NEARLY * chosen.scale


def poster(material: Material, scene: Scenery, laid: Spread, drawing: Document) -> Poster:
    """Return the poster of a map on one sheet."""
    return Poster(
        language=material.words.language,
        title=lettering.shown(material.chain.name),
        author=material.author,
        day=material.day,
        width=laid.paper.width,
        height=laid.paper.height,
        unit=laid.paper.unit,
        parts=(*_lines(material, drawing, laid), *laid.band),
        pieces=tuple(_spoken(shown(scene, laid.fit), scene)),
        legend=next(_spoken([Piece(box=laid.legend.target, svg=laid.key.through(laid.legend.source))], laid.key)),
    )


def shown(scene: Scenery, fit: Fit, window: Box | None = None) -> Iterator[Piece]:
    """Return the pieces of a drawing on a sheet, or what of them lies in a window."""
    for strip in fit.strips:
        yield from through(_part(scene, strip, fit), strip, window)


def through(scene: Scenery, strip: Strip, window: Box | None) -> Iterator[Piece]:
    """Return what of a strip lies in a window of the sheet, if anything does."""
    seen = strip if window is None else strip.through(window)
    if seen is not None and (svg := scene.through(seen.source)):
        yield Piece(box=seen.target, svg=svg)


def _spoken(pieces: Iterable[Piece], scene: Scenery) -> Iterator[Piece]:
    """Tell the whole with the first of its pieces."""
    for place, piece in enumerate(pieces):
        yield replace(piece, spoken="\n".join(scene.spoken)) if place == 0 else piece


def _part(scene: Scenery, strip: Strip, fit: Fit) -> Scenery:
    return scene if len(fit.strips) == 1 else scene.cut(strip.source, LAP)


def _spread(material: Material, drawing: Document, scene: Scenery, how: tuple[Paper, tuple[Why, ...], int]) -> Spread:
    paper, told, shares = how
    unit = paper.unit
    inner = paper.width - 2 * _MARGIN * unit
    band = _band(told, Column(words=material.words, inner=inner, unit=unit, shares=shares))
    legend = legend_alone(drawing, inner / (_LEGEND * unit))
    high = max((told.box.height for told in band), default=0.0)
    foot = paper.height - (_MARGIN + _FOOT) * unit
    legend_top = foot - _GAP * unit - _LEGEND * unit * legend.height
    band_top = legend_top - (high + _GAP * unit if band else 0.0)
    top = (_MARGIN + _TITLE + _LINE + _GAP) * unit
    room = Box(left=_MARGIN * unit, top=top, width=inner, height=max(1.0, band_top - _GAP * unit - top))
    return Spread(
        paper=paper,
        band=tuple(replace(column, box=replace(column.box, top=band_top)) for column in band),
        key=scenery(legend),
        legend=Strip(
            source=legend.frame,
            target=Box(left=_MARGIN * unit, top=legend_top, width=inner, height=_LEGEND * unit * legend.height),
        ),
        fit=fitted(scene, room, unit, 16.0 * unit),
    )


def _lines(material: Material, drawing: Document, laid: Spread) -> Iterator[Line]:
    words, unit, wide = material.words, laid.paper.unit, laid.paper.width
    left, inner = _MARGIN * unit, wide - 2 * _MARGIN * unit
    title = Box(left=left, top=left, width=inner, height=_TITLE * unit)
    yield Line(box=title, text=lettering.fitted(material.chain.name, _LEAST_TITLE, inner / unit), look=Look.TITLE)
    whose = lettering.shown(material.organisation)
    about = " · ".join(filter(None, (whose, head(material, named=False), _view(material, drawing))))
    below = Box(left=left, top=left + _TITLE * unit, width=inner, height=_LINE * unit)
    yield Line(box=below, text=lettering.fitted(about, LEAST_TYPE, inner), look=Look.SOFT)
    foot = Box(left=left, top=laid.paper.height - (_MARGIN + _FOOT) * unit, width=inner, height=_FOOT * unit)
    kept = " · ".join(filter(None, (words.text("report.uncontrolled"), material.fingerprint)))
    yield Line(box=foot, text=kept, look=Look.NOTE)
    yield from _seams(material, laid.fit, unit)


def _view(material: Material, drawing: Document) -> str:
    """Return what the drawing says of itself, without the day, which stands there already."""
    day = "" if material.day is None else material.words.text("report.head.day", date=material.words.date(material.day))
    return " · ".join(part for part in drawing.subtitle.split(" · ") if part != day)


def _seams(material: Material, fit: Fit, unit: float) -> Iterator[Line]:
    """Say below every strip but the last where the drawing goes on."""
    for place, strip in enumerate(fit.strips[:-1], 2):
        box = replace(strip.target, top=strip.target.corners[1][1] + 3 * unit, height=11 * unit)
        code = "poster.row-goes-on" if fit.is_across else "poster.column-goes-on"
        yield Line(box=box, text=material.words.text(code, place=place), look=Look.NOTE, is_end=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What columns of outcomes are made for: their words, the width of all together, the unit, how much they tell."""

    words: Wording
    inner: float
    unit: float
    shares: int

    @property
    def most(self) -> int:
        """How many stand side by side."""
        return max(1, int((self.inner / self.unit + _BETWEEN) // (_NARROWEST + _BETWEEN)))


def _band(outcomes: tuple[Why, ...], column: Column) -> tuple[Told, ...]:
    """Return the outcomes side by side; those for which there is no room in a list of their own."""
    if not outcomes:
        return ()
    unit = column.unit
    shown = outcomes if len(outcomes) <= column.most else outcomes[: column.most - 1]
    count = min(column.most, max(len(outcomes), 2))
    wide = (column.inner - (count - 1) * _BETWEEN * unit) / count
    told = [_told(each, column, wide) for each in shown]
    if len(shown) < len(outcomes):
        told.append(_others(outcomes[len(shown) :], column, wide))
    step, left = wide + _BETWEEN * unit, _MARGIN * unit
    return tuple(replace(each, box=replace(each.box, left=left + place * step)) for place, each in enumerate(told))


def _told(found: Why, column: Column, wide: float) -> Told:
    room, doubt = wide / column.unit, found.doubt.sentence if found.doubt else ""
    parts = found.parts[: column.shares]
    told = Told(
        box=Box(left=0, top=0, width=wide, height=0),
        name=_in_lines("".join(found.question), _NAME, room, 2),
        figure=found.figure,
        said=found.said,
        remarks=tuple(filter(None, (doubt, found.range))),
        shares=tuple(
            Share(share=column.words.percent(part.share), name=_in_lines(part.whole, _TEXT, room - _SHARE, 2))
            for part in parts
        ),
    )
    return _high(told, column.unit)


def _others(others: tuple[Why, ...], column: Column, wide: float) -> Told:
    """Return the outcomes that have no column of their own, each with its figure."""
    room, listed = wide / column.unit - _SHARE, others[: 3 + column.shares]
    left = len(others) - len(listed)
    told = Told(
        box=Box(left=0, top=0, width=wide, height=0),
        name=column.words.counted("poster.others", len(others)),
        figure="",
        said="",
        remarks=(column.words.counted("poster.more", left),) if left else (),
        shares=tuple(Share(share=each.figure, name=_in_lines(each.question[1], _TEXT, room, 1)) for each in listed),
    )
    return _high(told, column.unit)


def _high(told: Told, unit: float) -> Told:
    """Return a column as high as its texts need it."""
    room = told.box.width / unit
    beside = _LEADING * _TEXT * _count(told.said, _TEXT, room - _FIGURE_ROOM)
    needed = _LEADING * _NAME * _count(told.name, _NAME, room) + 6
    needed += max(_FIGURE if told.figure else 0.0, beside) + 6
    needed += sum(_LEADING * _TEXT * _count(text, _TEXT, room) + 3 for text in told.remarks)
    needed += sum(_LEADING * _TEXT * _count(each.name, _TEXT, room - _SHARE) + 3 for each in told.shares)
    return replace(told, box=replace(told.box, height=needed * unit))


def _count(text: str, size: float, room: float) -> int:
    return ceil(lettering.width(text, size) / room) if text else 0


def _in_lines(text: str, size: float, room: float, lines: int) -> str:
    """Return a name cut to what so many lines hold; in the drawing and the report it stands whole."""
    return lettering.fitted(text, size, 0.85 * lines * room)
