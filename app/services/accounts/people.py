"""The people of an organisation: who gets an account, who loses it, and what each may say of themselves."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from app.services import auditing
from app.services.access import Actor, require
from app.services.keeping import idempotency
from app.wording import LANGUAGES
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import OrganisationId, PersonId, TeamId
from process_models.domain.people import Person, Role
from process_models.domain.problems import Problem, error
from process_models.storage import links, people, sign_ins, teams
from process_models.storage.session import Session

LONGEST_NAME, LONGEST_EMAIL = 120, 254
UNKNOWN_EMAIL = "propietario@eslabon.invalid"
"""The address of an owner who has not told it yet; no mail ever goes there (RFC 2606)."""

_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")


class PersonNotFound(EslabonError):
    """Nobody of the organisation has that address."""


class PersonRefused(EslabonError):
    """What was said of a person cannot be kept."""


class PersonMoved(EslabonError):
    """Somebody changed the person since the form was opened."""


def actor_of(person: Person) -> Actor:
    """Return the person as somebody on whose behalf services work."""
    return Actor(person=person.id, organisation=person.organisation, name=person.name, role=person.role)


def require_over(actor: Actor, person: Person) -> None:
    """Refuse an actor who does not own the organisation that a person belongs to.

    Raises:
        Forbidden: the actor is no owner.
        PersonNotFound: the person is another organisation's.
    """
    require(actor, Role.OWNER)
    if person.organisation != actor.organisation:
        raise PersonNotFound(error("person-not-found", email=person.email))


def add(  # noqa: PLR0913 - what an account is made of
    session: Session,
    actor: Actor,
    *,
    email: str,
    name: str,
    role: Role,
    now: datetime,
    team: TeamId | None = None,
    key: str | None = None,
) -> Person:
    """Give somebody an account in the actor's organisation, with the same role in a team, the first unless named.

    A link must let them in.

    With a `key`, the same request sent again gives the person that it gave.

    Raises:
        PersonRefused: with everything that is wrong, an address that is taken included.
        IdempotencyKeyReused: the key came with another request.
    """
    require(actor, Role.OWNER)
    former = idempotency.claim(session, actor, key, "add-person", email, name, role, "" if team is None else str(team))
    if former is not None:
        return _found(people.by_id(session, PersonId(int(former))), email)
    found = (*problems(email=email, name=name), *_taken(session, email, but=None))
    if found:
        raise PersonRefused(*found)
    new = people.add(session, actor.organisation, email=email, name=tidy(name), role=role, at=now)
    known = [each.id for each in teams.in_organisation(session, actor.organisation)]
    joined = team if team in known else known[0]
    teams.join(session, joined, new, role)
    idempotency.settle(session, actor, key, str(new))
    auditing.record(session, actor, "person-added", f"person:{new}", role=role, team=joined)
    return _found(people.by_id(session, new), email)


def by_email(session: Session, actor: Actor, *, email: str) -> Person:
    """Return the person of the actor's organisation who has an address."""
    require(actor, Role.OWNER)
    person = people.by_email(session, email)
    return _found(None if person is None or person.organisation != actor.organisation else person, email)


def listed(session: Session, actor: Actor) -> tuple[Person, ...]:
    """Return the people of the actor's organisation, those without access last."""
    require(actor, Role.OWNER)
    everybody = (each for each in people.in_organisation(session, actor.organisation) if not each.is_erased)
    return tuple(sorted(everybody, key=lambda person: person.is_disabled))


def of_organisation(session: Session, actor: Actor, *, person: PersonId) -> Person:
    """Return a person of the actor's organisation.

    Raises:
        PersonNotFound: there is none of that number in it.
    """
    require(actor, Role.OWNER)
    found = people.by_id(session, person)
    is_here = found is not None and found.organisation == actor.organisation and not found.is_erased
    return _found(found if is_here else None, str(person))


def change_role(session: Session, actor: Actor, *, person: Person, role: Role, base_version: int) -> Person:
    """Let a person do more or less; they sign in anew, so that no open page knows an old role.

    Raises:
        PersonRefused: it is the last owner, who stays one.
        PersonMoved: the person was changed elsewhere since.
    """
    require_over(actor, person)
    if person.version != base_version:
        raise PersonMoved(error("person-moved", name=person.name))
    if role is not Role.OWNER:
        keep_an_owner(session, person)
    if person.id != actor.person:
        sign_ins.remove_all(session, person.id)
    changed = people.save(session, replace(person, role=role))
    auditing.record(session, actor, "person-role", f"person:{person.id}", role=role)
    return changed


