"""Who asks, by the token that the request shows; cookies open nothing here."""

from contextlib import suppress
from datetime import datetime

from flask import Response, after_this_request, request

from app.services.accounts import attempts, tokens
from app.services.accounts.attempts import Tried
from app.web import clock, context
from app.web.context import Application, Visitor
from process_models.domain.errors import EslabonError
from process_models.domain.tokens import Token

SCHEME = "bearer"
_PATIENCE = 0.2
"""Seconds that are waited to note that a token is in use; the next request notes it too."""


def identify() -> Visitor | None:
    """Return whose token the request shows.

    Raises:
        TooManyAttempts: from the same address came too many that are none.
    """
    shown = _shown()
    if shown is None:
        return None
    with context.reading() as session:
        found = tokens.found(session, shown=shown, now=clock.now())
    if found is None:
        _count()
        return None
    if tokens.needs_touch(found, now=clock.now()):
        _touch_afterwards(found)
    language = None if "Accept-Language" in request.headers else found.person.language
    return Visitor(actor=tokens.actor_of(found), language=language)


def _shown() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME and token.strip() else None


def _count() -> None:
    """Count a token that is none; whoever is past the limit costs no write."""
    network = attempts.network(request.remote_addr or "")
    with context.reading() as session:
        attempts.require_room(session, Tried.TOKEN, network, now=clock.now())
    with context.writing() as session:
        attempts.count(session, Tried.TOKEN, network, now=clock.now())


def _touch_afterwards(found: Token) -> None:
    """Note that a token is in use once the answer is out."""
    here, now = context.application(), clock.now()

    def touch() -> None:
        _touch(here, found, now=now)

    def closing(answer: Response) -> Response:
        answer.call_on_close(touch)
        return answer

    after_this_request(closing)


def _touch(here: Application, found: Token, *, now: datetime) -> None:
    with suppress(EslabonError), here.database.writing(patience=_PATIENCE) as session:
        tokens.touch(session, found, now=now)
