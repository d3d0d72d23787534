"""Comments: said about a map, a node or a handoff, answered, mended, resolved and removed."""

from typing import Literal

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body, Query, RequestRefused
from app.api.operations import Content, Operation, operation
from app.api.spoken import CommentOut, ThreadsOut
from app.services.talking import comments, threads
from app.services.talking.told import Told, told
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.identifiers import CommentId, MapId
from process_models.domain.problems import error

MOST, PAGE = 200, 50
_ALL, _ONE = "/maps/<map_id>/comments", "/maps/<map_id>/comments/<int(max=2147483647):comment_id>"
_STATES = {"open": False, "resolved": True, "all": None}


class CommentsQuery(Query):
    """Which threads: about what, open or resolved."""

    kind: Literal["map", "node", "handoff"] | None = None
    thing: str | None = Field(default=None, max_length=1000)
    state: Literal["open", "resolved", "all"] = "open"
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class NewComment(Body):
    """What is said, with `@name` for whom it mentions, and about what: the map, or a thing on it by its id."""

    text: str
    kind: SubjectKind = Field(default=SubjectKind.MAP, strict=False)
    thing: str = ""


class CommentText(Body):
    """What is said, with `@name` for whom it mentions."""

    text: str


@operation(
    Operation(
        name="list_comments",
        verb="GET",
        rule=_ALL,
        tag="comments",
        policy=Policy.VIEW,
        query=CommentsQuery,
        answer=Content(schema=ThreadsOut),
    )
)
def list_comments(map_id: str) -> Response:
    """List what is said about a map, in threads, the newest first."""
    asked = asking.query(CommentsQuery)
    before = asking.number(asked.cursor)
    with context.reading() as session:
        found = threads.of_map(
            session,
            context.actor(),
            map_id=MapId(map_id),
            subject=_subject_asked(asked),
            resolved=_STATES[asked.state],
            before=None if before is None else CommentId(before),
            limit=asked.limit + 1,
        )
        shown = found[: asked.limit]
        said = [one.comment for each in shown for one in (each.first, *each.answers)]
        words = told(session, context.actor(), said)
    more = asking.as_cursor(str(shown[-1].first.comment.id)) if len(found) > asked.limit else None
    return answer(ThreadsOut.of(shown, words, more))


@operation(
    Operation(
        name="add_comment",
        verb="POST",
        rule=_ALL,
        tag="comments",
        policy=Policy.SPEAK,
        body=Content(schema=NewComment),
        example={"text": "¿De qué mes es esta muestra?"},
        status=201,
        answer=Content(schema=CommentOut),
        takes_key=True,
        is_kept=True,
    )
)
def add_comment(map_id: str) -> Response:
    """Say something about a map or a thing on it."""
    asked, key = asking.body(NewComment), asking.key()
    subject, known, actor = _subject(asked.kind, asked.thing), MapId(map_id), context.actor()
    with context.writing() as session:
        made = comments.say(session, actor, map_id=known, subject=subject, text=asked.text, at=clock.now(), key=key)
        (shown,) = told(session, context.actor(), (made,))
    return created(CommentOut.of(shown), "show_comment", tag=made.version, map_id=known, comment_id=made.id)


@operation(
    Operation(
        name="show_comment",
        verb="GET",
        rule=_ONE,
        tag="comments",
        policy=Policy.VIEW,
        answer=Content(schema=CommentOut),
        is_kept=True,
    )
)
def show_comment(map_id: str, comment_id: int) -> Response:
    """Show a comment or an answer."""
    with context.reading() as session:
        found = comments.found(session, context.actor(), map_id=MapId(map_id), comment=CommentId(comment_id))
        (shown,) = told(session, context.actor(), (found,))
    return _tagged(shown)


