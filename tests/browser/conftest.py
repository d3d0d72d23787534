"""What browser tests stand on: one server and one browser for each worker, a fresh visit for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from process_models.domain.people import Person
from tests.browser.chromium import chromium
from tests.browser.servers import Server, running
from tests.browser.visits import DEVICES, Visit, Visiting

HERE = Path(__file__).parent
PATIENCE = 30_000
"""Milliseconds; two cores may be busy with other tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser, and may talk to this machine and to nobody else."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the example map to the cast, in a process of its own."""
    with running(tmp_path_factory.mktemp("served")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a browser."""
    with sync_playwright() as playwright:
        started = chromium().launched(playwright.chromium)
        yield started
        started.close()


@pytest.fixture
def visiting(browser: Browser, server: Server) -> Iterator[Visiting]:
    """Give browsers to people; at the end nothing may have gone wrong in any of them."""
    visits: list[tuple[BrowserContext, Visit]] = []

    def visit(person: Person | None, device: str = "desktop", *, script: bool = True) -> Visit:
        context = browser.new_context(
            **DEVICES[device],
            locale="es-CO",
            reduced_motion="reduce",
            color_scheme="light",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        if person is not None:
            context.add_cookies([server.cookie_of(person)])  # type: ignore[list-item]
        begun = Visit(page=context.new_page(), address=server.address, has_script=script)
        begun.watch()
        visits.append((context, begun))
        return begun

    yield visit
    for context, _ in visits:
        context.close()
    assert [wrong for _, visit in visits for wrong in visit.wrong] == []
