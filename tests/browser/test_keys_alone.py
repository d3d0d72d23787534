"""By keys alone: from an empty sheet to a map of ten nodes, and the focus is always where the hand is."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from app.services.keeping import maps
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor
from tests.snapshot import assert_as_kept

GIVEN = (
    ("ventas", "Bodega", "Pedido", "30/200"),
    ("bodega", "Despacho", "Mercancía alistada", "24/180"),
    ("despacho", "Cliente final", "Entrega", "20/100"),
    ("ventas", "Cartera", "Solicitud de crédito", "5/124"),
    ("cartera", "Ventas", "Cupo aprobado", "7/118"),
    ("despacho", "Facturación", "Remisión", "3 %"),
    ("facturacion", "Cliente final", "Factura", "15 %"),
    ("bodega", "Compras", "Faltantes", ""),
    ("compras", "Calidad", "Muestras", ""),
    ("calidad", "Bodega", "Visto bueno", ""),
    ("compras", "Nómina", "Novedades", ""),
    ("nomina", "Agentes", "Pago correcto", "2 de 10"),
)
"""Supplier, client, deliverable and how many fail, in the order in which somebody tells them; ten nodes."""


@pytest.fixture
def empty(server: Server) -> MapId:
    """Put a map on the server on which nothing is yet."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(
            session, actor(server.cast.owner), chain=ValueChain(name="Desde cero", as_of=date(2026, 9, 30))
        )


def kept(server: Server, own: MapId) -> ValueChain:
    """Return a map as the server has it."""
    with server.app.extensions["eslabon"].database.reading() as session:
        return maps.opened(session, actor(server.cast.owner), map_id=own).chain


def answer(page: Page, *texts: str) -> None:
    """Write into the lines that open over the drawing, one after the other."""
    for text in texts:
        expect(page.locator(".asking input")).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def walk_to(page: Page, thing: str) -> None:
    """Come to a node by arrows."""
    page.keyboard.press("Home")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == thing:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {thing}")


def settled(page: Page) -> None:
    """Wait until everything is kept and the server's own drawing is there, with nothing moving any more."""
    expect(page.locator("[data-editor-saved=saved]")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_ten_nodes_are_built_by_keys_alone(visiting: Visiting, server: Server, empty: MapId) -> None:
    """Every edit leaves the focus at what is new; what comes of it is on the server and can be read aloud."""
    visit = visiting(server.cast.owner)
    visit.go(f"/maps/{empty}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.keyboard.press("n")
    answer(page, "Ventas")
    expect(page.locator("#node-ventas")).to_be_focused()
    for supplier, client, deliverable, figures in GIVEN:
        walk_to(page, f"node-{supplier}")
        page.keyboard.press("h")
        answer(page, client, deliverable)
        expect(page.locator("a.thing.handoff:focus")).to_have_count(1)
        if figures:
            page.keyboard.press("f")
            answer(page, figures)
            expect(page.locator("a.thing.handoff:focus")).to_have_count(1)
    settled(page)
    expect(page.locator("a.thing.handoff:focus")).to_have_count(1)
    chain = kept(server, empty)
    assert (len(chain.nodes), len(chain.handoffs)) == (10, len(GIVEN))
    assert sum(handoff.failure is not None for handoff in chain.handoffs) == sum(bool(each[3]) for each in GIVEN)
    page.reload()
    page.wait_for_selector("[data-editor-state=ready]")
    heard = re.sub(r"\n +- /url: .*", "", page.locator("#drawing > svg").aria_snapshot())
    assert_as_kept(f"{heard}\n", "keys-alone.aria.txt")
    none_of(visit.violations())


def test_what_is_removed_leaves_the_focus_at_a_neighbour_and_comes_back(
    visiting: Visiting, server: Server, empty: MapId
) -> None:
    """Another name, a removal, and both taken back, by keys alone."""
    visit = visiting(server.cast.owner)
    visit.go(f"/maps/{empty}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.keyboard.press("n")
    answer(page, "Ventas")
    page.keyboard.press("h")
    answer(page, "Bodega", "Pedido")
    walk_to(page, "node-bodega")
    page.keyboard.press("F2")
    answer(page, "Almacén")
    expect(page.locator("#node-bodega")).to_be_focused()
    expect(page.locator("#node-bodega")).to_contain_text("Almacén")
    page.keyboard.press("Delete")
    expect(page.locator("#node-bodega")).to_have_count(0)
    expect(page.locator("#node-ventas")).to_be_focused()
    settled(page)
    expect(page.locator("#node-ventas")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#node-bodega")).to_contain_text("Almacén")
    page.keyboard.press("Control+z")
    expect(page.locator("#node-bodega")).to_contain_text("Bodega")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#node-bodega")).to_contain_text("Almacén")
    settled(page)
    assert [node.name for node in kept(server, empty).nodes] == ["Ventas", "Almacén"]
