"""Another lane, by dragging into it, for several at once, and by the keyboard; each taken back by one undo."""

import pytest
from playwright.sync_api import Page, expect

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_keys_alone import answer, kept, settled
from tests.browser.visits import Visit, Visiting
from tests.cast import actor
from tests.pictures import example

_MIDDLE = """name => {
    const svg = document.querySelector('#drawing > svg');
    const plate = [...svg.querySelectorAll('text')].find((each) => each.textContent === name);
    const { x, y, width, height } = plate.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""
"""The middle of a lane's name, which lies in the lane."""

_STILL = """() => {
    const [was, now] = [window.wasDrawn, document.querySelector('#drawing > svg').outerHTML];
    window.wasDrawn = now;
    return was === now;
}"""


@pytest.fixture
def own(server: Server) -> MapId:
    """Put one more example map on the server, which nobody else's test changes."""
    with server.app.extensions["eslabon"].database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=example())


def in_lanes(visit: Visit, own: MapId) -> Page:
    """Open the view with lanes, all of it in sight, and wait until one can work in it."""
    visit.go(f"/maps/{own}?view=lanes")
    visit.page.wait_for_selector("[data-editor-state=ready]")
    still(visit.page)
    visit.page.locator("[data-drawing-do=fit]").click()
    return visit.page


def lanes(server: Server, own: MapId, *nodes: str) -> list[str]:
    """Return the lanes of nodes as the server has them."""
    found = {str(node.id): node.lane for node in kept(server, own).nodes}
    return [found[node] for node in nodes]


def still(page: Page) -> None:
    """Wait until what was done is kept, and drawn by the server, so that nothing glides away under the hand."""
    settled(page)
    page.wait_for_function(_STILL, polling=500)


def drag_over(page: Page, node: str, lane: str) -> None:
    """Take a node to a lane, and hold it there."""
    box = page.locator(f"#node-{node}").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*page.evaluate(_MIDDLE, lane), steps=8)


def test_a_node_is_dragged_into_another_lane(visiting: Visiting, server: Server, own: MapId) -> None:
    """The lane under the pointer is shown; the drop changes the lane and nothing else; one undo brings it back."""
    visit = visiting(server.cast.editor)
    page = in_lanes(visit, own)
    drag_over(page, "bodega", "Comercial")
    visit.picture("lane-under-the-pointer", whole=False)
    expect(page.locator(".lane-under")).to_be_attached()
    visit.picture("lane-under-the-pointer", whole=False)
    page.mouse.up()
    expect(page.locator(".lane-under")).not_to_be_attached()
    expect(page.locator("[data-editor-status]")).to_contain_text("«Comercial»")
    settled(page)
    assert lanes(server, own, "bodega", "despacho") == ["Comercial", "Logística"]
    assert all(node.position is None for node in kept(server, own).nodes)
    page.keyboard.press("Control+z")
    settled(page)
    assert lanes(server, own, "bodega") == ["Logística"]


def test_several_go_together(visiting: Visiting, server: Server, own: MapId) -> None:
    """What is selected goes with what is dragged, as one change; a map that is laid out by hand keeps its places."""
    page = in_lanes(visiting(server.cast.editor), own)
    page.locator("#node-nomina").focus()
    page.keyboard.press("Alt+ArrowDown")
    settled(page)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    page.locator("#node-bodega").click(position={"x": 6, "y": 6})
    page.locator("#node-despacho").click(position={"x": 6, "y": 6}, modifiers=["Shift"])
    expect(page.locator("a.node[data-selected]")).to_have_count(2)
    still(page)
    drag_over(page, "bodega", "Mercado")
    page.mouse.up()
    settled(page)
    assert lanes(server, own, "bodega", "despacho") == ["Mercado", "Mercado"]
    assert {node.id for node in kept(server, own).nodes if node.position} >= {"bodega", "despacho"}
    page.keyboard.press("Control+z")
    settled(page)
    assert lanes(server, own, "bodega", "despacho") == ["Logística", "Logística"]


def test_the_drawing_stays_still_under_the_hand(visiting: Visiting, server: Server, own: MapId) -> None:
    """What is dragged beyond the edge of the sheet neither enlarges nor moves it before it is let go."""
    page = in_lanes(visiting(server.cast.editor), own)
    place = "document.querySelector('#node-ventas').getBoundingClientRect().toJSON()"
    before = page.evaluate(place)
    sheet = page.locator("#drawing").bounding_box()
    box = page.locator("#node-minorista").bounding_box()
    assert sheet is not None
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    for across in (4, 60, 30):
        page.mouse.move(sheet["x"] + sheet["width"] - across, sheet["y"] + sheet["height"] - 20, steps=3)
        assert page.evaluate(place) == before
    page.mouse.up()
    still(page)
    after = page.evaluate(place)
    assert abs(after["width"] - before["width"]) < 1


def test_the_keyboard_names_the_lane(visiting: Visiting, server: Server, own: MapId) -> None:
    """L and a name; an empty one is none; the button of the bar does the same, and the focus stays at the node."""
    page = in_lanes(visiting(server.cast.editor), own)
    page.locator("#node-bodega").focus()
    page.keyboard.press("l")
    answer(page, "Mercado")
    expect(page.locator("#node-bodega")).to_be_focused()
    settled(page)
    assert lanes(server, own, "bodega") == ["Mercado"]
    page.keyboard.press("x")
    page.locator("[data-editor-do=lane]").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator("[data-editor-status]")).to_contain_text("ningún carril")
    settled(page)
    assert lanes(server, own, "bodega") == [""]
    expect(page.locator("#node-bodega")).to_be_focused()
