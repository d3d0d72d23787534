"""How somebody comes in: by password, then perhaps a code; or once by a link.

Each way has two short transactions with the slow work, hashing, between them: what is claimed is read and counted, and
whoever proved it is let in, if nothing changed meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from app.services import auditing
from app.services.accounts import attempts, keys, links, people, sessions
from app.services.accounts.attempts import Tried
from app.services.accounts.sessions import Browser
from process_models.domain.accounts import Credentials, SignIn
from process_models.domain.errors import EslabonError
from process_models.domain.people import Person
from process_models.domain.problems import error
from process_models.storage import credentials, sign_ins
from process_models.storage import people as stored_people
from process_models.storage.session import Session


class WrongSignIn(EslabonError):
    """Address and password do not belong together; nobody is told whether there is such an account."""


class WrongCode(EslabonError):
    """The code is not the one of this moment, was used before, or is no recovery code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Whose account somebody says to have, and what would prove it."""

    email: str
    network: str = ""
    person: Person | None = None
    credentials: Credentials | None = None

    @property
    def password_hash(self) -> str | None:
        """The hash that the password must fit; None where nobody can come in."""
        if self.person is None or self.person.is_disabled or self.credentials is None:
            return None
        return self.credentials.password_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The key that a browser gets, and whether the second factor is still to come."""

    key: str
    awaits_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody who comes by a link says of themselves; the address counts only where none was known."""

    name: str
    email: str
    password_hash: str


def claimed(session: Session, *, email: str, address: str, now: datetime) -> Claim:
    """Count one try to come in and return what would prove it.

    Raises:
        TooManyAttempts: of this account, or from this address.
    """
    email, network = people.lookable(email), attempts.network(address)
    attempts.count(session, Tried.ADDRESS, network, now=now)
    attempts.count(session, Tried.ACCOUNT, _from(email, network), now=now)
    attempts.count(session, Tried.ANYWHERE, stored_people.email_key(email), now=now)
    person = stored_people.by_email(session, email)
    known = None if person is None else credentials.load(session, person.id)
    return Claim(email=email, network=network, person=person, credentials=known)


def admit(session: Session, claim: Claim, *, browser: Browser, now: datetime) -> Admission:
    """Let in whoever proved the password.

    Raises:
        WrongSignIn: it was changed, or the account taken away, in the meantime.
    """
    person = stored_people.by_email(session, claim.email)
    if person is None or person.is_disabled or credentials.load(session, person.id) != claim.credentials:
        raise WrongSignIn(error("sign-in-wrong"))
    attempts.forget(session, Tried.ACCOUNT, _from(claim.email, claim.network), now=now)
    return _let_in(session, person, claim.credentials, browser=browser, now=now)


def code_claimed(session: Session, sign_in: SignIn, *, now: datetime) -> Credentials:
    """Count one try at a code and return what it must fit.

    Raises:
        TooManyAttempts: of this person.
    """
    attempts.count(session, Tried.CODE, str(sign_in.person.id), now=now)
    return credentials.load(session, sign_in.person.id)


def admit_code(
    session: Session, sign_in: SignIn, *, code: str, counter: int | None, browser: Browser, now: datetime
) -> str:
    """Let in whoever has the telephone, or a recovery code, and return the new key.

    `counter` is the half minute whose code it was, if it was one.

    Raises:
        WrongCode: it was neither, or was used before.
    """
    person = sign_in.person
    if not is_proved(session, person, code=code, counter=counter):
        raise WrongCode(error("code-wrong", "/code"))
    attempts.forget(session, Tried.CODE, str(person.id), now=now)
    _tell(session, person, "signed-in")
    return sessions.start(session, person=person, browser=browser, awaits_code=False, now=now)


def is_proved(session: Session, person: Person, *, code: str, counter: int | None) -> bool:
    """Use up the half minute of a code, or a recovery code; no if neither was there to be used."""
    if counter is not None:
        return credentials.take_counter(session, person.id, counter)
    return credentials.take_recovery_code(session, person.id, keys.code_digest(code))


def enter_by_link(session: Session, *, key: str, newcomer: Newcomer, browser: Browser, now: datetime) -> Admission:
    """Let in whoever has a link, with the password chosen; every former way in ends.

    Raises:
        LinkNotFound: the link lets nobody in.
        PersonRefused: name or address cannot be kept.
    """
    link = links.spend(session, key=key, now=now)
    is_unknown = link.person.email == people.UNKNOWN_EMAIL
    email = newcomer.email if is_unknown else link.person.email
    person = people.renamed(session, link.person, email=email, name=newcomer.name)
    proved = replace(credentials.load(session, person.id), password_hash=newcomer.password_hash)
    if link.resets_code:
        proved = replace(proved, totp_secret=None, totp_counter=None)
        credentials.replace_recovery_codes(session, person.id, ())
    credentials.save(session, proved)
    sign_ins.remove_all(session, person.id)
    _tell(session, person, "link-used")
    return _let_in(session, person, proved, browser=browser, now=now)


def failed(session: Session, person: Person | None) -> None:
    """Note that a sign-in failed, where it is known whose; an address that is nobody's leaves nothing behind."""
    if person is not None and not person.is_erased:
        _tell(session, person, "sign-in-failed")


def _tell(session: Session, person: Person, action: str) -> None:
    auditing.record(session, people.actor_of(person), action, f"person:{person.id}")


def _from(email: str, network: str) -> str:
    return f"{stored_people.email_key(email)}\n{network}"


def _let_in(
    session: Session, person: Person, proved: Credentials | None, *, browser: Browser, now: datetime
) -> Admission:
    awaits_code = proved is not None and proved.has_second_factor
    if not awaits_code:
        _tell(session, person, "signed-in")
    key = sessions.start(session, person=person, browser=browser, awaits_code=awaits_code, now=now)
    return Admission(key=key, awaits_code=awaits_code)
