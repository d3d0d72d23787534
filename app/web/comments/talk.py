"""What is said about one thing, as it stands in panels and on pages, and the form with which one says more."""

from dataclasses import dataclass

from app.services.talking import comments, mentions, threads
from app.services.talking.threads import Thread
from app.web import asking, context
from app.web.addresses import url_for
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import CommentId, MapId
from process_models.domain.problems import Problem

PLACES = ("map", "page", "list")
"""Where a block of comments stands: in the panel of the map, on the page of its thing, on that of all comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody typed that could not be kept, and why; `thread` is what it answers."""

    text: str
    problems: tuple[Problem, ...]
    thread: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said about a thing, who can be mentioned, and where all this stands."""

    map: MapId
    subject: Subject
    threads: tuple[Thread, ...]
    people: tuple[str, ...]
    place: str
    key: str
    draft: Draft | None = None

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        """Those that are not settled."""
        return tuple(thread for thread in self.threads if not thread.is_resolved)

    @property
    def resolved_threads(self) -> tuple[Thread, ...]:
        """Those that are settled."""
        return tuple(thread for thread in self.threads if thread.is_resolved)


def about(map_id: MapId, kind: SubjectKind, thing: str, place: str, draft: Draft | None = None) -> Talk:
    """Return what is said about a thing."""
    subject = Subject(kind=kind, thing=thing)
    with context.reading() as session:
        found = threads.about(session, context.actor(), map_id=map_id, subject=subject)
        people = comments.people_on(session, context.actor(), map_id=map_id)
    named = tuple(sorted(mentions.handles(people).values()))
    return Talk(
        map=map_id, subject=subject, threads=found, people=named, place=place, key=asking.new_key(), draft=draft
    )


def counts(map_id: MapId) -> dict[Subject, int]:
    """Return how many open comments there are about each thing of a map."""
    with context.reading() as session:
        return threads.counts(session, context.actor(), map_id=map_id)


def unread() -> int:
    """Return how much is for whoever asks and not read yet; nothing where that cannot be found out."""
    try:
        with context.reading() as session:
            return threads.unread(session, context.actor())
    except (*context.UNAVAILABLE, EslabonError):
        return 0


def comment_address(map_id: MapId, subject: Subject, comment: CommentId, place: str | None) -> str:
    """Return where a comment is to be read; `place` is None where what it is about is not on the map any more."""
    if place is None:
        return f"{url_for('comments.index', map_id=map_id, at=comment)}#comment-{comment}"
    return f"{address(map_id, subject)}#comment-{comment}"


def address(map_id: MapId, subject: Subject, place: str = "map") -> str:
    """Return where a thing is shown."""
    if place == "list" or (subject.kind is SubjectKind.MAP and place != "map"):
        return url_for("comments.index", map_id=map_id)
    if subject.kind is SubjectKind.MAP:
        return url_for("map.show", map_id=map_id)
    if place == "page" and subject.kind is SubjectKind.NODE:
        return url_for("nodes.show", map_id=map_id, node_id=subject.thing)
    if place == "page":
        return url_for("handoffs.show", map_id=map_id, handoff_id=subject.thing)
    if subject.kind is SubjectKind.NODE:
        return url_for("map.show", map_id=map_id, node=subject.thing)
    return url_for("map.show", map_id=map_id, handoff=subject.thing)
