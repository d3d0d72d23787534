"""The browser that the tests drive: the system's Chromium, or the one that comes with the front end's packages.

With `ESLABON_CHROMIUM=packaged` the system's is left alone, as on a machine that has none.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserType

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "build" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SETTING = "ESLABON_CHROMIUM"

_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chromium:
    """A browser's program and what it needs to start."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)

    def launched(self, kind: BrowserType) -> Browser:
        """Start it."""
        return kind.launch(
            executable_path=self.program, args=_ARGUMENTS, env={**os.environ, **self.environment}, timeout=120_000
        )


def chromium() -> Chromium:
    """Return the system's browser, else the packaged one."""
    return packaged() if os.environ.get(SETTING) == "packaged" else of_the_system() or packaged()


def of_the_system() -> Chromium | None:
    """Return the system's browser, if it has one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return None if found is None else Chromium(program=Path(found))


def packaged() -> Chromium:
    """Return the browser that came with the packages, unpacked once for all workers of a run."""
    PACKAGED.parent.mkdir(exist_ok=True)
    with PACKAGED.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not PACKAGED.exists():
            subprocess.run([sys.executable, ROOT / "frontend" / "build.py", "chromium", PACKAGED], check=True)  # noqa: S603
    environment = {"LD_LIBRARY_PATH": str(PACKAGED / "lib"), "FONTCONFIG_FILE": str(PACKAGED / "fonts.conf")}
    return Chromium(program=PACKAGED / "chromium", environment=environment)
