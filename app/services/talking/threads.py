"""What was said about a map, in threads, and what of it is for somebody: ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.access import Actor, require_on
from app.services.keeping import maps
from process_models.domain.chain import ValueChain
from process_models.domain.comments import Comment, Subject, SubjectKind, mentioned, pieces
from process_models.domain.identifiers import CommentId, HandoffId, MapId, NodeId, PersonId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Person, Role
from process_models.storage import audience, reach
from process_models.storage import comments as kept
from process_models.storage import maps as kept_maps
from process_models.storage.session import Session

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a text, or somebody whom it mentions there, by the name that they have now."""

    text: str
    is_mention: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment to be read, with the names that people have now."""

    comment: Comment
    author: str
    pieces: tuple[Piece, ...]
    resolved_by: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment and its answers; `place` names what it is about, None where that is not on the map any more."""

    first: Said
    answers: tuple[Said, ...]
    place: str | None

    @property
    def is_resolved(self) -> bool:
        """Whether it is settled."""
        return self.first.comment.resolved_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForMe:
    """Something that is for somebody, the map that it is about, and the place on it."""

    said: Said
    map: ValueChainMap
    place: str | None
    is_mention: bool
    is_read: bool


def of_map(
    session: Session,
    actor: Actor,
    *,
    map_id: MapId,
    subject: Subject | None = None,
    resolved: bool | None = False,
    before: CommentId | None = None,
    limit: int = PAGE,
) -> tuple[Thread, ...]:
    """Return the threads of a map, or about one thing, the newest first: open or resolved ones, or both (None)."""
    chain = maps.opened(session, actor, map_id=map_id).chain
    firsts = kept.firsts(session, map_id, subject=subject, is_resolved=resolved, before=before, limit=limit)
    answers = kept.answers(session, *(each.id for each in firsts))
    return _threads(session, actor, chain, (*firsts, *answers))


def newer(session: Session, actor: Actor, *, map_id: MapId, resolved: bool, since: CommentId) -> CommentId | None:
    """Return before which thread the page begins that goes up from one; None where that is the newest page."""
    require_on(session, actor, map_id, Role.VIEWER)
    found = kept.firsts_since(session, map_id, is_resolved=resolved, since=since, limit=PAGE + 1)
    return None if len(found) <= PAGE else found[PAGE]


def page_of(session: Session, actor: Actor, *, map_id: MapId, thread: Comment) -> tuple[bool, CommentId | None]:
    """Return on which page of a map's threads one stands: among the resolved or not, and before which it begins."""
    resolved = thread.resolved_at is not None
    is_among_newest = newer(session, actor, map_id=map_id, resolved=resolved, since=thread.id) is None
    return resolved, None if is_among_newest else CommentId(thread.id + 1)


def about(session: Session, actor: Actor, *, map_id: MapId, subject: Subject) -> tuple[Thread, ...]:
    """Return the threads about one thing of a map, the open ones first."""
    chain = maps.opened(session, actor, map_id=map_id).chain
    threads = _threads(session, actor, chain, kept.of_map(session, map_id, subject))
    return tuple(sorted(threads, key=lambda thread: thread.is_resolved))


def counts(session: Session, actor: Actor, *, map_id: MapId) -> dict[Subject, int]:
    """Return how many comments of open threads there are about each thing of a map."""
    require_on(session, actor, map_id, Role.VIEWER)
    return kept.open_counts(session, map_id)


def for_me(session: Session, actor: Actor, *, before: CommentId | None = None, limit: int = PAGE) -> tuple[ForMe, ...]:
    """Return what mentions or answers the actor on maps within reach, the newest first, a page at a time."""
    only = None if actor.reaches_all else tuple(reach.roles(session, actor.person))
    told = kept.told(session, actor.person, only=only, before=before, limit=limit)
    of = {each.comment.map for each in told}
    opened = {each.id: each for each in kept_maps.load_all(session, actor.organisation, only=of)}
    names = _names(session, tuple(each.comment for each in told))
    return tuple(
        ForMe(
            said=_said(actor, each.comment, names),
            map=opened[each.comment.map],
            place=place(opened[each.comment.map].chain, each.comment.subject),
            is_mention=each.is_mention,
            is_read=each.is_read,
        )
        for each in told
        if each.comment.map in opened
    )


def unread(session: Session, actor: Actor) -> int:
    """Return how much is for the actor and not read yet, on maps within reach: one SELECT where there is nothing."""
    found = kept.unread(session, actor.person)
    if not found or actor.reaches_all:
        return sum(found.values())
    within = reach.roles(session, actor.person)
    return sum(count for map_id, count in found.items() if map_id in within)


def mark_read(session: Session, actor: Actor, *, comment: CommentId | None = None) -> None:
    """Note that the actor read one of those that are for them, or all."""
    kept.mark_read(session, actor.person, comment=comment)


def place(chain: ValueChain, subject: Subject) -> str | None:
    """Return what a comment is about in words; empty for the map itself, None where the thing is not there."""
    if subject.kind is SubjectKind.MAP:
        return ""
    if subject.kind is SubjectKind.NODE:
        node = chain.node(NodeId(subject.thing))
        return None if node is None else node.name
    handoff = chain.handoff(HandoffId(subject.thing))
    if handoff is None:
        return None
    ends = [chain.node(handoff.supplier), chain.node(handoff.client)]
    return f"{handoff.deliverable} · {' → '.join('' if end is None else end.name for end in ends)}"


def _threads(session: Session, actor: Actor, chain: ValueChain, comments: tuple[Comment, ...]) -> tuple[Thread, ...]:
    names = _names(session, comments)
    answers: dict[CommentId, list[Said]] = {each.id: [] for each in comments if each.thread is None}
    for each in comments:
        if each.thread is not None and not each.is_removed:
            answers[each.thread].append(_said(actor, each, names))
    return tuple(
        Thread(first=_said(actor, each, names), answers=tuple(answers[each.id]), place=place(chain, each.subject))
        for each in comments
        if each.thread is None and (answers[each.id] or not each.is_removed)
    )


def _names(session: Session, comments: tuple[Comment, ...]) -> Mapping[PersonId, Person]:
    numbers = {person for each in comments for person in (*mentioned(each.text), each.author, each.resolved_by)}
    return audience.named(session, [person for person in numbers if person is not None])


def _said(actor: Actor, comment: Comment, people: Mapping[PersonId, Person]) -> Said:
    def name(person: PersonId | None) -> str:
        return "" if person is None or person not in people else people[person].name

    return Said(
        comment=comment,
        author=name(comment.author),
        pieces=tuple(
            Piece(text=text or name(person), is_mention=person is not None) for text, person in pieces(comment.text)
        ),
        resolved_by=name(comment.resolved_by),
        is_own=comment.author == actor.person,
    )
