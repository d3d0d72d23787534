"""Editing on the drawing in headless Chromium: from a key to the screen, to the other browser; memory over many edits.

The server is as it is without settings; two hundred streams of the same map are open besides the two browsers.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.live import OF_ONE, STREAMS, followed, followers
from benchmarks.web import Served, serving
from tests.browser.chromium import chromium

EDITS, MANY, BETWEEN = 20, 1000, 100
PATIENCE = 60_000

_TYPED = """name => {
    const thing = document.querySelector("#drawing a.thing[id^=node-]");
    thing.focus();
    thing.dispatchEvent(new KeyboardEvent("keydown", { key: "F2", bubbles: true, cancelable: true }));
    const input = document.querySelector(".asking input");
    input.value = name;
    const start = performance.now();
    input.form.requestSubmit();
    return new Promise((resolve) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - start);
        channel.port2.postMessage(0);
    }));
}"""
"""Rename the first node as one does by keys; the milliseconds until the frame that shows it is painted."""

_SHOWN = "name => document.querySelector('#drawing')?.textContent.replace(/\\s/g, '').includes(name)"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served, sync_playwright() as playwright:
        keys = followers(Path(folder), STREAMS // OF_ONE)
        browser = chromium().launched(playwright.chromium)
        here, there = (_opened(browser, served, key) for key in served.keys[:2])
        streams = [followed(served, keys[number // OF_ONE]) for number in range(STREAMS)]
        to_screen, to_other = _edited(here, there)
        memory = _remembered(here)
        for each in streams:
            each.close()
        browser.close()
    _print(to_screen, to_other, memory)


def _opened(browser: Browser, served: Served, key: str) -> Page:
    address = f"http://127.0.0.1:{served.port}"
    context = browser.new_context(viewport={"width": 1440, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": served.cookie, "value": key, "url": address}])
    page = context.new_page()
    page.goto(address + served.page)
    page.wait_for_selector('[data-editor-state="ready"]')
    return page


def _edited(here: Page, there: Page) -> tuple[list[float], list[float]]:
    """Return the milliseconds until an edit is on its own screen, and in the other's drawing."""
    to_screen, to_other = [], []
    for number in range(EDITS):
        start = time.perf_counter()
        to_screen.append(float(here.evaluate(_TYPED, f"Nodo{number}x")))
        there.wait_for_function(_SHOWN, arg=f"Nodo{number}x", polling=10)
        to_other.append(1000 * (time.perf_counter() - start))
        here.wait_for_timeout(500)
    return to_screen, to_other


def _remembered(page: Page) -> list[float]:
    """Return the megabytes that a page holds after a collection of garbage, at each tenth of many edits."""
    line = page.context.new_cdp_session(page)
    line.send("HeapProfiler.enable")
    found = []
    for number in range(MANY + 1):
        if number % BETWEEN == 0:
            page.wait_for_function(
                "() => document.querySelector('[data-editor-saved]').dataset.editorSaved === 'saved'"
            )
            line.send("HeapProfiler.collectGarbage")
            found.append(line.send("Runtime.getHeapUsage")["usedSize"] / 1e6)
        page.evaluate(_TYPED, f"Otro{number}x")
    return found


def _print(to_screen: list[float], to_other: list[float], memory: list[float]) -> None:
    print(f"\n### Editing on the drawing, {STREAMS} streams besides (load of the machine: {os.getloadavg()[0]:.1f})\n")
    print("| from the edit | median, ms | most, ms |\n|---|---|---|")
    for what, times in (("to its own screen", to_screen), ("to the other browser", to_other)):
        print(f"| {what} | {statistics.median(times):.0f} | {max(times):.0f} |")
    print(f"\nMemory of the page, MB, each {BETWEEN} edits: {', '.join(f'{each:.1f}' for each in memory)}", flush=True)


if __name__ == "__main__":
    main()
