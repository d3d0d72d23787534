"""The map page: the drawing is the page, with a panel that shows and edits what is chosen; commands for scripts."""

from collections.abc import Callable

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.services.keeping import editing, scripted, undoing
from app.services.keeping.editing import EditConflict, Edited
from app.web import asking, context
from app.web.chain import map_page
from app.web.chain.map_page import Looked
from app.web.errors import status_of
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId

blueprint = Blueprint("map", __name__)


@blueprint.get("/maps/<map_id>")
@policy(Policy.VIEW)
def show(map_id: str) -> str:
    """Show the drawing, and in the panel what is chosen; for a script the panel alone."""
    opened = asking.opened(map_id)
    looked = Looked.asked(opened.chain)
    if context.is_partial() and map_page.asks_around():
        return context.page("map/refreshed.html", **map_page.around_values(opened, looked))
    if context.is_partial():
        return context.page("map/panel.html", **map_page.panel_values(opened, looked))
    return context.page("map/show.html", **map_page.page_values(opened, looked))


@blueprint.get("/maps/<map_id>/panel")
@policy(Policy.VIEW)
def panel(map_id: str) -> str:
    """Show the panel alone."""
    opened = asking.opened(map_id)
    return context.page("map/panel.html", **map_page.panel_values(opened, Looked.asked(opened.chain)))


@blueprint.get("/maps/<map_id>/drawing")
@policy(Policy.VIEW)
def drawing(map_id: str) -> str:
    """Show the drawing alone, once it is made."""
    opened = asking.opened(map_id)
    values = map_page.drawing_values(opened, Looked.asked(opened.chain), map_page.LONG_PATIENCE)
    return context.page("map/drawing.html", **values)


@blueprint.post("/maps/<map_id>/commands")
@policy(Policy.EDIT)
def commands(map_id: str) -> ResponseReturnValue:
    """Apply a command that a script sends."""
    return _answered(map_id, _applied)


@blueprint.post("/maps/<map_id>/undo")
@policy(Policy.EDIT)
def undo(map_id: str) -> ResponseReturnValue:
    """Take back one's own last change, for a script."""
    return _answered(map_id, _stepped(undoing.undo_last))


@blueprint.post("/maps/<map_id>/redo")
@policy(Policy.EDIT)
def redo(map_id: str) -> ResponseReturnValue:
    """Take back one's own last undoing, for a script."""
    return _answered(map_id, _stepped(undoing.redo_last))


def _answered(map_id: str, edit: Callable[[MapId], Edited]) -> ResponseReturnValue:
    """Answer a script with what came of its edit."""
    try:
        edited = edit(asking.opened(map_id).id)
    except EditConflict as reason:
        return jsonify(scripted.conflict_document(reason)), 409
    except EslabonError as reason:
        return jsonify(scripted.problems_document(reason, context.words())), status_of(reason)
    return jsonify(scripted.edited_document(edited)), 200, {"ETag": f'"{edited.revision}"'}


def _applied(map_id: MapId) -> Edited:
    asked = scripted.read_request(request.get_data())
    with context.writing() as session:
        return editing.apply(
            session,
            context.actor(),
            map_id=map_id,
            command=asked.command,
            base_revision=asked.base_revision,
            key=asked.key,
        )


def _stepped(step: Callable[..., Edited]) -> Callable[[MapId], Edited]:
    def stepped(map_id: MapId) -> Edited:
        asked = scripted.read_step(request.get_data())
        with context.writing() as session:
            return step(session, context.actor(), map_id=map_id, base_revision=asked.base_revision, key=asked.key)

    return stepped
