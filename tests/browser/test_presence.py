"""Who else is on a map, and where: an outline in their colour, their name in the bar; gone when they are."""

import pytest
from playwright.sync_api import expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.pencil import Pencil
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor
from tests.pictures import example

SOON, LEFT = 5_000, 10_000
"""Milliseconds on a machine that is busy with other tests; `benchmarks/editing.py` measures how long it takes."""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def test_one_sees_where_the_other_is(visiting: Visiting, server: Server, own: MapId) -> None:
    """The outline follows what the other has selected; with the other's page it goes."""
    watching, other = Pencil(visit=visiting(server.cast.owner)), Pencil(visit=visiting(server.cast.editor))
    watching.open(own)
    other.open(own)
    here = watching.page.locator("[data-editor-here] li")
    expect(here).to_have_text("Elías Duarte", timeout=SOON)
    for thing, place in (("node-ventas", "Ventas"), ("handoff-pago", "Pago correcto")):
        other.page.locator(f"#{thing}").click()
        expect(watching.page.locator(f"#{thing}[data-here]")).to_have_count(1, timeout=SOON)
        expect(here).to_have_text(f"Elías Duarte, en {place}")
        assert watching.page.locator("#drawing [data-here]").count() == 1
    assert here.get_attribute("data-here") == watching.page.locator("#handoff-pago").get_attribute("data-here")
    none_of(watching.visit.violations())
    watching.visit.picture("presence", whole=False)
    assert other.press("node-ventas", "F2", "Ventas del sur")
    expect(watching.page.locator("#node-ventas")).to_contain_text("Ventas del sur")
    other.page.close()
    expect(here).to_have_count(0, timeout=LEFT)
    expect(watching.page.locator("#drawing [data-here]")).to_have_count(0)
