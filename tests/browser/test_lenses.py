"""Lenses in a browser: chosen over the drawing, kept in the address, and the same picture in the file."""

from html import escape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor
from tests.pictures import example

REACH = "downstream:handoff:solicitud"


@pytest.fixture
def orders(server: Server) -> MapId:
    """Put the example on the server."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("view", [REACH, "evidence", "channels"])
def test_every_lens_is_sound(visiting: Visiting, server: Server, orders: MapId, view: str, device: str) -> None:
    """Nothing sticks out, everything has a name, and a picture of it is kept."""
    visit = visiting(server.cast.editor, device)
    visit.go(f"/maps/{orders}?view={view}&handoff=solicitud")
    visit.settle()
    expect(visit.page.locator("#handoff-solicitud")).to_be_visible()
    none_of(visit.violations())
    visit.picture(f"lens-{view.partition(':')[0]}-{device}")
    none_of(visit.overflowing(390 if device == "phone" else 1440))


def test_from_a_handoff_to_whom_it_reaches(visiting: Visiting, server: Server, orders: MapId) -> None:
    """From the panel to the view, whose address says all; its file shows the same labels."""
    visit = visiting(server.cast.viewer)
    visit.go(f"/maps/{orders}?handoff=solicitud")
    page = visit.page
    page.get_by_role("link", name="Verlo en el dibujo").click()
    expect(page.locator("#handoff-solicitud")).to_contain_text("✖ Solicitud de crédito")
    expect(page.locator("#handoff-pago")).to_have_count(0)
    assert f"view={REACH}" in urlsplit(page.url).query
    shown = page.locator("#drawing svg text").all_text_contents()
    href = page.get_by_role("link", name="Esta vista en SVG").get_attribute("href")
    file = page.request.get(f"{visit.address}{href}").text()
    assert [text for text in shown if f">{escape(text, quote=False)}</text>" not in file] == []


def test_evidence_is_one_click_away(visiting: Visiting, server: Server, orders: MapId) -> None:
    """The choice that is seen says so, in the editor too."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{orders}")
    page = visit.page
    page.get_by_role("link", name="Evidencia").first.click()
    expect(page.locator(".bar-of-map .lens [aria-current]")).to_have_text("Evidencia")
    expect(page.locator("#handoff-solicitud")).to_contain_text("H · 4")
