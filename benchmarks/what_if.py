"""What would be if, while a slider moves: the answer through the real server, a process-like map of 200 nodes, SQLite.

One browser asks one question after the other, each with three other own failures, as a slider asks; none is asked
twice. Cold is the first answer of a server that has only just started.
"""

import json
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.browsing import Browser
from benchmarks.web import Served, serving

ASKED, SETTINGS = 200, 3
WARM_UP = 20


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        browser = Browser(served.port, {served.cookie: served.keys[0]})
        cold = _cold(browser, served)
        times = _answers(browser, served)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"\n### What would be if, on a map of {len(served.chain.nodes)} nodes\n")
    print("| answer | number | median, ms | p95, ms |\n|---|---|---|---|")
    print(f"| cold | 1 | {cold:.0f} | |\n| warm | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} |")


def _cold(browser: Browser, served: Served) -> float:
    """Return the milliseconds until there is a first answer."""
    begun = time.perf_counter()
    while b"<progress" in browser.get(f"{served.page}/improvement"):
        time.sleep(0.1)
    return 1000 * (time.perf_counter() - begun)


def _answers(browser: Browser, served: Served) -> list[float]:
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    times = [_answer(browser, served, rng) for _ in range(WARM_UP + ASKED)]
    return times[WARM_UP:]


def _answer(browser: Browser, served: Served, rng: random.Random) -> float:
    """Return the milliseconds of one answer."""
    chosen = rng.sample(served.chain.handoffs, SETTINGS)
    asked = "&".join(f"handoff:{handoff.id}.own_times={rng.randrange(200)}" for handoff in chosen)
    begun = time.perf_counter()
    told = json.loads(browser.get(f"{served.page}/improvement/answer?{asked}"))
    took = 1000 * (time.perf_counter() - begun)
    if not told["texts"]:
        raise SystemExit(f"{asked}: {told}")
    return took


if __name__ == "__main__":
    main()
