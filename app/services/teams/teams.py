"""The teams of an organisation: made, seen, renamed and removed."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.services import auditing
from app.services.access import Actor, Forbidden, TeamNotFound, require
from app.services.accounts.people import LONGEST_NAME, tidy
from app.services.keeping import idempotency
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.people import Membership, Person, Role, Team
from process_models.domain.problems import error
from process_models.storage import maps, people, teams
from process_models.storage.session import Session


class TeamRefused(EslabonError):
    """What was asked of a team cannot be done."""


class MemberNotFound(TeamRefused):
    """Somebody is not in the team, or not any more."""


class TeamMoved(EslabonError):
    """Somebody changed the team, or what somebody may do in it, since the form was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSeen:
    """A team among others: what the actor may do in it (None: only as an owner of the organisation), and its size."""

    team: Team
    role: Role | None
    people: int
    maps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOpened:
    """A team from inside: who is in it and which maps it owns; `may_manage` whether the actor decides that."""

    team: Team
    own: Membership | None
    members: tuple[Membership, ...]
    maps: tuple[tuple[MapId, str], ...]
    may_manage: bool


def role_in(session: Session, actor: Actor, team: TeamId) -> Role:
    """Return the most that an actor may do in a team.

    Raises:
        TeamNotFound: the organisation has no such team, or it is not the actor's.
    """
    found = teams.by_id(session, team)
    if found is None or found.organisation != actor.organisation:
        raise TeamNotFound.of(team)
    if actor.reaches_all:
        return Role.OWNER.at_most(actor.most)
    own = teams.membership(session, team, actor.person)
    if own is None:
        raise TeamNotFound.of(team)
    return own.role.at_most(actor.most_in_teams)


def require_in(session: Session, actor: Actor, team: TeamId, role: Role) -> None:
    """Refuse an actor who may not do as much in a team.

    Raises:
        TeamNotFound: it is not the actor's.
        Forbidden: it is, but not for that.
    """
    if not role_in(session, actor, team).allows(role):
        raise Forbidden(error("needs-team-owner"))


def listed(session: Session, actor: Actor) -> tuple[TeamSeen, ...]:
    """Return the teams that the actor is in; an owner of the organisation sees them all."""
    require(actor, Role.VIEWER)
    own = {each.team: each.role for each in teams.memberships(session, actor.person)}
    sizes = teams.sizes(session, actor.organisation)
    return tuple(
        TeamSeen(team=each, role=own.get(each.id), people=sizes[each.id][0], maps=sizes[each.id][1])
        for each in teams.in_organisation(session, actor.organisation)
        if actor.reaches_all or each.id in own
    )


def opened(session: Session, actor: Actor, *, team: TeamId) -> TeamOpened:
    """Return a team from inside.

    Raises:
        TeamNotFound: it is not the actor's.
    """
    role = role_in(session, actor, team)
    return TeamOpened(
        team=found(session, team),
        own=teams.membership(session, team, actor.person),
        members=teams.members(session, team),
        maps=maps.names(session, team),
        may_manage=role is Role.OWNER,
    )


def of_person(session: Session, actor: Actor, *, person: Person) -> tuple[tuple[Team, Role], ...]:
    """Return the teams of somebody of the organisation, for its owners."""
    require(actor, Role.OWNER)
    return tuple((found(session, each.team), each.role) for each in teams.memberships(session, person.id))


def names(session: Session, actor: Actor) -> dict[TeamId, str]:
    """Return the name of every team of the organisation, to name those that own the maps within reach.

    A page shows of them only what belongs to those maps.
    """
    require(actor, Role.VIEWER)
    return {each.id: each.name for each in teams.in_organisation(session, actor.organisation)}


def named(session: Session, actor: Actor, *, name: str) -> Team:
    """Return the team of the organisation that has a name.

    Raises:
        TeamNotFound: there is none that the actor is in.
    """
    known = teams.in_organisation(session, actor.organisation)
    it = next((each for each in known if _same(each.name) == _same(name)), None)
    if it is None:
        raise TeamNotFound(error("no-such-team", name=name))
    role_in(session, actor, it.id)
    return it


def make(session: Session, actor: Actor, *, name: str, now: datetime, key: str | None = None) -> TeamId:
    """Make a team with nobody in it; an owner of the organisation reaches it anyway.

    With a `key`, the same request sent again makes no second team.

    Raises:
        TeamRefused: the name cannot be kept, or another team has it.
        IdempotencyKeyReused: the key came with another request.
    """
    require(actor, Role.OWNER)
    former = idempotency.claim(session, actor, key, "make-team", name)
    if former is not None:
        return TeamId(int(former))
    teams.hold(session, actor.organisation)
    new = teams.add(session, actor.organisation, _fitting(session, actor, name), now)
    idempotency.settle(session, actor, key, str(new))
    auditing.record(session, actor, "team-made", f"team:{new}")
    return new


def rename(session: Session, actor: Actor, *, team: TeamId, name: str, base_version: int) -> Team:
    """Give a team another name.

    Raises:
        TeamMoved: it has another name since the form was opened; both are told.
        TeamRefused: the name cannot be kept, or another team has it.
    """
    require_in(session, actor, team, Role.OWNER)
    teams.hold(session, actor.organisation)
    former = found(session, team)
    if former.version != base_version:
        raise TeamMoved(error("team-moved", "/name", now=former.name, typed=name))
    renamed = teams.save(session, replace(former, name=_fitting(session, actor, name, but=team)))
    auditing.record(session, actor, "team-renamed", f"team:{team}")
    return renamed


def remove(session: Session, actor: Actor, *, team: TeamId, base_version: int) -> None:
    """Remove a team that owns no maps; its people keep their accounts.

    Raises:
        TeamMoved: it was changed since the form was opened.
        TeamRefused: it owns maps, or it is the organisation's last one.
    """
    require_in(session, actor, team, Role.OWNER)
    teams.hold(session, actor.organisation)
    former = found(session, team)
    if former.version != base_version:
        raise TeamMoved(error("team-moved", now=former.name, typed=former.name))
    teams.hold_one(session, team, alone=True)
    if maps.names(session, team):
        raise TeamRefused(error("team-owns-maps", name=former.name))
    if len(teams.in_organisation(session, actor.organisation)) == 1:
        raise TeamRefused(error("last-team", name=former.name))
    teams.remove(session, team)
    auditing.record(session, actor, "team-removed", f"team:{team}")


def found(session: Session, team: TeamId) -> Team:
    """Return a team that is there.

    Raises:
        TeamNotFound: it was removed in the meantime.
    """
    it = teams.by_id(session, team)
    if it is None:
        raise TeamNotFound.of(team)
    return it


def colleague(session: Session, actor: Actor, *, email: str) -> Person:
    """Return whoever of the organisation has exactly this address, and an account that is in use.

    Raises:
        TeamRefused: nobody has; of other organisations nothing is told.
    """
    person = people.by_email(session, email)
    if person is None or person.organisation != actor.organisation or person.is_disabled:
        raise TeamRefused(error("no-colleague", "/email", email=email))
    return person


def _fitting(session: Session, actor: Actor, name: str, *, but: TeamId | None = None) -> str:
    fitting = tidy(name)
    if not 0 < len(fitting) <= LONGEST_NAME:
        raise TeamRefused(error("team-name-wrong", "/name", most=LONGEST_NAME))
    others = (each for each in teams.in_organisation(session, actor.organisation) if each.id != but)
    if any(_same(each.name) == _same(fitting) for each in others):
        raise TeamRefused(error("team-name-taken", "/name", name=fitting))
    return fitting


def _same(name: str) -> str:
    return tidy(name).casefold()
