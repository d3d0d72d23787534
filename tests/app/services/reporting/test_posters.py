"""The poster as PDF: its sheets, its letters, what a screen reader finds, and maps that do not fit."""

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from pypdf import PageObject, PdfReader

from app.reports.printed.poster_room import LEAST_TYPE, Size, millimetres, papers
from app.reports.printed.tiling import MARGIN, windows
from app.services.reporting import posters
from app.services.reporting.posters import Asked, PosterRefused, Printed
from graphs.rendering.geometry import Box
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import NodeId
from process_models.domain.validity import as_of
from tests.graphs.propagation.processes import process_like
from tests.pictures import HOSTILE, complete, example, named

LONG = "Coordinación de abastecimiento, almacenamiento y distribución de insumos para las sedes {:02}"
TILED = Asked(paper=Size.A1, tile=Size.A4)
SMALL = Asked(paper=Size.A3)


@cache
def printed(chain: ValueChain, asked: Asked) -> Printed:
    """Return the poster of a map, made once."""
    return posters.printed(posters.of_file(chain), asked)


def pages(chain: ValueChain, asked: Asked) -> list[PageObject]:
    """Return the pages of the poster of a map."""
    return list(PdfReader(io.BytesIO(printed(chain, asked).content)).pages)


def size(page: PageObject) -> tuple[float, float]:
    """Return the width and height of a page in points."""
    return float(page.mediabox.width), float(page.mediabox.height)


def lines(page: PageObject) -> set[str]:
    """Return the lines of text of a page, as they can be selected."""
    return {" ".join(line.split()) for line in page.extract_text().splitlines()}


def labels(chain: ValueChain) -> set[str]:
    """Return the words of the names and deliverables that count on a map's day."""
    chain = as_of(chain, chain.as_of).chain
    names = [node.name for node in chain.nodes] + [handoff.deliverable for handoff in chain.handoffs]
    return {word for name in names for word in name.split()}


def words(found: list[PageObject]) -> set[str]:
    """Return the words of pages."""
    return {word for page in found for line in lines(page) for word in line.split()}


def missing(chain: ValueChain, found: list[PageObject]) -> list[str]:
    """Return the words of a map that its pages lack, however texts beside each other are told apart."""
    told = "".join("".join(page.extract_text().split()) for page in found)
    return sorted(word for word in labels(chain) if word not in told)


@cache
def unmeasured(nodes: int) -> ValueChain:
    """Return a map of so many nodes of which nothing is known, and nothing takes long to compute."""
    chain = process_like(nodes, 1)
    handoffs = tuple(replace(handoff, failure=Evidence(), group=None) for handoff in chain.handoffs)
    return replace(chain, handoffs=handoffs, groups=())


def refusal(chain: ValueChain, asked: Asked) -> tuple[str, dict[str, object]]:
    """Return why there is no poster of a map."""
    with pytest.raises(PosterRefused) as refused:
        posters.printed(posters.of_file(chain), asked)
    (problem,) = refused.value.problems
    return problem.code, dict(problem.fields)


@pytest.mark.parametrize("paper", posters.SIZES)
def test_a_poster_is_one_sheet_of_the_paper_asked_for(paper: Size) -> None:
    """Across, where the drawing is wider than high; every label, figure and word of the legend can be selected."""
    (page,) = pages(example(), Asked(paper=paper))
    across, _ = papers(paper)
    assert size(page) == pytest.approx((across.width, across.height), abs=0.1)
    found = lines(page)
    assert {"Pedidos y nómina", "PR-08 Bodega", "Pedido completo"} <= found
    assert {"hecho", "opinión", "supuesto"} <= words([page])
    assert "¿Por qué está insatisfecho Cliente minorista?" in found
    assert {"27", "18"} <= words([page])
    assert "de cada 100 veces, unas 27 le fallan" in page.extract_text()
    assert any(line.startswith("Copia no controlada si está impresa · ") for line in found)
    assert any(line.startswith("al 30 de septiembre de 2026 · 19 entregas") for line in found)
    assert missing(example(), [page]) == []


