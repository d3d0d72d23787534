"""Links that let somebody in once, to choose a password: for the first time, or because it was forgotten.

Looking at one changes nothing, since mail scanners look at every link; only its form spends it.
"""

from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor
from app.services.accounts import keys, people
from app.services.accounts.people import PersonRefused
from process_models.domain.accounts import SignInLink
from process_models.domain.errors import EslabonError
from process_models.domain.people import Person
from process_models.domain.problems import error
from process_models.storage import links
from process_models.storage.session import Session

LIFE = timedelta(days=7)
DAYS = LIFE.days


class LinkNotFound(EslabonError):
    """No such link lets anybody in: it was used, taken back, is too old, or never was. Nobody is told which."""


def make(session: Session, actor: Actor, *, person: Person, now: datetime, resets_code: bool = False) -> str:
    """Return the key of a new link for a person of the actor's organisation; their former links end.

    Raises:
        PersonRefused: the account was taken away; a link would let nobody in.
    """
    people.require_over(actor, person)
    if person.is_disabled:
        raise PersonRefused(error("person-disabled", email=person.email))
    links.spend_all(session, person.id, now)
    key = keys.new()
    link = SignInLink(person=person, expires_at=now + LIFE, resets_code=resets_code)
    links.add(session, link, keys.digest(key), now=now)
    auditing.record(session, actor, "link-made", f"person:{person.id}", resets_code=int(resets_code))
    return key


def path(key: str) -> str:
    """Return where a link leads, on whatever server."""
    return f"/link/{key}"


def looked_at(session: Session, *, key: str, now: datetime) -> SignInLink:
    """Return whom a link lets in.

    Raises:
        LinkNotFound: it lets nobody in.
    """
    link = links.usable(session, keys.digest(key), now)
    if link is None:
        raise LinkNotFound(error("link-not-found"))
    return link


def spend(session: Session, *, key: str, now: datetime) -> SignInLink:
    """Use a link up and return whom it lets in; the person's other links end too.

    Raises:
        LinkNotFound: it lets nobody in, or somebody was faster.
    """
    link = looked_at(session, key=key, now=now)
    if not links.spend(session, keys.digest(key), now):
        raise LinkNotFound(error("link-not-found"))
    links.spend_all(session, link.person.id, now)
    return link
