"""Drawings on paper: the same drawing as PDF with real text and as PNG."""

import io
import struct

import pytest
from pypdf import PdfReader

from app.reports.sheets import pdf, png
from app.wording import wording
from graphs.rendering.drawing import laid_out
from graphs.rendering.geometry import Box
from graphs.rendering.sheet import Document
from tests.pictures import HOSTILE, NOT_FOR_PAPER, drawn, example, named

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


def document(*names: str) -> Document:
    """Return the drawing of the example map, or of one with these names."""
    return laid_out(drawn(named(*names) if names else example()), wording("es")).document


def size(picture: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels."""
    assert picture.startswith(PNG_BEGINS)
    width, height = struct.unpack("!II", picture[16:24])
    return width, height


def test_a_pdf_is_one_page_of_the_drawings_size_with_real_text() -> None:
    """Text can be searched and read aloud; the document is tagged and has a title and a language."""
    drawing = document()
    reader = PdfReader(io.BytesIO(pdf(drawing)))
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(drawing.width, abs=1)
    assert float(page.mediabox.height) == pytest.approx(drawing.height, abs=1)
    text = page.extract_text()
    assert {"Pedidos y nómina", "PR-08 Bodega", "Pedido completo"} <= set(text.splitlines())
    assert reader.metadata is not None
    assert reader.metadata.title == "Pedidos y nómina"
    assert str(reader.root_object["/Lang"]) == "es"
    assert "'/Marked': True" in str(reader.root_object["/MarkInfo"])


def test_the_same_drawing_gives_the_same_files() -> None:
    """No clock and no chance in them."""
    drawing = document()
    assert pdf(drawing) == pdf(drawing)
    assert png(drawing) == png(drawing)


def test_a_png_is_sharp() -> None:
    """216 pixels an inch: 3 pixels for a point."""
    drawing = document()
    assert size(png(drawing)) == (3 * drawing.width, 3 * drawing.height)


def test_a_huge_drawing_stays_within_what_readers_open() -> None:
    """No side of a PNG is longer than 12,000 pixels, none of a PDF longer than 200 inches."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="10" viewBox="0 0 30000 10"/>'
    frame = Box(left=0, top=0, width=30_000, height=10)
    huge = Document(svg=svg, width=30_000, height=10, language="es", title="x", spoken="x", frame=frame)
    assert size(png(huge))[0] <= 12_000
    assert float(PdfReader(io.BytesIO(pdf(huge))).pages[0].mediabox.width) <= 14_400


def test_hostile_names_reach_paper() -> None:
    """What a user wrote is data: nothing of it is run, read or laid out as markup."""
    drawing = document(*HOSTILE, *(name for name, _ in NOT_FOR_PAPER))
    assert size(png(drawing))
    text = PdfReader(io.BytesIO(pdf(drawing))).pages[0].extract_text()
    assert {"<b>negrita</b>", "&lt;script&gt;"} <= set(text.splitlines())
