"""A server as people use it: a process of its own on a free port, with a data folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType

from flask import Flask

from app.config import Config
from app.factory import create_app
from app.secret import seal_of
from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person
from process_models.storage import schema
from process_models.storage.session import Database
from tests.cast import Cast, actor, cast_in, key_of
from tests.pictures import example

_HOST = "127.0.0.1"
_STARTS_WITHIN = 90.0
_ENDS_WITHIN = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server, who may come in, and the example map that is there.

    `app` is the same application in this process, on the same data: for keys of sign-ins and for what a test wants to
    prepare or look up.
    """

    address: str
    data: Path
    app: Flask
    cast: Cast
    example: MapId

    def cookie_of(self, person: Person) -> dict[str, str]:
        """Return the cookie with which a browser is that person's, as Playwright takes it."""
        name = self.app.config["SIGN_IN_COOKIE_NAME"]
        return {"name": name, "value": key_of(self.app, person), "url": self.address}


@contextmanager
def running(data: Path, told: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Prepare a data folder, serve it with the settings that it is `told` besides, and stop at the end."""
    port = _free_port()
    config = Config(
        data=data,
        database_url=f"sqlite:///{data / 'eslabon.sqlite'}",
        port=port,
        base_url=f"http://{_HOST}:{port}",
    )
    database = Database(config.database_url, seal=seal_of(config))
    schema.upgrade(database)
    cast = cast_in(database)
    with database.writing() as session:
        shown = maps.create(session, actor(cast.owner), chain=example())
    database.close()
    with _process(config, told or {}):
        app = create_app(config)
        yield Server(address=config.base_url, data=data, app=app, cast=cast, example=shown)
        app.extensions["eslabon"].database.close()


@contextmanager
def first_started(data: Path) -> Iterator[tuple[str, str]]:
    """Set up and serve as on a new machine; give the address, and the link that the program prints for the owner."""
    port = _free_port()
    address = f"http://{_HOST}:{port}"
    config = Config(data=data, database_url=f"sqlite:///{data / 'eslabon.sqlite'}", port=port, base_url=address)
    subprocess.run([_program(), "db", "upgrade"], env=_environment(config), check=True, capture_output=True)  # noqa: S603
    with _process(config) as log:
        printed = re.search(rf"{re.escape(address)}/link/\S+", log.read_text(encoding="utf-8"))
        assert printed is not None
        yield address, printed.group()


@contextmanager
def _process(config: Config, told: Mapping[str, str] = MappingProxyType({})) -> Iterator[Path]:
    log = config.data / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [_program(), "serve"], env=_environment(config) | dict(told), stdout=out, stderr=out, start_new_session=True
        )
        try:
            _wait(process, config.port, log)
            yield log
        finally:
            _stop(process)


def _program() -> str:
    return str(Path(sys.executable).with_name("eslabon"))


def _environment(config: Config) -> dict[str, str]:
    ours = {"ESLABON_DATA": str(config.data), "HOST": _HOST, "PORT": str(config.port), "BASE_URL": config.base_url}
    ours |= {"WORKERS": "1", "THREADS": "8"}
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **ours}


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server answers anything at all."""
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def _answers(port: int) -> bool:
    with closing(HTTPConnection(_HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/sign-in")
            connection.getresponse()
        except (OSError, HTTPException):
            return False
        return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and every worker that it started."""
    group = process.pid
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(group, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind((_HOST, 0))
        return int(free.getsockname()[1])
