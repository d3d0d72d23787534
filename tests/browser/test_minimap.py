"""The whole drawing in little: it is there where the drawing is larger than its window, follows it and leads on."""

import pytest
from playwright.sync_api import Page, expect

from process_models.domain.identifiers import MapId
from tests.browser.servers import Server
from tests.browser.test_lanes import own, still  # noqa: F401 - one is a fixture
from tests.browser.visits import Visit, Visiting, none_of

SEEN = """() => {
    const little = document.querySelector('.minimap > svg').getBoundingClientRect();
    const seen = document.querySelector('.minimap > .seen').getBoundingClientRect();
    const it = document.querySelector('#drawing'), sheet = it.querySelector('svg').getBoundingClientRect();
    const share = (at, of, { width, height }) => Math.round(100 * at / (of === 1 ? height : width));
    return [
        [seen.x - little.x, seen.y - little.y, seen.width].map((at, of) => share(at, of, little)),
        [it.scrollLeft, it.scrollTop, it.clientWidth].map((at, of) => share(at, of, sheet)),
    ];
}"""
"""What the little drawing says is seen, and what is: from left and top, how wide, in per cent of the sheet."""


def enlarged(visit: Visit, own: MapId) -> Page:  # noqa: F811
    """Open a map, and come so near that it does not fit its window."""
    visit.go(f"/maps/{own}")
    page = visit.page
    page.wait_for_selector("[data-editor-state=ready]")
    still(page)
    for _ in range(4):
        page.locator("[data-drawing-do=in]").click()
    return page


def agrees(page: Page) -> None:
    """Expect that what it says is seen is what is seen, within two per cent."""
    page.wait_for_function(f"""() => {{
        const [said, is] = ({SEEN})();
        return said.every((each, at) => Math.abs(each - is[at]) <= 2);
    }}""")


def scrolled(page: Page) -> list[float]:
    """Return how far the drawing is scrolled."""
    found: list[float] = page.evaluate(
        "() => { const it = document.querySelector('#drawing'); return [it.scrollLeft, it.scrollTop] }"
    )
    return found


def test_it_follows_and_leads(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """It goes along with pan and zoom; a press goes there, dragging goes along; what fits needs none."""
    visit = visiting(server.cast.editor)
    page = enlarged(visit, own)
    little = page.locator(".minimap")
    expect(little).to_be_visible()
    agrees(page)
    page.evaluate("() => document.querySelector('#drawing').scrollTo(180, 60)")
    agrees(page)
    visit.picture("minimap", whole=False)
    none_of(visit.violations())
    visit.dark()
    visit.picture("minimap-dark", whole=False)
    none_of(visit.violations())
    box = little.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    agrees(page)
    far = scrolled(page)
    assert far[0] > 180
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, box["y"] + 8, steps=5)
    page.mouse.up()
    agrees(page)
    assert scrolled(page)[0] < far[0] / 2
    page.locator("[data-drawing-do=fit]").click()
    expect(little).to_be_hidden()


def test_it_shows_what_was_put_there(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """One box more for a node more, and one less where it is taken back."""
    page = enlarged(visiting(server.cast.editor), own)
    boxes = "document.querySelector('.minimap path').getAttribute('d').split('z').length"
    page.wait_for_function(f"() => {boxes} > 2")
    before = page.evaluate(boxes)
    page.locator("#drawing").focus()
    page.keyboard.press("n")
    page.keyboard.type("Calidad")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {boxes} === {before + 1}")
    page.keyboard.press("Control+z")
    page.wait_for_function(f"() => {boxes} === {before}")


def test_it_is_nobodys_stop_and_never_over_the_focus(visiting: Visiting, server: Server, own: MapId) -> None:  # noqa: F811
    """Whatever one walks to, it gives way; it is not heard, and Tab does not come to it."""
    page = enlarged(visiting(server.cast.editor), own)
    little = page.locator(".minimap")
    expect(little).to_have_attribute("aria-hidden", "true")
    assert little.evaluate("it => it.querySelector('a, button, [tabindex]')") is None
    for node in page.locator("a.thing.node").all():
        node.focus()
        page.wait_for_timeout(50)
        if not little.is_visible():
            continue
        [one, other] = [each.bounding_box() for each in (node, little)]
        assert one is not None
        assert other is not None
        middle = one["x"] + one["width"] / 2, one["y"] + one["height"] / 2
        assert not (
            other["x"] < middle[0] < other["x"] + other["width"]
            and other["y"] < middle[1] < other["y"] + other["height"]
        )


@pytest.mark.parametrize("colors", ["none", "active"])
def test_no_phone_has_it_and_forced_colors_show_it(
    visiting: Visiting,
    server: Server,
    own: MapId,  # noqa: F811
    colors: str,
) -> None:
    """On a phone the drawing alone has room; forced colours leave boxes and frame apart from their ground."""
    if colors == "none":
        page = enlarged(visiting(server.cast.editor, "phone"), own)
        expect(page.locator(".minimap")).to_be_hidden()
        return
    visit = visiting(server.cast.editor)
    visit.page.emulate_media(forced_colors="active")
    page = enlarged(visit, own)
    inks = page.evaluate("""() =>
        [['.minimap', 'backgroundColor'], ['.minimap path', 'fill'], ['.minimap .seen', 'borderColor']]
            .map(([name, of]) => getComputedStyle(document.querySelector(name))[of])""")
    assert len(set(inks)) == 3
    visit.picture("minimap-forced", whole=False)
