"""`eslabon serve`: starts where the tables are there, answers, and ends with all its processes when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from app.patience import SECONDS
from process_models.storage import schema
from process_models.storage.session import Database

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

STARTS_WITHIN, ENDS_WITHIN = 60.0, 8.0
"""Seconds; ending takes two for requests under way, and what the machine needs besides."""

PROGRAM = "from app.cli.main import main; main()"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data folder with an up-to-date database."""
    database = Database(f"sqlite:///{tmp_path / 'eslabon.sqlite'}")
    schema.upgrade(database)
    database.close()
    return tmp_path


def free_port() -> str:
    """Return a port at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


def told_to_serve(data: Path, *options: str, **settings: str) -> subprocess.Popen[str]:
    """Start the program as a user does."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, "serve", *options],
        env={"PATH": os.environ["PATH"], "ESLABON_DATA": str(data), "ESLABON_LANGUAGE": "es", **settings},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(data: Path, port: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Serve, and have nothing left at the end."""
    process = told_to_serve(data, *options, PORT=port)
    try:
        wait_until(lambda: status(port, "/healthz") == 200, STARTS_WITHIN)
        yield process
    finally:
        process.kill()
        process.communicate()


def status(port: str, address: str) -> int | None:
    """Return the status of an answer, None where nobody answers."""
    try:
        return asked(port, address).status
    except OSError:
        return None


def asked(port: str, address: str, **headers: str) -> HTTPResponse:
    """Return an answer."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=20)
    try:
        connection.request("GET", address, headers={name.replace("_", "-"): text for name, text in headers.items()})
        return connection.getresponse()
    finally:
        connection.close()


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until something holds; fail if it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def descendants(parent: int) -> set[int]:
    """Return the processes of a process, and theirs."""
    found: set[int] = set()
    for place in Path("/proc").glob(f"{parent}/task/*/children"):
        for child in map(int, place.read_text(encoding="ascii").split()):
            found |= {child} | descendants(child)
    return found


def is_there(process: int) -> bool:
    """Tell whether a process runs."""
    return Path(f"/proc/{process}").exists()


def test_it_serves_and_ends_with_all_its_processes(data: Path) -> None:
    """Two processes that serve, their workers warm; a stop takes seconds and leaves nothing behind."""
    port = free_port()
    with serving(data, port, "--workers", "2", "--threads", "3") as process:
        assert status(port, "/readyz") == 200
        wait_until(lambda: len(descendants(process.pid)) >= 2 + 2 * 3, STARTS_WITHIN)
        family = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(ENDS_WITHIN) == 0
        wait_until(lambda: not any(map(is_there, family)), ENDS_WITHIN)


def test_a_server_that_was_killed_leaves_no_processes(data: Path) -> None:
    """Nobody told it to stop: they see by themselves that it is gone."""
    port = free_port()
    with serving(data, port, "--workers", "1") as process:
        assert status(port, "/readyz") == 200
        wait_until(lambda: len(descendants(process.pid)) >= 1 + 3, STARTS_WITHIN)
        family = descendants(process.pid)
        process.kill()
        wait_until(lambda: not any(map(is_there, family)), 30)


def test_it_does_not_start_without_its_tables(tmp_path: Path) -> None:
    """It says what to do."""
    process = told_to_serve(tmp_path)
    said = process.communicate(timeout=STARTS_WITHIN)[1]
    assert process.returncode == 1
    assert "eslabon db upgrade" in said


def test_every_wrong_setting_is_said_at_once(tmp_path: Path) -> None:
    """Options stand for settings, so they are refused alike."""
    process = told_to_serve(tmp_path, "--port", "0", WORKERS="many")
    said = process.communicate(timeout=STARTS_WITHIN)[1]
    assert process.returncode == 1
    assert [line.split(":")[0] for line in said.splitlines()] == ["PORT", "WORKERS"]


def test_what_it_logs_lets_nobody_in(data: Path) -> None:
    """A link that was not used yet is not in the log, nor in the address that a page was reached from."""
    port = free_port()
    with serving(data, port, "--workers", "1", "--log-requests") as process:
        asked(port, "/link/secret-key?x=1", Referer="http://127.0.0.1/link/secret-key")
        asked(port, "/%6Cink/secret%2Dkey")
        process.send_signal(signal.SIGTERM)
        logged = process.communicate(timeout=STARTS_WITHIN)[0]
    assert logged.count("/link/…") == 3
    assert "secret" not in logged


def test_whoever_is_no_proxy_of_ours_says_nothing_of_itself(data: Path) -> None:
    """Without `PROXIES`, nobody makes a page encrypted or puts it elsewhere by a header; from this machine neither."""
    port = free_port()
    with serving(data, port, "--workers", "1"):
        answer = asked(port, "/sign-in", X_Forwarded_Proto="https", X_Forwarded_Ssl="on", SCRIPT_NAME="/elsewhere")
        assert answer.status == 200
        assert answer.getheader("Strict-Transport-Security") is None


def test_stalled_connections_give_their_threads_back(data: Path) -> None:
    """Telephones that lost their network in the middle of a request keep nobody else out for long."""
    port = free_port()
    with serving(data, port, "--workers", "1", "--threads", "2"), ExitStack() as open_ones:
        for _ in range(2):
            stalled = open_ones.enter_context(socket.create_connection(("127.0.0.1", int(port))))
            stalled.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nAcc")
        wait_until(lambda: status(port, "/healthz") == 200, 3 * SECONDS)
