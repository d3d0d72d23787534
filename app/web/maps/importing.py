"""A file into a map that is there, updating it or taking its place, after a look at what that changes."""

from flask import request

from app.services.files import arrivals
from app.services.files.arrivals import Arrival
from app.services.files.imports import Preview
from app.services.keeping.editing import EditConflict
from app.web import context
from app.web.asking import base_revision, new_key, opened
from app.web.editing import saving
from app.web.errors import status_of
from app.web.guard.limits import takes_documents
from app.web.maps import exporting
from app.web.maps.creating import kept, previewed
from app.web.maps.pages import Answer, blueprint
from app.web.maps.previews import said
from app.web.policies import Policy, policy
from process_models.domain.commands import ImportContent
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem


@blueprint.post("/maps/<map_id>/import")
@policy(Policy.EDIT)
@takes_documents
def upload_into(map_id: str) -> Answer:
    """Take a file in, and show what it would change."""
    known = opened(map_id)
    try:
        token = kept()
    except EslabonError as reason:
        return exporting.page(known, reason.problems), status_of(reason)
    return context.see_other("maps.preview_into", map_id=known.id, token=token)


@blueprint.get("/maps/<map_id>/import/<token>")
@policy(Policy.EDIT)
def preview_into(map_id: str, token: str) -> Answer:
    """Show what a file would change."""
    known = opened(map_id)
    return _page(known, previewed(token, routes=request.args.get("routes") != "no"))


@blueprint.post("/maps/<map_id>/import/<token>")
@policy(Policy.EDIT)
def take_into(map_id: str, token: str) -> Answer:
    """Put the content of a file in the place of the map's."""
    known, base = opened(map_id), base_revision()
    shown = previewed(token, routes=request.form.get("routes") != "no")
    if shown.chain is None or _coming(known, shown).problems:
        return _page(known, shown), 422
    try:
        saving.apply(known.id, ImportContent(content=_coming(known, shown).chain), base, way=_way())
    except EditConflict as reason:
        return _page(opened(map_id), shown, reason.problems), 409
    context.notice("maps.imported")
    return context.see_other("map.show", map_id=known.id)


def _coming(known: ValueChainMap, shown: Preview) -> Arrival:
    return arrivals.arrival(known.chain, shown.parsed, way=_way(), language=context.language())


def _way() -> str:
    """Return how the file is taken: it updates and adds, unless it is to take the place of everything."""
    return arrivals.REPLACE if request.values.get("way") == arrivals.REPLACE else arrivals.MERGE


def _page(known: ValueChainMap, shown: Preview, problems: tuple[Problem, ...] = ()) -> str:
    return context.page(
        "maps/import.html",
        opened=known,
        preview=shown,
        told=said(shown, context.words()),
        coming=None if shown.chain is None else _coming(known, shown),
        way=_way(),
        ways=arrivals.WAYS,
        moved=bool(problems),
        key=new_key(),
    )
