"""From a slider to the drawing: headless Chromium on the page of a map of 200 nodes, all drawn.

Measured in the page, from the input to the frame after the drawing was changed. A step waits for the one before; in a
drag an input comes with every frame, and what counts is when the drawing says that value, or a later one.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.web import Served, serving
from tests.browser.chromium import chromium

STEPS, DRAGGED = 60, 90
_COMES_WITHIN = 120_000

_MEASURE = """async ([steps, dragged]) => {
  const sliders = [...document.querySelectorAll(".supposing input[type=range]")];
  const slider = sliders[0];
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const put = value => { slider.value = value; slider.dispatchEvent(new Event("input", { bubbles: true })); };
  const answered = () => new Promise(done => document.addEventListener("eslabon:supposed", done, { once: true }));
  const times = [];
  for (let step = 0; step < steps; step++) {
    const begun = performance.now();
    const answer = answered();
    put(1 + (step * 37) % 90 + (step >= 45 ? 0.5 : 0));
    await answer;
    await new Promise(done => requestAnimationFrame(done));
    times.push(performance.now() - begun);
  }
  const changed = document.querySelectorAll("[data-lens-text]").length;
  const asked = [], lags = [];
  const listen = event => {
    const said = Number(new URL(event.detail.address, location.href).searchParams.get(slider.name));
    requestAnimationFrame(now => {
      while (asked.length && asked[0][0] <= said) lags.push(now - asked.shift()[1]);
    });
  };
  document.addEventListener("eslabon:supposed", listen);
  for (let step = 0; step < dragged; step++) {
    const begun = performance.now();
    put((Number(slider.max) * step) / dragged);
    asked.push([Number(slider.value), begun]);
    await new Promise(done => requestAnimationFrame(done));
  }
  for (let wait = 0; asked.length && wait < 300; wait++) await frame();
  document.removeEventListener("eslabon:supposed", listen);
  return { times, lags, changed, left: asked.length };
}"""


def main() -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as served,
        sync_playwright() as playwright,
    ):
        browser = chromium().launched(playwright.chromium)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="es-CO")
        context.add_cookies(
            [{"name": served.cookie, "value": served.keys[0], "url": f"http://127.0.0.1:{served.port}"}]
        )
        found = _measured(context.new_page(), served)
        browser.close()
    print(f"\n### From a slider to the drawing, on a map of {len(served.chain.nodes)} nodes\n")
    print("| what | number | median, ms | p95, ms |\n|---|---|---|---|")
    for what, times in (("a step", found["times"]), ("a drag", found["lags"])):
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} |")


def _measured(page: Page, served: Served) -> dict[str, list[float]]:
    handoff = _far_reaching(served)
    page.goto(f"http://127.0.0.1:{served.port}{served.page}?view=map&handoff={handoff}")
    page.locator(".supposing").wait_for(timeout=_COMES_WITHIN)
    page.locator("[data-editor-state=ready]").wait_for(timeout=_COMES_WITHIN)
    page.locator(".supposing > summary").click()
    found: dict[str, list[float]] = page.evaluate(_MEASURE, [STEPS, DRAGGED])
    if found["left"] or not found["changed"]:
        raise SystemExit(f"the drawing does not follow: {found}")
    return found


def _far_reaching(served: Served) -> str:
    """Return a counted handoff of a client that hands over most."""
    given: dict[str, int] = {}
    for each in served.chain.handoffs:
        given[each.supplier] = given.get(each.supplier, 0) + 1
    return max(served.chain.handoffs, key=lambda each: given.get(each.client, 0)).id


if __name__ == "__main__":
    main()
