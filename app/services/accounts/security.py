"""What a person changes about their own way in: password and second factor. Every other browser is signed out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.services import auditing
from app.services.access import Actor
from app.services.accounts import attempts, keys, people, sessions
from app.services.accounts.attempts import Tried
from app.services.accounts.sessions import Browser
from process_models.domain.accounts import Credentials
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error
from process_models.storage import credentials, sign_ins
from process_models.storage.session import Session


class WrongPassword(EslabonError):
    """The password that should prove who changes something is not the person's."""


class SignInNotRecent(EslabonError):
    """Somebody without a password came in too long ago to prove by it who they are."""


class CredentialsMoved(EslabonError):
    """Password or second factor were changed elsewhere in the meantime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """A second factor to turn on: the encrypted secret, the half minute that proved it, and the recovery codes."""

    secret: str
    counter: int
    recovery_codes: tuple[str, ...]


def wrong_password() -> WrongPassword:
    """Return the error of somebody who did not prove who they are."""
    return WrongPassword(error("password-wrong", "/current"))


def claimed(session: Session, actor: Actor, *, now: datetime) -> Credentials:
    """Count one try to prove who one is before a change, and return what would prove it.

    Raises:
        TooManyAttempts: of this person.
    """
    attempts.count(session, Tried.PASSWORD, str(actor.person), now=now)
    return credentials.load(session, actor.person)


def change_password(
    session: Session, actor: Actor, *, proved: Credentials, password_hash: str, browser: Browser, now: datetime
) -> str:
    """Change the actor's password and return the new key of this browser."""
    _tell(session, actor, "password-changed")
    return _change(session, actor, proved, replace(proved, password_hash=password_hash), browser=browser, now=now)


def turn_on(
    session: Session, actor: Actor, *, proved: Credentials, second: SecondFactor, browser: Browser, now: datetime
) -> str:
    """Ask for a code at every sign-in from here on, and return the new key of this browser."""
    _replace_codes(session, actor, second.recovery_codes)
    _tell(session, actor, "second-step-on")
    changed = replace(proved, totp_secret=second.secret, totp_counter=second.counter)
    return _change(session, actor, proved, changed, browser=browser, now=now)


def turn_off(session: Session, actor: Actor, *, proved: Credentials, browser: Browser, now: datetime) -> str:
    """Let the password alone do again, and return the new key of this browser."""
    _replace_codes(session, actor, ())
    _tell(session, actor, "second-step-off")
    changed = replace(proved, totp_secret=None, totp_counter=None)
    return _change(session, actor, proved, changed, browser=browser, now=now)


def ways_in(session: Session, actor: Actor) -> tuple[bool, bool]:
    """Return whether the actor has a password, and a second factor."""
    kept = credentials.load(session, actor.person)
    return kept.password_hash is not None, kept.has_second_factor


def passed(session: Session, actor: Actor, *, now: datetime) -> None:
    """Count anew: the actor proved who they are."""
    attempts.forget(session, Tried.PASSWORD, str(actor.person), now=now)
    attempts.forget(session, Tried.CODE, str(actor.person), now=now)


def second_factor(session: Session, actor: Actor) -> tuple[bool, int]:
    """Return whether the actor has a second factor, and how many recovery codes are left."""
    kept = credentials.load(session, actor.person)
    return kept.has_second_factor, credentials.recovery_codes_left(session, actor.person)


def _change(
    session: Session, actor: Actor, proved: Credentials, changed: Credentials, *, browser: Browser, now: datetime
) -> str:
    if credentials.load(session, actor.person) != proved:
        raise CredentialsMoved(error("credentials-moved"))
    credentials.save(session, changed)
    attempts.forget(session, Tried.PASSWORD, str(actor.person), now=now)
    sign_ins.remove_all(session, actor.person)
    return sessions.start(session, person=people.oneself(session, actor), browser=browser, awaits_code=False, now=now)


def _tell(session: Session, actor: Actor, action: str) -> None:
    auditing.record(session, actor, action, f"person:{actor.person}")


def _replace_codes(session: Session, actor: Actor, codes: Iterable[str]) -> None:
    credentials.replace_recovery_codes(session, actor.person, (keys.code_digest(code) for code in codes))
