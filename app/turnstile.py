"""As many pages at once as there are threads for them, however many more there are for streams."""

from collections.abc import Iterable
from threading import Semaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Turnstile:
    """An application of which so many requests are worked on at once; streams, which only wait, pass it by.

    A server with streams has many more threads than it has work for. Without this a crowd of pages would take them
    all, and each page would be slower than if they had come one after the other.
    """

    def __init__(self, app: "WSGIApplication", at_once: int) -> None:
        self._app = app
        self._free = Semaphore(at_once)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve a request in its turn."""
        if "text/event-stream" in environ.get("HTTP_ACCEPT", "") and environ["PATH_INFO"].endswith("/live"):
            return self._app(environ, start_response)
        with self._free:
            return self._app(environ, start_response)
