"""Whose account somebody has whom the provider vouches for."""

from datetime import datetime

from app.provider_settings import ProviderSettings
from app.services import auditing
from app.services.access import Actor
from app.services.accounts import people, sessions
from app.services.accounts.entrance import Admission
from app.services.accounts.provider import Proved
from app.services.accounts.sessions import Browser
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import OrganisationId
from process_models.domain.people import Person
from process_models.domain.problems import error
from process_models.storage import credentials, identities, teams
from process_models.storage import people as stored
from process_models.storage.session import Session


class NoAccount(EslabonError):
    """The provider vouches for somebody who has no account here."""


class OnlyWayIn(EslabonError):
    """Without the identity its person could not come in any more."""


def admit(
    session: Session, proved: Proved, *, settings: ProviderSettings, browser: Browser, now: datetime
) -> Admission:
    """Let in whoever the provider vouches for; a second factor of ours is still asked for.

    Raises:
        NoAccount: there is none, or it was taken away.
    """
    person = identities.person(session, proved.identity) or _newly_linked(session, proved, settings, now)
    if person is None or person.is_disabled:
        raise NoAccount(error("sso-no-account"))
    awaits_code = credentials.load(session, person.id).has_second_factor
    key = sessions.start(session, person=person, browser=browser, awaits_code=awaits_code, now=now)
    auditing.record(session, people.actor_of(person), "sso-signed-in", f"person:{person.id}")
    return Admission(key=key, awaits_code=awaits_code)


def is_linked(session: Session, actor: Actor) -> bool:
    """Tell whether a provider vouches for the actor."""
    return bool(identities.of_person(session, actor.person))


def unlink(session: Session, actor: Actor) -> None:
    """Let the provider vouch for the actor no longer.

    Raises:
        OnlyWayIn: the actor has no password.
    """
    if credentials.load(session, actor.person).password_hash is None:
        raise OnlyWayIn(error("sso-only-way-in"))
    identities.unlink(session, actor.person)
    auditing.record(session, actor, "sso-unlinked", f"person:{actor.person}")


def _newly_linked(session: Session, proved: Proved, settings: ProviderSettings, now: datetime) -> Person | None:
    if proved.email is None:
        return None
    known = stored.by_email(session, proved.email)
    person = _added(session, proved, proved.email, settings, now) if known is None else known
    if person is None or person.is_disabled or identities.of_person(session, person.id):
        return None
    identities.link(session, person.id, proved.identity, now)
    auditing.record(session, people.actor_of(person), "sso-linked", f"person:{person.id}")
    return person


def _added(session: Session, proved: Proved, email: str, settings: ProviderSettings, now: datetime) -> Person | None:
    organisation = _organisation(session, settings.organisation)
    domain = stored.email_key(email).rpartition("@")[2]
    name = people.tidy(proved.name)[: people.LONGEST_NAME] or email.partition("@")[0][: people.LONGEST_NAME]
    if organisation is None or domain not in settings.domains or tuple(people.problems(email=email, name=name)):
        return None
    new = stored.add(session, organisation, email=email, name=name, role=settings.role, at=now)
    first = teams.in_organisation(session, organisation)[0].id
    teams.join(session, first, new, settings.role)
    person = stored.by_id(session, new)
    if person is not None:
        actor = people.actor_of(person)
        auditing.record(session, actor, "sso-person-added", f"person:{new}", role=settings.role, team=first)
    return person


def _organisation(session: Session, name: str | None) -> OrganisationId | None:
    found = [each for each, called in stored.organisations(session) if name in {None, called}]
    return found[0] if len(found) == 1 else None
