"""The maps of an organisation: made, opened, listed, removed, and as they were."""

from dataclasses import replace

from app.formats.commands import text_of_command
from app.services.access import Actor, MapNotFound, require
from app.services.keeping import changes, idempotency, room
from app.services.keeping.changes import ChangeEntry, RevisionNotFound
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.commands import ImportContent
from process_models.domain.commands.touched import CONTENT
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import maps as kept
from process_models.storage.errors import RevisionMoved
from process_models.storage.session import Session

__all__ = ["RevisionMoved", "RevisionNotFound", "at_revision", "create", "listed", "opened", "remove"]


def create(session: Session, actor: Actor, *, chain: ValueChain, key: str | None = None) -> MapId:
    """Keep a new map of the actor's organisation; return where it is found.

    Its first change is the content that it began with. With a `key`, the same request sent again makes no second map.

    Raises:
        CommandRefused: the chain breaks the rules of a map, with every problem.
        IdempotencyKeyReused: the key came with another request.
    """
    require(actor, Role.EDITOR)
    broken = (*rules.problems(chain), *room.problems(chain))
    if broken:
        raise CommandRefused(*broken)
    text = text_of_command(ImportContent(content=chain))
    former = idempotency.claim(session, actor, key, "create", text)
    if former is not None:
        return MapId(former)
    at = kept.now()
    map_id = kept.add(session, actor.organisation, actor.person, chain, at)
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
    return map_id


def opened(session: Session, actor: Actor, *, map_id: MapId) -> ValueChainMap:
    """Return a map at its newest revision.

    Raises:
        MapNotFound: the actor's organisation has no such map.
    """
    require(actor, Role.VIEWER)
    found = kept.load(session, actor.organisation, map_id)
    if found is None:
        raise MapNotFound.of(map_id)
    return found


def listed(session: Session, actor: Actor) -> tuple[ValueChainMap, ...]:
    """Return the maps of the actor's organisation, the one that was changed last first."""
    require(actor, Role.VIEWER)
    return kept.load_all(session, actor.organisation)


def remove(session: Session, actor: Actor, *, map_id: MapId, base_revision: int) -> None:
    """Remove a map with its history, if it still is as it was seen.

    Raises:
        MapNotFound: the actor's organisation has no such map.
        RevisionMoved: it was changed since.
    """
    require(actor, Role.OWNER)
    found = opened(session, actor, map_id=map_id)
    if found.revision != base_revision:
        raise RevisionMoved(error("revision-moved"))
    kept.remove(session, found)


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
