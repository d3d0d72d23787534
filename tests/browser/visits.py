"""One person's look at the site in a browser: what goes wrong is noted, pages are judged and kept as pictures."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from tests.browser.chromium import ROOT

PICTURES = ROOT / "build" / "pictures"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
NARROWEST = 360
DEVICES = {"desktop": DESKTOP, "phone": PHONE}
JUDGE = Path(__file__).with_name("judge.js")


@dataclass(kw_only=True)
class Visit:
    """A page and all that went wrong on it: errors of scripts, refusals of the security policy, missing files.

    `expected` are status codes that the test provokes, `excused` the failures of a connection.
    """

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    excused: list[str] = field(default_factory=list)
    has_script: bool = True

    def watch(self) -> None:
        """Note from now on what goes wrong."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("requestfailed", lambda request: self._failed(request.url, str(request.failure)))

    def go(self, path: str) -> int:
        """Open a page of the site and return its status, once its script has run."""
        answer = self.page.goto(f"{self.address}{path}", wait_until="load")
        assert answer is None or answer.status < 500, answer.text()
        if self.has_script and _is_html(answer):
            self.page.wait_for_selector("html[data-script]")
        return 0 if answer is None else answer.status

    def settle(self) -> None:
        """Wait until everything that the page still asks for has come."""
        self.page.wait_for_function(
            "() => !document.querySelector('[hx-trigger^=load], .htmx-request, #drawing > .progress')"
        )

    def violations(self, *rules: str) -> list[str]:
        """Return what axe finds on the page as it is, by all its rules or by some."""
        return self._judged("violations", list(rules))

    def overflowing(self, width: int) -> list[str]:
        """Return what sticks out at the right of a window of that width, so that one has to scroll sideways."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": 800})
        found = self._judged("overflowing", width)
        if size is not None:
            self.page.set_viewport_size(size)
        return found

    def dark(self, *, is_on: bool = True) -> None:
        """Let the system ask for the dark theme, or the light one."""
        self.page.emulate_media(color_scheme="dark" if is_on else "light")

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page under `build/pictures`."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{re.sub('[^a-z0-9-]+', '-', name.lower())}.png", full_page=whole)

    def _judged(self, question: str, *arguments: object) -> list[str]:
        if not self.page.evaluate("() => 'judge' in window"):
            self.page.evaluate(_axe())
            self.page.evaluate(f"() => {{ window.judge = {JUDGE.read_text(encoding='utf-8')} }}")
        found: list[str] = self.page.evaluate(
            "([question, rest]) => window.judge[question](...rest)", [question, arguments]
        )
        return found

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status}: {response.url}")

    def _failed(self, url: str, reason: str) -> None:
        if not any(each in reason for each in ("ERR_ABORTED", *self.excused)):
            self.wrong.append(f"{reason}: {url}")


Visiting = Callable[..., Visit]
"""`visiting(person, device="desktop", script=True)` opens a browser, signed in as that person or as nobody."""


def none_of(found: list[str]) -> None:
    """Fail with all that was found, in full."""
    assert not found, "\n".join(found)


def _is_html(answer: Response | None) -> bool:
    return answer is not None and "html" in answer.headers.get("content-type", "")


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
