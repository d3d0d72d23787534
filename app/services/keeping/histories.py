"""What was done to a map, told: who, when, and in words what was different afterwards; and why it cannot be undone."""

from dataclasses import dataclass
from datetime import datetime

from app.reports.changes import changes as told
from app.reports.changes import shortened
from app.services.access import Actor
from app.services.keeping import changes, editing, maps
from app.services.keeping.changes import ChangeEntry
from app.services.keeping.editing import EditConflict
from app.wording import Wording, wording
from process_models.domain.chain import ValueChain
from process_models.domain.commands.touched import CONTENT, in_both
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.storage.maps import FIRST_REVISION
from process_models.storage.session import Session

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One change in words: who made it, when, and what was different after it.

    `count` is how much was different, whether or not there are so many sentences. `is_whole` says that all content was
    replaced, `is_first` that the map begins with it; `undoes` and `undone_by` are revisions, as in `ChangeEntry`.
    """

    revision: int
    at: datetime
    author: str
    sentences: tuple[str, ...]
    count: int
    is_first: bool = False
    is_whole: bool = False
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Some changes of a map, the newest first; `older` is the revision before which there are more."""

    opened: ValueChainMap
    changes: tuple[ToldChange, ...]
    older: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Why a change cannot be made as it was meant.

    `yours` says what it would have made of the map as it stood, `now` what is different now from what it would have
    made, `others` who changed the same since.
    """

    things: frozenset[str]
    yours: tuple[str, ...]
    theirs: tuple[str, ...]
    others: tuple[ToldChange, ...] = ()


def page(
    session: Session, actor: Actor, *, map_id: MapId, language: str, before: int | None = None, limit: int = PAGE
) -> History:
    """Return a page of a map's history, the newest first.

    Raises:
        MapNotFound: the actor's organisation has no such map.
    """
    opened = maps.opened(session, actor, map_id=map_id)
    found = editing.history(session, actor, map_id=map_id, before=before, limit=limit + 1)
    shown = found[:limit]
    if not shown:
        return History(opened=opened, changes=(), older=None)
    newest = changes.chain_at(session, opened, shown[0].revision)
    return History(
        opened=opened,
        changes=_told_back(newest, shown, language),
        older=shown[-1].revision if len(found) > limit else None,
    )


def differences(before: ValueChain, after: ValueChain, *, language: str) -> tuple[str, ...]:
    """Return what a content would change that takes the place of another."""
    words = wording(language)
    return shortened(told(before, after, words), words)


def clash(session: Session, actor: Actor, *, map_id: MapId, conflict: EditConflict, since: int, language: str) -> Clash:
    """Return what two people did to the same thing: what one meant, what the other made, and who that was.

    Raises:
        MapNotFound: the actor's organisation has no such map.
    """
    opened = maps.opened(session, actor, map_id=map_id)
    words = wording(language)
    later = changes.since(session, opened.id, since)
    chain, others = opened.chain, []
    for entry in reversed(later):
        before = entry.inverse.perform(chain).chain
        if in_both(entry.touched, conflict.things):
            others.append(_told(before, chain, entry, language, conflict.things))
        chain = before
    return Clash(
        things=conflict.things,
        yours=told(conflict.base, conflict.yours, words, touched=_spoken(conflict.things)),
        theirs=told(conflict.base, conflict.theirs, words, touched=_spoken(conflict.things)),
        others=tuple(reversed(others)),
    )


def _told_back(chain: ValueChain, entries: tuple[ChangeEntry, ...], language: str) -> tuple[ToldChange, ...]:
    """Tell changes from the newest back, each inverse giving the content before it."""
    found: list[ToldChange] = []
    for entry in entries:
        before = entry.inverse.perform(chain).chain
        found.append(_told(before, chain, entry, language))
        chain = before
    return tuple(found)


def _told(
    before: ValueChain, after: ValueChain, entry: ChangeEntry, language: str, things: frozenset[str] | None = None
) -> ToldChange:
    is_first, words = entry.revision == FIRST_REVISION, wording(language)
    said = (_beginning(after, words),) if is_first else told(before, after, words, touched=_spoken(things))
    return ToldChange(
        revision=entry.revision,
        at=entry.at,
        author=entry.author,
        sentences=shortened(said, words),
        count=len(said),
        is_first=is_first,
        is_whole=CONTENT in entry.touched and not is_first,
        undoes=entry.undoes,
        undone_by=entry.undone_by,
    )


def _beginning(chain: ValueChain, words: Wording) -> str:
    """Say with how much a map began."""
    return words.counted("change.beginning", len(chain.handoffs), nodes=words.number(len(chain.nodes)))


def _spoken(things: frozenset[str] | None) -> frozenset[str] | None:
    """A whole content that was replaced touches everything."""
    return None if things is None or "content" in things else things
