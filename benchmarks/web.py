"""The pages of a 200-node map under load: ten who read, two who edit, the real server, SQLite; against a fixed page.

Each reader opens a page about once a second. Each writer changes a handoff every twenty seconds, looks at the map and
at the propagation at once, and asks again until the figures are there. The peer is a Flask application that answers a
fixed text as long as our page, on the same gunicorn, read in the same way: what remains is what our pages cost.
"""

import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.config import Config
from app.factory import create_app
from app.formats.commands import generate_command
from app.services.keeping import maps
from benchmarks.browsing import Browser
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.commands import ReplaceHandoff
from process_models.domain.evidence import Deliveries, Evidence
from process_models.storage import schema
from process_models.storage.session import Database
from tests.cast import actor, cast_in, key_of
from tests.graphs.propagation.processes import process_like

NODES, READERS, WRITERS = 200, 10, 2
SECONDS, WARM_UP, PEER_SECONDS = 60.0, 8.0, 15.0
PAUSE, BETWEEN_EDITS = 1.0, 20.0
"""Seconds: a reader's between two pages, a writer's between two changes."""

SETTLED = 5.0
"""Seconds after a change from which on pages are said to come from the cache: both processes have made them anew."""

PAGES = {"map": "", "handoffs": "/handoffs", "propagation": "/propagation", "customers": "/customers"}
_COMING = b"<progress"
_FIXED = """
import sys
from flask import Flask
from gunicorn.app.base import BaseApplication
app = Flask(__name__)
text = "x" * int(sys.argv[2])
app.add_url_rule("/", "page", lambda: text)
class Peer(BaseApplication):
    def load_config(self):
        settings = {"bind": "127.0.0.1:" + sys.argv[1], "workers": 2, "worker_class": "gthread", "threads": 8}
        for name, value in {**settings, "control_socket_disable": True, "loglevel": "error"}.items():
            self.cfg.set(name, value)
    def load(self):
        return app
Peer().run()
"""


@dataclass
class Measured:
    """Milliseconds of every request, by what it was; when the map was last changed, and how long a page is."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    last_change: float = 0.0
    longest: int = 0
    counting: bool = False
    over: bool = False

    def note(self, what: str, begun: float) -> None:
        """Note how long something took, unless the load is only warming up."""
        if self.counting:
            self.times[what].append(1000 * (time.perf_counter() - begun))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server with a map, the keys of those who read and write it, and what the map holds."""

    port: int
    cookie: str
    keys: tuple[str, ...]
    page: str
    chain: ValueChain
    process: int


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        ours = _loaded(served)
    with _peer(ours.longest) as port:
        peer = _read_fixed(port)
    _print(served, ours, peer)


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """Serve a process-like map of `NODES` nodes from a data folder, on a free port."""
    port = _free_port()
    config = Config(data=data, database_url=f"sqlite:///{data / 'eslabon.sqlite'}", port=port)
    database = Database(config.database_url)
    schema.upgrade(database)
    cast = cast_in(database)
    chain = process_like(NODES, seed=1)
    with database.writing() as session:
        map_id = maps.create(session, actor(cast.owner), chain=chain)
    database.close()
    app = create_app(config)
    keys = tuple(key_of(app, cast.editor) for _ in range(READERS + WRITERS))
    settings = {"ESLABON_DATA": str(data), "PORT": str(port), "PATH": "/usr/bin:/bin"}
    with _process([sys.executable, "-c", "from app.cli.main import main; main()", "serve"], port, settings) as process:
        yield Served(
            port=port,
            cookie=app.config["SIGN_IN_COOKIE_NAME"],
            keys=keys,
            page=f"/maps/{map_id}",
            chain=chain,
            process=process,
        )


@contextmanager
def _peer(length: int) -> Iterator[int]:
    port = _free_port()
    with _process([sys.executable, "-c", _FIXED, str(port), str(length)], port, {"PATH": "/usr/bin:/bin"}):
        yield port


