"""New maps: empty, from a pasted list, or from a file; what a list or a file would make is shown before it is kept."""

from flask import request
from werkzeug.datastructures import FileStorage

from app.services.files import imports, starters, uploads
from app.services.files.imports import Preview
from app.services.keeping import maps
from app.services.teams import teams
from app.web import clock, context
from app.web.asking import key, new_key
from app.web.errors import status_of
from app.web.guard.limits import takes_documents
from app.web.maps.pages import Answer, blueprint
from app.web.maps.previews import Said, said
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import TeamId
from process_models.domain.problems import Problem, error

LONGEST_LIST = 1_000_000
"""Signs of a pasted list; what is longer comes as a file."""


@blueprint.get("/maps/new")
@policy(Policy.EDIT)
def new() -> Answer:
    """Offer the four ways to a new map."""
    return form()


@blueprint.post("/maps/new")
@policy(Policy.EDIT)
def create() -> Answer:
    """Keep an empty map, or one with its first processes."""
    try:
        chain = imports.empty(request.form.get("name", ""), request.form.get("processes", ""))
        with context.writing() as session:
            made = maps.create(session, context.actor(), chain=chain, team=team(), key=key())
    except EslabonError as reason:
        return form(reason.problems), status_of(reason)
    context.notice("maps.created", name=chain.name)
    return context.see_other("map.show", map_id=made)


@blueprint.post("/maps/new/upload")
@policy(Policy.EDIT)
@takes_documents
def upload() -> Answer:
    """Take a file or a list in, and show what would come of it."""
    try:
        token = kept()
    except EslabonError as reason:
        return form(reason.problems), status_of(reason)
    return context.see_other("maps.preview", token=token)


@blueprint.get("/maps/new/<token>")
@policy(Policy.EDIT)
def preview(token: str) -> Answer:
    """Show what would come of a file or a list."""
    return _page(previewed(token, routes=request.args.get("routes") != "no"))


@blueprint.post("/maps/new/<token>")
@policy(Policy.EDIT)
def take(token: str) -> Answer:
    """Keep what was shown as a new map."""
    shown = previewed(token, routes=request.form.get("routes") != "no")
    if shown.chain is None:
        return _page(shown), 422
    chain = imports.named(shown.chain, request.form.get("name", ""))
    with context.writing() as session:
        made = maps.create(session, context.actor(), chain=chain, team=team(), key=key(), way="new")
    context.notice("maps.created", name=chain.name)
    return context.see_other("map.show", map_id=made)


def form(problems: tuple[Problem, ...] = ()) -> str:
    """Return the page of the four ways, with what was typed and what is wrong with it."""
    typed = {name: request.form.get(name, "") for name in ("name", "processes", "list_name", "list")}
    errors = {problem.pointer.lstrip("/"): context.words().problem(problem) for problem in problems}
    return context.page(
        "maps/new.html",
        typed=typed,
        problems=problems,
        errors=errors,
        key=key() or new_key(),
        teams=_teams(),
        team=team(),
        starters=[(each, starters.chain(each, context.language())) for each in starters.STARTERS],
    )


def kept() -> str:
    """Keep the file or the list that was sent, and return its token.

    Raises:
        EslabonError: nothing was sent, or it is too long.
    """
    sent: FileStorage | None = request.files.get("file")
    listed = request.form.get("list", "")
    if listed.strip():
        return _kept(request.form.get("list_name", ""), listed.encode(), is_list=True)
    if sent is None or not sent.filename:
        raise EslabonError(error("list-missing" if "list" in request.form else "file-missing", _asked()))
    return _kept(sent.filename, sent.read(), is_list=False)


def previewed(token: str, *, routes: bool) -> Preview:
    """Return what would come of an upload."""
    data = context.application().config.data
    found = uploads.found(data, context.actor(), token=token, now=clock.now().timestamp())
    return imports.preview(found, routes=routes, language=context.language())


def _asked() -> str:
    return "/list" if "list" in request.form else "/file"


def _kept(name: str, content: bytes, *, is_list: bool) -> str:
    if is_list and len(content) > LONGEST_LIST:
        raise EslabonError(error("too-large", "/list", size=len(content), limit=LONGEST_LIST))
    data, now = context.application().config.data, clock.now().timestamp()
    return uploads.keep(data, context.actor(), name=name, content=content, now=now, is_list=is_list)


def _page(shown: Preview) -> str:
    told: Said = said(shown, context.words())
    return context.page(
        "maps/preview.html", preview=shown, told=told, key=key() or new_key(), teams=_teams(), team=team()
    )


def team() -> TeamId | None:
    """Return the team that a form names; forms without a choice name none."""
    named = request.form.get("team", type=int)
    return None if named is None else TeamId(named)


def _teams() -> tuple[tuple[TeamId, str], ...]:
    """Return the teams between which somebody chooses for a new map; none where there is no choice."""
    with context.reading() as session:
        found = maps.teams_to_make_in(session, context.actor())
        names = teams.names(session, context.actor())
    return tuple((team, names[team]) for team in found) if len(found) > 1 else ()
