"""Rows copied from a spreadsheet into the table of handoffs: shown before they are taken, and taken by one command."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.services.files.pasting import Pasted, pasted
from app.services.keeping import histories
from app.services.keeping.editing import EditConflict
from app.web import asking, context
from app.web.editing import saving
from app.web.maps.previews import MOST_PROBLEMS, Told, place
from app.web.policies import Policy, policy
from process_models.domain.maps import ValueChainMap

blueprint = Blueprint("pasting", __name__)


@blueprint.get("/maps/<map_id>/paste-handoffs")
@policy(Policy.EDIT)
def paste(map_id: str) -> str:
    """Show where to paste rows."""
    return _page(asking.opened(map_id))


@blueprint.post("/maps/<map_id>/paste-handoffs")
@policy(Policy.EDIT)
def look(map_id: str) -> ResponseReturnValue:
    """Show what pasted rows would add and change, and what is wrong with them."""
    opened = asking.opened(map_id)
    shown = pasted(opened.chain, _text())
    return _page(opened, shown), 422 if shown.problems else 200


@blueprint.post("/maps/<map_id>/paste-handoffs/take")
@policy(Policy.EDIT)
def take(map_id: str) -> ResponseReturnValue:
    """Take pasted rows into the map."""
    base = saving.base_of(map_id)
    shown = pasted(base.chain, _text())
    if shown.command is None:
        return _page(base, shown), 422
    try:
        saving.apply(base.id, shown.command, base.revision)
    except EditConflict:
        newest = asking.opened(map_id)
        return _page(newest, pasted(newest.chain, _text()), moved=True), 409
    context.notice("handoffs.pasted", added=shown.added, changed=shown.changed)
    return context.see_other("handoffs.index", map_id=base.id)


def _text() -> str:
    return request.form.get("text", "")


def _page(opened: ValueChainMap, shown: Pasted | None = None, *, moved: bool = False) -> str:
    words = context.words()
    problems = shown.problems if shown else ()
    after = shown.after if shown else None
    told = tuple(Told(place=place(each, words, is_list=False), sentence=words.problem(each)) for each in problems)
    return context.page(
        "handoffs/paste.html",
        opened=opened,
        shown=shown,
        moved=moved,
        told=told[:MOST_PROBLEMS],
        more=max(0, len(told) - MOST_PROBLEMS),
        differences=histories.differences(opened.chain, after, language=words.language) if after else (),
        key=asking.new_key(),
    )
