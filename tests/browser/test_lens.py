"""The lens in a browser: three questions on the drawing, with and without editor and script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of
from tests.cast import actor
from tests.pictures import example

COMES_WITHIN = 60_000


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def opened(visit: Visit, page_of: MapId, rest: str = "") -> Page:
    """Open the map, once the lens has its answer."""
    visit.go(f"/maps/{page_of}{rest}")
    expect(visit.page.locator("#lens[data-controller]")).to_be_visible(timeout=COMES_WITHIN)
    return visit.page


def stroke(page: Page, handoff: str) -> list[str]:
    """Return colour, width and dashes with which a handoff is seen."""
    found: list[str] = page.locator(f"#handoff-{handoff} > path:not([stroke=transparent])").evaluate(
        "it => { const s = getComputedStyle(it); return [s.stroke, s.strokeWidth, s.strokeDasharray]; }"
    )
    return found


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_why_a_customer_is_dissatisfied(visiting: Visiting, server: Server, device: str) -> None:
    """The Pareto lights its handoffs; a chain is played step by step, said politely, and Escape stops it."""
    visit = visiting(server.cast.viewer, device)
    page = opened(visit, server.example, "?view=upstream:minorista")
    expect(page.locator("#lens-why")).to_contain_text("Cliente minorista")
    first = page.locator("#lens .pareto li").first
    first.get_by_role("link").focus()
    lit = first.get_attribute("data-lens-lights")
    expect(page.locator("[data-lens-lit]")).to_have_id(str(lit))
    none_of(visit.violations())
    page.get_by_role("button", name="Reproducir").first.press("Enter")
    expect(page.locator("[data-lens-front]")).to_have_count(1)
    expect(page.locator("[data-lens-said]")).not_to_be_empty()
    expect(page.locator("[data-lens-past]").first).to_be_visible()
    visit.picture(f"lens-why-{device}", whole=device == "phone")
    none_of(visit.violations())
    page.keyboard.press("Escape")
    expect(page.locator("[data-lens-front], [data-lens-past]")).to_have_count(0)
    expect(page.get_by_role("button", name="Detener")).to_have_count(0)
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1366))


def test_a_chain_is_played_to_its_end(visiting: Visiting, server: Server) -> None:
    """The front comes to the customer, the end is said, and the drawing is as before."""
    visit = visiting(server.cast.viewer)
    page = opened(visit, server.example, "?view=upstream:minorista")
    page.get_by_role("button", name="Reproducir").first.click()
    expect(page.locator("#node-minorista[data-lens-front]")).to_be_visible()
    expect(page.locator("[data-lens-said]")).to_have_text("Fin de la cadena.")
    expect(page.locator("[data-lens-front], [data-lens-past]")).to_have_count(0)


@pytest.mark.parametrize(("who", "device"), [("viewer", "desktop"), ("editor", "desktop"), ("editor", "phone")])
def test_the_drawing_follows_a_slider(visiting: Visiting, server: Server, own: MapId, who: str, device: str) -> None:
    """The line, its figure and the customers' follow; back to today, all is as it was; the address keeps it."""
    visit = visiting(getattr(server.cast, who), device)
    page = opened(visit, own, "?handoff=pedido")
    if who == "editor":
        page.locator("[data-editor-state=ready]").wait_for()
    expect(page.locator("#lens-reach")).to_be_visible()
    before = stroke(page, "pedido"), page.locator("#handoff-pedido").text_content()
    page.get_by_text("¿Qué pasaría si…?").click()
    slider = page.get_by_label("Falla propia, frente a hoy")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#handoff-pedido [data-lens-text]")).to_have_text("4 % · supuesto")
    expect(page.locator("#node-minorista [data-lens-figure]")).to_contain_text("→")
    assert stroke(page, "pedido") != before[0]
    expect(page).to_have_url(re.compile(r"handoff=pedido&handoff:pedido\.own_times=0(#view=.*)?$"))
    none_of(visit.violations())
    visit.picture(f"lens-what-if-{who}-{device}", whole=device == "phone")
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1366))
    page.get_by_role("link", name="Volver a como es hoy").click()
    expect(page.locator("[data-lens-text], [data-lens-figure]")).to_have_count(0)
    assert (stroke(page, "pedido"), page.locator("#handoff-pedido").text_content()) == before
    expect(page).to_have_url(re.compile(r"\?handoff=pedido$"))


def test_an_address_that_supposes_shows_it_on_the_drawing(visiting: Visiting, server: Server, own: MapId) -> None:
    """And choosing something else gives the drawing back."""
    visit = visiting(server.cast.viewer)
    page = opened(visit, own, "?handoff=pedido&handoff:pedido.own_times=0")
    expect(page.locator("#handoff-pedido [data-lens-text]")).to_have_text("4 % · supuesto")
    page.locator("#handoff-pago text").first.click()
    expect(page.locator("[data-lens-text], [data-lens-figure]")).to_have_count(0)


def test_what_is_supposed_becomes_a_scenario_and_an_action(visiting: Visiting, server: Server, own: MapId) -> None:
    """By keyboard alone; an action stands in the plan with what it changes."""
    visit = visiting(server.cast.editor)
    page = opened(visit, own, "?handoff=pedido&handoff:pedido.own_times=40")
    page.get_by_label("Nombre de lo supuesto").fill("Pedidos revisados")
    page.get_by_role("button", name="Convertir en acción").press("Enter")
    row = page.get_by_role("row").filter(has_text="Pedidos revisados")
    expect(row).to_be_visible(timeout=COMES_WITHIN)
    page = opened(visit, own, "?handoff=pedido&handoff:pedido.own_times=40")
    page.get_by_label("Nombre de lo supuesto").fill("Pedidos revisados")
    page.get_by_role("button", name="Guardar como escenario").press("Enter")
    expect(page.get_by_role("heading", name="Pedidos revisados").or_(row).first).to_be_visible(timeout=COMES_WITHIN)


def test_without_script_forms_and_links_answer(browser: Browser, server: Server) -> None:
    """The sliders are a form, the answer is the page; nothing is shown that only a script could do."""
    context = browser.new_context(java_script_enabled=False, locale="es-CO")
    context.add_cookies([server.cookie_of(server.cast.viewer)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{server.address}/maps/{server.example}?handoff=pedido")
    for _ in range(60):
        if page.locator("#lens-reach").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_text("¿Qué pasaría si…?").click()
    page.get_by_label("Falla propia, frente a hoy").focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Ver el efecto").click()
    expect(page.locator("#lens table.effects")).to_contain_text("de cada")
    expect(page.get_by_label("Falla propia, frente a hoy")).to_have_value("0")
    page.goto(f"{server.address}/maps/{server.example}?view=upstream:minorista")
    expect(page.locator("#lens .pareto li").first).to_be_visible()
    expect(page.get_by_role("button", name="Reproducir")).to_have_count(0)
    context.close()
