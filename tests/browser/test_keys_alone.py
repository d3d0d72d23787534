"""By keys alone: from an empty sheet to a map of ten nodes, and the focus is always where the hand is."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.services.keeping import maps
from process_models.domain.evidence import Deliveries
from process_models.domain.identifiers import HandoffId, MapId, NodeId
from process_models.domain.maps import ValueChain, ValueChainMap
from tests.browser.hands import MOST_STOPS
from tests.browser.servers import Server
from tests.browser.visits import Visit, Visiting, none_of
from tests.cast import actor
from tests.snapshot import assert_same

GIVEN = (
    ("minorista", "Ventas", "Pedido"),
    ("ventas", "Crédito", "Solicitud"),
    ("credito", "Bodega", "Visto bueno"),
    ("ventas", "Bodega", "Orden"),
    ("bodega", "Transporte", "Carga"),
    ("transporte", "Cliente final", "Mercancía"),
    ("bodega", "Compras", "Faltantes"),
    ("compras", "Proveedor", "Orden de compra"),
    ("proveedor", "Bodega", "Insumos"),
    ("ventas", "Facturación", "Datos de venta"),
    ("transporte", "Facturación", "Remisión"),
    ("facturacion", "Cartera", "Factura"),
)
"""Supplier, client and deliverable, in the order in which somebody tells them."""

REST = "() => document.querySelector('[data-editor-saved]').dataset.editorSaved === 'saved'"


@pytest.fixture
def empty(server: Server) -> MapId:
    """Put a map on the server on which nothing is yet."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=ValueChain(name="Desde cero"))


def now(server: Server, own: MapId) -> ValueChainMap:
    """Return a map as it is kept."""
    with server.app.extensions["eslabon"].database.reading() as session:
        return maps.opened(session, actor(server.cast.owner), map_id=own)


def begun(visit: Visit, own: MapId) -> Page:
    """Open a map and wait until one can work on its drawing."""
    visit.go(f"/maps/{own}")
    visit.page.wait_for_selector("[data-editor-state=ready]")
    return visit.page


def walk_to(page: Page, selector: str) -> None:
    """Come to an element by Tab."""
    page.evaluate("() => document.querySelector('a.skip').focus()")
    for _ in range(MOST_STOPS):
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def is_at(page: Page, thing: str) -> None:
    """The focus is on a thing of the drawing."""
    expect(page.locator(f"#{thing}")).to_be_focused()


def settled(page: Page, thing: str) -> None:
    """The focus is on a thing, and stays there when everything is kept and the server's drawing has come."""
    is_at(page, thing)
    with page.expect_response(re.compile(r"/scene")):
        pass
    page.wait_for_function(REST)
    is_at(page, thing)


def answer(page: Page, *texts: str) -> None:
    """Write into the lines that open over the drawing, one after the other."""
    for text in texts:
        expect(page.locator(".asking input")).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def go(page: Page, thing: str) -> None:
    """Walk to a thing by arrows: along its handoffs, and from node to node."""
    for key in ("Home", *["ArrowDown"] * 12):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.id") == thing:
            return
    raise AssertionError(f"the arrows do not reach {thing}")
