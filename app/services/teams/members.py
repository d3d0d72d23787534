"""Who is in a team: let in, given another role, taken out, or leaving by themselves."""

from app.services import auditing
from app.services.access import Actor, Forbidden
from app.services.accounts.people import lookable
from app.services.keeping import idempotency
from app.services.teams.teams import MemberNotFound, TeamMoved, TeamRefused, colleague, found, require_in, role_in
from process_models.domain.identifiers import PersonId, TeamId
from process_models.domain.people import Membership, Role
from process_models.domain.problems import error
from process_models.storage import teams
from process_models.storage.session import Session


def of_id(session: Session, actor: Actor, *, team: TeamId, person: PersonId) -> Membership:
    """Return what somebody is in a team of the actor's.

    Raises:
        MemberNotFound: they are not in it.
    """
    role_in(session, actor, team)
    return _there(session, team, person)


def add(session: Session, actor: Actor, *, team: TeamId, email: str, role: Role, key: str | None = None) -> Membership:
    """Let somebody of the organisation into a team, named by their exact address.

    Raises:
        TeamRefused: nobody of the organisation has that address, or they are in the team already.
        IdempotencyKeyReused: the key came with another request.
    """
    require_in(session, actor, team, Role.OWNER)
    former = idempotency.claim(session, actor, key, "add-member", str(team), email, role)
    person = colleague(session, actor, email=lookable(email))
    teams.hold(session, actor.organisation)
    if former is None and teams.membership(session, team, person.id) is not None:
        raise TeamRefused(error("is-member", "/email", name=person.name))
    if former is None:
        teams.join(session, team, person.id, role)
        idempotency.settle(session, actor, key, str(person.id))
        auditing.record(session, actor, "member-added", f"person:{person.id}", team=team, role=role)
    return _there(session, team, person.id)


def change_role(
    session: Session, actor: Actor, *, team: TeamId, person: PersonId, role: Role, base_version: int
) -> Membership:
    """Let somebody do more or less in a team.

    Raises:
        TeamMoved: somebody else changed it since the form was opened; both roles are told.
        MemberNotFound: the person is not in the team.
    """
    require_in(session, actor, team, Role.OWNER)
    teams.hold(session, actor.organisation)
    _unmoved(_there(session, team, person), base_version, wanted=role)
    teams.join(session, team, person, role)
    auditing.record(session, actor, "member-role", f"person:{person}", team=team, role=role)
    return _there(session, team, person)


def remove(session: Session, actor: Actor, *, team: TeamId, person: PersonId, base_version: int) -> Membership:
    """Take somebody out of a team; what is shared with them by name stays.

    Raises:
        TeamMoved: somebody else changed their role since the form was opened.
        MemberNotFound: the person is not in the team.
    """
    require_in(session, actor, team, Role.OWNER)
    teams.hold(session, actor.organisation)
    former = _there(session, team, person)
    _unmoved(former, base_version, wanted=former.role)
    teams.leave(session, team, person)
    auditing.record(session, actor, "member-removed", f"person:{person}", team=team)
    return former


def leave(session: Session, actor: Actor, *, team: TeamId, base_version: int) -> str:
    """Leave a team oneself; return its name. An owner of the organisation still reaches it.

    Raises:
        Forbidden: a token asks, which never leaves on anybody's behalf.
        TeamMoved: one's role was changed since the form was opened.
        MemberNotFound: one is not in it.
    """
    role_in(session, actor, team)
    if actor.ceiling is not Role.OWNER:
        raise Forbidden(error("needs-owner"))
    teams.hold(session, actor.organisation)
    own = _there(session, team, actor.person)
    _unmoved(own, base_version, wanted=own.role)
    teams.leave(session, team, actor.person)
    auditing.record(session, actor, "member-left", f"person:{actor.person}", team=team)
    return found(session, team).name


def _there(session: Session, team: TeamId, person: PersonId) -> Membership:
    there = teams.membership(session, team, person)
    if there is None:
        raise MemberNotFound(error("not-member"))
    return there


def _unmoved(former: Membership, base_version: int, *, wanted: Role) -> None:
    if former.version != base_version:
        raise TeamMoved(error("member-moved", name=former.person.name, now=former.role, typed=wanted))
