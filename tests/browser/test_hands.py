"""The editor by keyboard alone, on a map that holds nothing yet."""

from playwright.sync_api import Page, expect

from app.services.keeping import maps
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor


def focused(page: Page) -> str:
    """Return the id of what has the focus."""
    return str(page.evaluate("() => document.activeElement.id"))


def test_an_empty_map_is_begun_by_keyboard(visiting: Visiting, server: Server) -> None:
    """N names a node, H a handoff with a new client, E a list; the focus is always at what is new."""
    with server.app.extensions["eslabon"].database.writing() as session:
        own: MapId = maps.create(session, actor(server.cast.owner), chain=ValueChain(name="Vacío"))
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.keyboard.press("n")
    page.keyboard.type("Ventas")
    page.keyboard.press("Enter")
    expect(page.locator("#node-ventas")).to_be_focused()
    page.keyboard.press("h")
    page.keyboard.type("Bodega")
    page.keyboard.press("Enter")
    page.keyboard.type("Pedido")
    page.keyboard.press("Enter")
    assert focused(page).startswith("handoff-")
    page.keyboard.press("e")
    page.keyboard.type("Bodega → Despacho: Caja")
    expect(page.locator("[data-editor-entry-sum]")).to_contain_text("entregas nuevas: 1")
    none_of(visit.violations())
    page.keyboard.press("Control+Enter")
    expect(page.locator("a.thing.node")).to_have_count(3)
    expect(page.locator("a.thing.handoff")).to_have_count(2)
    expect(page.locator("[data-editor-saved=saved]")).to_be_visible()
    visit.picture("hands", whole=False)
    none_of(visit.violations())
