r"""The lines of `serve --log-requests`: who asked for what, without what lets somebody in.

>>> said("GET /link/mP3x_secret HTTP/1.1"), said("http://localhost/link/mP3x_secret?a=b"), said("a\x1b[31mb")
('GET /link/… HTTP/1.1', 'http://localhost/link/…?a=b', 'a\\x1b[31mb')
"""

import re
from typing import Any

from gunicorn.glogging import Logger

LINKS = ("/link/", "/invitations/", "/shared/")
"""Where keys stand in addresses."""

_KEY = re.compile(r"((?:/|%2f)(?:link|invitations|shared)(?:/|%2f))[^/?#&\s]+", re.IGNORECASE)
_WORDS = ("r", "U", "f", "a", "u")
"""What gunicorn calls the texts of a line that came from outside."""


class RequestLog(Logger):  # type: ignore[misc]  # gunicorn tells no types
    """Gunicorn's log; a link that was not used yet would let in whoever reads it there."""

    def atoms(self, resp: object, req: object, environ: dict[str, Any], request_time: object) -> dict[str, Any]:
        """Return the parts of a line."""
        told: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        link = next((each for each in LINKS if environ["PATH_INFO"].startswith(each)), None)
        if link is not None:  # however its letters were encoded
            told["r"] = f"{environ['REQUEST_METHOD']} {link}… {environ['SERVER_PROTOCOL']}"
        return told | {name: said(str(told[name])) for name in _WORDS}


def said(text: str) -> str:
    """Return a text as it is logged: no key in it, and nothing that steers a terminal."""
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
    return _KEY.sub(r"\1…", shown)
