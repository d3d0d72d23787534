"""What is for whoever asks: comments that mention them, and answers to theirs."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, nothing
from app.api.asking import Body, Query
from app.api.operations import Content, Operation, operation
from app.api.spoken import AllForMeOut, ForMeOut
from app.services.talking import threads
from app.services.talking.told import told
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import CommentId

MOST, PAGE = 200, 50


class ForMeQuery(Query):
    """How much, and from where on."""

    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class ReadIn(Body):
    """Which comment was read; null for all."""

    comment: int | None = Field(ge=1, le=2**31 - 1)


@operation(
    Operation(
        name="list_for_me",
        verb="GET",
        rule="/for-me",
        tag="comments",
        policy=Policy.SIGNED_IN,
        query=ForMeQuery,
        answer=Content(schema=AllForMeOut),
    )
)
def list_for_me() -> Response:
    """List what is for whoever asks, the newest first; nothing counts as read because it was listed."""
    asked, actor = asking.query(ForMeQuery), context.actor()
    number, limit = asking.number(asked.cursor), asked.limit + 1
    before = None if number is None else CommentId(number)
    with context.reading() as session:
        found = threads.for_me(session, actor, before=before, limit=limit)
        shown, unread = found[: asked.limit], threads.unread(session, actor)
        words = told(session, actor, [each.said.comment for each in shown])
    more = asking.as_cursor(str(shown[-1].said.comment.id)) if len(found) > asked.limit else None
    return answer(AllForMeOut(comments=list(map(ForMeOut.of, shown, words)), unread=unread, next=more))


@operation(
    Operation(
        name="mark_read",
        verb="POST",
        rule="/for-me/read",
        tag="comments",
        policy=Policy.SPEAK,
        body=Content(schema=ReadIn),
        example={"comment": None},
        status=204,
    )
)
def mark_read() -> Response:
    """Note that one of them was read, or all."""
    comment = asking.body(ReadIn).comment
    with context.writing() as session:
        threads.mark_read(session, context.actor(), comment=None if comment is None else CommentId(comment))
    return nothing()
