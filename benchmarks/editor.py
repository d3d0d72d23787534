"""The editor on a map of 1,000 nodes and 2,000 handoffs, in a headless browser, the real server, SQLite.

All is counted up to the first frame that shows it. Nothing is drawn by a graphics card.
"""

import os
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

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
STARTS, EDITS, FRAMES = 5, 7, 60
CALM, PATIENCE = 6, 120
"""Seconds: for how long a drawing is the same before it is measured, and how long that is waited for."""

WINDOW: ViewportSize = {"width": 1366, "height": 768}

_MARK = re.compile(rb'data-drawn="([^"]+)"')

_WATCH = """
window.seen = { shifts: 0, works: 0, ready: 0 };
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
  const [data, works] = ["data", "ready"].map((name) => performance.getEntriesByName(`editor-${name}`)[0].startTime);
  seen.works = works - data;
  painted().then((at) => { seen.ready = at - answered(); });
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


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        page = f"{server.address}/maps/{_kept(server)}"
        cookie = server.cookie_of(server.cast.editor)
        other = Browser(int(server.address.rpartition(":")[2]), {cookie["name"]: cookie["value"]})
        _print(*_measured(server, page, other, cookie))


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
    steps = DOWN, DOWN + 1, DOWN + 2
    ends = [(place, place + step) for step in steps for place in range(len(nodes) - step)][: 2 * len(nodes)]
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


def _measured(
    server: Server, address: str, other: Browser, cookie: dict[str, str]
) -> tuple[dict[str, list[float]], float]:
    found: dict[str, list[float]] = {}
    path = address.removeprefix(server.address)
    with _browsing(cookie) as page:
        _settled(other, path)
        starts = [_started(page, address) for _ in range(STARTS)]
        found["start, work of the editor from its data on"] = [works for works, *_ in starts]
        found["start, from the last byte to a frame (the page itself is being drawn meanwhile)"] = [
            ready for _, ready, _ in starts
        ]
        shifts = [shift for *_, shift in starts]
        found["frame while panning"] = page.evaluate(_PAN % FRAMES)
        found["frame while zooming"] = page.evaluate(_ZOOM % FRAMES)
        found["edit to screen"] = [page.evaluate(_EDIT, f"handoff-h{each}") for each in range(1, EDITS + 1)]
    return found, max(shifts)


@contextmanager
def _browsing(cookie: dict[str, str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = chromium().launched(playwright.chromium)
        context = browser.new_context(viewport=WINDOW, locale="es-CO")
        context.add_cookies([cookie])  # type: ignore[list-item]
        context.add_init_script(_WATCH)
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def _settled(other: Browser, path: str) -> None:
    """Wait until the server has drawn the map, with all figures."""
    marks = [""]
    while not marks[-1] or len(marks) < CALM or len(set(marks[-CALM:])) > 1:
        time.sleep(1)
        found = _MARK.search(other.get(path))
        marks.append(found[1].decode() if found else "")
        if len(marks) > PATIENCE:
            raise SystemExit("the drawing is not there")


def _drawn(page: Page, address: str) -> None:
    """Open the map, which the server has drawn."""
    page.goto(address)
    page.wait_for_selector('[data-editor-state="ready"]', timeout=120_000)


def _started(page: Page, address: str) -> tuple[float, float, float]:
    page.goto("about:blank")
    _drawn(page, address)
    page.wait_for_function("seen.ready > 0")
    page.wait_for_timeout(1500)
    works, ready, shift = page.evaluate("[seen.works, seen.ready, seen.shifts]")
    return float(works), float(ready), float(shift)


def _print(found: dict[str, list[float]], shift: float) -> None:
    nodes, handoffs = len(large().nodes), len(large().handoffs)
    print(f"\n### The editor, {nodes:,} nodes, {handoffs:,} handoffs (load of the machine: {os.getloadavg()[0]:.1f})\n")
    print("| what | median, ms | most, ms | of |\n|---|---|---|---|")
    for what, times in found.items():
        print(f"| {what} | {statistics.median(times):.1f} | {max(times):.1f} | {len(times)} |", flush=True)
    print(f"\nLayout shift of the page, at most: {shift:.3f}", flush=True)


if __name__ == "__main__":
    main()
