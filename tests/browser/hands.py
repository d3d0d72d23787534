"""How a person works a page: with a mouse, with a finger, or with the keyboard alone."""

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as Slow

MOST_STOPS = 400
"""More presses of Tab than any page of ours should ask for."""


PRESSES, PATIENCE = 3, 10_000.0
"""How often somebody presses Enter where nothing opens, and the milliseconds they wait each time."""


class Hand(Protocol):
    """One way of working a page; every locator means exactly one thing."""

    device: str

    def press(self, page: Page, thing: Locator) -> None:
        """Follow a link, press a button, open what is folded."""

    def write(self, page: Page, field: Locator, text: str) -> None:
        """Put a text in the place of what stands in a field."""

    def hand_over(self, page: Page, field: Locator, file: Path) -> None:
        """Choose a file."""


class Mouse:
    """Points and clicks."""

    device = "desktop"

    def press(self, _page: Page, thing: Locator) -> None:
        """Click."""
        thing.click()

    def write(self, page: Page, field: Locator, text: str) -> None:
        """Click into the field, select all, type."""
        field.click()
        _retype(page, text)

    def hand_over(self, page: Page, field: Locator, file: Path) -> None:
        """Click on the field and choose in the window that opens."""
        with page.expect_file_chooser() as opened:
            field.click()
        opened.value.set_files(file)


class Finger(Mouse):
    """Taps on a phone."""

    device = "phone"

    def press(self, _page: Page, thing: Locator) -> None:
        """Tap."""
        thing.tap()

    def write(self, page: Page, field: Locator, text: str) -> None:
        """Tap into the field, select all, type."""
        field.tap()
        _retype(page, text)

    def hand_over(self, page: Page, field: Locator, file: Path) -> None:
        """Tap on the field and choose in the window that opens."""
        with page.expect_file_chooser() as opened:
            field.tap()
        opened.value.set_files(file)


class Keyboard:
    """Walks with Tab and presses Enter; never points at anything."""

    device = "desktop"

    def press(self, page: Page, thing: Locator) -> None:
        """Walk there and press Enter."""
        self._walk(page, thing)
        page.keyboard.press("Enter")

    def write(self, page: Page, field: Locator, text: str) -> None:
        """Walk there, select all, type."""
        self._walk(page, field)
        _retype(page, text)

    def hand_over(self, page: Page, field: Locator, file: Path) -> None:
        """Walk there, press Enter and choose in the window that opens; a busy browser may need a second press."""
        self._walk(page, field)
        for _ in range(PRESSES):
            with suppress(Slow), page.expect_file_chooser(timeout=PATIENCE) as opened:
                page.keyboard.press("Enter")
                opened.value.set_files(file)
                return
        raise AssertionError(f"no window to choose a file opens at {field}")

    def _walk(self, page: Page, thing: Locator) -> None:
        thing.wait_for()
        for _ in range(MOST_STOPS):
            if thing.evaluate("it => it === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {thing}")


class SmallKeyboard(Keyboard):
    """The keyboard alone, in a window as small as a phone: a page enlarged four times."""

    device = "phone"


def _retype(page: Page, text: str) -> None:
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
