"""The comments of a map: all of them, and what one does with each."""

from flask import abort, redirect, request

from app.services.talking import comments, threads
from app.services.talking.comments import CommentMoved, CommentNotFound, CommentRefused
from app.web import asking, clock, context
from app.web.comments import standing, talk
from app.web.comments.pages import Answer, blueprint
from app.web.comments.standing import Standing
from app.web.comments.talk import Draft
from app.web.policies import Policy, policy
from process_models.domain.comments import Comment, Subject, SubjectKind
from process_models.domain.identifiers import CommentId, MapId
from process_models.domain.problems import Problem

_ONE = "/maps/<map_id>/comments/<int(max=999999999999999):comment_id>"


@blueprint.get("/maps/<map_id>/comments")
@policy(Policy.VIEW)
def index(map_id: str) -> str:
    """Show what is said about a map and everything on it, the open threads or the resolved ones."""
    return _list(map_id)


@blueprint.post("/maps/<map_id>/comments")
@policy(Policy.VIEW)
def say(map_id: str) -> Answer:
    """Say something about the map or a thing on it."""
    subject, text = _subject(), request.form.get("text", "")
    try:
        with context.writing() as session:
            comments.say(
                session,
                context.actor(),
                map_id=MapId(map_id),
                subject=subject,
                text=text,
                at=clock.now(),
                key=asking.key(),
            )
    except CommentRefused as reason:
        return _refused(map_id, subject, Draft(text=text, problems=reason.problems))
    return _done(map_id, subject, "comments.said")


@blueprint.post(f"{_ONE}/answers")
@policy(Policy.VIEW)
def answer(map_id: str, comment_id: int) -> Answer:
    """Answer a comment."""
    known, text = _found(map_id, comment_id), request.form.get("text", "")
    try:
        with context.writing() as session:
            comments.answer(
                session, context.actor(), map_id=known.map, thread=known.id, text=text, at=clock.now(), key=asking.key()
            )
    except CommentRefused as reason:
        return _refused(map_id, known.subject, Draft(text=text, problems=reason.problems, thread=comment_id))
    return _done(map_id, known.subject, "comments.answered", known)


@blueprint.get(_ONE)
@policy(Policy.VIEW)
def edit(map_id: str, comment_id: int) -> Answer:
    """Show the form of one's own comment; somebody else's is shown where it stands."""
    known = _found(map_id, comment_id)
    if known.author != context.actor().person:
        return redirect(talk.comment_address(known.map, known.subject, known.id, _place_of(known)))
    return _form(known, _typed(known))


@blueprint.post(_ONE)
@policy(Policy.VIEW)
def save(map_id: str, comment_id: int) -> Answer:
    """Keep one's own comment as it is now."""
    known, text, version = _found(map_id, comment_id), request.form.get("text", ""), _version()
    try:
        with context.writing() as session:
            comments.edit(
                session,
                context.actor(),
                map_id=known.map,
                comment=known.id,
                text=text,
                base_version=version,
                at=clock.now(),
            )
    except CommentMoved as reason:
        return _form(reason.now, text, theirs=_typed(reason.now)), 409
    except CommentRefused as reason:
        return _form(known, text, version=version, problems=reason.problems), 422
    return _done(map_id, known.subject, "comments.saved", known)


@blueprint.post(f"{_ONE}/resolve")
@policy(Policy.VIEW)
def resolve(map_id: str, comment_id: int) -> Answer:
    """Settle a thread."""
    return _settled(map_id, comment_id, is_resolved=True)


@blueprint.post(f"{_ONE}/reopen")
@policy(Policy.VIEW)
def reopen(map_id: str, comment_id: int) -> Answer:
    """Open a thread again."""
    return _settled(map_id, comment_id, is_resolved=False)


@blueprint.post(f"{_ONE}/remove")
@policy(Policy.VIEW)
def remove(map_id: str, comment_id: int) -> Answer:
    """Take a comment away."""
    known, version = _found(map_id, comment_id), _version()
    with context.writing() as session:
        comments.remove(session, context.actor(), map_id=known.map, comment=known.id, base_version=version)
    return _done(map_id, known.subject, "comments.removed")


def _settled(map_id: str, comment_id: int, *, is_resolved: bool) -> Answer:
    known = _thread(map_id, comment_id)
    with context.writing() as session:
        comments.resolve(
            session, context.actor(), map_id=known.map, thread=known.id, is_resolved=is_resolved, at=clock.now()
        )
    return _done(map_id, known.subject, "comments.resolved" if is_resolved else "comments.reopened")


