"""Maps that another machine keeps: an Eslabón server, asked by its API with the token of the environment."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import click
import httpx

from app.cli.language import words
from app.cli.terminal import literal
from app.cli.worded import WordedOption
from app.wording import excerpt
from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem, error

TOKEN, SERVER = "ESLABON_TOKEN", "ESLABON_SERVER"
SPOKEN = "1"
"""The version of the API that this program knows; a server that says another first number is not asked."""

_API, _VERSION = "/api/v1", "Eslabon-API"
_TIMES = httpx.Timeout(120.0, connect=10.0)
_PAGE = 200
_FILE = {"Content-Type": "application/octet-stream"}

server_option = click.option(
    "--server", cls=WordedOption, envvar=SERVER, metavar="cli.metavar.url", help="cli.option.server"
)


class ServerRefused(EslabonError):
    """A server cannot be asked, or does not do what it was asked; said so that somebody can mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteMap:
    """A line of a server's list of maps."""

    id: str
    revision: int
    changed_at: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file on its way to a server."""

    content: bytes
    file: str
    routes: bool

    @property
    def query(self) -> dict[str, str]:
        """What is said of it."""
        return {"filename": PurePath(self.file).name[:300], "routes": str(self.routes).lower()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and the token that opens it; `transport` is how it is reached where that is not the network."""

    address: str
    token: str
    transport: httpx.BaseTransport | None = None

    @classmethod
    def of(cls, address: str, environment: Mapping[str, str] = os.environ) -> "Server":
        """Return the server at an address.

        Raises:
            ServerRefused: it is no address, or there is no token.
        """
        if not address.startswith(("https://", "http://")):
            raise ServerRefused(error("server-address", server=excerpt(literal(address))))
        token = environment.get(TOKEN, "").strip()
        if not token or not token.isascii():
            raise ServerRefused(error("server-needs-token"))
        return cls(address=address.rstrip("/"), token=token)

    def maps(self) -> Iterator[RemoteMap]:
        """Yield the maps within the token's reach."""
        cursor: str | None = ""
        while cursor is not None:
            asked = {"limit": str(_PAGE), **({"cursor": cursor} if cursor else {})}
            said = self._json(self._asked("GET", "/maps", params=asked))
            for each in self._part(said, "maps"):
                yield RemoteMap(**{name: self._part(each, name) for name in RemoteMap.__slots__})
            cursor = said.get("next")

    def content(self, map_id: str) -> bytes:
        """Return the document of a map."""
        return self._asked("GET", f"/maps/{quote(map_id, safe='')}/content").content

    def keep(self, sent: Sent) -> str:
        """Keep the map of a file; return its id."""
        answer = self._asked("POST", "/imports", params=sent.query, content=sent.content, headers=_FILE)
        return str(self._part(self._json(answer), "map"))

    def put_into(self, map_id: str, sent: Sent, *, way: str, only_look: bool) -> tuple[str, ...]:
        """Put a file into a map, or only look; return in sentences what is different then."""
        place = f"/maps/{quote(map_id, safe='')}"
        seen = self._asked("GET", place).headers.get("ETag", "")
        asked = {**sent.query, "mode": way, "dry_run": str(only_look).lower()}
        headers = {**_FILE, "If-Match": seen}
        said = self._json(self._asked("POST", f"{place}/imports", params=asked, content=sent.content, headers=headers))
        return tuple(literal(str(each)) for each in (*self._part(said, "differences"), self._part(said, "summary")))

    def _asked(self, verb: str, path: str, **sent: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        own = {"Authorization": f"Bearer {self.token}", "Accept-Language": words().language}
        try:
            with httpx.Client(timeout=_TIMES, transport=self.transport) as client:
                headers = {**own, **sent.pop("headers", {})}
                answer = client.request(verb, f"{self.address}{_API}{path}", headers=headers, **sent)
        except (httpx.HTTPError, httpx.InvalidURL) as reason:
            said = excerpt(literal(str(reason) or type(reason).__name__))
            raise ServerRefused(error("server-unreachable", server=self.address, reason=said)) from reason
        self._hold_to_api(answer)
        return answer

    def _hold_to_api(self, answer: httpx.Response) -> None:
        version = answer.headers.get(_VERSION)
        if version is None:
            raise ServerRefused(error("server-not-ours", server=self.address))
        if version.split(".")[0] != SPOKEN:
            raise ServerRefused(error("server-newer", server=self.address, version=excerpt(literal(version))))
        if answer.status_code == 401:
            raise ServerRefused(error("server-refused-token", server=self.address))
        if answer.status_code == 404:
            raise ServerRefused(error("server-not-found", server=self.address))
        if not answer.is_success:
            raise ServerRefused(*self._told(answer))

    def _told(self, answer: httpx.Response) -> tuple[Problem, ...]:
        said = self._json(answer)
        problems = [each for each in said.get("problems", []) if isinstance(each, dict)]
        details = [f"{each.get('pointer', '')} {each.get('message', '')}".strip() for each in problems]
        return tuple(
            error("server-said", server=self.address, status=answer.status_code, detail=literal(detail))
            for detail in details or [str(said.get("detail", ""))]
        )

    def _json(self, answer: httpx.Response) -> dict[str, Any]:
        try:
            said = answer.json()
        except ValueError as reason:
            raise ServerRefused(error("server-not-ours", server=self.address)) from reason
        if not isinstance(said, dict):
            raise ServerRefused(error("server-not-ours", server=self.address))
        return said

    def _part(self, said: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - JSON
        if name not in said:
            raise ServerRefused(error("server-not-ours", server=self.address))
        return said[name]


def server_of(address: str | None, person: str | None) -> Server | None:
    """Return the server that was named, None where this machine's own maps are meant.

    Raises:
        ServerRefused: a person was named too, but there the token says who works.
    """
    if not address:
        return None
    if person is not None:
        raise ServerRefused(error("server-or-person"))
    return Server.of(address)
