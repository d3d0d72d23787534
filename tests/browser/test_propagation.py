"""Propagation in a browser: figures of a large map come by themselves, with script or without; one click leads on."""

import pytest
from playwright.sync_api import Browser, expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visiting, none_of
from tests.cast import actor
from tests.graphs.propagation.processes import process_like

COMES_WITHIN = 60_000
"""Milliseconds; a server on a busy machine computes a large map."""


def large(server: Server, seed: int) -> MapId:
    """Keep a map whose figures are not there at once."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=process_like(150, seed=seed))


def test_the_figures_of_a_large_map_come_by_themselves(visiting: Visiting, server: Server) -> None:
    """The page says that they are being computed, and then they are there; nobody reloads it."""
    visit = visiting(server.cast.viewer)
    visit.go(f"/maps/{large(server, 11)}/propagation")
    expect(visit.page.locator("progress")).to_be_visible()
    none_of(visit.violations())
    expect(visit.page.locator("h1#question")).to_contain_text("¿Por qué está insatisfecho", timeout=COMES_WITHIN)
    none_of(visit.violations())


def test_without_script_too(browser: Browser, server: Server) -> None:
    """The page asks again by itself."""
    context = browser.new_context(java_script_enabled=False, locale="es-CO")
    context.add_cookies([server.cookie_of(server.cast.viewer)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{server.address}/maps/{large(server, 12)}/propagation")
    expect(page.locator("h1#question")).to_contain_text("¿Por qué está insatisfecho", timeout=COMES_WITHIN)
    context.close()


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_from_the_drawing_to_whom_a_failure_reaches(visiting: Visiting, server: Server, device: str) -> None:
    """By keyboard: Tab to the handoff of the drawing, Enter; from there to a customer and back to the question why."""
    visit = visiting(server.cast.viewer, device)
    visit.go(f"/maps/{server.example}/propagation")
    visit.settle()
    visit.page.locator("#handoff-pedido").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1#question")).to_have_text("¿A quién le llega la falla de Pedido completo?")
    visit.picture(f"propagation-reach-{device}")
    none_of(visit.violations())
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))
    visit.page.get_by_role("link", name="Cliente en línea").last.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1#question")).to_have_text("¿Por qué está insatisfecho Cliente en línea?")


def test_an_answer_is_typed_in_its_place(visiting: Visiting, server: Server) -> None:
    """By keyboard alone: the text field has the focus, and afterwards the answer is where it was."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{server.example}/customers")
    visit.settle()
    cell = visit.page.locator("#answer-bodega-audit")
    cell.get_by_role("link").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#field-reason")).to_be_focused()
    none_of(visit.violations())
    visit.page.keyboard.type("La audita Control interno")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    expect(cell).to_contain_text("Ninguno: La audita Control interno")
    expect(visit.page.locator(".notice")).to_contain_text("La respuesta quedó guardada.")
