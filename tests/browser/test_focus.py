"""Where the focus is when something goes, comes back, or is not written after all; and how an empty sheet begins."""

import re

from playwright.sync_api import Page, Route, expect

from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_keys_alone import answer, empty, kept, settled, walk_to  # noqa: F401 - one is a fixture
from tests.browser.test_map import own  # noqa: F401 - a fixture
from tests.browser.visits import Visit, Visiting, none_of


def begun(visit: Visit, map_id: MapId) -> Page:
    """Open a map and wait until one can work on its drawing."""
    visit.go(f"/maps/{map_id}")
    visit.page.wait_for_selector("[data-editor-state=ready]")
    return visit.page


def sheet_has_it(page: Page) -> None:
    """Expect the focus on the sheet itself, which says what it is."""
    expect(page.get_by_role("group", name="Mapa de la cadena de valor")).to_be_focused()


def test_an_empty_sheet_has_the_focus_and_a_name(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """One comes to it by opening the page and by Tab; a name that is not written leads back to it."""
    visit = visiting(server.cast.editor)
    page = begun(visit, empty)
    sheet_has_it(page)
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    sheet_has_it(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    sheet_has_it(page)
    visit.picture("empty-sheet", whole=False)
    none_of(visit.violations())


def test_two_presses_on_the_empty_paper_put_something_there(
    visiting: Visiting,
    server: Server,
    empty: MapId,  # noqa: F811
) -> None:
    """In the middle, over the words that help, and in a corner beside the drawing; the button beside them stays one."""
    page = begun(visiting(server.cast.editor), empty)
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    for across, down in ((0.5, 0.5), (0.02, 0.95)):
        page.mouse.dblclick(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        expect(page.locator(".asking input")).to_be_focused()
        page.keyboard.press("Escape")
        sheet_has_it(page)
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    answer(page, "Compras")
    expect(page.locator("#node-compras")).to_be_focused()
    settled(page)
    expect(page.locator("#node-compras")).to_be_focused()


def test_keys_of_one_letter_are_heard_on_the_drawing_alone(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """The sheet has the focus at the start; elsewhere on the page, and nowhere, a letter does nothing."""
    page = begun(visiting(server.cast.editor), own)
    sheet_has_it(page)
    for away in ("document.activeElement.blur()", "document.querySelector('#panel').focus()"):
        page.evaluate(away)
        for key in ("n", "e", "b", "p", "?"):
            page.keyboard.press(key)
        expect(page.locator(".asking, dialog[open], html.presenting")).to_have_count(0)
    page.locator("#drawing").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("Nombre del proceso")).to_be_focused()


def test_whoever_is_somewhere_when_the_editor_begins_stays_there(
    visiting: Visiting,
    server: Server,
    own: MapId,  # noqa: F811
) -> None:
    """What was come to while the drawing was still fetched keeps the focus."""
    visit = visiting(server.cast.editor)

    def answer_later(route: Route) -> None:
        visit.page.locator("#find").focus()
        route.continue_()

    visit.page.route("**/scene", answer_later)
    page = begun(visit, own)
    expect(page.locator("#find")).to_be_focused()


def test_whoever_leaves_a_line_by_a_click_is_not_called_back(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """What was typed is kept; the focus is where one clicked."""
    page = begun(visiting(server.cast.editor), own)
    page.locator("#node-ti").focus()
    page.keyboard.press("F2")
    page.keyboard.type("Sistemas")
    comment = page.get_by_label("Su comentario")
    comment.click()
    expect(page.locator("#node-ti")).to_contain_text("Sistemas")
    settled(page)
    expect(comment).to_be_focused()


def test_a_copy_has_the_focus_and_the_head_says_the_revision(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """After Ctrl+D one works on the copy; revision and number of handoffs are those of now, with every edit."""
    page = begun(visiting(server.cast.editor), own)
    page.locator("#node-ti").focus()
    page.keyboard.press("Control+d")
    expect(page.locator("a.thing:focus")).to_have_text(re.compile(r"Soporte TI \(2\)"))
    expect(page.locator("a.thing[data-selected]")).to_have_count(1)
    expect(page.locator("#revision")).to_have_text(re.compile(r"^revisión 2 · hoy \d\d:\d\d$"))
    page.keyboard.press("h")
    answer(page, "Bodega", "Turnos")
    expect(page.locator("#handoff-count")).to_have_text("21")
    expect(page.locator("#revision")).to_contain_text("revisión 3 ")
    said = page.locator("#revision").text_content()
    page.reload()
    expect(page.locator("#revision")).to_have_text(said or "")
    expect(page.locator("#handoff-count")).to_have_text("21")


def test_more_undoing_than_there_is_loses_nothing(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Nobody is told that something was not kept."""
    visit = visiting(server.cast.editor)
    visit.expected.add(422)
    page = begun(visit, own)
    page.locator("#node-ti").focus()
    page.keyboard.press("Control+d")
    settled(page)
    for _ in range(4):
        page.keyboard.press("Control+z")
    settled(page)
    expect(page.locator("[data-editor-dropped] li")).to_have_count(0)
    expect(page.locator("[data-editor-do=undo]")).to_be_disabled()


def test_n_on_the_bar_leads_back_to_the_bar(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """What is asked for from a button and not written leaves the focus on the button."""
    page = begun(visiting(server.cast.editor), empty)
    page.locator("[data-editor-do=add-process]").focus()
    page.keyboard.press("n")
    expect(page.locator(".asking input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-editor-do=add-process]")).to_be_focused()


def test_what_goes_leaves_the_focus_at_what_stays(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """Undoing what has the focus, removing the last one, and somebody else's question: never is the focus nowhere."""
    page = begun(visiting(server.cast.editor), empty)
    page.keyboard.press("n")
    answer(page, "Ventas")
    page.keyboard.press("h")
    answer(page, "Bodega", "Pedido")
    settled(page)
    page.keyboard.press("Control+z")
    expect(page.locator("a.thing.handoff")).to_have_count(0)
    expect(page.locator("#node-ventas")).to_be_focused()
    page.keyboard.press("h")
    answer(page, "Bodega")
    page.keyboard.press("Escape")
    expect(page.locator("#node-ventas")).to_be_focused()
    page.keyboard.press("Delete")
    sheet_has_it(page)
    settled(page)
    sheet_has_it(page)
    assert kept(server, empty).nodes == ()


def test_several_are_gathered_by_keys(visiting: Visiting, server: Server, empty: MapId) -> None:  # noqa: F811
    """X takes one more; G makes a group of them, also from a node."""
    page = begun(visiting(server.cast.editor), empty)
    page.keyboard.press("n")
    answer(page, "Bodega")
    for supplier in ("Norte", "Sur"):
        page.keyboard.press("n")
        answer(page, supplier)
        page.keyboard.press("h")
        answer(page, "Bodega", f"Insumos del {supplier}")
        expect(page.locator("a.thing.handoff:focus")).to_have_count(1)
    settled(page)
    walk_to(page, "node-norte")
    page.keyboard.press("ArrowRight")
    expect(page.locator("a.thing.handoff:focus")).to_contain_text("Norte")
    page.keyboard.press("x")
    expect(page.locator("a.handoff[data-selected]")).to_have_count(2)
    walk_to(page, "node-sur")
    page.keyboard.press("g")
    settled(page)
    chain = kept(server, empty)
    assert [handoff.group for handoff in chain.handoffs] == [group.id for group in chain.groups] * 2
    expect(page.locator("#node-sur")).to_be_focused()
