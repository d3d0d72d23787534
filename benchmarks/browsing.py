"""A browser without a window: one connection that stays open, its cookies, and the token that forms carry."""

import json
import re
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie

_TOKEN = re.compile(rb'name="csrf-token" content="([^"]+)"')
_REVISION = re.compile(rb'id="revision">[^0-9<]*([0-9.,]+)')


class Browser:
    """One visitor of a server on this machine."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self._origin = f"http://127.0.0.1:{port}"
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = dict(cookies)
        self._token = ""

    def get(self, address: str) -> bytes:
        """Return a page."""
        content = self._asked("GET", address, None, {})
        found = _TOKEN.search(content)
        if found is not None:
            self._token = found[1].decode()
        return content

    def revision(self, address: str) -> int:
        """Return the revision that a page of a map shows."""
        found = _REVISION.search(self.get(address))
        if found is None:
            raise SystemExit(f"{address} shows no revision")
        return int(re.sub(rb"[.,]", b"", found[1]))

    def post(self, address: str, content: object) -> bytes:
        """Send JSON as a script of ours does; return the answer."""
        headers = {"Content-Type": "application/json", "Origin": self._origin, "X-CSRFToken": self._token}
        return self._asked("POST", address, json.dumps(content).encode(), headers)

    def _asked(self, verb: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        answer, content = self._answered(verb, address, body, headers)
        if answer.status != 200:
            raise SystemExit(f"{verb} {address}: {answer.status} {content[:500]!r}")
        for header in answer.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return content

    def _answered(
        self, verb: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        """Ask over the open connection; if the server had closed it meanwhile, over a new one, as browsers do."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        for _ in range(2):
            try:
                self._connection.request(verb, address, body, {**headers, "Cookie": cookie})
                answer = self._connection.getresponse()
                return answer, answer.read()
            except ConnectionError:
                self._connection.close()
        raise SystemExit(f"{verb} {address}: no answer")