@contextmanager
def _process(command: list[str], port: int, settings: Mapping[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env=dict(settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _listens(port):
            time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _loaded(served: Served) -> Measured:
    """Read and edit the map for a while, all at once."""
    measured = Measured()
    browsers = [Browser(served.port, {served.cookie: key}) for key in served.keys]
    work = [
        *(
            threading.Thread(target=_reads, args=(each, served, measured, seed))
            for seed, each in enumerate(browsers[WRITERS:])
        ),
        *(
            threading.Thread(target=_writes, args=(each, served, measured, seed))
            for seed, each in enumerate(browsers[:WRITERS])
        ),
    ]
    _run(work, measured, SECONDS)
    return measured


def _read_fixed(port: int) -> Measured:
    """Read the peer's page in the same way."""
    measured = Measured()

    def reads(browser: Browser, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
        while not measured.over:
            begun = time.perf_counter()
            browser.get("/")
            measured.note("fixed", begun)
            time.sleep(rng.uniform(0.5, 1.5) * PAUSE)

    work = [threading.Thread(target=reads, args=(Browser(port, {}), seed)) for seed in range(READERS)]
    _run(work, measured, PEER_SECONDS)
    return measured


def _run(work: list[threading.Thread], measured: Measured, seconds: float) -> None:
    for each in work:
        each.start()
    time.sleep(WARM_UP)
    measured.counting = True
    time.sleep(seconds)
    measured.over = True
    for each in work:
        each.join()


def _reads(browser: Browser, served: Served, measured: Measured, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    while not measured.over:
        name = rng.choice(list(PAGES))
        begun = time.perf_counter()
        content = browser.get(served.page + PAGES[name])
        settled = begun - measured.last_change > SETTLED
        measured.note(f"{name}, {'from cache' if settled else 'after an edit'}", begun)
        measured.longest = max(measured.longest, len(content))
        time.sleep(rng.uniform(0.5, 1.5) * PAUSE)


def _writes(browser: Browser, served: Served, measured: Measured, seed: int) -> None:
    rng = random.Random(-1 - seed)  # noqa: S311 - no secret hangs on it
    time.sleep(rng.uniform(0, BETWEEN_EDITS / 2))
    while not measured.over:
        edited = time.perf_counter()
        revision = browser.revision(served.page)
        browser.post(
            f"{served.page}/commands",
            {"base_revision": revision, "command": generate_command(change_of(served.chain, rng))},
        )
        measured.last_change = time.perf_counter()
        measured.note("an edit", edited)
        for name in ("map", "propagation"):
            begun = time.perf_counter()
            browser.get(served.page + PAGES[name])
            measured.note(f"{name}, after an edit", begun)
        while _COMING in browser.get(served.page + PAGES["propagation"]) and not measured.over:
            time.sleep(0.2)
        measured.note("propagation, figures of the edit on the page", edited)
        time.sleep(rng.uniform(0.5, 1.5) * BETWEEN_EDITS)


def change_of(chain: ValueChain, rng: random.Random) -> ReplaceHandoff:
    """Return the change of a handoff's counts."""
    handoff: Handoff = rng.choice(chain.handoffs)
    count = rng.randint(20, 400)
    failure = Evidence(deliveries=Deliveries(count=count, failed=rng.randint(0, count // 3)))
    return ReplaceHandoff(handoff=replace(handoff, failure=failure))

    return replace(handoff, failure=failure)


def _print(served: Served, ours: Measured, peer: Measured) -> None:
    print(f"\n### {READERS} readers and {WRITERS} writers on a map of {len(served.chain.nodes)} nodes\n")
    print("| request | number | median, ms | p95, ms |\n|---|---|---|---|")
    rows = [*(f"{page}, {when}" for when in ("from cache", "after an edit") for page in PAGES), *ours.times]
    for what in dict.fromkeys(rows):
        _row(what, ours.times.get(what, []))
    _row(f"Flask, a fixed text of {ours.longest // 1000} kB", peer.times["fixed"])


def _row(what: str, times: list[float]) -> None:
    if len(times) > 1:
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} |", flush=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
