"""What a browser carries between requests, in two cookies.

One is small and signed, for anybody: the token of forms and the notice for the next page. The other holds the key of a
sign-in, whose row is in the database; a visitor who has not signed in has no row anywhere.
"""

from contextlib import suppress
from typing import cast

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from app.services.accounts import people, sessions
from app.services.accounts.sessions import Browser
from app.web import clock, context
from app.web.context import Visitor
from process_models.domain.accounts import SignIn
from process_models.domain.errors import EslabonError

COOKIE, SIGN_IN_COOKIE = "SESSION_COOKIE_NAME", "SIGN_IN_COOKIE_NAME"
"""The settings that hold the cookies' names."""

_PATIENCE = 0.2
"""Seconds for which a page waits to note that its browser is in use; the next page notes it too."""

_CACHED = ("visitor", "csrf_token")
"""What a request remembers of who asks."""


class Visit(SecureCookieSession):
    """What a browser brought: what is signed, and the key of a sign-in, if it has one."""

    key: str | None = None
    is_key_new: bool = False


class Visits(SecureCookieSessionInterface):
    """Reads both cookies and writes whichever changed."""

    session_class = Visit

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the browser brought; nothing of it is looked up yet."""
        visit = super().open_session(app, request)
        if isinstance(visit, Visit):
            visit.key = request.cookies.get(app.config[SIGN_IN_COOKIE]) or None
        return visit

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Give the browser what it needs for its next request."""
        super().save_session(app, session, response)
        visit = cast("Visit", session)
        if visit.is_key_new and visit.key is not None:
            response.set_cookie(
                app.config[SIGN_IN_COOKIE],
                visit.key,
                max_age=sessions.LIFE,
                secure=self.get_cookie_secure(app),
                httponly=True,
                samesite="Lax",
            )
        elif visit.is_key_new:
            response.delete_cookie(
                app.config[SIGN_IN_COOKIE], secure=self.get_cookie_secure(app), httponly=True, samesite="Lax"
            )


def keep_visits(app: Flask, *, is_secure: bool) -> None:
    """Use our cookies; behind TLS no other host, path or unencrypted page can set them (`__Host-`)."""
    before = "__Host-" if is_secure else ""
    app.config.update(
        {
            COOKIE: f"{before}eslabon",
            SIGN_IN_COOKIE: f"{before}eslabon_sign_in",
            "SESSION_COOKIE_SECURE": is_secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
        }
    )
    app.session_interface = Visits()


def browser() -> Browser:
    """Return who is at the other end of this request."""
    return Browser(agent=request.user_agent.string, key=_visit().key)


def remember(key: str) -> None:
    """Give the browser the key of its new sign-in; what it carried before, the token of forms included, is dropped."""
    _forget_visit(key)


def forget() -> None:
    """Take the key from the browser."""
    _forget_visit(None)


def look_again() -> None:
    """Find out anew who asks: what is known of the person has changed."""
    g.pop("visitor", None)


def sign_in() -> SignIn | None:
    """Return the sign-in that this browser has, finished or waiting for its code."""
    key = _visit().key
    if key is None:
        return None
    with context.reading() as session_:
        return sessions.found(session_, key=key, now=clock.now())


def identify() -> Visitor | None:
    """Return who asks: whoever is signed in, all steps done."""
    found = sign_in()
    if found is None or found.awaits_code:
        return None
    if sessions.needs_touch(found, now=clock.now()):
        _touch(found)
    return Visitor(actor=people.actor_of(found.person), language=found.person.language)


def _touch(found: SignIn) -> None:
    """Note that the browser is in use; a busy database is no reason to answer nothing."""
    with suppress(EslabonError), context.writing(patience=_PATIENCE) as session_:
        sessions.touch(session_, found, now=clock.now())


def _forget_visit(key: str | None) -> None:
    visit = _visit()
    visit.clear()
    visit.key, visit.is_key_new = key, True
    for name in _CACHED:
        g.pop(name, None)


def _visit() -> Visit:
    return cast("Visit", session)