def test_a_poster_stands_upright_where_the_drawing_does() -> None:
    """Whichever lets it be larger."""
    star = complete(2)
    many = tuple(replace(star.nodes[1], id=NodeId(f"n{place}"), name=f"Proceso {place}") for place in range(40))
    handoffs = tuple(replace(star.handoffs[0], id=f"h{node.id}", client=node.id) for node in many)  # type: ignore[arg-type]
    (page,) = pages(replace(star, nodes=(star.nodes[0], *many), handoffs=handoffs), Asked(paper=Size.A1))
    assert size(page)[0] < size(page)[1]


@pytest.mark.parametrize("asked", [SMALL, TILED, replace(TILED, language="en")])
def test_a_poster_is_accessible(asked: Asked) -> None:
    """PDF/UA, with a title, a language, alt texts that say every handoff once, and all fonts embedded."""
    with pikepdf.open(io.BytesIO(printed(example(), asked).content)) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Pedidos y nómina"
        assert str(document.Root.Lang) == asked.language
        assert bool(document.Root.MarkInfo.Marked)
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        told = " ".join(str(item.Alt) for item in document.objects if _has_alt(item))
    said = "Entrega Pedido completo, de Ventas a Bodega" if asked.language == "es" else "Pedido completo"
    assert told.count(said) >= 1
    assert asked.language == "en" or told.count(said) == 1


