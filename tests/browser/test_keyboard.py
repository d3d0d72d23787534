"""Tab alone: where people decide and talk, everything that can be pressed is reached, seen, and left again."""

from collections.abc import Callable

import pytest

from tests.browser.hands import MOST_STOPS
from tests.browser.servers import Server
from tests.browser.visits import Visit, Visiting

STOPS = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
    .filter((each) => each.type !== 'radio' || each.checked || !document.querySelector(`[name="${each.name}"]:checked`))
    .map((each, at) => (each.dataset.stop = String(at)))"""
"""What Tab should reach, each with a number of its own; of a choice among several it reaches the chosen one."""

FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const y = box.y + Math.min(box.height, innerHeight - box.y) / 2;
    const top = document.elementFromPoint(box.x + box.width / 2, y);
    const free = !top || it.contains(top) || top.contains(it);
    return it === document.body ? null : [it.dataset.stop ?? it.outerHTML, shown, free];
}"""
"""Which of them has the focus, whether one sees it, and whether nothing lies over it."""

ROWS = "Proveedor\tCliente\tEntregable\tEntregas\tFallas\nVentas\tBodega\tPedido completo\t200\t31\n"


def opened(path: str) -> Callable[[Visit, Server], None]:
    """Return how a page is come to by its address."""

    def come(visit: Visit, server: Server) -> None:
        assert visit.go(path.format(map=server.example)) == 200

    return come


def pasted(visit: Visit, server: Server) -> None:
    """Come to what pasted rows would change."""
    visit.go(f"/maps/{server.example}/paste-handoffs")
    visit.page.get_by_label("Filas copiadas").fill(ROWS)
    visit.page.get_by_role("button", name="Ver qué se tomará").press("Enter")
    visit.page.get_by_role("heading", name="Pegar desde Excel").wait_for()


PAGES = {
    "teams": opened("/teams"),
    "team": opened("/teams/1"),
    "sharing": opened("/maps/{map}/sharing"),
    "comments": opened("/maps/{map}/comments"),
    "account": opened("/account"),
    "export": opened("/maps/{map}/export"),
    "process": opened("/maps/{map}/nodes/ventas"),
    "map": opened("/maps/{map}"),
    "pasted": pasted,
}


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("come", PAGES.values(), ids=PAGES)
def test_everything_is_reached_by_tab(
    visiting: Visiting, server: Server, come: Callable[[Visit, Server], None], device: str
) -> None:
    """In the order in which it is read; whoever tabs sees where they are."""
    visit = visiting(server.cast.owner, device)
    come(visit, server)
    visit.settle()
    visit.page.evaluate("() => { document.querySelector('a.skip').focus() }")
    stops = visit.page.evaluate(STOPS)
    walked = [visit.page.evaluate(FOCUSED)]
    for _ in range(MOST_STOPS):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(FOCUSED)
        if stop is None or stop == walked[0]:
            break
        walked.append(stop)
    assert [name for name, _, _ in walked] == stops
    assert [name for name, is_seen, _ in walked if not is_seen] == []
    assert [name for name, _, is_free in walked if not is_free] == []