def disable(session: Session, actor: Actor, *, person: Person, now: datetime) -> Person:
    """Take somebody's account away: signed out everywhere at once, and no link lets them in.

    Raises:
        PersonRefused: it is the last owner.
        PersonNotFound: it is another organisation's.
    """
    require_over(actor, person)
    keep_an_owner(session, person)
    sign_ins.remove_all(session, person.id)
    links.spend_all(session, person.id, now)
    disabled = people.save(session, replace(person, is_disabled=True))
    auditing.record(session, actor, "person-disabled", f"person:{person.id}")
    return disabled


def enable(session: Session, actor: Actor, *, person: Person) -> Person:
    """Give somebody the account back that was taken away."""
    require_over(actor, person)
    enabled = people.save(session, replace(person, is_disabled=False))
    auditing.record(session, actor, "person-enabled", f"person:{person.id}")
    return enabled


def oneself(session: Session, actor: Actor) -> Person:
    """Return the person that the actor is."""
    return _found(people.by_id(session, actor.person), actor.name)


def describe_oneself(session: Session, actor: Actor, *, name: str, language: str | None, base_version: int) -> Person:
    """Change one's own name and language.

    Raises:
        PersonRefused: the name cannot be kept.
        PersonMoved: it was changed elsewhere since.
    """
    person = oneself(session, actor)
    found = name_problems(name)
    if found:
        raise PersonRefused(*found)
    if person.version != base_version:
        raise PersonMoved(error("person-moved", name=person.name))
    spoken = language if language in LANGUAGES else None
    return people.save(session, replace(person, name=tidy(name), language=spoken))


def renamed(session: Session, person: Person, *, email: str, name: str) -> Person:
    """Keep the name, and the address, that somebody gave at the first entrance.

    Raises:
        PersonRefused: with everything that is wrong.
    """
    found = (*problems(email=email, name=name), *_taken(session, email, but=person))
    if found:
        raise PersonRefused(*found)
    return people.save(session, replace(person, email=email.strip(), name=tidy(name)))


def problems(*, email: str, name: str) -> tuple[Problem, ...]:
    """Return what is wrong with an address and a name.

    >>> [problem.pointer for problem in problems(email="ana", name=" ")]
    ['/email', '/name']
    """
    given = email.strip()
    is_address = _EMAIL.fullmatch(given) is not None and len(given) <= LONGEST_EMAIL
    wrong_email = () if is_address and given.isprintable() else (error("email-wrong", "/email"),)
    return (*wrong_email, *name_problems(name))


def name_problems(name: str) -> tuple[Problem, ...]:
    """Return what is wrong with a person's name."""
    if 0 < len(tidy(name)) <= LONGEST_NAME:
        return ()
    return (error("name-wrong", "/name", most=LONGEST_NAME),)


def tidy(name: str) -> str:
    r"""Return a name without what cannot be seen.

    >>> tidy(" Ana\u202e  Gómez\n")
    'Ana Gómez'
    """
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in unicodedata.normalize("NFC", name))
    return " ".join(seen.split())


def called(name: str, email: str) -> str:
    """Return what to call somebody whose name was told by others; where it tells nothing, the head of their address.

    >>> called(" Ana  Gómez ", "ana@x.example"), called(" ", "ana@x.example")
    ('Ana Gómez', 'ana')
    """
    return tidy(name)[:LONGEST_NAME] or email.partition("@")[0][:LONGEST_NAME]


def lookable(email: str) -> str:
    r"""Return whatever somebody typed as an address in a form that can be looked up, even where it is none.

    >>> lookable(" ana@x.co\x00 ")
    'ana@x.co'
    """
    return "".join(sign for sign in email if sign.isprintable()).strip()[:LONGEST_EMAIL]


def organisation_named(session: Session, name: str, *, now: datetime) -> OrganisationId:
    """Return the organisation with a name, which is made if there is none."""
    name = tidy(name)[:LONGEST_NAME]
    found = next((each for each, called in people.organisations(session) if called == name), None)
    return people.add_organisation(session, name, now) if found is None else found


def _found(person: Person | None, email: str) -> Person:
    if person is None:
        raise PersonNotFound(error("person-not-found", email=email))
    return person


def _taken(session: Session, email: str, *, but: Person | None) -> tuple[Problem, ...]:
    other = people.by_email(session, email)
    if other is None or (but is not None and other.id == but.id):
        return ()
    return (error("email-taken", "/email", email=email.strip()),)


def keep_an_owner(session: Session, person: Person) -> None:
    """Refuse what would leave an organisation without an owner.

    Raises:
        PersonRefused: it is the last one.
    """
    teams.hold(session, person.organisation)  # of two owners who take the role from one another, one keeps it
    owners = [each for each in people.owners(session) if each.organisation == person.organisation]
    if [owner.id for owner in owners] == [person.id]:
        raise PersonRefused(error("last-owner"))
