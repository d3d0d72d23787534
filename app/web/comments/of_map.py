"""The comments of a map: all of them, and what one does with each."""

from flask import abort, redirect, request

from app.services.talking import comments, threads
from app.services.talking.comments import CommentMoved, CommentRefused
from app.web import asking, clock, context
from app.web.comments import talk
from app.web.comments.pages import Answer, blueprint
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
    return _done(map_id, known.subject, "comments.answered")


@blueprint.get(_ONE)
@policy(Policy.VIEW)
def edit(map_id: str, comment_id: int) -> Answer:
    """Show the form of one's own comment; somebody else's is shown where it stands."""
    known = _found(map_id, comment_id)
    if known.author != context.actor().person:
        return redirect(f"{talk.address(known.map, known.subject)}#comment-{known.id}")
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
    return _done(map_id, known.subject, "comments.saved")


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


def _list(map_id: str, draft: Draft | None = None) -> str:
    opened, resolved = asking.opened(map_id), request.args.get("show") == "resolved"
    with context.reading() as session:
        found = threads.of_map(session, context.actor(), map_id=opened.id, resolved=resolved)
    return context.page(
        "comments/index.html",
        opened=opened,
        found=found,
        resolved=resolved,
        talk=talk.about(opened.id, SubjectKind.MAP, "", "list", draft),
        address_of=talk.address,
        owns=asking.owns(),
    )


def _subject() -> Subject:
    kind, thing = request.form.get("kind", ""), request.form.get("thing", "")
    if kind not in set(SubjectKind):
        abort(400)
    return Subject(kind=SubjectKind(kind), thing="" if kind == SubjectKind.MAP else thing)


def _place() -> str:
    place = request.form.get("from", "")
    return place if place in talk.PLACES else "list"


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
        back=talk.address(known.map, known.subject),
    )


def _block(map_id: str, subject: Subject, draft: Draft | None = None) -> str:
    shown = talk.about(MapId(map_id), subject.kind, subject.thing, _place(), draft)
    return context.page("comments/talk.html", talk=shown, owns=asking.owns())


def _refused(map_id: str, subject: Subject, draft: Draft) -> Answer:
    if context.is_partial():
        return _block(map_id, subject, draft), 422
    with_draft = talk.about(MapId(map_id), subject.kind, subject.thing, _place(), draft)
    page = context.page("comments/again.html", opened=asking.opened(map_id), talk=with_draft, owns=asking.owns())
    return page, 422


def _done(map_id: str, subject: Subject, code: str) -> Answer:
    if context.is_partial():
        return _block(map_id, subject)
    context.notice(code)
    known, place = MapId(map_id), _place()
    is_there = place == "list" or _is_there(known, subject)
    return redirect(f"{talk.address(known, subject, place if is_there else 'list')}#comments", code=303)


def _is_there(map_id: MapId, subject: Subject) -> bool:
    return threads.place(asking.opened(map_id).chain, subject) is not None