@operation(
    Operation(
        name="edit_comment",
        verb="PATCH",
        rule=_ONE,
        tag="comments",
        policy=Policy.SPEAK,
        body=Content(schema=CommentText),
        example={"text": "¿De qué mes es la muestra?"},
        answer=Content(schema=CommentOut),
        needs_match=True,
        is_kept=True,
    )
)
def edit_comment(map_id: str, comment_id: int) -> Response:
    """Say something of one's own otherwise."""
    version, asked = asking.revision(), asking.body(CommentText)
    known, which, actor = MapId(map_id), CommentId(comment_id), context.actor()
    with context.writing() as session:
        edited = comments.edit(
            session, actor, map_id=known, comment=which, base_version=version, text=asked.text, at=clock.now()
        )
        (shown,) = told(session, context.actor(), (edited,))
    return _tagged(shown)


@operation(
    Operation(
        name="answer_comment",
        verb="POST",
        rule=f"{_ONE}/answers",
        tag="comments",
        policy=Policy.SPEAK,
        body=Content(schema=CommentText),
        example={"text": "De octubre."},
        status=201,
        answer=Content(schema=CommentOut),
        takes_key=True,
        is_kept=True,
    )
)
def answer_comment(map_id: str, comment_id: int) -> Response:
    """Answer a comment; an answer to an answer stands in the same thread."""
    asked, key, known = asking.body(CommentText), asking.key(), MapId(map_id)
    thread, actor = CommentId(comment_id), context.actor()
    with context.writing() as session:
        made = comments.answer(session, actor, map_id=known, thread=thread, text=asked.text, at=clock.now(), key=key)
        (shown,) = told(session, context.actor(), (made,))
    return created(CommentOut.of(shown), "show_comment", tag=made.version, map_id=known, comment_id=made.id)


@operation(
    Operation(
        name="resolve_comment",
        verb="POST",
        rule=f"{_ONE}/resolve",
        tag="comments",
        policy=Policy.SPEAK,
        answer=Content(schema=CommentOut),
        is_kept=True,
    )
)
def resolve_comment(map_id: str, comment_id: int) -> Response:
    """Settle the thread of a comment; doing it twice changes nothing."""
    return _settled(map_id, comment_id, is_resolved=True)


@operation(
    Operation(
        name="reopen_comment",
        verb="POST",
        rule=f"{_ONE}/reopen",
        tag="comments",
        policy=Policy.SPEAK,
        answer=Content(schema=CommentOut),
        is_kept=True,
    )
)
def reopen_comment(map_id: str, comment_id: int) -> Response:
    """Open the thread of a comment again."""
    return _settled(map_id, comment_id, is_resolved=False)


@operation(
    Operation(
        name="remove_comment",
        verb="DELETE",
        rule=_ONE,
        tag="comments",
        policy=Policy.SPEAK,
        status=204,
        needs_match=True,
    )
)
def remove_comment(map_id: str, comment_id: int) -> Response:
    """Take a comment away; its answers stay."""
    version, actor = asking.revision(), context.actor()
    known, which = MapId(map_id), CommentId(comment_id)
    with context.writing() as session:
        comments.remove(session, actor, map_id=known, comment=which, base_version=version)
    return nothing()


def _settled(map_id: str, comment_id: int, *, is_resolved: bool) -> Response:
    known, thread, actor = MapId(map_id), CommentId(comment_id), context.actor()
    with context.writing() as session:
        first = comments.resolve(session, actor, map_id=known, thread=thread, is_resolved=is_resolved, at=clock.now())
        (shown,) = told(session, context.actor(), (first,))
    return _tagged(shown)


def _tagged(shown: Told) -> Response:
    """Return a comment with its version; it is always told whole, for names in it change without it."""
    made = answer(CommentOut.of(shown))
    made.set_etag(str(shown.comment.version))
    return made


def _subject_asked(asked: CommentsQuery) -> Subject | None:
    if asked.kind is None and asked.thing is not None:
        raise RequestRefused(error("missing-key", "/kind", key="kind"))
    return None if asked.kind is None else _subject(SubjectKind(asked.kind), asked.thing or "")


def _subject(kind: SubjectKind, thing: str) -> Subject:
    if (kind is SubjectKind.MAP) is bool(thing):
        raise RequestRefused(error("value-refused", "/thing"))
    return Subject(kind=kind, thing=thing)
