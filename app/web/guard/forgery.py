"""Requests are meant for us: by our name, from a page of this site, with the token that the page carries."""

from typing import cast
from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.sansio.utils import host_is_trusted

from app.services.access import Forbidden
from app.templating import environment
from app.web import context
from process_models.domain.problems import error

PROGRAMS = "api"
"""The blueprint that no cookie opens: nobody can be made to send its tokens."""

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_OWN = frozenset({"same-origin", "none"})
"""What a browser says of a request from our own pages, or from its address bar."""


def refuse_other_names(app: Flask, hosts: tuple[str, ...]) -> None:
    """Refuse whatever was sent to a name that is not among `hosts`; without any, every name is ours."""

    def refuse() -> None:
        if not host_is_trusted(request.host, hosts):
            abort(400)

    if hosts:
        app.before_request(refuse)


def refuse_other_sites(app: Flask) -> None:
    """Refuse whatever changes something and comes from another site's page, by what the browser says of it."""
    app.before_request(_refuse_other_sites)


def refuse_forms_without_token(app: Flask) -> CSRFProtect:
    """Refuse whatever changes something without the token of this browser's pages.

    A token is as good as its browser's visit; nobody loses a text because a page was open over lunch. Returns what can
    be told to leave out a blueprint that no cookie opens.
    """
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    protect = CSRFProtect(app)
    app.register_error_handler(CSRFError, _without_token)
    page = app.extensions[context.PAGE]
    page["csrf_token"], page["csrf_field"] = generate_csrf, csrf_field
    return protect


def is_from_own_page() -> bool:
    """Tell whether a browser came from one of our pages or its address bar, as far as it says."""
    return request.headers.get("Sec-Fetch-Site", "none") in _OWN


def csrf_field() -> str:
    """Return the hidden field with which a form carries the token."""
    component = environment().get_template("components/csrf_field.html").module
    return cast("str", component.csrf_field(generate_csrf()))  # type: ignore[attr-defined]


def _without_token(_reason: CSRFError) -> tuple[str, int]:
    return context.page("errors/error.html", status=400, problems=(error("form-too-old"),)), 400


def _refuse_other_sites() -> None:
    if request.method in _CHANGING and request.blueprint != PROGRAMS and not _is_from_here():
        raise Forbidden(error("form-from-elsewhere"))


def _is_from_here() -> bool:
    said, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if (said is not None and said not in _OWN) or origin == "null":
        return False
    return origin is None or _origin(origin) in {
        _origin(request.host_url),
        _origin(context.application().config.base_url),
    }


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
