"""Work on a map in a browser: choose, measure, see the figure move, take it back; by mouse, keyboard and finger."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.services.keeping import editing, maps
from process_models.domain.commands import RemoveHandoff, ReplaceHandoff
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, MapId
from process_models.domain.maps import ValueChainMap
from tests.browser.servers import Server
from tests.browser.visits import Visiting, none_of
from tests.cast import actor
from tests.pictures import example


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def now(server: Server, own: MapId) -> ValueChainMap:
    """Return a map as it is."""
    with server.app.extensions["eslabon"].database.reading() as session:
        return maps.opened(session, actor(server.cast.owner), map_id=own)


def drawn(page: Page, handoff: str) -> str:
    """Return what the drawing says on a handoff."""
    return page.locator(f"#handoff-{handoff}").text_content() or ""


def test_a_figure_is_corrected_where_it_is_seen(visiting: Visiting, server: Server, own: MapId) -> None:
    """A click on the line, a new count, and drawing, panel, address and revision say it; one press takes it back."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.locator("#handoff-pedido text").first.click()
    page.locator("#panel").get_by_role("link", name="Editar").click()
    page.get_by_label("Fallaron").fill("60")
    none_of(visit.violations())
    page.locator("#panel").get_by_role("button", name="Guardar").click()
    expect(page.locator("#panel h1")).to_have_text("Pedido completo")
    expect(page.locator("#panel .big b")).to_have_text("30 %")
    expect(page.locator("#handoff-pedido")).to_contain_text("30 % · 60/200")
    expect(page.locator("#revision")).to_contain_text("revisión 2")
    assert page.url.endswith(f"/maps/{own}?handoff=pedido")
    assert page.locator("a.thing.chosen").get_attribute("id") == "handoff-pedido"
    visit.picture("map-after-a-change", whole=False)
    none_of(visit.violations())
    page.locator("#panel").get_by_role("button", name="Deshacer").click()
    expect(page.locator("#handoff-pedido")).to_contain_text("15 % · 30/200")


def test_a_node_is_made_by_keyboard_alone(visiting: Visiting, server: Server, own: MapId) -> None:
    """In the drawing: N for a new node, its name, Enter; H for what it gives; and the panel's form knows who gives."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.locator("svg a[tabindex='0']").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("Nombre del proceso")).to_be_focused()
    page.keyboard.type("Calidad")
    page.keyboard.press("Enter")
    expect(page.locator("#node-calidad")).to_be_focused()
    page.keyboard.press("h")
    expect(page.locator(".asking input")).to_be_focused()
    expect(page.locator(".asking input")).to_have_accessible_name(re.compile("Calidad"))
    page.keyboard.type("Bodega")
    page.keyboard.press("Enter")
    page.keyboard.type("Visto bueno")
    page.keyboard.press("Enter")
    expect(page.locator("#drawing")).to_contain_text("Visto bueno")
    expect(page.locator("[data-editor-saved=saved]")).to_be_visible()
    [given] = [each for each in now(server, own).chain.handoffs if each.deliverable == "Visto bueno"]
    assert (given.supplier, given.client) == ("calidad", "bodega")
    page.locator("#node-calidad").press("Enter")
    expect(page.locator("#panel h1")).to_have_text("Calidad")
    page.locator("#panel").get_by_role("link", name="Agregar lo que entrega").press("Enter")
    expect(page.locator("#panel h1")).to_have_text("Nueva entrega")
    assert page.get_by_label("Quién entrega").input_value() == "calidad"


def test_rows_come_and_mistakes_are_told_in_the_panel(visiting: Visiting, server: Server, own: MapId) -> None:
    """One requirement more without leaving the page; a count that is none is told first, and everything typed stays."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}?handoff=pedido&edit=1")
    page = visit.page
    page.evaluate("() => { window.stayed = true }")
    page.get_by_text("Requisitos", exact=True).click()
    page.get_by_role("button", name="Agregar requisito").click()
    expect(page.get_by_label("Qué debe cumplir")).to_have_count(3)
    expect(page.get_by_label("Qué debe cumplir").last).to_be_focused()
    page.keyboard.type("Sin tachones")
    page.get_by_label("Entregas en total").fill("muchas")
    visit.expected.add(422)
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary a")).to_contain_text("Entregas en total: ")
    none_of(visit.violations())
    assert page.get_by_label("Qué debe cumplir").last.input_value() == "Sin tachones"
    page.get_by_label("Entregas en total").fill("200")
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("#panel")).to_contain_text("Sin tachones")
    assert page.evaluate("() => window.stayed")