def _list(map_id: str) -> str:
    opened, at, here = asking.opened(map_id), standing.number("at"), standing.asked()
    if at is not None:
        here = _where_it_stands(opened.id, at, here)
    with context.reading() as session:
        found = threads.of_map(
            session,
            context.actor(),
            map_id=opened.id,
            resolved=here.resolved,
            before=here.before,
            limit=threads.PAGE + 1,
        )
    shown = found[: threads.PAGE]
    return context.page(
        "comments/index.html",
        opened=opened,
        found=shown,
        newer=_newer(opened.id, here),
        older=shown[-1].first.comment.id if len(found) > threads.PAGE else None,
        here=here,
        talk=talk.about(opened.id, SubjectKind.MAP, "", "list"),
        address_of=talk.address,
        owns=asking.owns(),
    )


def _where_it_stands(map_id: MapId, comment: CommentId, here: Standing) -> Standing:
    """Return the page of the list on which a comment stands; where it is gone, the one that was asked for."""
    try:
        with context.reading() as session:
            first = comments.thread_of(session, context.actor(), map_id=map_id, comment=comment)
            resolved, before = threads.page_of(session, context.actor(), map_id=map_id, thread=first)
    except CommentNotFound:
        return here
    return Standing(place="list", resolved=resolved, before=before)


def _newer(map_id: MapId, here: Standing) -> CommentId | None:
    if here.before is None:
        return None
    with context.reading() as session:
        return threads.newer(session, context.actor(), map_id=map_id, resolved=here.resolved, since=here.before)


def _subject() -> Subject:
    kind, thing = request.form.get("kind", ""), request.form.get("thing", "")
    if kind not in set(SubjectKind):
        abort(400)
    return Subject(kind=SubjectKind(kind), thing="" if kind == SubjectKind.MAP else thing)


def _version() -> int:
    text = request.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        abort(400)
    return int(text)


def _found(map_id: str, comment_id: int) -> Comment:
    with context.reading() as session:
        return comments.found(session, context.actor(), map_id=MapId(map_id), comment=CommentId(comment_id))


def _thread(map_id: str, comment_id: int) -> Comment:
    with context.reading() as session:
        return comments.thread_of(session, context.actor(), map_id=MapId(map_id), comment=CommentId(comment_id))


def _typed(known: Comment) -> str:
    with context.reading() as session:
        return comments.as_typed(session, context.actor(), comment=known)


def _form(
    known: Comment, text: str, *, version: int | None = None, theirs: str = "", problems: tuple[Problem, ...] = ()
) -> str:
    return context.page(
        "comments/edit.html",
        opened=asking.opened(known.map),
        known=known,
        version=known.version if version is None else version,
        text=text,
        theirs=theirs,
        problems=problems,
        people=talk.about(known.map, known.subject.kind, known.subject.thing, "page").people,
        here=standing.asked(),
        back=_back(known.map, known.subject, known),
    )


def _block(map_id: str, subject: Subject, draft: Draft | None = None) -> str:
    shown = talk.about(MapId(map_id), subject.kind, subject.thing, standing.asked().place, draft)
    return context.page("comments/talk.html", talk=shown, owns=asking.owns())


def _refused(map_id: str, subject: Subject, draft: Draft) -> Answer:
    if context.is_partial():
        return _block(map_id, subject, draft), 422
    with_draft = talk.about(MapId(map_id), subject.kind, subject.thing, standing.asked().place, draft)
    page = context.page(
        "comments/again.html", opened=asking.opened(map_id), talk=with_draft, here=standing.asked(), owns=asking.owns()
    )
    return page, 422


def _done(map_id: str, subject: Subject, code: str, comment: Comment | None = None) -> Answer:
    if context.is_partial():
        return _block(map_id, subject)
    context.notice(code)
    return redirect(_back(MapId(map_id), subject, comment), code=303)


def _back(map_id: MapId, subject: Subject, comment: Comment | None = None) -> str:
    """Return where one was, at a comment, or at the beginning of what is said there."""
    here, mark = standing.asked(), "comments" if comment is None else f"comment-{comment.id}"
    is_there = here.place == "list" or threads.place(asking.opened(map_id).chain, subject) is not None
    return f"{here.address(map_id, subject) if is_there else talk.address(map_id, subject, 'list')}#{mark}"


def _place_of(known: Comment) -> str | None:
    return threads.place(asking.opened(known.map).chain, known.subject)
