"""Changes of a map: on top of each other where they touch different things, refused where they meet.

A command says on which revision it was made. What was done since stands; if none of it touched what the command
touches and the rules hold, the command is applied on top. To undo is to apply the inverse.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.formats.commands import ParsedCommand, parse_command, text_of_command
from app.services import auditing
from app.services.access import Actor, require_on
from app.services.keeping import changes, idempotency, maps, room
from app.services.keeping.changes import ChangeEntry, RevisionNotFound
from app.services.keeping.idempotency import IdempotencyKeyReused
from app.services.keeping.refusals import in_command
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Applied, Command
from process_models.domain.commands.touched import in_both, touched, touched_by
from process_models.domain.errors import CommandRefused, EslabonError
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import maps as kept
from process_models.storage.session import Session

__all__ = [
    "ChangeEntry",
    "CommandRefused",
    "EditConflict",
    "Edited",
    "IdempotencyKeyReused",
    "ParsedCommand",
    "RevisionNotFound",
    "again",
    "apply",
    "changes_since",
    "history",
    "parse",
    "undo",
]

HISTORY_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What came of a command: the map's content, and the changes between its base and that, its own last."""

    revision: int
    chain: ValueChain
    changes: tuple[ChangeEntry, ...]


class EditConflict(EslabonError):
    """What a command touches was touched by somebody else since the revision on which it was made.

    `base` is the content at that revision, `yours` the same after the command, `theirs` the newest; `things` are those
    that both touched.
    """

    def __init__(
        self, *, base: ValueChain, yours: ValueChain, theirs: ValueChain, things: frozenset[str], revision: int
    ) -> None:
        self.base = base
        self.yours = yours
        self.theirs = theirs
        self.things = things
        self.revision = revision
        super().__init__(error("edit-conflict", things=", ".join(sorted(things)), revision=revision))


def parse(raw: object) -> ParsedCommand:
    """Return the command that a JSON-like value says, or every problem, its pointer from the command on."""
    return parse_command(raw)


def apply(
    session: Session,
    actor: Actor,
    *,
    map_id: MapId,
    command: Command,
    base_revision: int,
    key: str | None = None,
    way: str = "",
) -> Edited:
    """Change a map by a command that was made on a revision of it; `way` is how a file came in, if one did.

    With a `key`, the same request sent again changes nothing and gets the answer that it got.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
        Forbidden: the actor may not change it.
        RevisionNotFound: the map never had the revision.
        EditConflict: somebody else touched the same since.
        CommandRefused: the command names what is not there or breaks the rules; with every problem.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    text = text_of_command(command)
    former = idempotency.claim(session, actor, key, "apply", map_id, str(base_revision), text)
    opened = maps.opened(session, actor, map_id=map_id)
    if former is not None:
        return again(session, opened, base_revision, int(former))
    since = _since(session, opened, base_revision)
    applied = _fitting(session, opened, command, base_revision, since)
    step = _Step(command=command, text=text, applied=applied, since=since, key=key, way=way)
    return _written(session, actor, opened, step)


def undo(
    session: Session, actor: Actor, *, map_id: MapId, revision: int, base_revision: int, key: str | None = None
) -> Edited:
    """Take back the change of a revision; to take back an undoing is to redo.

    What it touched must be as it left it, whatever happened in between.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
        Forbidden: the actor may not change it.
        RevisionNotFound: the map never had one of the revisions.
        EditConflict: what it touched was changed since.
        CommandRefused: it is taken back already, it is the map's beginning, or without it the rules are broken.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    former = idempotency.claim(session, actor, key, "undo", map_id, str(base_revision), str(revision))
    opened = maps.opened(session, actor, map_id=map_id)
    if former is not None:
        return again(session, opened, base_revision, int(former))
    since = _since(session, opened, base_revision)
    change = _to_be_undone(session, opened, revision)
    command = change.inverse
    applied = _lawful(opened.chain, command)
    step = _Step(command=command, text=change.inverse_text, applied=applied, since=since, key=key, undoes=revision)
    return _written(session, actor, opened, step)


def history(
    session: Session, actor: Actor, *, map_id: MapId, before: int | None = None, limit: int = HISTORY_PAGE
) -> tuple[ChangeEntry, ...]:
    """Return the last changes of a map, the newest first; of those before a revision if one is given.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
        Forbidden: the actor may not change it.
    """
    opened = maps.opened(session, actor, map_id=map_id)
    end = None if before is None else min(before, opened.revision + 1)
    return changes.latest(session, map_id, before=end, limit=limit)


