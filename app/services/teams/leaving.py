"""How somebody lets go of an organisation: hands its ownership over, or leaves."""

from dataclasses import replace
from datetime import datetime

from app.services import auditing
from app.services.access import Actor, Forbidden, require
from app.services.accounts import people
from app.services.accounts.people import PersonMoved, PersonRefused
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person, Role
from process_models.domain.problems import error
from process_models.storage import links, sign_ins, teams
from process_models.storage import people as stored
from process_models.storage.session import Session


def hand_over(session: Session, actor: Actor, *, heir: PersonId, base_version: int) -> Person:
    """Make somebody else an owner of the organisation and step down in one act; one goes on with what teams allow.

    Raises:
        PersonNotFound: there is nobody of that number in the organisation.
        PersonRefused: that is oneself, or their account was taken away.
        PersonMoved: they were changed since the form was opened.
        Forbidden: one is no owner any more.
    """
    require(actor, Role.OWNER)
    teams.hold(session, actor.organisation)
    person, own = people.of_organisation(session, actor, person=heir), _still_owner(session, actor)
    if person.version != base_version:
        raise PersonMoved(error("person-moved", name=person.name))
    if person.id == own.id or person.is_disabled:
        raise PersonRefused(error("no-heir"))
    heir_now = stored.save(session, replace(person, role=Role.OWNER))
    stored.save(session, replace(own, role=Role.EDITOR))
    sign_ins.remove_all(session, person.id)
    auditing.record(session, actor, "ownership-handed-over", f"person:{heir}")
    return heir_now


def leave(session: Session, actor: Actor, *, base_version: int, now: datetime) -> None:
    """Leave the organisation oneself: the account is taken away, signed out everywhere, and no link lets one in.

    What one did stays in the history; an owner can give the account back.

    Raises:
        PersonMoved: one's account was changed since the form was opened.
        PersonRefused: one is its last owner.
        Forbidden: a token asks, which never leaves on anybody's behalf.
    """
    if actor.ceiling is not Role.OWNER:
        raise Forbidden(error("needs-owner"))
    teams.hold(session, actor.organisation)
    own = people.oneself(session, actor)
    if own.version != base_version:
        raise PersonMoved(error("person-moved", name=own.name))
    owners = [each.id for each in stored.owners(session) if each.organisation == own.organisation]
    if owners == [own.id]:
        raise PersonRefused(error("last-owner"))
    sign_ins.remove_all(session, own.id)
    links.spend_all(session, own.id, now)
    stored.save(session, replace(own, is_disabled=True))
    auditing.record(session, actor, "person-left", f"person:{own.id}")


def _still_owner(session: Session, actor: Actor) -> Person:
    own = people.oneself(session, actor)
    if own.role is not Role.OWNER or own.is_disabled:
        raise Forbidden(error("needs-owner"))
    return own
