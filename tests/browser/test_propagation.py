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
    expect(visit.page.locator(".doubt-key")).to_contain_text("lo verosímil: de", timeout=COMES_WITHIN)
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


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_from_a_complaint_to_where_it_began(visiting: Visiting, server: Server, device: str) -> None:
    """By keyboard: choose what failed, ask; then tick what was fine, ask again. The address holds both."""
    visit = visiting(server.cast.viewer, device)
    visit.go(f"/maps/{server.example}/propagation?outcome=agentes")
    visit.settle()
    visit.page.locator("#field-failed").focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#answer-title")).to_be_visible(timeout=COMES_WITHIN)
    expect(visit.page.locator("#observed li")).to_have_text("Agentes de atención: falló")
    visit.page.locator("summary", has_text="Entregas").focus()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("checkbox", name="Nómina → Agentes de atención: Pago correcto: salió bien").focus()
    visit.page.keyboard.press("Space")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#observed li")).to_have_count(2)
    assert "failed=node%3Aagentes&fine=handoff%3Apago" in visit.page.url
    visit.settle()
    visit.picture(f"diagnosis-{device}")
    none_of(visit.violations())
    visit.dark()
    none_of(visit.violations("color-contrast"))
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))


def test_a_complaint_without_script(visiting: Visiting, server: Server) -> None:
    """A plain form; what cannot happen says so, and the form keeps it."""
    visit = visiting(server.cast.viewer, script=False)
    visit.go(f"/maps/{server.example}/propagation/diagnosis")
    for name in ("Cliente en línea: falló", "Cliente en línea: salió bien"):
        visit.page.get_by_role("checkbox", name=name).check()
    visit.page.get_by_role("button", name="Ver dónde nació").click()
    expect(visit.page.locator(".notice.warning")).to_contain_text("su probabilidad es 0", timeout=COMES_WITHIN)
    expect(visit.page.get_by_role("checkbox", name="Cliente en línea: falló")).to_be_checked()


@pytest.mark.parametrize("outcome", ["minorista", "agentes"])
def test_the_interval_is_seen_in_every_theme_and_on_paper(visiting: Visiting, server: Server, outcome: str) -> None:
    """The bar keeps within its column on the narrowest phone; no theme makes its words faint."""
    visit = visiting(server.cast.viewer, "phone")
    visit.go(f"/maps/{server.example}/propagation?outcome={outcome}")
    visit.settle()
    expect(visit.page.locator(".doubt-key li").first).to_contain_text("cifra puntual")
    none_of(visit.overflowing(NARROWEST))
    visit.dark()
    none_of(visit.violations("color-contrast"))
    visit.page.emulate_media(media="print", color_scheme="light")
    expect(visit.page.locator(".doubt > svg")).to_be_visible()
    none_of(visit.violations("color-contrast"))
