"""A poster on sheets that an office printer takes: what each shows, where it goes on, and how to put them together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.reports.printed.material import Material
from app.reports.printed.poster import Cell, Edge, Line, Look, Piece, Plan, Poster, Tile, Tiling, Told
from app.reports.printed.poster_room import Paper, Size, papers
from app.reports.printed.poster_sheet import Spread, shown, through
from app.reports.printed.report import head
from app.reports.printed.tiling import MARGIN, OVERLAP, Window, column_name, is_empty, turned, windows
from graphs.rendering import lettering
from graphs.rendering.geometry import Box
from graphs.rendering.windows import Scenery

_SIDES = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
_FOOT, _PAGE_ROOM = 6.0, 90.0
_LETTERS = {Look.TITLE: 22.0, Look.SOFT: 9.0, Look.NOTE: 7.0}
"""In units, as `templates/reports/poster.typ` sets them."""

_BOLD = 1.15
_MILLIMETRES_OF_OVERLAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A window with what lies in it; an empty one is not printed."""

    window: Window
    pieces: tuple[Piece, ...]
    key: tuple[Piece, ...]
    shows: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in it."""
        return not self.pieces and not self.key and not self.shows


def tiled(poster: Poster, material: Material, scene: Scenery, laid: Spread, size: Size) -> Poster:
    """Return a poster spread over sheets of a size, turned so that the fewest are needed."""
    sheet = Paper(width=poster.width, height=poster.height)
    paper = turned(sheet, papers(size))
    cuts = tuple(_cut(poster, scene, laid, window) for window in windows(sheet, paper))
    plan = _plan(poster, material, cuts, size)
    foot = _foot(material, paper)
    tiles = tuple(_tiles(poster, material, cuts, foot))
    plan = replace(plan, foot=foot, page=_page(material, 1, len(tiles)))
    tiling = Tiling(width=paper.width, height=paper.height, margin=MARGIN, overlap=OVERLAP, plan=plan, tiles=tiles)
    return replace(poster, tiling=tiling)


def reach(part: Line | Told, unit: float) -> Box:
    """Return the box that a text fills, as far as that is known: of a line, about its letters."""
    if not isinstance(part, Line):
        return part.box
    wide = min(part.box.width, _BOLD * unit * lettering.width(part.text, _LETTERS[part.look]))
    left = part.box.corners[1][0] - wide if part.is_end else part.box.left
    return replace(part.box, left=left, width=wide)


def _cut(poster: Poster, scene: Scenery, laid: Spread, window: Window) -> Cut:
    places = [place for place, part in enumerate(poster.parts) if not is_empty(window, [reach(part, poster.unit)])]
    return Cut(
        window=window,
        pieces=tuple(shown(scene, laid.fit, window.box)),
        key=tuple(through(laid.key, laid.legend, window.box)),
        shows=tuple(places),
    )


def _tiles(poster: Poster, material: Material, cuts: tuple[Cut, ...], foot: str) -> Iterator[Tile]:
    """Yield the tiles that are printed; a screen reader is told of each thing on the first tile that has it."""
    printed = [cut for cut in cuts if not cut.is_empty]
    names = {(cut.window.column, cut.window.row): cut.window.name for cut in printed}
    told, drawing, key = set[int](), poster.pieces[0].spoken if poster.pieces else "", poster.legend.spoken
    for place, cut in enumerate(printed, 2):
        pieces = (*_with(cut.pieces, drawing), *_with(cut.key, key))
        yield Tile(
            name=cut.window.name,
            window=cut.window.box,
            pieces=pieces,
            shows=cut.shows,
            first=tuple(each for each in cut.shows if each not in told),
            edges=tuple(_edges(cut.window, names, material)),
            foot=foot,
            page=_page(material, place, len(printed)),
        )
        told.update(cut.shows)
        drawing, key = "" if cut.pieces else drawing, "" if cut.key else key


def _with(pieces: tuple[Piece, ...], spoken: str) -> tuple[Piece, ...]:
    return tuple(replace(piece, spoken=spoken if place == 0 else "") for place, piece in enumerate(pieces))


def _edges(window: Window, names: dict[tuple[int, int], str], material: Material) -> Iterator[Edge]:
    for side, (across, down) in _SIDES.items():
        name = names.get((window.column + across, window.row + down))
        if name is not None:
            yield Edge(side=side, says=material.words.text("poster.tile-goes-on", tile=name))


def _plan(poster: Poster, material: Material, cuts: tuple[Cut, ...], size: Size) -> Plan:
    words = material.words
    empty = [cut.window.name for cut in cuts if cut.is_empty]
    last = cuts[-1].window
    shape = {"columns": words.number(last.column + 1), "rows": words.number(last.row + 1)}
    count = len(cuts) - len(empty)
    centimetres = {
        "wide": words.number(poster.width / 72 * 2.54, 1),
        "high": words.number(poster.height / 72 * 2.54, 1),
    }
    overlap = words.number(_MILLIMETRES_OF_OVERLAP)
    return Plan(
        heading=words.text("poster.plan"),
        lead=words.counted("poster.plan.lead", count, paper=size, **shape, **centimetres),
        steps=(
            words.text("poster.plan.print", paper=size),
            words.text("poster.plan.cut", last=column_name(last.column), row=shape["rows"]),
            words.text("poster.plan.glue", overlap=overlap),
            words.text("poster.plan.join", overlap=overlap),
        ),
        remarks=(words.text("poster.plan.empty", tiles=", ".join(empty)),) if empty else (),
        cells=tuple(Cell(name=cut.window.name, window=cut.window.box, is_empty=cut.is_empty) for cut in cuts),
        ground=tuple(
            [reach(part, poster.unit) for part in poster.parts]
            + [piece.box for piece in (*poster.pieces, poster.legend)]
        ),
        spoken=words.text("poster.plan.spoken", last=last.name, **shape),
        foot="",
        page="",
    )


def _foot(material: Material, paper: Paper) -> str:
    room = paper.width - 2 * MARGIN - _PAGE_ROOM
    kept = material.words.text("report.uncontrolled")
    about = f" · {head(material, named=False)}" if head(material, named=False) else ""
    taken = lettering.width(f"{about} · {kept}", _FOOT)
    return f"{lettering.fitted(material.chain.name, _FOOT, max(40.0, room - taken))}{about} · {kept}"


def _page(material: Material, place: int, tiles: int) -> str:
    words = material.words
    return words.text("poster.page", page=words.number(place), pages=words.number(tiles + 1))
