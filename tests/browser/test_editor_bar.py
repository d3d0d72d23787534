"""The bar of the editor in a browser: fast entry with one undo, find and go there, presentation."""

from playwright.sync_api import expect

from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_map import own  # noqa: F401 - a fixture
from tests.browser.visits import Visiting, none_of


def test_lines_are_entered_at_once_and_taken_back_at_once(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """A good line and a wrong one: the preview says which, the good one is on the drawing, the wrong one stays."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    expect(page.get_by_role("button", name="Deshacer").first).to_be_disabled()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="Escribir o pegar entregas")
    dialog.get_by_role("textbox").fill("Ventas → Calidad: Muestra\nsin flecha")
    expect(dialog.locator("[data-state=new]")).to_contain_text("Calidad (proceso, nuevo): Muestra")
    expect(dialog.locator("[data-state=wrong]")).to_contain_text("Falta la flecha")
    visit.picture("editor-entry", whole=False)
    none_of(visit.violations())
    dialog.get_by_role("button", name="Agregar").click()
    expect(dialog.get_by_role("textbox")).to_have_value("sin flecha")
    expect(page.locator("#node-calidad")).to_be_attached()
    dialog.get_by_role("button", name="Cerrar").click()
    visit.picture("editor-bar-selected", whole=False)
    page.locator("[data-editor-do=undo]").click()
    expect(page.locator("#node-calidad")).not_to_be_attached()


def test_one_goes_to_what_has_a_name(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """B, a name without its capitals, Enter: it is selected and has the focus."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.keyboard.press("b")
    page.get_by_label("Nombre de un proceso").fill("ventas")
    none_of(visit.violations())
    page.keyboard.press("Enter")
    expect(page.locator("#node-ventas")).to_be_focused()
    expect(page.locator("#node-ventas")).to_have_attribute("data-selected", "")


def test_the_drawing_is_presented_alone(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """P hides all but the drawing and its views; Escape brings it back."""
    visit = visiting(server.cast.editor)
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    page.keyboard.press("p")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("nav.lens")).to_be_visible()
    visit.picture("editor-presenting", whole=False)
    none_of(visit.violations())
    page.keyboard.press("Escape")
    expect(page.locator("header.top")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Teclas")).to_be_visible()
    none_of(visit.violations())
