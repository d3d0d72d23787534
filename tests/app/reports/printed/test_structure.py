"""A report as readers' programs see it: PDF/UA, tags, headings, tables, fonts, and every label as text."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from app.services.files import exchange
from app.services.reporting import making
from process_models.domain.chain import ValueChain
from process_models.domain.validity import as_of
from tests.chains import chain
from tests.ugly import HOSTILE, MAPS

EXAMPLE = Path(__file__).parents[4] / "examples" / "pedidos-y-nomina.json"


def example() -> ValueChain:
    """Return the example map."""
    found = exchange.read(EXAMPLE.read_bytes(), EXAMPLE.name, language="es").chain
    assert found is not None
    return found


@pytest.fixture(scope="module", params=["es", "en"])
def report(request: pytest.FixtureRequest) -> bytes:
    """Give the report of the example."""
    return making.of_chain(example(), making.Asked(language=request.param))


def elements(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Yield every tag of a document in reading order, with its element."""
    yield from elements_of(document.Root.StructTreeRoot)


def elements_of(whole: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - pikepdf tells no types of what it finds
    """Yield every tag of a part of a document in reading order, with its element."""
    waiting: list[Any] = [whole]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        if "/S" in element:
            yield str(element.S).removeprefix("/"), element
        inner = element.get("/K", ())
        waiting.extend(reversed(list(inner) if isinstance(inner, pikepdf.Array) else [inner]))


def text_of(content: bytes) -> str:
    """Return all text of a PDF without its spaces, for lines are broken at will."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def test_it_says_of_itself_that_it_can_be_read_by_all(report: bytes) -> None:
    """The marker of PDF/UA, the title in the window's bar, the language, and tags."""
    with pikepdf.open(BytesIO(report)) as document:
        root = document.Root
        with document.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == "Pedidos y nómina"
        assert str(root.Lang) in {"es", "en"}
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Pedidos y nómina"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260930")
    assert making.notices(report) == ()


def test_every_drawing_has_its_sentences(report: bytes) -> None:
    """No figure goes without an alternative text."""
    with pikepdf.open(BytesIO(report)) as document:
        figures = [element for tag, element in elements(document) if tag == "Figure"]
        assert len(figures) >= 4
        assert all(str(figure.Alt).strip() for figure in figures)


def test_headings_leave_no_level_out(report: bytes) -> None:
    """A reader who jumps from heading to heading misses none; each is in the bookmarks."""
    with pikepdf.open(BytesIO(report)) as document:
        levels = [int(tag[1]) for tag, _ in elements(document) if tag in {f"H{level}" for level in range(1, 7)}]
        assert levels[0] == 1
        assert all(level <= before + 1 for before, level in pairwise(levels))
        with document.open_outline() as outline:
            assert len(outline.root) >= 3


def test_tables_say_their_headings(report: bytes) -> None:
    """Every table has cells that are headings, and rows."""
    with pikepdf.open(BytesIO(report)) as document:
        tables = [element for tag, element in elements(document) if tag == "Table"]
        tags = [tag for tag, _ in elements(document)]
        assert len(tables) >= 4
        assert tags.count("THead") == len(tables)
        for table in tables:
            row = next(element for tag, element in elements_of(table) if tag == "TR")
            cells = [tag for tag, _ in elements_of(row)]
            assert cells.count("TH") >= 2
            assert "TD" not in cells


def test_every_font_is_embedded(report: bytes) -> None:
    """It prints everywhere as it was made."""
    with pikepdf.open(BytesIO(report)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_every_label_is_text(report: bytes) -> None:
    """Names and deliverables can be selected and searched for, with their accents."""
    told, dated = text_of(report), as_of(example(), example().as_of).chain
    for node in dated.nodes:
        assert "".join(node.name.split()) in told
    for handoff in dated.handoffs:
        assert "".join(handoff.deliverable.split()) in told


def test_what_looks_like_a_programme_is_but_text() -> None:
    """Markup, paths and formulas come out sign by sign, and nothing is read."""
    told = text_of(making.of_chain(MAPS["hostile names"](), making.Asked()))
    for name in HOSTILE[:7]:
        assert "".join(name.split()) in told
    assert "root:x:" not in told


def test_signs_that_the_font_lacks_are_told() -> None:
    """A reader gets boxes, and whoever prints is told."""
    content = making.of_chain(MAPS["Chinese, Japanese, Korean"](), making.Asked())
    assert [notice.code for notice in making.notices(content)] == ["report-signs-missing"]


def test_what_is_classified_says_so_on_every_sheet() -> None:
    """So does one's own sentence about printed copies."""
    asked = making.Asked(classification="Reservado", uncontrolled="Imprima solo lo necesario")
    content = making.of_chain(chain("a -> cliente: Entrega 1/10"), asked)
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        told = page.extract_text()
        assert "Reservado" in told
        assert "Imprima solo lo necesario" in told


def test_a_map_without_a_day_has_none() -> None:
    """A file that says no day is printed without one, and so its bytes are the same tomorrow."""
    content = making.of_chain(chain("a -> cliente: Entrega 1/10"), making.Asked())
    with pikepdf.open(BytesIO(content)) as document:
        assert "/CreationDate" not in document.docinfo
