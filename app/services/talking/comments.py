"""Comments: said, answered, mended, resolved and removed.

Whoever may view a map reads what is said about it and says something themselves; a token that only reads says
nothing. Nothing of it touches the map's content or its revision.
"""

import unicodedata
from dataclasses import replace
from datetime import datetime

from app.services import auditing
from app.services.access import Actor, Forbidden, require_on
from app.services.keeping import idempotency, maps
from app.services.showing import overview
from app.services.talking import mentions
from process_models.domain.comments import Comment, Subject, SubjectKind, mentioned
from process_models.domain.errors import EslabonError
from process_models.domain.folding import folded
from process_models.domain.identifiers import CommentId, MapId, PersonId
from process_models.domain.people import Person, Role
from process_models.domain.problems import error
from process_models.storage import audience
from process_models.storage import comments as kept
from process_models.storage.session import Session

LONGEST_TEXT = 5_000
_KEPT_SIGNS = frozenset("\n\u200c\u200d")
"""Ends of lines, and what joins letters and emoji."""


class CommentNotFound(EslabonError):
    """The map has no such comment."""


class CommentRefused(EslabonError):
    """What was said cannot be kept."""


class CommentMoved(EslabonError):
    """The comment was changed since it was read; `now` is what it says."""

    def __init__(self, now: Comment) -> None:
        super().__init__(error("comment-moved"))
        self.now = now


def people_on(session: Session, actor: Actor, *, map_id: MapId) -> tuple[Person, ...]:
    """Return those who can be mentioned in a comment on a map: whoever reaches it."""
    require_on(session, actor, map_id, Role.VIEWER)
    return audience.of_map(session, actor.organisation, map_id)


def say(
    session: Session, actor: Actor, *, map_id: MapId, subject: Subject, text: str, at: datetime, key: str | None = None
) -> Comment:
    """Say something about a map or a thing that is on it.

    Raises:
        MapNotFound, Forbidden: the actor may not.
        ThingNotFound: the map has no such thing now.
        CommentRefused: with everything that is wrong.
        IdempotencyKeyReused: the key came with another request.
    """
    _require_to_speak(session, actor, map_id)
    former = idempotency.claim(session, actor, key, "comment", map_id, subject.kind, subject.thing, text)
    if former is not None:
        return found(session, actor, map_id=map_id, comment=CommentId(int(former)))
    _require_there(session, actor, map_id, subject)
    said = _read(session, actor, map_id, text)
    new = Comment(id=CommentId(0), map=map_id, subject=subject, author=actor.person, text=said, at=at)
    made = kept.add(session, new, _searched(said))
    _tell(session, actor, made, ())
    idempotency.settle(session, actor, key, str(made.id))
    return made


def answer(
    session: Session, actor: Actor, *, map_id: MapId, thread: CommentId, text: str, at: datetime, key: str | None = None
) -> Comment:
    """Answer a comment; an answer to an answer stands in the same thread. A thread that was resolved stays so.

    Raises:
        CommentNotFound: the map has no such comment.
        CommentRefused, IdempotencyKeyReused: as for `say`.
    """
    _require_to_speak(session, actor, map_id)
    former = idempotency.claim(session, actor, key, "answer", map_id, str(thread), text)
    if former is not None:
        return found(session, actor, map_id=map_id, comment=CommentId(int(former)))
    first = _first_of(session, actor, map_id, thread)
    said = _read(session, actor, map_id, text)
    new = replace(first, author=actor.person, text=said, at=at, thread=first.id)
    made = kept.add(session, new, _searched(said))
    _tell(session, actor, made, () if first.is_removed else (first.author,))
    idempotency.settle(session, actor, key, str(made.id))
    return made


def edit(
    session: Session,
    actor: Actor,
    *,
    map_id: MapId,
    comment: CommentId,
    text: str,
    base_version: int,
    at: datetime,
) -> Comment:
    """Say something of one's own otherwise; whom it mentions now for the first time is told.

    Raises:
        CommentNotFound: the map has no such comment, or it was removed.
        Forbidden: it is somebody else's.
        CommentMoved: it was changed since.
        CommentRefused: with everything that is wrong.
    """
    _require_to_speak(session, actor, map_id)
    now = found(session, actor, map_id=map_id, comment=comment)
    if now.author != actor.person:
        raise Forbidden(error("comment-of-another"))
    said = _read(session, actor, map_id, text, was=now.text)
    if said == now.text:
        return now
    if now.version != base_version:
        raise CommentMoved(now)
    edited = kept.save(session, replace(now, text=said, edited_at=at), _searched(said))
    answered = () if now.thread is None else (_first_of(session, actor, map_id, now.thread).author,)
    _tell(session, actor, edited, answered)
    return edited


def resolve(
    session: Session, actor: Actor, *, map_id: MapId, thread: CommentId, is_resolved: bool, at: datetime
) -> Comment:
    """Settle a thread, or open it again; doing it twice changes nothing.

    Raises:
        CommentNotFound: the map has no such comment.
    """
    _require_to_speak(session, actor, map_id)
    first = _first_of(session, actor, map_id, thread)
    if (first.resolved_at is not None) is is_resolved:
        return first
    settled = replace(first, resolved_at=at if is_resolved else None, resolved_by=actor.person if is_resolved else None)
    return kept.save(session, settled, _searched(first.text))


