"""A map changed as a whole, by whoever says on which revision: nothing that came meanwhile is written over."""

from collections.abc import Mapping
from dataclasses import replace

from app.services.access import Actor
from app.services.keeping import editing, maps
from app.services.keeping.editing import Edited
from app.services.keeping.maps import RevisionMoved
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command, DescribeMap, ImportContent
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import maps as kept
from process_models.storage import reach
from process_models.storage.session import Session


def page(session: Session, actor: Actor, *, after: str | None, limit: int) -> tuple[ValueChainMap, ...]:
    """Return the maps within reach behind an id, in the order of ids, which no change moves."""
    reached = kept.ids(session, actor.organisation) if actor.reaches_all else reach.roles(session, actor.person)
    ids = sorted(each for each in reached if after is None or each > after)[:limit]
    return tuple(sorted(kept.load_all(session, actor.organisation, only=ids), key=lambda each: each.id))


def replace_content(
    session: Session, actor: Actor, *, map_id: MapId, chain: ValueChain, revision: int, way: str = ""
) -> Edited:
    """Put a content in the place of that of a revision; `way` is how a file came in, if one did.

    Raises:
        RevisionMoved: the map is at another revision.
        CommandRefused: the content breaks the rules, with every problem, its place from the content on.
    """
    known = _at(session, actor, map_id, revision)
    if chain == known.chain:
        return Edited(revision=revision, chain=chain, changes=())
    try:
        return _applied(session, actor, known, ImportContent(content=chain), way)
    except CommandRefused as reason:
        moved = (replace(each, pointer=each.pointer.removeprefix("/content")) for each in reason.problems)
        raise CommandRefused(*moved) from reason


def describe(session: Session, actor: Actor, *, map_id: MapId, fields: Mapping[str, object], revision: int) -> Edited:
    """Set some of the own fields of a map, as its document has them.

    Raises:
        RevisionMoved: the map is at another revision.
        CommandRefused: with every field that cannot be kept.
    """
    known = _at(session, actor, map_id, revision)
    parsed = editing.parse({"kind": "describe-map", "name": known.chain.name, **fields})
    if not isinstance(parsed.command, DescribeMap):
        raise CommandRefused(*parsed.problems)
    given = {name: getattr(parsed.command, name) for name in fields}
    return _applied(session, actor, known, replace(DescribeMap.as_is(known.chain), **given))


def require_revision(known: ValueChainMap, revision: int) -> None:
    """Refuse whoever speaks of another revision.

    Raises:
        RevisionMoved: the map is at another one.
    """
    if known.revision != revision:
        raise RevisionMoved(error("revision-moved"))


def _at(session: Session, actor: Actor, map_id: MapId, revision: int) -> ValueChainMap:
    known = maps.opened(session, actor, map_id=map_id, role=Role.EDITOR)
    require_revision(known, revision)
    return known


def _applied(session: Session, actor: Actor, known: ValueChainMap, command: Command, way: str = "") -> Edited:
    return editing.apply(session, actor, map_id=known.id, command=command, base_revision=known.revision, way=way)