def test_a_row_of_the_table_is_changed_in_its_place(visiting: Visiting, server: Server, own: MapId) -> None:
    """The row opens, is kept, and says what it is now; a mistake is told in it."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}/handoffs")
    page = visit.page
    page.evaluate("() => { window.stayed = true }")
    page.get_by_role("link", name="Editar la entrega Pedido completo").click()
    failed = page.locator("#row-pedido").get_by_label("Fallaron")
    failed.fill("300")
    visit.expected.add(422)
    page.locator("#row-pedido").get_by_role("button", name="Guardar").click()
    expect(page.locator("#row-pedido .error")).to_contain_text("300 de 200")
    none_of(visit.violations())
    page.locator("#row-pedido").get_by_label("Fallaron").fill("50")
    page.locator("#row-pedido").get_by_role("button", name="Guardar").click()
    expect(page.locator("#row-pedido")).to_contain_text("25 % (50 de 200)")
    assert page.evaluate("() => window.stayed")
    page.locator("tfoot").get_by_label("Proveedor").select_option("ventas")
    page.locator("tfoot").get_by_label("Cliente").select_option("nomina")
    page.locator("tfoot").get_by_label("Qué se entrega").fill("Novedades")
    page.locator("tfoot").get_by_role("button", name="Agregar").click()
    expect(page.locator("tbody")).to_contain_text("Novedades")


def test_a_conflict_of_a_row_takes_the_place_of_the_table(visiting: Visiting, server: Server, own: MapId) -> None:
    """Both values are on the page; with one's own one is back at the table."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}/handoffs?q=pedido completo")
    page = visit.page
    page.get_by_role("link", name="Editar la entrega Pedido completo").click()
    page.locator("#row-pedido").get_by_label("Fallaron").fill("60")
    pedido = now(server, own).chain.handoff(HandoffId("pedido"))
    assert pedido is not None
    with server.app.extensions["eslabon"].database.writing() as session:
        editing.apply(
            session,
            actor(server.cast.owner),
            map_id=own,
            command=ReplaceHandoff(handoff=replace(pedido, failure=Evidence(own=0.5))),
            base_revision=1,
        )
    visit.expected.add(409)
    page.locator("#row-pedido").get_by_role("button", name="Guardar").click()
    expect(page.locator("#content h1")).to_have_text("Otra persona cambió lo mismo")
    expect(page.locator("#content table")).to_contain_text("60")
    assert page.locator("header.top").count() == 1
    none_of(visit.violations())
    visit.picture("conflict-of-a-row", whole=False)
    page.get_by_role("button", name="Usar lo mío").click()
    expect(page.locator("#row-pedido")).to_contain_text("30 % (60 de 200)")
    assert "q=pedido" in page.url


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_conflict_is_settled_in_the_panel(visiting: Visiting, server: Server, own: MapId, device: str) -> None:
    """Somebody removed the handoff meanwhile: one is told, and one's own brings it back."""
    visit = visiting(server.cast.editor, device)
    visit.go(f"/maps/{own}?handoff=pedido&edit=1")
    page = visit.page
    with server.app.extensions["eslabon"].database.writing() as session:
        editing.apply(
            session,
            actor(server.cast.owner),
            map_id=own,
            command=RemoveHandoff(handoff=HandoffId("pedido")),
            base_revision=1,
        )
    page.get_by_label("Fallaron").fill("60")
    visit.expected.add(409)
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("#panel h1")).to_have_text("Otra persona cambió lo mismo")
    none_of(visit.violations())
    visit.picture(f"conflict-{device}", whole=False)
    page.get_by_role("button", name="Usar lo mío").click()
    expect(page.locator("#panel h1")).to_have_text("Pedido completo")
    assert now(server, own).chain.handoff(HandoffId("pedido")) is not None


def test_what_goes_with_a_removed_node_is_said(visiting: Visiting, server: Server, own: MapId) -> None:
    """Delete on the drawing asks nothing, for one press takes it back; what went with the node is told."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}?node=ti")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.locator("#node-ti").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#node-ti")).to_have_count(0)
    expect(page.locator("[data-editor-status]")).to_contain_text("con ello sus entregas (1)")
    page.keyboard.press("Control+z")
    expect(page.locator("#node-ti")).to_be_attached()
    expect(page.locator("#handoff-inventario")).to_be_attached()


def test_a_thing_is_removed_after_a_question(visiting: Visiting, server: Server, own: MapId) -> None:
    """In the panel; what goes with a node is said before."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}?node=ti")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.locator("#panel details.confirm > summary").press("Enter")
    expect(page.locator("#panel details.confirm[open]")).to_contain_text("1 entrega")
    page.get_by_role("button", name="Sí, eliminar").click()
    expect(page.locator(".notices")).to_contain_text("Se eliminó «Soporte TI»")
    assert page.locator("#node-ti").count() == 0
