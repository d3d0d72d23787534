"""Pages on paper: what they are, light and without what one presses, nothing cut off, tables with their heads."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.servers import Server
from tests.browser.visits import Visit, Visiting

A4 = (596, 843)
"""Points, as Chromium rounds them."""

WIDTH = 688
"""Pixels of a sheet between its margins."""

NAVIGATION = ("Buscar", "Equipos", "Personas", "Para mí", "Ajustes", "Exportar", "Compartir", "Saltar al contenido")
"""What stands in the bar or the tabs of these pages, and nowhere in their content."""

PAGES = {
    "maps": ("/", "Mapas"),
    "map": ("/maps/{map}", "Pedidos y nómina"),
    "handoffs": ("/maps/{map}/handoffs", "Entregas"),
    "customers": ("/maps/{map}/customers", "Quiénes son los clientes"),
    "propagation": ("/maps/{map}/propagation", "¿Por qué está insatisfecho"),
    "improvement": ("/maps/{map}/improvement", "¿Qué pasaría si…?"),
    "history": ("/maps/{map}/history", "Quién cambió qué"),
    "process": ("/maps/{map}/nodes/ventas", "Ventas"),
    "reports": ("/maps/{map}/reports", "Informes impresos"),
}


def opened(visiting: Visiting, server: Server, name: str) -> Visit:
    """Open a page, in a browser that likes it dark, and wait until all of it is there."""
    visit = visiting(server.cast.owner)
    visit.dark()
    visit.go(PAGES[name][0].format(map=server.example))
    visit.settle()
    return visit


def printed(visit: Visit) -> list[str]:
    """Return the texts of the sheets that a page is printed on, blanks tidied."""
    pdf = PdfReader(io.BytesIO(visit.page.pdf(format="A4")))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {A4}
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_on_paper_is_what_it_is_and_nothing_else(visiting: Visiting, server: Server, name: str) -> None:
    """Its title, its address, numbered sheets; no word of the bar, no button, and no line that sticks out."""
    visit = opened(visiting, server, name)
    sheets = printed(visit)
    whole = " ".join(sheets)
    assert PAGES[name][1] in whole
    assert re.sub(r"\s", "", visit.page.url.partition("#")[0]) in re.sub(r"\s", "", sheets[0])
    assert [word for word in NAVIGATION if word in whole] == []
    assert all(f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))
    visit.page.emulate_media(media="print", color_scheme="dark")
    visit.page.set_viewport_size({"width": WIDTH, "height": 960})
    wide, ink = visit.page.evaluate(
        "() => [document.documentElement.scrollWidth, getComputedStyle(document.body).color]"
    )
    pressed = visit.page.locator(
        "button:visible, .button:visible, header:visible, nav.tabs:visible"
    ).all_text_contents()
    assert (wide, ink, pressed) == (WIDTH, "rgb(0, 0, 0)", [])


def test_a_long_table_has_its_heads_on_every_sheet(visiting: Visiting, server: Server) -> None:
    """And no row is torn in two: what a row says stands on one sheet."""
    sheets = printed(opened(visiting, server, "handoffs"))
    assert len(sheets) > 1
    assert all("Proveedor Cliente Entregable" in sheet for sheet in sheets)
    assert [sum("30 de 200" in sheet for sheet in sheets), sum("Pedido completo" in sheet for sheet in sheets)] == [
        1,
        1,
    ]


def test_what_is_folded_is_read_on_paper(visiting: Visiting, server: Server) -> None:
    """How figures are computed is behind a click on the screen; a sheet has no clicks."""
    visit = opened(visiting, server, "propagation")
    folded = visit.page.locator("main details:not([open], .confirm, .menu, .fold) > :not(summary)").all_text_contents()
    told = [" ".join(text.split())[:15] for text in folded if text.strip()]
    assert told
    whole = re.sub(r"\s", "", " ".join(printed(visit)))
    assert [text for text in told if re.sub(r"\s", "", text) not in whole] == []
