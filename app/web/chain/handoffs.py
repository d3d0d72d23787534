"""Handoffs: the table and the matrix that one works in, and the form of each."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.web import asking, context
from app.web.chain import answering, handoff_page
from app.web.editing import form_page, saving
from app.web.editing.things import HANDOFF
from app.web.policies import Policy, policy

blueprint = Blueprint("handoffs", __name__)


@blueprint.get("/maps/<map_id>/handoffs")
@policy(Policy.VIEW)
def index(map_id: str) -> str:
    """Show the handoffs as a table, or as suppliers by clients."""
    opened, asked = asking.opened(map_id), handoff_page.Asked.asked()
    template = "handoffs/matrix.html" if asked.as_matrix else "handoffs/index.html"
    return context.page(template, **handoff_page.table_values(opened, asked))


@blueprint.get("/maps/<map_id>/handoffs/<handoff_id>")
@policy(Policy.VIEW)
def show(map_id: str, handoff_id: str) -> str:
    """Show all of a handoff, in its form for those who may change it."""
    opened = asking.opened(map_id)
    return context.page("handoffs/show.html", **handoff_page.values(opened, handoff_id))


@blueprint.get("/maps/<map_id>/handoffs/<handoff_id>/row")
@policy(Policy.VIEW)
def row(map_id: str, handoff_id: str) -> str:
    """Show one row of the table; `edit` with controls in it."""
    return context.page("handoffs/row.html", **handoff_page.row_values(asking.opened(map_id), handoff_id))


@blueprint.post("/maps/<map_id>/handoffs/<handoff_id>")
@policy(Policy.EDIT)
def save(map_id: str, handoff_id: str) -> ResponseReturnValue:
    """Keep what the form of a handoff says."""
    return answering.answer(saving.draft(HANDOFF, map_id, handoff_id))


@blueprint.get("/maps/<map_id>/new-handoff")
@policy(Policy.EDIT)
def new(map_id: str) -> str:
    """Show the form of a new handoff."""
    opened = asking.opened(map_id)
    ends = {end: request.args.get(end, "") for end in ("supplier", "client")}
    form = form_page.blank(opened, HANDOFF, ends, "page")
    return context.page("handoffs/edit.html", **answering.form_template_values(opened, form))


@blueprint.post("/maps/<map_id>/handoffs")
@policy(Policy.EDIT)
def create(map_id: str) -> ResponseReturnValue:
    """Put a new handoff on the map."""
    return answering.answer(saving.draft(HANDOFF, map_id))


@blueprint.post("/maps/<map_id>/handoffs/<handoff_id>/remove")
@policy(Policy.EDIT)
def remove(map_id: str, handoff_id: str) -> ResponseReturnValue:
    """Take a handoff off the map."""
    return answering.removed(HANDOFF, map_id, handoff_id)
