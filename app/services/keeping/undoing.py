"""Everybody's own undo and redo, across sessions: read from the changes that are kept anyway.

One takes back one's own last change that stands. Redo is the undoing of one's own undoing, as long as one did nothing
new since. What somebody else took back already is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from app.services.access import Actor, require_on
from app.services.keeping import editing, idempotency, maps
from app.services.keeping.editing import Edited
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import changes
from process_models.storage import maps as kept
from process_models.storage.changes import Footprint
from process_models.storage.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoStack:
    """What is next: the revision whose change undo takes back, and the one whose undoing redo takes back."""

    undo: int | None
    redo: int | None

    def document(self) -> dict[str, int | None]:
        """Return it for scripts."""
        return {"undo": self.undo, "redo": self.redo}


def stack(session: Session, actor: Actor, *, map_id: MapId) -> UndoStack:
    """Return what an actor's undo and redo would take back on a map.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    return _stack(changes.footprints(session, map_id, actor.person), changes.undone(session, map_id))


def undo_last(session: Session, actor: Actor, *, map_id: MapId, base_revision: int, key: str | None = None) -> Edited:
    """Take back the actor's own last change that stands.

    Raises:
        CommandRefused: there is none.
        and whatever `editing.undo` raises.
    """
    return _taken_back(session, actor, map_id, base_revision, key, "undo")


def redo_last(session: Session, actor: Actor, *, map_id: MapId, base_revision: int, key: str | None = None) -> Edited:
    """Take back the actor's own last undoing, if nothing new came after it.

    Raises:
        CommandRefused: there is none.
        and whatever `editing.undo` raises.
    """
    return _taken_back(session, actor, map_id, base_revision, key, "redo")


def _taken_back(session: Session, actor: Actor, map_id: MapId, base_revision: int, key: str | None, way: str) -> Edited:
    require_on(session, actor, map_id, Role.EDITOR)
    former = idempotency.claim(session, actor, key, f"{way}-last", map_id, str(base_revision))
    opened = maps.opened(session, actor, map_id=map_id)  # from here on nobody else changes the map
    if former is not None:
        return editing.again(session, opened, base_revision, int(former))
    found = stack(session, actor, map_id=map_id)
    revision = found.undo if way == "undo" else found.redo
    if revision is None:
        raise CommandRefused(error("nothing-to-undo") if way == "undo" else error("nothing-to-redo"))
    edited = editing.undo(session, actor, map_id=map_id, revision=revision, base_revision=base_revision)
    idempotency.settle(session, actor, key, str(edited.revision))
    return edited


def _stack(trail: tuple[Footprint, ...], undone: Mapping[int, int]) -> UndoStack:
    own = {step.revision: step for step in trail if step.is_own and step.revision != kept.FIRST_REVISION}
    turns = {revision: _turns(own, revision) for revision in own}
    new = [revision for revision, times in turns.items() if times == 0]
    back = [revision for revision, times in turns.items() if times % 2]
    begun = max(new, default=0)
    stands = partial(_stands, undone)
    return UndoStack(
        undo=max(filter(stands, new), default=None),
        redo=max((each for each in back if each > begun and stands(each)), default=None),
    )


def _stands(undone: Mapping[int, int], revision: int) -> bool:
    return revision not in undone


def _turns(own: Mapping[int, Footprint], revision: int) -> int:
    """Return how often a change of one's own was turned: 0 for a new one, 1 its undoing, 2 the redo of it."""
    times, undoes = 0, own[revision].undoes
    while undoes is not None and undoes in own:
        times, undoes = times + 1, own[undoes].undoes
    return times
