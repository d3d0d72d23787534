"""Without a connection, and with a poor one: what is done waits, survives the page, and is sent when it can be."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.services.keeping import editing, maps
from process_models.domain.commands import ReplaceNode
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.maps import ValueChainMap
from tests.browser.pencil import Pencil
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor
from tests.pictures import example

BACK = 20_000
"""Milliseconds after which a page has noticed that there is a connection again."""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def now(server: Server, own: MapId) -> ValueChainMap:
    """Return a map as it is."""
    with server.app.extensions["eslabon"].database.reading() as session:
        return maps.opened(session, actor(server.cast.owner), map_id=own)


def names(server: Server, own: MapId) -> set[str]:
    """Return the names of its nodes."""
    return {node.name for node in now(server, own).chain.nodes}


def somebody_renames(server: Server, own: MapId, node: str, name: str) -> None:
    """Let the owner change a name elsewhere."""
    opened = now(server, own)
    known = opened.chain.node(NodeId(node))
    assert known is not None
    with server.app.extensions["eslabon"].database.writing() as session:
        editing.apply(
            session,
            actor(server.cast.owner),
            map_id=own,
            command=ReplaceNode(node=replace(known, name=name)),
            base_revision=opened.revision,
        )


def banner(page: Page) -> Locator:
    """Return the banner that tells of no connection."""
    return page.locator("[data-editor-offline]")


def offline(pencil: Pencil) -> None:
    """Take the connection away; what the page still asks for fails, as it must."""
    pencil.visit.excused.append("ERR_INTERNET_DISCONNECTED")
    pencil.page.context.set_offline(True)


def test_edits_wait_survive_the_page_and_are_sent(visiting: Visiting, server: Server, own: MapId) -> None:
    """Three edits without a connection; the page is closed and opened again; all three arrive, once, in their order."""
    pencil = Pencil(visit=visiting(server.cast.editor))
    pencil.open(own)
    offline(pencil)
    assert pencil.press("node-ventas", "n", "Archivo")
    assert pencil.press("node-ventas", "F2", "Ventas del sur")
    assert pencil.press("node-ventas", "h", "Archivo", "Copia del pedido")
    expect(pencil.page.locator("#node-archivo")).to_have_count(1)
    expect(banner(pencil.page)).to_be_visible()
    expect(pencil.page.locator("[data-editor-saved]")).to_have_text("Sin conexión: 3 por guardar")
    none_of(pencil.visit.violations())
    pencil.visit.picture("editor-offline", whole=False)
    assert "Archivo" not in names(server, own)
    pencil.page.close()
    pencil.visit.page = pencil.visit.page.context.new_page()
    pencil.visit.watch()
    pencil.page.context.set_offline(False)
    pencil.open(own)
    expect(pencil.page.locator("#node-archivo")).to_have_count(1)
    pencil.settle()
    assert {"Archivo", "Ventas del sur"} <= names(server, own)
    assert now(server, own).revision == 4


def test_back_online_the_queue_is_sent_by_itself(visiting: Visiting, server: Server, own: MapId) -> None:
    """Nobody has to press anything; what others did meanwhile is there too."""
    pencil = Pencil(visit=visiting(server.cast.editor))
    pencil.open(own)
    offline(pencil)
    assert pencil.press("node-ventas", "n", "Archivo")
    expect(banner(pencil.page)).to_be_visible()
    somebody_renames(server, own, "bodega", "Bodega central")
    pencil.page.context.set_offline(False)
    expect(banner(pencil.page)).to_be_hidden(timeout=BACK)
    pencil.settle()
    assert "Archivo" in names(server, own)
    expect(pencil.page.locator("#node-bodega")).to_have_attribute("aria-label", re.compile("Bodega central"))


def test_a_conflict_is_shown_with_both_texts_and_ones_own_can_be_kept(
    visiting: Visiting, server: Server, own: MapId
) -> None:
    """Both renamed the same while one had no connection: nothing typed is lost, and one chooses."""
    pencil = Pencil(visit=visiting(server.cast.editor))
    pencil.open(own)
    offline(pencil)
    assert pencil.press("node-bodega", "F2", "Bodega del norte")
    expect(banner(pencil.page)).to_be_visible()
    somebody_renames(server, own, "bodega", "Bodega del sur")
    pencil.page.context.set_offline(False)
    dropped = pencil.page.locator("[data-editor-dropped]")
    expect(dropped).to_contain_text("usted: Bodega del norte", timeout=BACK)
    expect(dropped).to_contain_text("ahora está: Bodega del sur")
    expect(pencil.page.locator("#node-bodega")).to_have_attribute("aria-label", re.compile("Bodega del sur"))
    none_of(pencil.visit.violations())
    pencil.visit.picture("editor-conflict", whole=False)
    dropped.get_by_role("button", name="Usar lo mío").click()
    expect(dropped).to_be_hidden()
    pencil.settle()
    assert "Bodega del norte" in names(server, own)


def test_without_a_stream_one_is_told_by_asking(visiting: Visiting, server: Server, own: MapId) -> None:
    """All streams are taken: what others do comes within some seconds, and what one does is kept as ever."""
    pencil = Pencil(visit=visiting(server.cast.editor))
    pencil.visit.expected.add(503)
    pencil.page.route(re.compile("/live[?]since=.*&tab="), _taken)
    pencil.open(own)
    somebody_renames(server, own, "bodega", "Bodega central")
    expect(pencil.page.locator("#node-bodega")).to_have_attribute("aria-label", re.compile("Bodega central"))
    assert pencil.press("node-ventas", "n", "Archivo")
    pencil.settle()
    assert "Archivo" in names(server, own)


def _taken(route: Route) -> None:
    route.fulfill(status=503, headers={"Retry-After": "5"}, json={"problems": []})
