"""Levels in a browser: wholes opened and closed by mouse, keyboard and finger, with script and without."""

import pytest
from playwright.sync_api import expect

from app.services.files import exchange
from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.chromium import ROOT
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor

PROCESS_MAP = ROOT / "docs" / "examples" / "process-map.json"


@pytest.fixture
def entity(server: Server) -> MapId:
    """Put the public entity on the server."""
    chain = exchange.read(PROCESS_MAP.read_bytes()).chain
    assert chain is not None
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=chain)


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("view", ["map", "collapsed", "expanded:estudio", "processes"])
def test_every_level_is_sound(visiting: Visiting, server: Server, entity: MapId, view: str, device: str) -> None:
    """Nothing sticks out, everything has a name, and a picture of it is kept."""
    visit = visiting(server.cast.editor, device)
    visit.go(f"/maps/{entity}?view={view}&node=tramites")
    visit.settle()
    none_of(visit.violations())
    visit.picture(f"levels-{view.replace(':', '-')}-{device}")
    none_of(visit.overflowing(390 if device == "phone" else 1440))


def test_a_plus_opens_and_a_minus_closes(visiting: Visiting, server: Server, entity: MapId) -> None:
    """A click on each; the address says what is open."""
    visit = visiting(server.cast.viewer)
    visit.go(f"/maps/{entity}")
    page = visit.page
    page.get_by_role("link", name="Macroprocesos").click()
    page.locator("#open-node-tramites").click()
    expect(page.locator("#frame-tramites")).to_be_visible()
    assert page.url.endswith("view=expanded:tramites")
    page.locator("#close-frame-tramites").click()
    expect(page.locator("#node-tramites")).to_contain_text("2 partes")


def test_a_whole_is_opened_by_keyboard(visiting: Visiting, server: Server, entity: MapId) -> None:
    """Enter shows it in the panel, O opens it."""
    visit = visiting(server.cast.viewer)
    visit.go(f"/maps/{entity}?view=collapsed")
    page = visit.page
    page.locator("#node-tramites").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h1")).to_have_text("Gestión de trámites")
    page.locator("#node-tramites").focus()
    page.keyboard.press("o")
    expect(page.locator("#frame-tramites")).to_be_visible()


def test_an_arrow_lists_what_it_stands_for(visiting: Visiting, server: Server, entity: MapId) -> None:
    """With script in the panel, without script on the page that the link leads to."""
    for script in (True, False):
        visit = visiting(server.cast.viewer, script=script)
        visit.go(f"/maps/{entity}?view=collapsed")
        arrow = visit.page.locator("a.bundle").filter(has_text="3 entregas")
        arrow.locator("text").first.click()
        expect(visit.page.locator("#panel h1")).to_have_text("3 entregas en esta flecha")