def changes_since(session: Session, actor: Actor, *, map_id: MapId, revision: int) -> tuple[ChangeEntry, ...]:
    """Return the changes of a map after a revision, the oldest first.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
        Forbidden: the actor may not change it.
    """
    maps.opened(session, actor, map_id=map_id)
    return changes.since(session, map_id, revision)


def again(session: Session, opened: ValueChainMap, base_revision: int, revision: int) -> Edited:
    """Return the answer that a request got before, as it was then."""
    since = changes.since(session, opened.id, base_revision)
    return Edited(
        revision=revision,
        chain=changes.chain_at(session, opened, revision),
        changes=tuple(change for change in since if change.revision <= revision),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A command that fits, with what came of it and what was done since its base."""

    command: Command
    text: str
    applied: Applied
    since: tuple[ChangeEntry, ...]
    key: str | None
    undoes: int | None = None
    way: str = ""


def _since(session: Session, opened: ValueChainMap, base_revision: int) -> tuple[ChangeEntry, ...]:
    if not kept.FIRST_REVISION <= base_revision <= opened.revision:
        raise RevisionNotFound.of(base_revision)
    return changes.since(session, opened.id, base_revision) if base_revision < opened.revision else ()


def _fitting(
    session: Session, opened: ValueChainMap, command: Command, base_revision: int, since: Iterable[ChangeEntry]
) -> Applied:
    """Return what comes of a command on the newest content, if nobody touched the same since its base."""
    theirs = frozenset[str]().union(*(change.touched for change in since))
    if theirs:
        _refuse_conflict(session, opened, command, base_revision, theirs)
    return _lawful(opened.chain, command)


def _refuse_conflict(
    session: Session, opened: ValueChainMap, command: Command, base_revision: int, theirs: frozenset[str]
) -> None:
    """What a command touches is what it touches on its base, and on top of the newest content."""
    base = changes.chain_at(session, opened, base_revision)
    yours = _performed(base, command)
    mine = touched_by(command, base, yours) | touched_by(command, opened.chain, _performed(opened.chain, command))
    things = in_both(mine, theirs)
    if things:
        raise EditConflict(base=base, yours=yours, theirs=opened.chain, things=things, revision=opened.revision)


def _performed(chain: ValueChain, command: Command) -> ValueChain:
    """Return the chain after a command, whatever the rules say; as it was where the command does not fit."""
    try:
        return command.perform(chain).chain
    except CommandRefused:
        return chain


def _lawful(chain: ValueChain, command: Command) -> Applied:
    applied = command.perform(chain)
    broken = (*rules.problems(applied.chain), *room.problems(applied.chain))
    if broken:
        raise CommandRefused(*in_command(broken, command, applied.chain))
    return applied


def _to_be_undone(session: Session, opened: ValueChainMap, revision: int) -> ChangeEntry:
    """Return a change that can be taken back: what it touched is as it left it."""
    if revision > opened.revision:
        raise RevisionNotFound.of(revision)
    change = changes.of_revision(session, opened.id, revision)
    if revision == kept.FIRST_REVISION:
        raise CommandRefused(error("beginning-stays"))
    if change.undone_by is not None:
        raise CommandRefused(error("already-undone", revision=revision, by=change.undone_by))
    left = changes.chain_at(session, opened, revision)
    things = in_both(change.touched, touched(left, opened.chain))
    if things:
        yours = change.inverse.perform(left).chain
        raise EditConflict(base=left, yours=yours, theirs=opened.chain, things=things, revision=opened.revision)
    return change


def _written(session: Session, actor: Actor, opened: ValueChainMap, step: _Step) -> Edited:
    at = kept.now()
    revision = kept.save(session, opened, step.applied.chain, actor.person, at)
    entry = ChangeEntry(
        revision=revision,
        at=at,
        author=actor.name,
        command_text=step.text,
        inverse_text=text_of_command(step.applied.inverse),
        touched=touched_by(step.command, opened.chain, step.applied.chain),
        undoes=step.undoes,
    )
    changes.record(session, actor, opened.id, entry)
    idempotency.settle(session, actor, step.key, str(revision))
    digest = sha256(step.text.encode(errors="surrogatepass")).hexdigest()
    auditing.record(session, actor, "map-changed", f"map:{opened.id}", revision=revision, digest=digest)
    if step.way:
        auditing.record(session, actor, "map-imported", f"map:{opened.id}", revision=revision, way=step.way)
    return Edited(revision=revision, chain=step.applied.chain, changes=(*step.since, entry))
