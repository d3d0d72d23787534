"""The drawing under one's hands: by keyboard, by pointer, by finger; what is seen stays in the address."""

import pytest
from playwright.sync_api import Page

from app.services.showing.diagrams import draw
from app.web.drawings import inline
from tests.app.web.components import SPANISH, macro
from tests.browser.sheets import show
from tests.browser.visits import Visit, Visiting, none_of
from tests.pictures import example

CHAIN = example()
THINGS = {f"node-{node.id}" for node in CHAIN.nodes} | {f"handoff-{handoff.id}" for handoff in CHAIN.handoffs}


def sheet(visit: Visit, *, path: str = "/sheet") -> Page:
    """Show the example's drawing beside a panel; the answer about a thing names it."""
    svg = inline(draw(CHAIN, "svg").content, page="/sheet?", linked=THINGS)
    drawing = f'<div id="drawing" class="drawing" data-controller="drawing" data-drawing-panel="#panel">{svg}</div>'
    content = f"""<section class="canvas" aria-label="Mapa"><div class="lens"></div>
        <div class="paper">{drawing}{macro("drawing_tools")(SPANISH)}</div><div class="legend"></div></section>
        <section class="panel" id="panel" aria-label="Panel"><h1>Nada elegido</h1></section>"""
    asked = [thing.replace("-", "=", 1) for thing in THINGS]
    show(
        visit,
        content,
        kind="work",
        path=path,
        parts={f"/sheet?{each}": f'<h1>{each}</h1><button class="button">Editar</button>' for each in asked},
    )
    return visit.page


def focused(page: Page) -> str:
    """Return the id of what has the focus."""
    return str(page.evaluate("() => document.activeElement.id || document.activeElement.textContent"))


def scale(page: Page) -> float:
    """Return how large the drawing is shown."""
    return float(
        page.evaluate(
            "() => { const s = document.querySelector('svg'); return s.clientWidth / s.viewBox.baseVal.width }"
        )
    )


def test_one_walks_along_handoffs_by_keyboard(visiting: Visiting) -> None:
    """Right leads from supplier over a handoff to its client; Enter opens its panel; Escape comes back."""
    page = sheet(visiting(None))
    page.locator("#node-ventas").focus()
    walked = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(focused(page))
    out, there, back, home = walked
    given = {f"handoff-{each.id}": f"node-{each.client}" for each in CHAIN.handoffs if each.supplier == "ventas"}
    received = {
        f"handoff-{each.id}": f"node-{each.supplier}" for each in CHAIN.handoffs if f"node-{each.client}" == there
    }
    assert given[out] == there
    assert received[back] == home
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#panel h1').textContent.startsWith('node=')")
    assert focused(page) == home.replace("-", "=", 1)
    page.keyboard.press("Escape")
    assert focused(page) == home


def test_the_drawing_is_one_stop_of_the_keyboard(visiting: Visiting) -> None:
    """Tab passes it by in one step, whatever it holds."""
    page = sheet(visiting(None))
    stops = page.locator("svg a[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('svg')") is None


@pytest.mark.parametrize("thing", ["node-bodega", "handoff-pedido"])
def test_a_click_opens_what_was_meant(visiting: Visiting, thing: str) -> None:
    """The panel shows it, the drawing marks it, the address names it."""
    page = sheet(visiting(None))
    page.locator(f"#{thing} text").first.click()
    page.wait_for_function(
        "(said) => document.querySelector('#panel h1').textContent === said", arg=thing.replace("-", "=", 1)
    )
    assert page.evaluate("() => [...document.querySelectorAll('.chosen')].map((each) => each.id)") == [thing]
    assert page.url.split("#")[0].endswith(f"/sheet?{thing.replace('-', '=', 1)}")


def test_a_finger_finds_a_thin_line(visiting: Visiting) -> None:
    """Some pixels beside the line are near enough."""
    page = sheet(visiting(None, "phone"))
    page.locator("#handoff-pedido").scroll_into_view_if_needed()
    beside = page.evaluate(
        """() => {
            const line = document.querySelector("#handoff-pedido path");
            const middle = line.getPointAtLength(line.getTotalLength() * 0.2);
            const at = new DOMPoint(middle.x, middle.y + 5).matrixTransform(line.getScreenCTM());
            return document.elementFromPoint(at.x, at.y)?.closest("a")?.id;
        }"""
    )
    assert beside == "handoff-pedido"


def test_zoom_by_buttons_keys_and_wheel_stays_in_the_address(visiting: Visiting) -> None:
    """A reload shows the same."""
    visit = visiting(None)
    page = sheet(visit)
    page.get_by_role("button", name="Todo").click()
    before = scale(page)
    page.get_by_role("button", name="Acercar").click()
    page.locator("svg a[tabindex='0']").press("+")
    page.locator("#drawing").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function("() => location.hash.startsWith('#view=')")
    larger = scale(page)
    assert larger > before * 1.25 * 1.25
    page.wait_for_timeout(400)
    page.reload()
    page.wait_for_selector("html[data-script]")
    assert scale(page) == pytest.approx(larger, rel=0.01)
    page.get_by_role("button", name="Todo").click()
    assert scale(page) == pytest.approx(before, rel=0.01)


def test_it_is_moved_by_the_mouse_without_choosing_anything(visiting: Visiting) -> None:
    """Whoever drags looks elsewhere, and does not open what lies under the pointer."""
    page = sheet(visiting(None))
    for _ in range(4):
        page.get_by_role("button", name="Acercar").click()
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.evaluate("() => document.querySelector('#drawing').scrollLeft")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=4)
    page.mouse.move(x - 120, y, steps=4)
    page.mouse.up()
    assert page.evaluate("() => document.querySelector('#drawing').scrollLeft") == pytest.approx(before + 120, abs=2)
    assert page.locator("#panel h1").text_content() == "Nada elegido"


def test_it_opens_at_a_size_that_can_be_read_on_a_phone(visiting: Visiting) -> None:
    """Only a part of it, to be moved by a finger, rather than all of it in letters too small."""
    assert scale(sheet(visiting(None, "phone"))) == pytest.approx(0.7, rel=0.01)


def test_what_is_read_on_a_thing_is_in_its_name(visiting: Visiting) -> None:
    """Whoever says "press Pedido completo" is understood: the name that is drawn is in the sentence that is heard."""
    page = sheet(visiting(None))
    unheard = page.evaluate(
        """() => [...document.querySelectorAll("svg a.thing")].filter((thing) => {
            const drawn = [...thing.querySelectorAll("text")].filter((line) => line.getAttribute("fill") !== "#4A5059");
            const read = drawn.map((line) => line.textContent.replace("◇ ", "")).join(" ");
            return read === "" || !thing.getAttribute("aria-label").includes(read);
        }).map((thing) => thing.getAttribute("aria-label"))"""
    )
    assert unheard == []


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_it_is_accessible(visiting: Visiting, device: str) -> None:
    """Names, roles, sizes; in both themes."""
    visit = visiting(None, device)
    sheet(visit).locator("#node-bodega").focus()
    visit.picture(f"drawing-{device}", whole=False)
    none_of(visit.violations())
    visit.dark()
    none_of(visit.violations())
