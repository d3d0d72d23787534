"""A poster of a map of 200 nodes, on one sheet and on tiles, against WeasyPrint on the same content.

CPU seconds, warm, each run with a map of its own, for Typst remembers what it has set. Both print the same content: the
same SVG and words, at the same places, as PDF/UA; on tiles each what lies in it. From the map: with its figures, their
intervals and the drawing, whose layout Graphviz makes in a process of its own, which is not counted.
"""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

from pypdf import PdfReader
from weasyprint import HTML

from app.reports import typst
from app.reports.printed.data import data
from app.reports.printed.poster import Line, Piece, Poster, Tile, Told
from app.reports.printed.poster_room import Size
from app.services.reporting import posters
from app.services.reporting.posters import Asked
from app.services.showing import diagrams
from graphs.rendering.geometry import Box
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like

NODES, RUNS = 200, 5
SHEET = Asked(paper=Size.A0)
TILED = Asked(paper=Size.A0, tile=Size.A4)


def main() -> None:
    """Print the table."""
    maps = [process_like(NODES, seed) for seed in range(1, RUNS + 2)]
    print(f"\n### A0 posters of {RUNS} maps of {NODES} nodes\n")
    print(
        "| what | sheets | ours, CPU s | kB | WeasyPrint, CPU s | kB | WeasyPrint / ours | ours, from the map, CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for what, asked in (("one sheet", SHEET), ("A4 tiles", TILED)):
        runs = [_run(chain, asked) for chain in maps][1:]
        middle = [statistics.median(run[side] for run in runs) for side in range(6)]
        ratio = statistics.median(run[3] / run[1] for run in runs)
        sheets, ours, size, theirs, their_size, whole = middle
        told = f"| {what} | {sheets:.0f} | {ours:.2f} | {size:.0f} | {theirs:.2f} | {their_size:.0f} "
        print(f"{told}| {ratio:.1f} | {whole:.2f} |", flush=True)


def _run(chain: ValueChain, asked: Asked) -> tuple[float, ...]:
    """Return the sheets, and of ours and the peer's the seconds and the size; the seconds from map to content more."""
    begun = time.process_time()
    subject = posters.of_file(chain)
    drawing = diagrams.draw(chain, "svg", today=subject.day).document
    made, _ = posters.composed(subject, asked, drawing)
    composed = time.process_time() - begun
    ours, own = _timed(lambda: _typst(made))
    theirs, peer = _timed(lambda: _printed(_page(made)))
    sheets = [len(PdfReader(BytesIO(file)).pages) for file in (ours, theirs)]
    if sheets[0] != sheets[1]:
        raise SystemExit(f"not the same sheets: {sheets}")
    return sheets[0], own, len(ours) / 1000, peer, len(theirs) / 1000, composed + own


def _typst(made: Poster) -> bytes:
    return typst.poster(_request(made))


def _request(made: Poster) -> bytes:
    return json.dumps(data(made)).encode()


def _page(made: Poster) -> str:
    """Return the same poster as HTML: sheets of the same size, everything at its place."""
    tiling = made.tiling
    if tiling is None:
        everything = _parts((*made.pieces, made.legend), made.parts, made.unit)
        return _html(made.width, made.height, [f"<section>{everything}</section>"])
    words = "".join(f"<p>{escape(each)}</p>" for each in (tiling.plan.heading, tiling.plan.lead, *tiling.plan.steps))
    plan = f'<section><div style="position: absolute; left: 40pt; top: 40pt; right: 40pt">{words}</div></section>'
    tiles = [_tile(made, tile, tiling.margin) for tile in tiling.tiles]
    return _html(tiling.width, tiling.height, [plan, *tiles])


def _tile(made: Poster, tile: Tile, margin: float) -> str:
    parts = _parts(tile.pieces, [made.parts[each] for each in tile.shows], made.unit)
    shift = f"position: absolute; left: -{tile.window.left}pt; top: -{tile.window.top}pt"
    inner = f'<div style="{shift}; width: {made.width}pt; height: {made.height}pt">{parts}</div>'
    return f'<section><div style="{_style(replaced(tile.window, margin))}; overflow: hidden">{inner}</div></section>'


def replaced(window: Box, margin: float) -> Box:
    """Return where on its sheet a window lies."""
    return Box(left=margin, top=margin, width=window.width, height=window.height)


def _html(wide: float, high: float, sections: list[str]) -> str:
    style = (
        f"@page {{ size: {wide}pt {high}pt; margin: 0 }} body {{ margin: 0; font-family: DejaVu Sans }} section "
        f"{{ position: relative; width: {wide}pt; height: {high - 0.1}pt; overflow: hidden; break-after: page }} "
        "section:last-child { break-after: auto } h1, p { margin: 0 }"
    )
    return f'<!doctype html><html lang="es"><title>x</title><style>{style}</style>{"".join(sections)}</html>'


def _parts(pieces: Sequence[Piece], parts: Sequence[Line | Told], unit: float) -> str:
    drawn = "".join(f'<div style="{_style(piece.box)}">{_sized(piece)}</div>' for piece in pieces)
    return drawn + "".join(_part(each, unit) for each in parts)


def _sized(piece: Piece) -> str:
    return piece.svg.replace("<svg", '<svg style="width: 100%; height: 100%"', 1)


def _part(part: Line | Told, unit: float) -> str:
    if isinstance(part, Line):
        size = {"title": 22, "soft": 9, "note": 7}[part.look] * unit
        return f'<div style="{_style(part.box)}; font-size: {size}pt">{escape(part.text)}</div>'
    shares = "".join(f"<p>{escape(each.share)} {escape(each.name)}</p>" for each in part.shares)
    texts = (part.name, part.figure, part.said, *part.remarks)
    told = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return f'<div style="{_style(part.box)}; font-size: {8 * unit}pt">{told}{shares}</div>'


def _style(box: Box) -> str:
    return f"position: absolute; left: {box.left}pt; top: {box.top}pt; width: {box.width}pt; height: {box.height}pt"


def _printed(html: str) -> bytes:
    made: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _timed(work: Callable[[], bytes]) -> tuple[bytes, float]:
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun


if __name__ == "__main__":
    main()
