"""The text of a stream: events as `text/event-stream` has them, until somebody hangs up or may look no more."""

import select
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.services.access import Actor, role_on
from app.services.accounts import people, sessions
from app.services.live.hub import Follower, told_change
from app.services.live.log import Event
from app.services.live.missed import Missed
from app.web import clock
from app.web.context import UNAVAILABLE, Application
from process_models.domain.errors import EslabonError
from process_models.domain.people import Role

MEDIA = "text/event-stream"

HEARTBEAT = "LIVE_HEARTBEAT"
"""The setting with the seconds between two signs of life, at each of which rights are looked at anew."""
SECONDS = 10.0

_LOOK = 2.0
"""Seconds after which somebody who hung up is noticed."""

_RETRY = "retry: 2000\n\n"
_BEAT = ": \n\n"


@dataclass(slots=True, kw_only=True)
class Watch:
    """One stream: who follows what by which sign-in, and the connection where the server tells it.

    It outlives its request, and so has all that it needs; `revision` is the last that was told.
    """

    application: Application
    key: str
    follower: Follower
    seconds: float = SECONDS
    is_editor: bool
    connection: socket.socket | None = None
    revision: int = field(default=0)


def told(watch: Watch, so_far: Missed) -> Iterator[str]:
    """Return the text of a stream, as it comes."""
    yield _RETRY
    watch.revision = so_far.revision
    if so_far.is_too_far:
        yield _reload()
    for entry in so_far.changes:
        yield _text(told_change(entry))
    yield from _first_here(watch)
    due = time.monotonic() + watch.seconds
    while not (watch.follower.hub.is_over or has_hung_up(watch.connection)):
        yield from _happened(watch, min(_LOOK, watch.seconds))
        if time.monotonic() >= due:
            if not _still_may_look(watch):
                yield "event: end\ndata: {}\n\n"
                return
            due = time.monotonic() + watch.seconds
            yield _BEAT


def _first_here(watch: Watch) -> Iterator[str]:
    """Say who is there, as far as it is known; else it comes at once by itself."""
    known = watch.follower.hub.here_event(watch.follower.map)
    if known is not None:
        yield _text(known)


def _happened(watch: Watch, seconds: float) -> Iterator[str]:
    found = watch.follower.wait(seconds)
    if found is None:
        yield _reload()
        return
    for event in found:
        if event.revision is not None:
            if event.revision <= watch.revision:
                continue
            watch.revision = event.revision
        if event.word != "proposal" or watch.is_editor:
            yield _text(event)


def _text(event: Event) -> str:
    numbered = "" if event.revision is None else f"id: {event.revision}\n"
    return f"{numbered}event: {event.word}\ndata: {event.text}\n\n"


def _reload() -> str:
    return "event: reload\ndata: {}\n\n"


def _still_may_look(watch: Watch) -> bool:
    """Tell whether whoever follows is still signed in and within reach of the map; a stream is no use of a sign-in."""
    try:
        with watch.application.database.reading() as session:
            found = sessions.found(session, key=watch.key, now=clock.now())
        if found is None or found.awaits_code or found.person.id != watch.follower.person:
            return False
        watch.is_editor = _role(people.actor_of(found.person), watch).allows(Role.EDITOR)
    except UNAVAILABLE:
        return True  # a database that is busy says nothing about rights
    except EslabonError:
        return False
    return True


def _role(actor: Actor, watch: Watch) -> Role:
    with watch.application.database.reading() as session:
        return role_on(session, actor, watch.follower.map)


def has_hung_up(connection: socket.socket | None) -> bool:
    """Tell whether the other end of a connection is gone: what is readable there now is only its end."""
    if connection is None:
        return False
    try:
        poll = select.poll()
        poll.register(connection, select.POLLIN)
        return bool(poll.poll(0)) and connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except (OSError, ValueError):
        return True
