"""With whom a map is shared: teams and people, to view or to edit; and which team owns it.

Who is named how: an owner of a team names other teams of the organisation by their names, people of their own teams by
theirs, and anybody else only by their exact address. So nobody reads a list of people whom they do not work with.
"""

from dataclasses import dataclass

from app.services import auditing
from app.services.access import Actor, TeamNotFound, require_on
from app.services.accounts.people import lookable
from app.services.keeping import idempotency
from app.services.teams.teams import TeamRefused, colleague
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import GrantId, MapId, PersonId, TeamId
from process_models.domain.people import Grant, Person, Role, Team
from process_models.domain.problems import error
from process_models.storage import maps, people, reach, teams
from process_models.storage.session import Session


class GrantNotFound(EslabonError):
    """The map is not shared that way, or not any more."""


class GrantMoved(EslabonError):
    """Somebody changed how the map is shared, or whose it is, since the form was opened."""


class ShareRefused(EslabonError):
    """A map cannot be shared so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWith:
    """One way in which a map is shared, with the name of whoever it is shared with.

    `email` is there only for whoever may know it.
    """

    grant: Grant
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who reaches a map: the team that owns it, whom it is shared with, and whom it may be shared with."""

    owner: Team
    shared: tuple[SharedWith, ...]
    teams: tuple[Team, ...]
    colleagues: tuple[Person, ...]


def seen(session: Session, actor: Actor, *, map_id: MapId) -> Sharing:
    """Return who reaches a map, for whoever owns it."""
    require_on(session, actor.looking, map_id, Role.OWNER)
    known = {each.id: each for each in teams.in_organisation(session, actor.organisation)}
    everybody = {each.id: each for each in people.in_organisation(session, actor.organisation)}
    near = frozenset(everybody) if actor.reaches_all else teams.mates(session, actor.person)
    given = teams.grants(session, map_id)
    owner = known[_owner(session, actor, map_id)]
    taken = {owner.id, *(each.team for each in given)}
    there = {each.person for each in given} | {each.person.id for each in teams.members(session, owner.id)}
    return Sharing(
        owner=owner,
        shared=tuple(_said(each, known, everybody, near) for each in given),
        teams=tuple(each for each in known.values() if each.id not in taken),
        colleagues=tuple(
            each for each in everybody.values() if each.id in near and each.id not in there and not each.is_disabled
        ),
    )


def of_id(session: Session, actor: Actor, *, map_id: MapId, grant: GrantId) -> Grant:
    """Return one of the ways in which a map is shared, for whoever owns it.

    Raises:
        GrantNotFound: it is not shared that way, or not any more.
    """
    require_on(session, actor.looking, map_id, Role.OWNER)
    return _kept(session, map_id, grant)


def share_with_team(
    session: Session, actor: Actor, *, map_id: MapId, team: TeamId, role: Role, key: str | None = None
) -> Grant:
    """Share a map with a team of the organisation; return how it is shared with them now.

    Raises:
        ShareRefused: nobody gets more than to edit; the team owns it, or it is shared with them already.
        TeamNotFound: the organisation has no such team.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.OWNER)
    if idempotency.claim(session, actor, key, "share-team", map_id, str(team), role) is not None:
        return _given(session, map_id, team=team)
    teams.hold(session, actor.organisation)
    _require_team(session, actor, team)
    if _owner(session, actor, map_id) == team:
        raise ShareRefused(error("map-is-theirs", "/team"))
    _grant(session, actor, Grant(id=GrantId(0), map=map_id, role=role, team=team), "/team")
    idempotency.settle(session, actor, key, "done")
    return _given(session, map_id, team=team)


def share_with_person(
    session: Session, actor: Actor, *, map_id: MapId, email: str, role: Role, key: str | None = None
) -> Grant:
    """Share a map with somebody of the organisation, named by their exact address; return how it is shared now.

    Raises:
        ShareRefused: nobody gets more than to edit, or it is shared with them already.
        TeamRefused: nobody of the organisation has that address.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.OWNER)
    former = idempotency.claim(session, actor, key, "share-person", map_id, email, role)
    person = colleague(session, actor, email=lookable(email))
    if former is not None:
        return _given(session, map_id, person=person.id)
    teams.hold(session, actor.organisation)
    _grant(session, actor, Grant(id=GrantId(0), map=map_id, role=role, person=person.id), "/email")
    idempotency.settle(session, actor, key, "done")
    return _given(session, map_id, person=person.id)


def share_with_colleague(
    session: Session, actor: Actor, *, map_id: MapId, person: PersonId, role: Role, key: str | None = None
) -> Grant:
    """Share a map with somebody whom the actor knows by name: of a team of theirs, or an owner anybody.

    Raises:
        TeamRefused: they do not know them, or there is nobody.
    """
    require_on(session, actor, map_id, Role.OWNER)
    known = people.by_id(session, person)
    is_near = actor.reaches_all or person in teams.mates(session, actor.person)
    if known is None or known.organisation != actor.organisation or not is_near:
        raise TeamRefused(error("no-colleague", "/person", email=""))
    return share_with_person(session, actor, map_id=map_id, email=known.email, role=role, key=key)


