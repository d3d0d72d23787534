"""The editor on a map of 1,000 nodes and 2,000 handoffs, in a headless browser, the real server, SQLite.

All is counted up to the first frame that shows it. Nothing is drawn by a graphics card.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Page, sync_playwright

from app.services.keeping import maps
from benchmarks.browsing import Browser
from process_models.domain.chain import Handoff, Node, Position, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind
from process_models.storage.session import Database
from tests.browser.chromium import chromium
from tests.browser.servers import Server, running
from tests.cast import actor

ACROSS, DOWN = 40, 25
STARTS, EDITS, SCENES, FRAMES, GLIDING = 5, 7, 5, 60, 100
WINDOW = {"width": 1366, "height": 768}

_WATCH = """
window.seen = { shifts: 0, ready: 0 };
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) seen.shifts += value; })
  .observe({ type: "layout-shift", buffered: true });
window.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(0);
}));
window.answered = () => Math.max(...performance.getEntriesByType("resource")
  .filter(({ name }) => new URL(name).pathname.endsWith("/scene")).map(({ responseEnd }) => responseEnd));
window.frames = async (count, act) => {
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < count; frame += 1) {
    act(frame);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
};
new MutationObserver((_, observer) => {
  const drawing = document.querySelector('[data-editor-state="ready"]');
  if (!drawing) return;
  observer.disconnect();
  painted().then((at) => { seen.ready = at - answered(); });
  drawing.addEventListener("eslabon:drawn", () => { seen.drawn = painted(); });
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-editor-state"] });
"""

_PAN = """() => frames(%d, (frame) => {
  const it = document.querySelector(".drawing");
  it.scrollBy(frame %% 20 < 10 ? 24 : -24, 12);
})"""
_ZOOM = """() => frames(%d, (frame) => {
  const it = document.querySelector(".drawing");
  const how = { deltaY: Math.floor(frame / 15) %% 2 ? -30 : 30, ctrlKey: true, bubbles: true, cancelable: true };
  it.dispatchEvent(new WheelEvent("wheel", { ...how, clientX: 500, clientY: 400 }));
})"""
_EDIT = """async (id) => {
  const thing = document.getElementById(id);
  thing.focus();
  const begun = performance.now();
  thing.dispatchEvent(new KeyboardEvent("keydown", { key: "Delete", bubbles: true, cancelable: true }));
  const shown = await painted();
  if (document.getElementById(id)) throw new Error(`${id} is still there`);
  return shown - begun;
}"""
_AWAIT_SCENE = """() => new Promise((done) => {
  const drawing = document.querySelector(".drawing");
  const before = answered();
  const look = () => { if (answered() > before) painted().then((at) => done(at - answered())); };
  drawing.addEventListener("eslabon:drawn", look);
})"""
_AWAIT_GLIDE = """() => new Promise((done) => {
  const before = answered();
  const times = [];
  let last = 0;
  const step = (now) => {
    const isGliding = answered() > before;
    if (isGliding && last) times.push(now - last);
    last = isGliding ? now : 0;
    if (times.length < 16) requestAnimationFrame(step);
    else done(times);
  };
  requestAnimationFrame(step);
})"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        page = f"{server.address}/maps/{_kept(server)}"
        cookie = server.cookie_of(server.cast.editor)
        other = Browser(int(server.address.rpartition(":")[2]), {cookie["name"]: cookie["value"]})
        _print(_measured(server, page, other, cookie))


def large() -> ValueChain:
    """Return a map of 1,000 nodes that lie in rows, each of which serves two of those after it."""
    nodes = [
        Node(
            id=NodeId(f"n{across}-{down}"),
            name=f"Proceso {across}.{down}",
            kind=NodeKind.PROCESS,
            position=Position(x=240.0 * across, y=100.0 * down),
        )
        for across in range(ACROSS)
        for down in range(DOWN)
    ]
    ends = [(place, (place + step) % len(nodes)) for place in range(len(nodes)) for step in (DOWN, DOWN + 1)]
    handoffs = [
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=nodes[supplier].id,
            client=nodes[client].id,
            deliverable=f"Entrega {place}",
            failure=Evidence(own=0.02),
            dependency=0.4,
        )
        for place, (supplier, client) in enumerate(ends)
    ]
    return ValueChain(name="Mil nodos", nodes=tuple(nodes), handoffs=tuple(handoffs))


def _kept(server: Server) -> str:
    database: Database = server.app.extensions["eslabon"].database
    with database.writing() as session:
        return maps.create(session, actor(server.cast.owner), chain=large())


def _measured(server: Server, address: str, other: Browser, cookie: Any) -> dict[str, list[float]]:  # noqa: ANN401 - as Playwright takes it
    found: dict[str, list[float]] = {}
    path = address.removeprefix(server.address)
    with _browsing(cookie) as page:
        _drawn(page, address)
        starts = [_started(page, address) for _ in range(STARTS)]
        found["start, from the data"] = [ready for ready, _ in starts]
        found["layout shift of the page, in thousandths"] = [1000 * shift for _, shift in starts]
        found["frame while panning"] = page.evaluate(_PAN % FRAMES)
        found["frame while zooming"] = page.evaluate(_ZOOM % FRAMES)
        found["edit to screen"] = [page.evaluate(_EDIT, f"handoff-h{each}") for each in range(1, EDITS + 1)]
        page.wait_for_timeout(8000)
        found["new scene, one node put elsewhere"] = [
            _waited(page, _AWAIT_SCENE, other, path, 1, each + 1) for each in range(SCENES)
        ]
        found[f"frame while {GLIDING} nodes glide"] = _waited(page, _AWAIT_GLIDE, other, path, GLIDING, 30)
        found["new scene, all nodes put elsewhere"] = [
            _waited(page, _AWAIT_SCENE, other, path, ACROSS * DOWN, 40 + each) for each in range(SCENES)
        ]
    return found


@contextmanager
def _browsing(cookie: Any) -> Iterator[Page]:  # noqa: ANN401 - as Playwright takes it
    with sync_playwright() as playwright:
        browser = chromium().launched(playwright.chromium)
        context = browser.new_context(viewport=cast("Any", WINDOW), locale="es-CO")
        context.add_cookies([cookie])
        context.add_init_script(_WATCH)
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def _drawn(page: Page, address: str) -> None:
    """Wait until the server has drawn the map."""
    page.goto(address)
    page.wait_for_selector('[data-editor-state="ready"]', timeout=120_000)


def _started(page: Page, address: str) -> tuple[float, float]:
    page.goto("about:blank")
    _drawn(page, address)
    page.wait_for_function("seen.ready > 0")
    page.wait_for_timeout(1500)
    return cast("tuple[float, float]", tuple(page.evaluate("[seen.ready, seen.shifts]")))


def _waited(page: Page, watch: str, other: Browser, path: str, count: int, by: int) -> Any:  # noqa: ANN401 - what a script says
    """Put nodes elsewhere from another browser; return what was seen when that arrived."""
    nodes = [
        {
            "id": str(node.id),
            "name": node.name,
            "kind": "process",
            "position": [node.position.x + 2 * by, node.position.y + by],
        }
        for node in large().nodes[:count]
        if node.position is not None
    ]
    commands = [{"kind": "replace-node", "node": node} for node in nodes]
    page.evaluate(f"window.waiting = ({watch})()")
    answer = json.loads(other.get(f"{path}/scene"))
    command = {"kind": "together", "commands": commands}
    other.get(path)
    other.post(f"{path}/commands", {"base_revision": answer["revision"], "command": command})
    found = page.evaluate("window.waiting")
    page.wait_for_timeout(1000)
    return found


def _print(found: dict[str, list[float]]) -> None:
    nodes, handoffs = len(large().nodes), len(large().handoffs)
    print(f"\n### The editor, {nodes:,} nodes, {handoffs:,} handoffs (load of the machine: {os.getloadavg()[0]:.1f})\n")
    print("| what | median, ms | most, ms | of |\n|---|---|---|---|")
    for what, times in found.items():
        print(f"| {what} | {statistics.median(times):.1f} | {max(times):.1f} | {len(times)} |", flush=True)


if __name__ == "__main__":
    main()
