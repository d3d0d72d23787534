"""The browser itself: where the system has none, the one of the packages does."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import SETTING, chromium, packaged
from tests.browser.servers import Server
from tests.browser.sheets import show
from tests.browser.visits import Visit


def test_the_packaged_browser_is_taken_where_the_systems_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its own libraries and letters, from the packages and nowhere else."""
    monkeypatch.setenv(SETTING, "packaged")
    assert chromium() == packaged()


def test_the_packaged_browser_shows_a_page(browser: Browser, server: Server) -> None:
    """It runs the page's script and has letters to show."""
    started = packaged().launched(browser.browser_type)
    visit = Visit(page=started.new_page(), address=server.address)
    show(visit, "<h1>Pedidos y nómina</h1>")
    assert visit.page.locator("h1").evaluate("(h1) => [h1.offsetHeight > 10, document.fonts.size > 0]") == [True, True]
    visit.picture("packaged")
    started.close()
