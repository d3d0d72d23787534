"""Guests in a browser: a phone comes by the link and proposes; who edits the map sees it at once, and decides."""

import pytest
from playwright.sync_api import Page, expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.pencil import Pencil
from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visit, Visiting, none_of
from tests.cast import actor
from tests.pictures import example

A_SECOND = 1_000
ON_A_BUSY_MACHINE = 5 * A_SECOND
AT_THE_NEXT_LOOK = 20 * A_SECOND
"""A guest's page asks every five seconds."""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def looks(visit: Visit, name: str) -> None:
    """Hold a page to what holds for all, in light and dark, and keep pictures."""
    visit.picture(f"guests-{name}")
    none_of(visit.violations())
    visit.dark()
    visit.picture(f"guests-{name}-dark")
    none_of(visit.violations("color-contrast"))
    visit.dark(is_on=False)
    none_of(visit.overflowing(NARROWEST))


def link_of(host: Page) -> str:
    """Open the map on the page for guests, and return the path of the link."""
    host.get_by_role("button", name="Abrir a invitados").click()
    expect(host.locator("img.qr")).to_be_visible()
    link = host.locator("#content a[href*='/g/']").get_attribute("href") or ""
    return link[link.index("/g/") :]


def comes(phone: Visit, link: str, name: str, area: str) -> None:
    """Come in by a link."""
    phone.go(link)
    phone.page.get_by_label("Su nombre").fill(name)
    phone.page.get_by_label("Su área o cargo").fill(area)
    phone.page.get_by_role("button", name="Entrar").tap()
    phone.page.get_by_role("button", name="Proponer").wait_for()


def proposes(phone: Page, client: str, gives: str) -> None:
    """Propose one handoff."""
    phone.get_by_label("¿A quién le sirve?").fill(client)
    phone.get_by_label("¿Qué le entrega?").fill(gives)
    phone.get_by_role("button", name="Proponer").tap()
    expect(phone.locator("section[aria-labelledby=own]")).to_contain_text(gives)


def test_a_phone_proposes_and_the_editor_decides_on_the_drawing(visiting: Visiting, server: Server, own: MapId) -> None:
    """From the bar to the link, from the phone to the drawing; accepted it is drawn, discarded it is gone."""
    editor = Pencil(visit=visiting(server.cast.editor))
    editor.open(own)
    host, phone = visiting(server.cast.owner), visiting(None, "phone")
    host.go(f"/maps/{own}")
    host.page.locator("[data-editor-menu] summary").last.click()
    host.page.get_by_role("link", name="Invitados").click()
    link = link_of(host.page)
    expect(host.page.get_by_text("solo abre en este mismo equipo")).to_be_visible()
    looks(host, "open")
    phone.go(link)
    looks(phone, "join")
    comes(phone, link, "Ana", "Bodega")
    notice = editor.page.locator("[data-editor-proposals]")
    fate = phone.page.locator("section[aria-labelledby=own]")
    proposes(phone.page, "Archivo", "Remisiones")
    expect(notice).to_contain_text("Bodega → Archivo: Remisiones", timeout=ON_A_BUSY_MACHINE)
    looks(phone, "propose")
    none_of(editor.visit.violations())
    editor.visit.picture("guests-on-the-drawing", whole=False)
    notice.get_by_role("button", name="Aceptar").click()
    expect(editor.page.locator("#node-archivo")).to_have_count(1)
    expect(notice).to_be_hidden()
    expect(editor.page.locator("#drawing :focus")).to_have_count(1)
    expect(fate).to_contain_text("está en el mapa", timeout=AT_THE_NEXT_LOOK)
    proposes(phone.page, "Ventas", "Disponibilidad")
    notice.get_by_role("button", name="Descartar").press("Enter")
    expect(notice).to_be_hidden()
    expect(fate).to_contain_text("no se incluyó", timeout=AT_THE_NEXT_LOOK)


def test_what_was_proposed_before_is_there_when_the_map_is_opened(
    visiting: Visiting, server: Server, own: MapId
) -> None:
    """The stream tells what comes; what waits already is asked for. What one decides, the other sees decided."""
    host, phone = visiting(server.cast.owner), visiting(None, "phone")
    host.go(f"/maps/{own}/guests")
    comes(phone, link_of(host.page), "Ana", "Bodega")
    proposes(phone.page, "Archivo", "Remisiones")
    both = Pencil(visit=host), Pencil(visit=visiting(server.cast.editor))
    for pencil in both:
        pencil.open(own)
        expect(pencil.page.locator("[data-editor-proposals] li")).to_have_count(1)
    both[0].page.locator("[data-editor-proposals]").get_by_role("button", name="Aceptar").click()
    expect(both[1].page.locator("[data-editor-proposals]")).to_be_hidden()
    expect(both[1].page.locator("#node-archivo")).to_have_count(1)


def test_a_link_is_paused_and_closed(visiting: Visiting, server: Server, own: MapId) -> None:
    """Paused nobody comes or proposes, and what was typed stays; closed the link is worth nothing."""
    host, phone = visiting(server.cast.owner), visiting(None, "phone")
    host.go(f"/maps/{own}/guests")
    link = link_of(host.page)
    comes(phone, link, "Ana", "Bodega")
    phone.page.get_by_label("¿A quién le sirve?").fill("Archivo")
    phone.page.get_by_label("¿Qué le entrega?").fill("Remisiones")
    host.page.get_by_role("button", name="Pausar").click()
    expect(host.page.locator("#content")).to_contain_text("Está en pausa")
    looks(host, "paused")
    phone.expected |= {403, 409, 410, 422, 423}
    phone.page.get_by_role("button", name="Proponer").tap()
    expect(phone.page.locator("#content")).to_contain_text("en pausa")
    assert phone.page.get_by_label("¿Qué le entrega?").input_value() == "Remisiones"
    looks(phone, "paused-phone")
    host.page.get_by_role("button", name="Reanudar").click()
    phone.page.get_by_role("button", name="Proponer").tap()
    expect(phone.page.locator("section[aria-labelledby=own]")).to_contain_text("Remisiones")
    host.page.locator("summary", has_text="Cerrar a invitados").click()
    host.page.get_by_role("button", name="Sí, cerrar").click()
    expect(host.page.get_by_role("button", name="Abrir a invitados")).to_be_visible()
    phone.expected |= {404}
    phone.go(link)
    expect(phone.page.locator("h1")).to_have_text("Esta sesión terminó")
    looks(phone, "over")
