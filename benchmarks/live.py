"""Two hundred who follow one map while one edits it: the real server, SQLite, from the edit's sending to each browser.

The server is as it is without settings: two processes. Everybody has their own connection and stream.
"""

import os
import random
import selectors
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from app.config import Config
from app.factory import create_app
from app.formats.commands import generate_command
from app.services.accounts import people
from benchmarks.browsing import Browser
from benchmarks.web import Served, change_of, serving
from process_models.domain.people import Role
from process_models.storage import people as stored
from process_models.storage.session import Database
from tests.cast import BEGINNING, actor, key_of

STREAMS, EDITS, OF_ONE = 200, 40, 8
PAUSE = 0.25

_ASKED = (
    "GET {page}/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\nCookie: {cookie}={key}\r\n\r\n"
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        keys = followers(Path(folder), STREAMS // OF_ONE)
        Browser(served.port, {served.cookie: served.keys[0]}).get(served.page)
        before = _memory(served.process)
        streams = [followed(served, keys[number // OF_ONE]) for number in range(STREAMS)]
        time.sleep(2)
        opened = _memory(served.process)
        times = _edited(served, streams)
        after = _memory(served.process)
    _print(times, before, opened, after)


def followers(data: Path, number: int) -> list[str]:
    """Return the keys of people who may look."""
    config = Config(data=data, database_url=f"sqlite:///{data / 'eslabon.sqlite'}")
    database = Database(config.database_url)
    with database.writing() as session:
        owner = stored.by_email(session, "olga@andina.example")
        if owner is None:
            raise SystemExit("the cast has no owner")
        made = [
            people.add(
                session,
                actor(owner),
                email=f"mira{each}@andina.example",
                name=f"Mira {each}",
                role=Role.VIEWER,
                now=BEGINNING,
            )
            for each in range(number)
        ]
    database.close()
    app = create_app(config)
    return [key_of(app, each) for each in made]


def followed(served: Served, key: str) -> socket.socket:
    """Follow a map by a stream of one's own."""
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=60)
    text = _ASKED.format(page=served.page, port=served.port, cookie=served.cookie, key=key)
    connection.sendall(text.encode())
    head = connection.recv(65536)
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise SystemExit(head[:300])
    return connection


def _edited(served: Served, streams: list[socket.socket]) -> list[float]:
    """Return the milliseconds of each edit on its way to each stream."""
    sent: dict[int, float] = {}
    heard: list[tuple[int, float]] = []
    is_over = threading.Event()
    listening = threading.Thread(target=_listen, args=(streams, heard, is_over))
    listening.start()
    editor, rng = Browser(served.port, {served.cookie: served.keys[1]}), random.Random(1)  # noqa: S311 - no secret
    revision = editor.revision(served.page)
    for _ in range(EDITS):
        command = generate_command(change_of(served.chain, rng))
        sent[revision + 1] = time.perf_counter()
        editor.post(f"{served.page}/commands", {"base_revision": revision, "command": command})
        revision += 1
        time.sleep(PAUSE)
    time.sleep(2)
    is_over.set()
    listening.join()
    if len(heard) != EDITS * len(streams):
        raise SystemExit(f"{len(heard)} events came, not {EDITS * len(streams)}")
    return [1000 * (at - sent[revision]) for revision, at in heard]


def _listen(streams: list[socket.socket], heard: list[tuple[int, float]], is_over: threading.Event) -> None:
    with selectors.DefaultSelector() as selector:
        for each in streams:
            selector.register(each, selectors.EVENT_READ, each)
        while not is_over.is_set():
            for ready, _ in selector.select(timeout=0.2):
                text = ready.data.recv(1 << 20)
                heard += [(revision, time.perf_counter()) for revision in _revisions(text)]


def _revisions(text: bytes) -> Iterator[int]:
    for line in text.splitlines():
        if line.startswith(b"id: "):
            yield int(line[4:])


def _memory(process: int) -> float:
    """Return the megabytes of the processes that serve, without what they share with each other."""
    return sum(_private(each) for each in _children(process)) / 1000


def _children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in text.split()]


def _private(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean")))


def _print(times: list[float], before: float, opened: float, after: float) -> None:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"\n### {STREAMS} live streams of one map, {EDITS} edits (load of the machine: {os.getloadavg()[0]:.1f})\n")
    print("| from the edit's sending to the event | median, ms | p95, ms | most, ms |\n|---|---|---|---|")
    print(f"| {len(times)} events | {statistics.median(times):.0f} | {p95:.0f} | {max(times):.0f} |")
    print("\n| memory of the two processes, MB | before | with all streams open | after the edits |\n|---|---|---|---|")
    print(f"| private | {before:.0f} | {opened:.0f} | {after:.0f} |", flush=True)


if __name__ == "__main__":
    main()
