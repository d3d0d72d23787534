"""Where a person is signed in: opened, found again, listed and ended. The browser holds a key, we its digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor
from app.services.accounts import keys
from process_models.domain.accounts import SignIn
from process_models.domain.identifiers import SignInId
from process_models.domain.people import Person
from process_models.storage import sign_ins
from process_models.storage.session import Session

IDLE = timedelta(days=3)
"""A browser that was not used for so long is signed out."""
LIFE = timedelta(days=30)
"""A browser that was signed in so long ago is signed out."""
CODE_TIME = timedelta(minutes=10)
"""For how long a right password waits for its second factor."""
TOUCH = timedelta(minutes=5)
"""How exactly we know when a browser was last used; reading a page writes no more often than that."""

_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Who is at the other end: how the browser calls itself, and the key that it came with, if any."""

    agent: str = ""
    key: str | None = None


def start(session: Session, *, person: Person, browser: Browser, awaits_code: bool, now: datetime) -> str:
    """Sign a person in and return the new key; the one that the browser came with is worth nothing from here on."""
    if browser.key is not None:
        sign_ins.remove_by_digest(session, keys.digest(browser.key))
    sign_ins.remove_old(session, now=now, unused_since=now - IDLE)
    key = keys.new()
    new = SignIn(
        id=SignInId(0),
        person=person,
        opened_at=now,
        seen_at=now,
        expires_at=now + (CODE_TIME if awaits_code else LIFE),
        agent=browser.agent[:_LONGEST_AGENT],
        awaits_code=awaits_code,
    )
    sign_ins.add(session, new, keys.digest(key))
    return key


def found(session: Session, *, key: str, now: datetime) -> SignIn | None:
    """Return the sign-in of a key, unless it is over: too old, idle for too long, or its person's account gone."""
    sign_in = sign_ins.by_digest(session, keys.digest(key))
    if sign_in is None or sign_in.person.is_disabled:
        return None
    is_over = now >= sign_in.expires_at or now - sign_in.seen_at >= IDLE
    return None if is_over else sign_in


def needs_touch(sign_in: SignIn, *, now: datetime) -> bool:
    """Tell whether it is time to note that a sign-in is in use."""
    return now - sign_in.seen_at >= TOUCH


def touch(session: Session, sign_in: SignIn, *, now: datetime) -> None:
    """Note that a sign-in is in use."""
    sign_ins.touch(session, sign_in.id, now)


def end(session: Session, *, key: str) -> None:
    """Sign a browser out."""
    sign_ins.remove_by_digest(session, keys.digest(key))


def end_all(session: Session, actor: Actor) -> None:
    """Sign the actor out everywhere."""
    sign_ins.remove_all(session, actor.person)
    auditing.record(session, actor, "signed-out-everywhere", f"person:{actor.person}")


def end_one(session: Session, actor: Actor, *, sign_in: SignInId) -> None:
    """Sign one of the actor's browsers out; another person's is not touched."""
    sign_ins.remove(session, actor.person, sign_in)


def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[SignIn, ...]:
    """Return where the actor is signed in, the last one used first."""
    everywhere = sign_ins.of_person(session, actor.person)
    return tuple(
        each for each in everywhere if not each.awaits_code and now < each.expires_at and now - each.seen_at < IDLE
    )
