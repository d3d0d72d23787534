"""What is for whoever asks: comments that mention them, and answers to theirs."""

from flask import abort, request

from app.services.talking import threads
from app.web import context
from app.web.comments import standing, talk
from app.web.comments.pages import Answer, blueprint
from app.web.policies import Policy, policy


@blueprint.get("/for-me")
@policy(Policy.SIGNED_IN)
def for_me() -> str:
    """Show what is for whoever asks, the newest first; nothing counts as read because it was shown."""
    with context.reading() as session:
        found = threads.for_me(session, context.actor(), before=standing.number("before"))
    older = found[-1].said.comment.id if len(found) == threads.PAGE else None
    return context.page("comments/for_me.html", found=found, older=older, address_of=talk.comment_address)


@blueprint.post("/for-me/read")
@policy(Policy.SIGNED_IN)
def read() -> Answer:
    """Note that one of them was read, or all."""
    comment = standing.number("comment")
    if comment is None and request.form.get("comment") != "all":
        abort(400)
    with context.writing() as session:
        threads.mark_read(session, context.actor(), comment=comment)
    return context.see_other("comments.for_me")
