"""Invitations into a team, by a link that lets one person in once; a newcomer gets an account by it.

Looking at one changes nothing, since mail scanners look at every link; only its form accepts it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor
from app.services.accounts import keys, people, sessions
from app.services.accounts.entrance import Newcomer
from app.services.accounts.people import PersonRefused
from app.services.accounts.provider import Proved
from app.services.accounts.sessions import Browser
from app.services.keeping import idempotency
from app.services.teams.teams import TeamRefused, found, require_in
from process_models.domain.accounts import Credentials
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import InvitationId, TeamId
from process_models.domain.people import Person, Role, Team
from process_models.domain.problems import error
from process_models.domain.sharing import Invitation
from process_models.storage import credentials, identities, invitations, teams
from process_models.storage import people as stored
from process_models.storage.session import Session

LIFE = timedelta(days=7)
DAYS = LIFE.days


class InvitationNotFound(EslabonError):
    """No such invitation is open: it was accepted, revoked, is too old, or never was. Nobody is told which."""


class InvitationNotYours(EslabonError):
    """The invitation is for another address, or the account with that address cannot accept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What an invitation says to whoever opens it; `has_account` where the address comes in by signing in."""

    invitation: Invitation
    organisation: str
    team: Team
    has_account: bool


def path(key: str) -> str:
    """Return where an invitation leads, on whatever server."""
    return f"/invitations/{key}"


def key_in(address: str | None) -> str | None:
    """Return the key of the invitation that an address of ours leads to.

    >>> key_in("/invitations/abc"), key_in("/invitations/a/b"), key_in("/maps"), key_in(None)
    ('abc', None, None, None)
    """
    start, _, key = (address or "").rpartition("/")
    return key if key and f"{start}/" == path("") else None


def make(
    session: Session, actor: Actor, *, team: TeamId, email: str, role: Role, now: datetime, key: str | None = None
) -> tuple[Invitation, str]:
    """Invite somebody into a team; return the invitation and the key of its link. A former one into the team ends.

    With a `key` of the request, the same request sent again gives a new link for the same invitation.

    Raises:
        PersonRefused: that is no address.
        TeamRefused: they are in the team already.
        IdempotencyKeyReused: the key came with another request.
    """
    require_in(session, actor, team, Role.OWNER)
    _claim(session, actor, key, team, email, role)
    return _made(session, actor, team=team, email=email.strip(), role=role, now=now, key=key)


def make_once(
    session: Session, actor: Actor, *, team: TeamId, email: str, role: Role, now: datetime, key: str | None = None
) -> tuple[Invitation, str | None]:
    """Invite somebody as `make` does; the same request sent again changes nothing and shows no link any more.

    Raises:
        InvitationNotFound: it was sent again after the invitation was accepted or revoked.
    """
    require_in(session, actor, team, Role.OWNER)
    former = _claim(session, actor, key, team, email, role)
    if former is not None:
        return of_id(session, actor, team=team, invitation=InvitationId(int(former)), now=now), None
    return _made(session, actor, team=team, email=email.strip(), role=role, now=now, key=key)


def listed(session: Session, actor: Actor, *, team: TeamId, now: datetime) -> tuple[Invitation, ...]:
    """Return the open invitations into a team."""
    require_in(session, actor.looking, team, Role.OWNER)
    return invitations.open_in(session, team, now)


def of_id(session: Session, actor: Actor, *, team: TeamId, invitation: InvitationId, now: datetime) -> Invitation:
    """Return an open invitation into a team.

    Raises:
        InvitationNotFound: it was accepted or revoked before, or is too old.
    """
    known = next((each for each in listed(session, actor, team=team, now=now) if each.id == invitation), None)
    if known is None:
        raise InvitationNotFound(error("invitation-not-found"))
    return known


def revoke(session: Session, actor: Actor, *, team: TeamId, invitation: InvitationId, now: datetime) -> None:
    """Take an invitation back.

    Raises:
        InvitationNotFound: it was accepted or revoked before.
    """
    require_in(session, actor, team, Role.OWNER)
    if not invitations.revoke(session, team, invitation, now):
        raise InvitationNotFound(error("invitation-not-found"))
    auditing.record(session, actor, "invitation-revoked", f"team:{team}", invitation=invitation)


def looked_at(session: Session, *, key: str, now: datetime) -> Invited:
    """Return what an invitation says.

    Raises:
        InvitationNotFound: nobody can accept it.
    """
    invitation = invitations.usable(session, keys.digest(key), now)
    if invitation is None:
        raise InvitationNotFound(error("invitation-not-found"))
    named = dict(stored.organisations(session))[invitation.organisation]
    team = found(session, invitation.team)
    account = stored.by_email(session, invitation.email)
    return Invited(invitation=invitation, organisation=named, team=team, has_account=account is not None)


def enter(session: Session, *, key: str, newcomer: Newcomer, browser: Browser, now: datetime) -> str:
    """Make the account of somebody who was invited, let them into the team, and sign them in; return the new key.

    The address is the one that was invited, whatever the newcomer says.

    Raises:
        InvitationNotFound: nobody can accept it, or somebody was faster.
        PersonRefused: the name cannot be kept, or there is an account with the address by now.
    """
    invitation = _spent(session, key, now)
    wrong = people.problems(email=invitation.email, name=newcomer.name)
    if wrong:
        raise PersonRefused(*wrong)
    if stored.by_email(session, invitation.email) is not None:
        raise PersonRefused(error("email-taken", "/email", email=invitation.email))
    person = _new_person(session, invitation, newcomer.name, now)
    credentials.save(session, Credentials(person=person.id, password_hash=newcomer.password_hash))
    _join(session, person, invitation)
    auditing.record(session, people.actor_of(person), "signed-in", f"person:{person.id}")
    return sessions.start(session, person=person, browser=browser, awaits_code=False, now=now)


def welcome(session: Session, proved: Proved, *, key: str, now: datetime) -> bool:
    """Make the account of somebody who was invited and for whom the provider vouches; they have no password.

    Whoever has an account already gets none: they sign in, and accept by the invitation's form.

    Raises:
        InvitationNotFound: nobody can accept it, or somebody was faster.
        InvitationNotYours: the provider vouches for another address.
    """
    identities.alone(session)
    known = None if proved.email is None else stored.by_email(session, proved.email)
    if known is not None or identities.person(session, proved.identity) is not None:
        return False
    invitation = looked_at(session, key=key, now=now).invitation
    if proved.email is None or stored.email_key(proved.email) != stored.email_key(invitation.email):
        raise InvitationNotYours(error("invitation-not-yours"))
    name = people.called(proved.name, proved.email)
    _join(session, _new_person(session, _spent(session, key, now), name, now), invitation)
    return True


def accept(session: Session, actor: Actor, *, key: str, now: datetime) -> TeamId:
    """Let somebody who has an account, and was invited, into the team; return it.

    Raises:
        InvitationNotFound: nobody can accept it, or somebody was faster.
        InvitationNotYours: it is for another address, or for another organisation's people.
    """
    person, invited = people.oneself(session, actor), looked_at(session, key=key, now=now)
    is_theirs = stored.email_key(person.email) == stored.email_key(invited.invitation.email)
    if not is_theirs or person.organisation != invited.invitation.organisation:
        raise InvitationNotYours(error("invitation-not-yours"))
    _join(session, person, _spent(session, key, now))
    return invited.team.id


def _claim(session: Session, actor: Actor, key: str | None, team: TeamId, email: str, role: Role) -> str | None:
    return idempotency.claim(session, actor, key, "invite", str(team), email, role)


def _made(
    session: Session, actor: Actor, *, team: TeamId, email: str, role: Role, now: datetime, key: str | None
) -> tuple[Invitation, str]:
    wrong = people.problems(email=email, name="-")
    if wrong:
        raise PersonRefused(*wrong)
    teams.hold(session, actor.organisation)
    _refuse_member(session, actor, team, email)
    invitations.replace(session, team, email, now)
    made = Invitation(
        id=InvitationId(0),
        organisation=actor.organisation,
        team=team,
        email=email,
        role=role,
        made_at=now,
        expires_at=now + LIFE,
    )
    link = keys.new()
    new = invitations.add(session, made, keys.digest(link))
    idempotency.settle(session, actor, key, str(new))
    auditing.record(session, actor, "invitation-made", f"team:{team}", invitation=new, role=role)
    return replace(made, id=new), link


def _spent(session: Session, key: str, now: datetime) -> Invitation:
    invitation = looked_at(session, key=key, now=now).invitation
    if not invitations.spend(session, keys.digest(key), now):
        raise InvitationNotFound(error("invitation-not-found"))
    return invitation


def _new_person(session: Session, invitation: Invitation, name: str, now: datetime) -> Person:
    new = stored.add(
        session,
        invitation.organisation,
        email=invitation.email,
        name=people.tidy(name),
        role=invitation.account_role,
        at=now,
    )
    return people.oneself(session, Actor(person=new, organisation=invitation.organisation, name="", role=Role.VIEWER))


def _join(session: Session, person: Person, invitation: Invitation) -> None:
    """Let somebody into the team; whoever is in it already never gets less by an invitation."""
    teams.hold(session, invitation.organisation)
    former = teams.membership(session, invitation.team, person.id)
    if former is None or invitation.role.allows(former.role):
        teams.join(session, invitation.team, person.id, invitation.role)
    actor = people.actor_of(person)
    auditing.record(
        session, actor, "invitation-accepted", f"team:{invitation.team}", invitation=invitation.id, role=invitation.role
    )


def _refuse_member(session: Session, actor: Actor, team: TeamId, email: str) -> None:
    person = stored.by_email(session, email)
    if person is None or person.organisation != actor.organisation:
        return
    if teams.membership(session, team, person.id) is not None:
        raise TeamRefused(error("is-member", "/email", name=person.name))
