"""The maps of an organisation: made, opened, listed, removed, and as they were."""

from dataclasses import replace

from app.formats.commands import text_of_command
from app.services import auditing
from app.services.access import Actor, Forbidden, MapNotFound, TeamNotFound, require, require_on
from app.services.keeping import changes, idempotency, room
from app.services.keeping.changes import ChangeEntry, RevisionNotFound
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.commands import ImportContent
from process_models.domain.commands.touched import CONTENT
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId, TeamId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import maps as kept
from process_models.storage import reach, teams
from process_models.storage.errors import RevisionMoved
from process_models.storage.session import Session

__all__ = [
    "RevisionMoved",
    "RevisionNotFound",
    "at_revision",
    "create",
    "listed",
    "opened",
    "remove",
    "team_for",
    "teams_to_make_in",
]


def create(
    session: Session,
    actor: Actor,
    *,
    chain: ValueChain,
    team: TeamId | None = None,
    key: str | None = None,
    way: str = "",
) -> MapId:
    """Keep a new map of a team, the first in which the actor may make one unless it is named; return where it is found.

    Its first change is the content that it began with; `way` is how a file came in, if one did. With a `key`, the same
    request sent again makes no second map.

    Raises:
        Forbidden: the actor may make no maps, or none of that team.
        TeamNotFound: the team is being removed at this moment.
        CommandRefused: the chain breaks the rules of a map, with every problem.
        IdempotencyKeyReused: the key came with another request.
    """
    require(actor, Role.EDITOR)
    owner = team_for(session, actor, team)
    broken = (*rules.problems(chain), *room.problems(chain))
    if broken:
        raise CommandRefused(*broken)
    text = text_of_command(ImportContent(content=chain))
    former = idempotency.claim(session, actor, key, "create", text, "" if team is None else str(team))
    if former is not None:
        return MapId(former)
    if not teams.hold_one(session, owner):
        raise TeamNotFound.of(owner)
    at = kept.now()
    map_id = kept.add(session, actor.organisation, owner, actor.person, chain, at)
    beginning = ChangeEntry(
        revision=kept.FIRST_REVISION,
        at=at,
        author=actor.name,
        command_text=text,
        inverse_text=text_of_command(ImportContent(content=ValueChain(name=chain.name))),
        touched=frozenset({CONTENT}),
    )
    changes.record(session, actor, map_id, beginning)
    idempotency.settle(session, actor, key, map_id)
    auditing.record(session, actor, "map-made", f"map:{map_id}", team=owner)
    if way:
        auditing.record(session, actor, "map-imported", f"map:{map_id}", revision=kept.FIRST_REVISION, way=way)
    return map_id


def team_for(session: Session, actor: Actor, team: TeamId | None) -> TeamId:
    """Return the team that a new map of an actor's belongs to: the one that is named, or the first that may be.

    Raises:
        Forbidden: the actor may not make maps there, or anywhere.
    """
    found = next((each for each in teams_to_make_in(session, actor) if team in {None, each}), None)
    if found is None:
        raise Forbidden(error("needs-team"))
    return found


def teams_to_make_in(session: Session, actor: Actor) -> tuple[TeamId, ...]:
    """Return the teams in which an actor may make maps: one's own first; an owner may in all."""
    if not actor.most.allows(Role.EDITOR):
        return ()
    own = tuple(each.team for each in teams.memberships(session, actor.person) if each.role.allows(Role.EDITOR))
    if not actor.reaches_all:
        return own
    return (*own, *(each.id for each in teams.in_organisation(session, actor.organisation) if each.id not in own))


def opened(session: Session, actor: Actor, *, map_id: MapId, role: Role = Role.VIEWER) -> ValueChainMap:
    """Return a map at its newest revision, for an actor who has a role on it.

    Raises:
        MapNotFound: the actor's organisation has no such map, or it is out of reach.
        Forbidden: it is within reach, but not for that role.
    """
    require_on(session, actor, map_id, role)
    found = kept.load(session, actor.organisation, map_id)
    if found is None:
        raise MapNotFound.of(map_id)
    return found


def listed(session: Session, actor: Actor) -> tuple[ValueChainMap, ...]:
    """Return the maps within the actor's reach, the one that was changed last first."""
    require(actor, Role.VIEWER)
    only = None if actor.reaches_all else tuple(reach.roles(session, actor.person))
    return kept.load_all(session, actor.organisation, only=only)


def remove(session: Session, actor: Actor, *, map_id: MapId, base_revision: int) -> None:
    """Remove a map with its history, if it still is as it was seen.

    Raises:
        MapNotFound: the actor's organisation has no such map.
        RevisionMoved: it was changed since.
    """
    found = opened(session, actor, map_id=map_id, role=Role.OWNER)
    if found.revision != base_revision:
        raise RevisionMoved(error("revision-moved"))
    kept.remove(session, found)
    auditing.record(session, actor, "map-removed", f"map:{map_id}", revision=base_revision)


def at_revision(session: Session, actor: Actor, *, map_id: MapId, revision: int) -> ValueChainMap:
    """Return a map as it was at a revision, with who made it and when.

    Raises:
        MapNotFound: the actor's organisation has no such map.
        RevisionNotFound: the map has no such revision.
    """
    newest = opened(session, actor, map_id=map_id)
    chain = changes.chain_at(session, newest, revision)
    made = changes.of_revision(session, map_id, revision)
    return replace(newest, revision=revision, chain=chain, changed_at=made.at, changed_by=made.author)
