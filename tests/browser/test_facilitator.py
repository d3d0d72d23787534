"""What a facilitator trips over while a room watches: what stands around the drawing follows it."""

import re

from playwright.sync_api import expect

from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_focus import begun
from tests.browser.test_keys_alone import empty  # noqa: F401 - a fixture
from tests.browser.test_map import own  # noqa: F401 - a fixture
from tests.browser.visits import Visiting

LINES = "Acueducto (proveedor) → Redes: Agua\nRedes → Hogares (cliente): Agua en casa"


def test_views_come_with_the_first_lines(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """What was empty has views, presentation and list with its first lines, and a view of lanes with the first lane."""
    page = begun(visiting(server.cast.editor), empty)
    page.keyboard.press("e")
    page.keyboard.insert_text(LINES)
    page.keyboard.press("Control+Enter")
    lens = page.locator("nav.lens")
    expect(lens.get_by_role("link", name="Hogares")).to_be_visible()
    expect(page.get_by_role("button", name="Presentar")).to_be_visible()
    expect(page.locator("#listing")).to_contain_text("procesos, proveedores y clientes: 3")
    expect(page.locator("#panel")).not_to_contain_text("Agregue lo primero")
    page.locator("#node-redes").click()
    page.keyboard.press("l")
    page.keyboard.insert_text("Técnica")
    page.keyboard.press("Enter")
    expect(lens.get_by_role("link", name="Por carriles")).to_be_visible()


def test_the_panel_leaves_what_is_gone(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """With a place for comments below, the panel still shows no handoff that was removed, and no count of before."""
    page = begun(visiting(server.cast.editor), own)
    name = page.locator("a.thing.handoff").first.get_attribute("id") or ""
    page.locator(f"[id='{name}'] text").first.click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("link", name="Medir").or_(panel.get_by_role("link", name="Editar")).first).to_be_visible()
    page.keyboard.press("Delete")
    expect(panel).to_contain_text("Elija en el dibujo")
    expect(page).not_to_have_url(re.compile("handoff="))
    unmeasured = panel.get_by_role("link", name=re.compile("Falta medir"))
    before = unmeasured.inner_text()
    page.locator("#node-ventas").focus()
    page.keyboard.press("h")
    page.keyboard.type("Bodega")
    page.keyboard.press("Enter")
    page.keyboard.type("Algo sin medir")
    page.keyboard.press("Enter")
    expect(unmeasured).not_to_have_text(before)
    page.locator("#node-ventas").click()
    expect(panel.get_by_role("heading", name="Ventas")).to_be_visible()
    page.locator("nav.lens").get_by_role("link", name="minorista").first.click()
    expect(panel).to_contain_text("¿Por qué está insatisfecho")


def test_what_is_supposed_of_something_that_goes(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Folded, the question what would be if holds nobody up; open, it stays, and the page with it."""
    page = begun(visiting(server.cast.editor), own)
    panel = page.locator("#panel")
    for node, is_open in (("bodega", False), ("ventas", True)):
        page.locator(f"#node-{node}").click()
        page.locator(f"#node-{node}").click()
        question = panel.locator("details.supposing > summary")
        expect(question).to_be_visible()
        if is_open:
            question.click()
        page.locator(f"#node-{node}").focus()
        with page.expect_response(lambda answer: answer.request.headers.get("eslabon-editor") == "around") as asked:
            page.keyboard.press("Delete")
        assert asked.value.ok
        expect(page.locator("[data-editor-status]")).to_contain_text("Se quitó")
        expect(panel.get_by_role("heading", level=1)).to_have_text("Ventas" if is_open else "Pedidos y nómina")


def test_all_of_a_map_is_seen_while_it_grows(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """The first lines leave no customer outside the sheet; whoever zoomed keeps what they chose."""
    page = begun(visiting(server.cast.editor), empty)

    def entered(lines: str, last: str) -> None:
        page.keyboard.press("e")
        page.keyboard.insert_text(lines)
        page.keyboard.press("Control+Enter")
        expect(page.locator(f"#node-{last}")).to_be_attached()
        expect(page.locator("[data-editor-saved=saved]")).to_be_attached()

    entered("\n".join(f"P{at} → P{at + 1}: Algo" for at in range(6)), "p6")
    is_within = "it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight"
    expect(page.locator("#node-p6")).to_be_in_viewport(ratio=1)
    page.wait_for_function(f"({is_within})(document.querySelector('#drawing'))")
    page.locator("[data-drawing-do=in]").click()
    page.locator("[data-drawing-do=in]").click()
    assert not page.locator("#drawing").evaluate(is_within)
    page.locator("#node-p2").focus()
    entered("P2 → Q: Otra cosa", "q")
    assert not page.locator("#drawing").evaluate(is_within)
    page.locator("[data-drawing-do=fit]").click()
    assert page.locator("#drawing").evaluate(is_within)


def test_what_is_asked_and_what_was_done_are_told(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """The question stays over what is typed; what was told of a removal goes with its undo."""
    page = begun(visiting(server.cast.editor), own)
    page.locator("#node-ventas").focus()
    page.keyboard.press("h")
    page.keyboard.type("Bod")
    expect(page.locator(".asking label")).to_have_text("¿A quién le sirve Ventas?")
    expect(page.locator(".asking label")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    status = page.locator("[data-editor-status]")
    expect(status).to_contain_text("Se quitó")
    page.keyboard.press("Control+z")
    expect(status).to_have_text("Se deshizo; se puede rehacer")
    page.keyboard.press("n")
    page.keyboard.type("Archivo")
    page.keyboard.press("Enter")
    expect(status).to_be_empty()


def test_what_the_panel_kept_leaves_the_focus_there(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """A form that was kept leaves the keyboard in the panel; the next thing is shown from its beginning."""
    page = begun(visiting(server.cast.editor), own)
    panel = page.locator("#panel")
    page.locator("#node-bodega").click()
    panel.get_by_role("link", name="Editar").click()
    panel.get_by_label("Responsable").fill("Ana")
    panel.get_by_role("button", name="Guardar").first.click()
    expect(panel).to_contain_text("Se guardó")
    expect(panel).to_be_focused()
    panel.evaluate("it => it.scrollTo(0, 200)")
    page.locator("#node-ventas").click()
    expect(panel.get_by_role("heading", name="Ventas")).to_be_in_viewport()


def test_the_edge_of_a_focused_handoff_is_seen(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Round the line that has the focus stands an edge without blur, of 3 : 1 on the sheet, dimmed or not."""
    visit = visiting(server.cast.editor)
    page = begun(visit, own)
    handoff = page.locator("a.thing.handoff").first
    handoff.focus()
    page.keyboard.press("Shift")
    path = handoff.locator("path").last
    for is_dark, veil in ((False, 1.0), (True, 0.86)):
        visit.dark(is_on=is_dark)
        shadows = re.findall(
            r"rgb\((\d+), (\d+), (\d+)\) (\S+) (\S+) (\S+)\)", path.evaluate("it => getComputedStyle(it).filter")
        )
        assert len(shadows) == 4
        for *colour, across, down, blur in shadows:
            assert blur == "0px"
            assert {across, down} - {"0px"}
            dark, light = (_light([veil * each for each in point]) for point in (map(int, colour), (255, 255, 255)))
            assert (light + 0.05) / (dark + 0.05) >= 3


def _light(colour: list[float]) -> float:
    """Return the relative luminance of a colour, as WCAG has it."""
    parts = [each / 255 for each in colour]
    red, green, blue = (((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