def remove(session: Session, actor: Actor, *, map_id: MapId, comment: CommentId, base_version: int) -> None:
    """Take back something of one's own; who owns the map may remove what others said, which the audit log tells.

    Answers stay.

    Raises:
        CommentNotFound: the map has no such comment.
        Forbidden: it is somebody else's, and the actor does not own the map.
        CommentMoved: it was changed since.
    """
    _require_to_speak(session, actor, map_id)
    now = found(session, actor, map_id=map_id, comment=comment)
    if now.author != actor.person:
        require_on(session, actor, map_id, Role.OWNER)
    if now.version != base_version:
        raise CommentMoved(now)
    if kept.answers(session, now.id):
        kept.save(session, replace(now, text="", is_removed=True), "")
        kept.tell_nobody(session, now.id)
    else:
        kept.remove(session, now.id)
    if now.author != actor.person:
        auditing.record(session, actor, "comment-removed", f"map:{map_id}", comment=now.id, person=now.author)


def found(session: Session, actor: Actor, *, map_id: MapId, comment: CommentId) -> Comment:
    """Return a comment of a map that was not removed.

    Raises:
        MapNotFound: the map is out of reach.
        CommentNotFound: the map has no such comment.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    there = kept.by_id(session, map_id, comment)
    if there is None or there.is_removed:
        raise CommentNotFound(error("comment-not-found"))
    return there


def thread_of(session: Session, actor: Actor, *, map_id: MapId, comment: CommentId) -> Comment:
    """Return the first comment of the thread in which a comment stands; its text may have been taken back.

    Raises:
        MapNotFound: the map is out of reach.
        CommentNotFound: the map has no such comment.
    """
    return _first_of(session, actor, map_id, comment)


def as_typed(session: Session, actor: Actor, *, comment: Comment) -> str:
    """Return the text of a comment as one would type it."""
    return mentions.typed(comment.text, mentions.handles(_people(session, actor, comment.map, comment.text)))


def tidy(text: str) -> str:
    r"""Return a text without what cannot be seen, and without blank ends; its lines stay.

    >>> tidy(" Hola\u202e,\r\n\x07Ana \ue0011\ue002")
    'Hola,\nAna 1'
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    seen = (sign for sign in lines if sign in _KEPT_SIGNS or unicodedata.category(sign)[0] != "C")
    return "".join(seen).strip()


def _read(session: Session, actor: Actor, map_id: MapId, text: str, was: str = "") -> str:
    """Return a text as it is kept; `was` is what it says so far, and those whom that mentions are still known."""
    said = tidy(text)
    if not said:
        raise CommentRefused(error("comment-empty", "/text"))
    if len(said) > LONGEST_TEXT:
        raise CommentRefused(error("comment-too-long", "/text", limit=LONGEST_TEXT))
    kept_text, problems = mentions.resolved(said, _people(session, actor, map_id, was))
    if problems:
        raise CommentRefused(*problems)
    return kept_text


def _people(session: Session, actor: Actor, map_id: MapId, text: str) -> tuple[Person, ...]:
    reaching = audience.of_map(session, actor.organisation, map_id)
    before = audience.named(session, mentioned(text))
    return (*reaching, *(person for number, person in before.items() if number not in {each.id for each in reaching}))


def _searched(text: str) -> str:
    """Return the words of a text that are its own, without those whom it mentions."""
    return folded(mentions.typed(text, {}))


def _tell(session: Session, actor: Actor, said: Comment, answered: tuple[PersonId, ...]) -> None:
    reaching = {person.id for person in audience.of_map(session, actor.organisation, said.map)} - {actor.person}
    kept.tell(
        session,
        said.id,
        mentioned=[person for person in mentioned(said.text) if person in reaching],
        answered=[person for person in answered if person in reaching],
    )


def _first_of(session: Session, actor: Actor, map_id: MapId, thread: CommentId) -> Comment:
    """Return the first comment of a thread, by itself or by one of its answers; it may have lost its text."""
    require_on(session, actor, map_id, Role.VIEWER)
    there = kept.by_id(session, map_id, thread)
    if there is not None and there.thread is not None:
        there = kept.by_id(session, map_id, there.thread)
    if there is None:
        raise CommentNotFound(error("comment-not-found"))
    return there


def _require_there(session: Session, actor: Actor, map_id: MapId, subject: Subject) -> None:
    chain = maps.opened(session, actor, map_id=map_id).chain
    if subject.kind is SubjectKind.NODE:
        overview.node_alone(chain, subject.thing)
    elif subject.kind is SubjectKind.HANDOFF:
        overview.handoff_alone(chain, subject.thing)


def _require_to_speak(session: Session, actor: Actor, map_id: MapId) -> None:
    require_on(session, actor, map_id, Role.VIEWER)
    if actor.ceiling is Role.VIEWER:
        raise Forbidden(error("needs-to-speak"))
