"""Groups of handoffs of one client: alternatives of which some are enough, routes of which each occasion uses one."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.web import asking, context
from app.web.editing import group_form, saving
from app.web.editing.saving import FormRefused
from app.web.policies import Policy, policy

blueprint = Blueprint("groups", __name__)


@blueprint.get("/maps/<map_id>/groups/<group_id>")
@policy(Policy.VIEW)
def show(map_id: str, group_id: str) -> str:
    """Show a group: its kind and its handoffs, in a form for those who may change it."""
    opened = asking.opened(map_id)
    return context.page("groups/edit.html", **group_form.values(opened, group_form.written(opened, group_id)))


@blueprint.get("/maps/<map_id>/new-group")
@policy(Policy.EDIT)
def new(map_id: str) -> str:
    """Show the form of a new group of a client's handoffs."""
    opened = asking.opened(map_id)
    return context.page(
        "groups/edit.html", **group_form.values(opened, group_form.blank(opened, request.args.get("client", "")))
    )


@blueprint.post("/maps/<map_id>/groups")
@policy(Policy.EDIT)
def create(map_id: str) -> ResponseReturnValue:
    """Make a group."""
    return _kept(map_id, None)


@blueprint.post("/maps/<map_id>/groups/<group_id>")
@policy(Policy.EDIT)
def save(map_id: str, group_id: str) -> ResponseReturnValue:
    """Keep what the form of a group says: what it is, and who is in it."""
    return _kept(map_id, group_id)


@blueprint.post("/maps/<map_id>/groups/<group_id>/remove")
@policy(Policy.EDIT)
def remove(map_id: str, group_id: str) -> ResponseReturnValue:
    """Dissolve a group; its handoffs stay."""
    base = saving.base_of(map_id)
    saving.send(map_id, {"kind": "remove-group", "group": group_id}, base.revision)
    context.notice("handoffs.group.removed")
    return redirect(url_for("handoffs.index", map_id=map_id), code=303)


def _kept(map_id: str, group_id: str | None) -> ResponseReturnValue:
    try:
        group = group_form.keep(map_id, group_id)
    except FormRefused as refused:
        form = group_form.refused(refused, group_id)
        return context.page("groups/edit.html", **group_form.values(refused.opened, form)), 422
    context.notice("handoffs.group.kept")
    if group is None:
        return redirect(url_for("handoffs.index", map_id=map_id), code=303)
    return redirect(url_for("groups.show", map_id=map_id, group_id=group), code=303)
