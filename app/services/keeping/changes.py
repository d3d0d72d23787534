"""What was done to a map, and the content that it had before."""

from dataclasses import dataclass
from datetime import datetime

from app.formats.commands import command_of_text
from app.services.access import Actor
from process_models.domain.chain import ValueChain
from process_models.domain.commands import Command
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import error
from process_models.storage import changes as kept
from process_models.storage import maps
from process_models.storage.changes import KeptChange
from process_models.storage.session import Session


class RevisionNotFound(EslabonError):
    """The map has no such revision: it never got so far, or revisions begin at 1."""

    @classmethod
    def of(cls, revision: int) -> "RevisionNotFound":
        """Return the error for one revision."""
        return cls(error("revision-not-found", revision=revision))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """One change of a map.

    The command and its inverse are read from their texts by whoever asks for them: those of an import hold a whole
    content. `undoes` is the revision whose change it takes back; `undone_by` the revision that took this one back, as
    things stand.
    """

    revision: int
    at: datetime
    author: str
    command_text: str
    inverse_text: str
    touched: frozenset[str]
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def command(self) -> Command:
        """What was done."""
        return command_of_text(self.command_text)

    @property
    def inverse(self) -> Command:
        """What takes it back."""
        return command_of_text(self.inverse_text)


def entries(session: Session, map_id: MapId, found: tuple[KeptChange, ...]) -> tuple[ChangeEntry, ...]:
    """Return changes as they are told, with whether they still stand."""
    undone = kept.undone(session, map_id) if found else {}
    return tuple(
        ChangeEntry(
            revision=change.revision,
            at=change.at,
            author=change.author,
            command_text=change.command,
            inverse_text=change.inverse,
            touched=change.touched,
            undoes=change.undoes,
            undone_by=undone.get(change.revision),
        )
        for change in found
    )


def record(session: Session, actor: Actor, map_id: MapId, entry: ChangeEntry) -> None:
    """Append a change to those of a map."""
    change = KeptChange(
        revision=entry.revision,
        at=entry.at,
        author=entry.author,
        command=entry.command_text,
        inverse=entry.inverse_text,
        touched=entry.touched,
        undoes=entry.undoes,
    )
    kept.add(session, map_id, actor.person, change)


def chain_at(session: Session, opened: ValueChainMap, revision: int) -> ValueChain:
    """Return the content that a map had at a revision: from the nearest one at hand, the inverses are followed back.

    Raises:
        RevisionNotFound: there is no such revision.
    """
    if not maps.FIRST_REVISION <= revision <= opened.revision:
        raise RevisionNotFound.of(revision)
    chain, start = maps.nearest_at_hand(session, opened, revision)
    for change in reversed(kept.since(session, opened.id, revision, until=start)):
        chain = command_of_text(change.inverse).perform(chain).chain
    maps.learn(session, opened, revision, chain)
    return chain


def of_revision(session: Session, map_id: MapId, revision: int) -> ChangeEntry:
    """Return the change that made a revision.

    Raises:
        RevisionNotFound: there is no such revision.
    """
    found = kept.of_revision(session, map_id, revision)
    if found is None:
        raise RevisionNotFound.of(revision)
    return entries(session, map_id, (found,))[0]


def since(session: Session, map_id: MapId, revision: int) -> tuple[ChangeEntry, ...]:
    """Return the changes after a revision, the oldest first."""
    return entries(session, map_id, kept.since(session, map_id, revision))


def latest(session: Session, map_id: MapId, *, before: int | None, limit: int) -> tuple[ChangeEntry, ...]:
    """Return the last changes, of those before a revision if one is given, the newest first."""
    return entries(session, map_id, kept.latest(session, map_id, before=before, limit=limit))