def change(session: Session, actor: Actor, *, map_id: MapId, grant: GrantId, role: Role, base_version: int) -> Grant:
    """Let whoever a map is shared with do more or less.

    Raises:
        GrantNotFound: it is not shared that way any more.
        GrantMoved: somebody else changed it since the form was opened; both are told.
    """
    former = _former(session, actor, map_id, grant)
    if former.version != base_version:
        raise GrantMoved(error("grant-moved", now=former.role, typed=role))
    teams.grant(session, Grant(id=grant, map=map_id, role=_shareable(role), team=former.team, person=former.person))
    auditing.record(session, actor, "share-role", f"map:{map_id}", grant=grant, role=role)
    return _kept(session, map_id, grant)


def revoke(session: Session, actor: Actor, *, map_id: MapId, grant: GrantId, base_version: int) -> None:
    """Share a map no longer with somebody.

    Raises:
        GrantNotFound: it is not shared that way any more.
        GrantMoved: somebody else changed it since the form was opened.
    """
    former = _former(session, actor, map_id, grant)
    if former.version != base_version:
        raise GrantMoved(error("grant-moved", now=former.role, typed=former.role))
    teams.revoke(session, grant)
    auditing.record(session, actor, "share-revoked", f"map:{map_id}", grant=grant)


def hand_over(session: Session, actor: Actor, *, map_id: MapId, team: TeamId, base_team: TeamId) -> None:
    """Let another team of the organisation own a map; what it was shared with that team by is needed no longer.

    Raises:
        GrantMoved: it is another team's by now.
        TeamNotFound: the organisation has no such team.
        ShareRefused: it is the team's already.
    """
    require_on(session, actor, map_id, Role.OWNER)
    teams.hold(session, actor.organisation)
    _require_team(session, actor, team)
    if team == base_team:
        raise ShareRefused(error("map-is-theirs", "/new_team"))
    if not maps.hand_over(session, map_id, team, owner=base_team):
        raise GrantMoved(error("map-owner-moved"))
    for each in teams.grants(session, map_id):
        if each.team == team:
            teams.revoke(session, each.id)
    auditing.record(session, actor, "map-handed-over", f"map:{map_id}", team=team, former=base_team)


def _said(
    grant: Grant, known: dict[TeamId, Team], everybody: dict[PersonId, Person], near: frozenset[PersonId]
) -> SharedWith:
    if grant.team is not None:
        return SharedWith(grant=grant, name=known[grant.team].name)
    assert grant.person is not None  # noqa: S101 - one of both is there
    person = everybody[grant.person]
    return SharedWith(grant=grant, name=person.name, email=person.email if person.id in near else "")


def _grant(session: Session, actor: Actor, wanted: Grant, place: str) -> None:
    there = teams.grants(session, wanted.map)
    if any((each.team, each.person) == (wanted.team, wanted.person) for each in there):
        raise ShareRefused(error("is-shared", place))
    _shareable(wanted.role)
    new = teams.grant(session, wanted)
    auditing.record(session, actor, "map-shared", f"map:{wanted.map}", grant=new, role=wanted.role)


def _shareable(role: Role) -> Role:
    if role is Role.OWNER:
        raise ShareRefused(error("share-no-owner", "/role"))
    return role


def _former(session: Session, actor: Actor, map_id: MapId, grant: GrantId) -> Grant:
    require_on(session, actor, map_id, Role.OWNER)
    teams.hold(session, actor.organisation)
    return _kept(session, map_id, grant)


def _kept(session: Session, map_id: MapId, grant: GrantId) -> Grant:
    known = teams.grant_of(session, map_id, grant)
    if known is None:
        raise GrantNotFound(error("grant-not-found"))
    return known


def _given(session: Session, map_id: MapId, *, team: TeamId | None = None, person: PersonId | None = None) -> Grant:
    there = (each for each in teams.grants(session, map_id) if (each.team, each.person) == (team, person))
    known = next(there, None)
    if known is None:  # the request came again after it was taken back
        raise GrantNotFound(error("grant-not-found"))
    return known


def _owner(session: Session, actor: Actor, map_id: MapId) -> TeamId:
    owner = reach.owner_of(session, actor.organisation, map_id)
    assert owner is not None  # noqa: S101 - asked for before
    return owner


def _require_team(session: Session, actor: Actor, team: TeamId) -> None:
    found = teams.by_id(session, team)
    if found is None or found.organisation != actor.organisation:
        raise TeamNotFound.of(team)
