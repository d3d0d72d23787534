"""What programs are told of comments."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from app.services.talking.threads import ForMe, Thread
from app.services.talking.told import Told
from process_models.domain.comments import SubjectKind
from process_models.domain.identifiers import CommentId


class CommentOut(BaseModel):
    """A comment, or an answer in a `thread`; `text` is as one would type it, without one where it was removed."""

    id: int
    map: str
    kind: SubjectKind
    thing: str
    thread: int | None
    author: int
    author_name: str
    text: str
    mentions: list[int]
    at: datetime
    edited_at: datetime | None
    resolved_at: datetime | None
    resolved_by: int | None
    is_removed: bool
    version: int

    @classmethod
    def of(cls, told: Told) -> "CommentOut":
        """Return what is told of a comment."""
        said = told.comment
        names = ("id", "map", "thread", "author", "at", "edited_at", "resolved_at", "resolved_by", "is_removed")
        own = {name: getattr(said, name) for name in (*names, "version")}
        about = {"kind": said.subject.kind, "thing": said.subject.thing}
        words = {"author_name": told.author, "text": told.text, "mentions": told.mentions}
        return cls.model_validate({**own, **about, **words})


class ThreadOut(BaseModel):
    """A comment and its answers; `place` names what they are about, null where that is not on the map any more."""

    comment: CommentOut
    answers: list[CommentOut]
    place: str | None


class ThreadsOut(BaseModel):
    """Some threads, the newest first; `next` is the cursor of the ones before them."""

    threads: list[ThreadOut]
    next: str | None

    @classmethod
    def of(cls, shown: Iterable[Thread], told: Iterable[Told], following: str | None) -> "ThreadsOut":
        """Return what is told of threads."""
        by_id: dict[CommentId, CommentOut] = {each.comment.id: CommentOut.of(each) for each in told}
        threads = [
            ThreadOut(
                comment=by_id[each.first.comment.id],
                answers=[by_id[answer.comment.id] for answer in each.answers],
                place=each.place,
            )
            for each in shown
        ]
        return cls(threads=threads, next=following)


class ForMeOut(BaseModel):
    """A comment that is for somebody: it mentions them, or answers a comment of theirs."""

    comment: CommentOut
    map_name: str
    place: str | None
    is_mention: bool
    is_read: bool

    @classmethod
    def of(cls, found: ForMe, told: Told) -> "ForMeOut":
        """Return what is told of something that is for somebody."""
        own = {name: getattr(found, name) for name in ("place", "is_mention", "is_read")}
        return cls(comment=CommentOut.of(told), map_name=found.map.chain.name, **own)


class AllForMeOut(BaseModel):
    """What is for whoever asks, the newest first, and how much of all of it is not read yet."""

    comments: list[ForMeOut]
    unread: int
    next: str | None
