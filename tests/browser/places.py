"""Every page that the site has, found in its URL map, with the example map's things for what its address asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.config import Config
from app.factory import create_app
from tests.browser.servers import Server

SPECIAL = {
    "accounts.leave_for_provider": "is there only with a provider of sign-on: test_single_sign_on",
    "accounts.back_from_provider": "likewise",
    "assets.file": "not a page",
    "comments.edit": "asks for a comment of one's own",
    "accounts.link": "asks for a key that was given out",
    "handed_out.drawing": "asks for a key that was given out",
    "handed_out.invitation": "asks for a key that was given out",
    "handed_out.shared": "asks for a key that was given out",
    "coming.own": "asks for a link that was given out: test_guests",
    "coming.show": "asks for a link that was given out: test_guests",
    "guests.qr": "is there only while a map is open to guests: test_guests",
    "improvement.answer": "asked by a script, not a page",
    "lens.answer": "asked by a script, not a page",
    "reports.file": "not a page",
    "reports.show": "asks for a report that was ordered: test_reports",
    "maps.preview": "shows a file that was sent before",
    "maps.preview_into": "shows a file that was sent before",
}
"""Addresses that are not walked, and why."""

OF_THE_SERVER = ("map_id", "person_id", "team_id")
"""What an address asks for that each server has of its own: its example map, somebody of its people."""

THINGS: dict[str, Any] = {
    "node_id": "ventas",
    "handoff_id": "pedido",
    "group_id": "camiones",
    "starter": "sipoc",
    "revision": 1,
    "comment_id": 1,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its endpoint and the arguments of its address."""

    endpoint: str
    arguments: tuple[str, ...]

    def path(self, server: Server) -> str:
        """Return the address of the page about the example map."""
        known = {**THINGS, "map_id": server.example, "person_id": server.cast.viewer.id, "team_id": 1}
        values: dict[str, Any] = {name: known[name] for name in self.arguments}
        with server.app.test_request_context():
            return server.app.url_for(self.endpoint, **values).removeprefix(server.address)


def places() -> tuple[Place, ...]:
    """Return every place that answers GET, in the order of their names."""
    with TemporaryDirectory() as folder:
        app = create_app(
            Config(data=Path(folder), database_url=f"sqlite:///{folder}/none.sqlite", base_url="http://127.0.0.1")
        )
        return tuple(sorted(_places(app), key=lambda place: (place.endpoint, place.arguments)))


def _places(app: Flask) -> Iterator[Place]:
    for rule in app.url_map.iter_rules():
        if _is_asked_for(rule):
            yield Place(rule.endpoint, tuple(sorted(rule.arguments)))


def _is_asked_for(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and rule.endpoint not in SPECIAL and not _is_for_programs(rule)


def _is_for_programs(rule: Rule) -> bool:
    """What answers tokens and no browser is no page; the description of the API for people is."""
    return rule.rule.startswith("/api/") and not rule.rule.endswith("/docs")
