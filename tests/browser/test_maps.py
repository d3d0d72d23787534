"""Maps as wholes, in the browser: a pasted list that is mended, made and removed; a change that cannot be undone."""

from dataclasses import replace

import pytest

from app.services.keeping import editing, maps
from process_models.domain import commands
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, MapId
from tests.browser.hands import Finger, Hand, Keyboard, Mouse
from tests.browser.servers import Server
from tests.browser.visits import DEVICES, NARROWEST, Visit, Visiting, none_of
from tests.cast import actor
from tests.chains import chain

WRONG = "Ventas -> Bodega\nBodega -> Cliente minorista: Caja"
RIGHT = "Ventas -> Bodega: Pedido\nBodega -> Cliente minorista: Caja\nDespacho -> Cliente minorista: Caja"


def looks(visit: Visit, name: str) -> None:
    """Look at a page: clean by axe in both themes, and nothing sticks out."""
    visit.settle()
    visit.picture(name)
    found = visit.violations()
    visit.dark()
    none_of([*found, *visit.violations("color-contrast")])
    visit.dark(is_on=False)
    none_of(visit.overflowing(NARROWEST))


@pytest.mark.parametrize("hand_type", [Mouse, Finger, Keyboard])
def test_a_list_is_pasted_mended_made_and_removed(visiting: Visiting, server: Server, hand_type: type[Hand]) -> None:
    """Nothing typed is lost on the way, and nothing is kept before one says so."""
    hand = hand_type()
    visit = visiting(server.cast.owner, hand.device)
    page, name = visit.page, f"Lista de {hand_type.__name__}"
    visit.go("/maps/new")
    hand.write(page, page.locator("#field-list_name"), name)
    page.locator("#field-list").fill(WRONG)
    hand.press(page, page.get_by_role("button", name="Ver qué se tomará").first)
    page.get_by_text("Línea 1").first.wait_for()
    looks(visit, f"list-wrong-{hand_type.__name__}")
    assert page.locator("#field-list").input_value() == WRONG
    page.locator("#field-list").fill(RIGHT)
    hand.press(page, page.get_by_role("button", name="Revisar de nuevo"))
    page.get_by_role("link", name="Dejarlos separados").wait_for()
    looks(visit, f"list-right-{hand_type.__name__}")
    hand.press(page, page.get_by_role("link", name="Dejarlos separados"))
    page.get_by_role("link", name="Tomarlos como rutas").wait_for()
    assert page.locator("#field-name").input_value() == name
    hand.press(page, page.get_by_role("button", name="Crear el mapa con esto"))
    hand.press(page, page.get_by_role("link", name="Ajustes"))
    page.get_by_role("heading", level=1, name="Ajustes del mapa").wait_for()
    hand.press(page, page.locator("summary", has_text="Eliminar el mapa"))
    hand.press(page, page.get_by_role("button", name="Sí, eliminar"))
    page.get_by_text(f"Se eliminó el mapa «{name}».").wait_for()


@pytest.mark.parametrize("device", DEVICES)
def test_a_change_that_was_changed_again_shows_both_values(visiting: Visiting, server: Server, device: str) -> None:
    """Instead of undoing it; and the page leads back."""
    map_id = measured_twice(server)
    visit = visiting(server.cast.editor, device)
    visit.expected.add(409)
    visit.go(f"/maps/{map_id}/history")
    visit.page.get_by_role("button", name="Deshacer el cambio de la revisión 2").click()
    visit.page.get_by_role("heading", level=1, name="Ese cambio ya no se puede deshacer").wait_for()
    looks(visit, f"undo-refused-{device}")
    visit.page.get_by_role("link", name="Volver a la historia").click()
    visit.page.get_by_role("heading", level=1, name="Quién cambió qué").wait_for()


def test_hints_are_put_away_without_script(visiting: Visiting, server: Server) -> None:
    """By a form like any other, and they come back."""
    visit = visiting(server.cast.viewer, script=False)
    visit.go("/")
    visit.page.get_by_role("button", name="Ocultar").click()
    visit.page.get_by_role("button", name="Mostrar los primeros pasos").click()
    visit.page.get_by_role("heading", name="Para empezar").wait_for()


def measured_twice(server: Server) -> MapId:
    """Keep a map in which the same failure was corrected twice."""
    story = chain("ventas -> bodega: Pedido 30/200 id=pedido\nbodega -> cliente: Caja 1/10")
    order = story.handoff(HandoffId("pedido"))
    assert order is not None
    database = server.app.extensions["eslabon"].database
    with database.writing() as session:
        map_id = maps.create(session, actor(server.cast.owner), chain=story)
    for revision, failed in enumerate((20, 10), start=1):
        known = Evidence(deliveries=Deliveries(count=200, failed=failed))
        command = commands.ReplaceHandoff(handoff=replace(order, failure=known))
        with database.writing() as session:
            editing.apply(session, actor(server.cast.owner), map_id=map_id, command=command, base_revision=revision)
    return map_id
