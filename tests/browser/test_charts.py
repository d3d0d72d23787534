"""Charts in a browser: pictures under the security policy, legible on a phone, white in the dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.servers import Server
from tests.browser.visits import NARROWEST, Visiting, none_of

COMES_WITHIN = 60_000
PAGES = {"pareto": "propagation/figures?outcome=minorista", "budget": "improvement/plan"}


@pytest.mark.parametrize("chart", PAGES)
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_chart_is_seen(visiting: Visiting, server: Server, chart: str, device: str) -> None:
    """It has loaded, at its own size where there is room and at that of a phone where not; in the dark, too."""
    visit = visiting(server.cast.viewer, device)
    visit.go(f"/maps/{server.example}/propagation?outcome=minorista")
    expect(visit.page.locator("ol.pareto").first).to_be_visible(timeout=COMES_WITHIN)
    visit.go(f"/maps/{server.example}/{PAGES[chart]}")
    image = visit.page.locator("figure.chart img")
    expect(image).to_be_visible(timeout=COMES_WITHIN)
    visit.page.wait_for_function("() => document.querySelector('figure.chart img').complete")
    natural = image.evaluate("image => image.naturalWidth")
    assert natural == (340 if device == "phone" else 640)
    assert image.bounding_box()["width"] >= 0.9 * natural  # type: ignore[index]
    none_of(visit.violations())
    visit.picture(f"chart-{chart}-{device}")
    none_of(visit.overflowing(NARROWEST if device == "phone" else 1440))
    visit.dark()
    none_of(visit.violations("color-contrast"))
    visit.picture(f"chart-{chart}-{device}-dark")


def test_a_chart_is_taken_home(visiting: Visiting, server: Server) -> None:
    """As a file that is named after what it shows."""
    visit = visiting(server.cast.viewer)
    visit.go(f"/maps/{server.example}/improvement/plan")
    link = visit.page.get_by_role("link", name="Descargar el diagrama (SVG)")
    expect(link).to_be_visible(timeout=COMES_WITHIN)
    with visit.page.expect_download() as begun:
        link.click()
    assert begun.value.suggested_filename == "Cuánta pérdida queda con cada presupuesto.svg"