def _has_alt(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/Alt" in item


@pytest.mark.parametrize("asked", [SMALL, TILED])
def test_the_same_map_gives_the_same_bytes(asked: Asked) -> None:
    """No clock and no chance in them."""
    assert posters.printed(posters.of_file(example()), asked) == printed(example(), asked)


def test_tiles_are_the_sheet_with_its_plan_before() -> None:
    """Each with its coordinates, where it goes on and its number; what is empty is left out and named in the plan."""
    across, upright = papers(Size.A1)
    plan, *tiles = pages(example(), TILED)
    names = [window.name for window in windows(across, papers(Size.A4)[1])]
    told = plan.extract_text()
    empty = re.search(r"por estar vacías: ([A-Z0-9, ]+)\.", told)
    left_out = empty[1].split(", ") if empty else []
    assert left_out
    printed_names = [name for name in names if name not in left_out]
    assert len(tiles) == len(printed_names)
    assert f"en {len(tiles)} hojas A4" in " ".join(told.split())
    assert upright.width < across.width
    for number, (name, tile) in enumerate(zip(printed_names, tiles, strict=True), 2):
        assert size(tile) == pytest.approx((millimetres(210), millimetres(297)), abs=0.1)
        assert name in lines(tile)
        assert f"hoja {number} de {len(tiles) + 1}" in tile.extract_text()
        assert "Copia no controlada si está impresa" in tile.extract_text()
    assert {"sigue en B1", "sigue en A2"} <= lines(tiles[0])
    assert not any(f"sigue en {name}" in lines(tile) for name in left_out for tile in tiles)
    assert missing(example(), tiles) == []


def test_tiles_show_what_the_sheet_shows_where_it_does() -> None:
    """The letters on all tiles, moved to where their windows are, are those of the one sheet."""
    (sheet,) = pages(example(), replace(TILED, tile=None))
    _, *tiles = pages(example(), TILED)
    across, _ = papers(Size.A1)
    by_name = {window.name: window.box for window in windows(across, papers(Size.A4)[1])}
    whole = _places(sheet, Box(left=0, top=0, width=across.width, height=across.height), 0.0)
    parts: set[tuple[str, int, int]] = set()
    for tile in tiles:
        window = next(box for name, box in by_name.items() if name in lines(tile))
        parts |= {place for place in _places(tile, window, MARGIN) if _is_near(place, whole)}
    assert {text for text, _, _ in whole} == {text for text, _, _ in parts}
    assert all(_is_near(place, parts) for place in whole)


def _places(page: PageObject, window: Box, margin: float) -> set[tuple[str, int, int]]:
    """Return where texts begin on the whole sheet, to a point."""
    high = size(page)[1]
    found: set[tuple[str, int, int]] = set()

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.add((text.strip(), round(x - margin + window.left), round(high - y - margin + window.top)))

    page.extract_text(visitor_text=visit)
    return found


def _is_near(place: tuple[str, int, int], others: set[tuple[str, int, int]]) -> bool:
    text, x, y = place
    return any((text, x + right, y + down) in others for right in (-1, 0, 1) for down in (-1, 0, 1))


def test_a_tile_has_no_text_of_the_drawing_that_lies_elsewhere() -> None:
    """Covered text would be found and copied where nobody sees it."""
    _, first, *_ = pages(example(), TILED)
    assert "PR-01" in words([first])
    assert not {"Despacho", "PR-09", "Cartera"} & words([first])


def test_a_wide_map_is_folded_and_that_is_said() -> None:
    """Two hundred nodes in a row of streams: in strips, with all their names, never below 6 points."""
    chain = unmeasured(200)
    found = printed(chain, Asked(paper=Size.A0))
    assert [notice.code for notice in found.notices] == ["poster-folded"]
    (page,) = pages(chain, Asked(paper=Size.A0))
    assert missing(chain, [page]) == []
    assert "El dibujo sigue en la fila 2, abajo a la izquierda" in lines(page)
    assert _smallest(page) >= LEAST_TYPE - 0.01


@pytest.mark.parametrize(("chain", "asked"), [(example(), SMALL), (example(), TILED), (named("Sola"), SMALL)])
def test_no_letter_is_smaller_than_six_points(chain: ValueChain, asked: Asked) -> None:
    """On no sheet."""
    assert min(map(_smallest, pages(chain, asked))) >= LEAST_TYPE - 0.01


def _smallest(page: PageObject) -> float:
    """Return the smallest size of letters on a page in points."""
    sizes: list[float] = []

    def visit(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        if text.strip():
            a, b = inner[0] * outer[0] + inner[1] * outer[2], inner[0] * outer[1] + inner[1] * outer[3]
            sizes.append(size * (a * a + b * b) ** 0.5)

    page.extract_text(visitor_text=visit)
    return min(sizes)


def test_what_cannot_be_read_is_refused_with_the_paper_that_would_do() -> None:
    """Or, where none would, with what to ask for instead."""
    code, fields = refusal(unmeasured(60), SMALL)
    assert (code, fields["paper"]) == ("poster-too-small", "A3")
    assert posters.printed(posters.of_file(unmeasured(60)), Asked(paper=Size(str(fields["fits"])))).content
    code, fields = refusal(unmeasured(500), Asked(paper=Size.A0))
    assert (code, fields["paper"]) == ("poster-too-large", "A0")
    assert refusal(unmeasured(700), Asked(paper=Size.A0))[0] == "poster-as-table"


def test_one_node_is_a_poster() -> None:
    """Its name no larger than the title, and nobody to be told of."""
    (page,) = pages(named("Sola"), SMALL)
    assert "Sola" in lines(page)
    assert not any("Por qué" in line for line in lines(page))


def test_long_names_stand_whole_in_the_drawing() -> None:
    """Ninety characters each; in the band they are cut rather than run into their neighbours."""
    chain = named(*(LONG.format(place) for place in range(12)))
    assert missing(chain, pages(chain, Asked(paper=Size.A1))) == []


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 9))
@pytest.mark.parametrize("asked", [Asked(paper=Size.A1), Asked(paper=Size.A1, tile=Size.A3)])
def test_hostile_text_is_printed_literally(start: int, asked: Asked) -> None:
    """Whatever it would be to Typst, SVG or a shell."""
    names = HOSTILE[start : start + 9]
    found = "".join(page.extract_text() for page in pages(named(*names), asked))
    assert "root:" not in found
    plain = [name for name in names if name.isascii() and len(name) < 24]  # longer ones are wrapped
    told = "".join(found.split())
    assert [name for name in plain if "".join(name.split()) not in told] == []


def test_a_script_that_the_font_lacks_is_printed_too() -> None:
    """Its signs are boxes, and that is said."""
    for name in ("内部顾客", "👩🏽\u200d💼🔥"):
        assert [notice.code for notice in printed(named(name), SMALL).notices] == ["report-signs-missing"]


@pytest.mark.parametrize("view", ["upstream:minorista", "collapsed", "lanes", "evidence"])
def test_any_view_can_be_a_poster(view: str) -> None:
    """And says which one it is."""
    (page,) = pages(example(), Asked(paper=Size.A2, view=view))
    assert "Pedidos y nómina" in lines(page)
    assert view != "upstream:minorista" or any("Lo que aporta" in line for line in lines(page))
