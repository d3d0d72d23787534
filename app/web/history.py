"""The history of a map: who changed what, in words; taking a change back; the map as it was."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.services.keeping import editing, histories
from app.services.keeping.editing import EditConflict
from app.services.keeping.histories import Clash, History
from app.services.showing import diagrams, overview
from app.services.showing.diagrams import DrawingFailed
from app.services.showing.memory import NotYet
from app.web import context, drawings
from app.web.asking import base_revision, can_edit, key, new_key, opened
from app.web.editing import saving
from app.web.policies import Policy, policy
from process_models.domain.commands import ImportContent
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap

PATIENCE = 2.0
FOLDED = 4
"""Sentences of a change that are shown at once; the others are behind a click."""

blueprint = Blueprint("history", __name__)


@blueprint.get("/maps/<map_id>/history")
@policy(Policy.VIEW)
def index(map_id: str) -> str:
    """Show what was done to a map, the newest first."""
    with context.reading() as session:
        found = histories.page(
            session,
            context.actor(),
            map_id=MapId(map_id),
            language=context.language(),
            before=request.args.get("before", type=int),
        )
    return _page(found)


@blueprint.get("/maps/<map_id>/history/<int:revision>")
@policy(Policy.VIEW)
def show(map_id: str, revision: int) -> str:
    """Show a map as it was at a revision."""
    return _shown(opened(map_id), opened(map_id, revision))


@blueprint.post("/maps/<map_id>/history/<int:revision>/undo")
@policy(Policy.EDIT)
def undo(map_id: str, revision: int) -> ResponseReturnValue:
    """Take the change of a revision back."""
    known, base = opened(map_id), base_revision()
    try:
        with context.writing() as session:
            editing.undo(session, context.actor(), map_id=known.id, revision=revision, base_revision=base, key=key())
    except EditConflict as reason:
        return _refused(known, revision, reason), 409
    context.notice("history.undone", revision=revision)
    if request.form.get("from") == "map":
        return context.see_other("map.show", map_id=known.id)
    return context.see_other("history.index", map_id=known.id)


@blueprint.post("/maps/<map_id>/history/<int:revision>/restore")
@policy(Policy.EDIT)
def restore(map_id: str, revision: int) -> ResponseReturnValue:
    """Put the content that a map had at a revision in the place of the present one."""
    then, base = opened(map_id, revision), base_revision()
    try:
        saving.apply(then.id, ImportContent(content=then.chain), base)
    except EditConflict as reason:
        known = opened(map_id)
        return _shown(known, then, _clash(known, reason, since=base)), 409
    context.notice("history.restored", revision=revision)
    return context.see_other("history.index", map_id=then.id)


def _page(found: History) -> str:
    return context.page(
        "history/index.html",
        history=found,
        opened=found.opened,
        folded=FOLDED,
        is_older="before" in request.args,
        may_edit=can_edit(),
        key=new_key(),
    )


def _refused(known: ValueChainMap, revision: int, reason: EditConflict) -> str:
    """Say why a change cannot be taken back: what that would have made, and what is there now."""
    told = _clash(known, reason, since=revision)
    return context.page("history/refused.html", opened=known, revision=revision, clash=told)


def _clash(known: ValueChainMap, reason: EditConflict, *, since: int) -> Clash:
    with context.reading() as session:
        return histories.clash(
            session, context.actor(), map_id=known.id, conflict=reason, since=since, language=context.language()
        )


def _shown(known: ValueChainMap, then: ValueChainMap, clash: Clash | None = None) -> str:
    return context.page(
        "history/show.html",
        opened=known,
        then=then,
        drawing=_drawing(then),
        handoffs=overview.handoffs(then.chain),
        clash=clash,
        may_edit=can_edit(),
        key=new_key(),
    )


def _drawing(then: ValueChainMap) -> Markup | None:
    try:
        drawn = diagrams.map_svg(then, language=context.language(), within=PATIENCE)
    except (NotYet, DrawingFailed):
        return None
    return drawings.inline(drawn.content, page="")
