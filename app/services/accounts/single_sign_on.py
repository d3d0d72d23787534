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
from process_models.domain.people import Person, Role
from process_models.domain.problems import error
from process_models.storage import credentials, identities, teams
from process_models.storage import people as stored
from process_models.storage.session import Session


class NoAccount(EslabonError):
    """The provider vouches for somebody who has no account here."""


class PasswordsOff(EslabonError):
    """The provider is the way in for everybody but owners."""


class OnlyWayIn(EslabonError):
    """Without the identity its person could not come in any more."""


def admit(
    session: Session, proved: Proved, *, settings: ProviderSettings, browser: Browser, now: datetime
) -> Admission:
    """Let in whoever the provider vouches for; a second factor of ours is still asked for.

    Raises:
        NoAccount: there is none, or it was taken away.
    """
    person = identities.person(session, proved.identity)
    if person is None:
        identities.alone(session)  # whoever comes in for the first time twice at once is found the second time
        person = identities.person(session, proved.identity) or _newly_linked(session, proved, settings, now)
    if person is None or person.is_disabled or not _is_reached(session, person, settings):
        raise NoAccount(error("sso-no-account"))
    awaits_code = credentials.load(session, person.id).has_second_factor
    if not awaits_code:
        auditing.record(session, people.actor_of(person), "signed-in", f"person:{person.id}")
    key = sessions.start(session, person=person, browser=browser, awaits_code=awaits_code, now=now)
    return Admission(key=key, awaits_code=awaits_code)


def require_password(person: Person | None, settings: ProviderSettings | None) -> None:
    """Refuse a password of whoever should come in by the provider.

    Raises:
        PasswordsOff: only owners may still come in by one.
    """
    if settings is not None and settings.is_only and person is not None and person.role is not Role.OWNER:
        raise PasswordsOff(error("sso-only"))


def require_new_password(settings: ProviderSettings | None) -> None:
    """Refuse to make an account with a password, for somebody who is no owner, where the provider is the way in.

    Raises:
        PasswordsOff: the password would let nobody in.
    """
    if settings is not None and settings.is_only:
        raise PasswordsOff(error("sso-only"))


def issuers(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return the providers that vouch for the actor."""
    return tuple(each.issuer for each in identities.of_person(session, actor.person))


def unlink(session: Session, actor: Actor, *, settings: ProviderSettings | None) -> None:
    """Let the provider vouch for the actor no longer.

    Raises:
        OnlyWayIn: the actor has no password, or may not come in by it.
    """
    is_only = settings is not None and settings.is_only and actor.role is not Role.OWNER
    if is_only or credentials.load(session, actor.person).password_hash is None:
        raise OnlyWayIn(error("sso-only-way-in"))
    identities.unlink(session, actor.person)
    auditing.record(session, actor, "sso-unlinked", f"person:{actor.person}")


def _newly_linked(session: Session, proved: Proved, settings: ProviderSettings, now: datetime) -> Person | None:
    if proved.email is None or not _is_plain(proved.email):
        return None
    known = stored.by_email(session, proved.email)
    person = _added(session, proved, proved.email, settings, now) if known is None else known
    if person is None or person.is_disabled or not _is_reached(session, person, settings):
        return None
    if proved.identity.issuer in {each.issuer for each in identities.of_person(session, person.id)}:
        return None  # the address went to somebody else at the provider
    identities.link(session, person.id, proved.identity, now)
    auditing.record(session, people.actor_of(person), "sso-linked", f"person:{person.id}")
    return person


def _added(session: Session, proved: Proved, email: str, settings: ProviderSettings, now: datetime) -> Person | None:
    organisation = _organisation(session, settings.organisation)
    domain = stored.email_key(email).rpartition("@")[2]
    name = people.called(proved.name, email)
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


def _is_reached(session: Session, person: Person, settings: ProviderSettings) -> bool:
    """Tell whether the provider may vouch for a person: of the organisation that it is for, if it is for one."""
    return settings.organisation is None or person.organisation == _organisation(session, settings.organisation)


def _is_plain(email: str) -> bool:
    """Tell whether an address can be taken for no other one: no look-alike letters, nothing that is folded away."""
    return people.lookable(email) == email and (email.isascii() or email == stored.email_key(email))
