"""Nodes: the page of a process with its suppliers and clients at once, and the forms."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.services.showing import overview, sipoc
from app.web import asking, context
from app.web.chain import answering
from app.web.chain.neighbours import neighbours
from app.web.comments import talk
from app.web.editing import form_page, saving
from app.web.editing.sayings import Sayings
from app.web.editing.things import NODE
from app.web.policies import Policy, policy
from process_models.domain.comments import SubjectKind

blueprint = Blueprint("nodes", __name__)


@blueprint.get("/maps/<map_id>/nodes/<node_id>")
@policy(Policy.VIEW)
def show(map_id: str, node_id: str) -> str:
    """Show a node between its suppliers and its clients."""
    opened = asking.opened(map_id)
    circle = overview.node(opened.chain, node_id)
    return context.page(
        "nodes/show.html",
        opened=opened,
        circle=circle,
        sipoc=sipoc.block(opened.chain, circle.node, context.language()),
        drawing=neighbours(opened, circle.node),
        say=Sayings(words=context.words()),
        can_edit=asking.can_edit(),
        talk=talk.about(opened.id, SubjectKind.NODE, circle.node.id, "page"),
        owns=asking.owns(),
        removal_question=form_page.Removal.of(opened, NODE, node_id, "page"),
    )


@blueprint.get("/maps/<map_id>/nodes/<node_id>/edit")
@policy(Policy.EDIT)
def edit(map_id: str, node_id: str) -> str:
    """Show the form of a node."""
    opened = asking.opened(map_id)
    form = form_page.written(opened, NODE, node_id, "page")
    return context.page("nodes/edit.html", **answering.form_template_values(opened, form))


@blueprint.post("/maps/<map_id>/nodes/<node_id>")
@policy(Policy.EDIT)
def save(map_id: str, node_id: str) -> ResponseReturnValue:
    """Keep what the form of a node says."""
    return answering.answer(saving.draft(NODE, map_id, node_id))


@blueprint.get("/maps/<map_id>/new-node")
@policy(Policy.EDIT)
def new(map_id: str) -> str:
    """Show the form of a new node."""
    opened = asking.opened(map_id)
    form = form_page.blank(opened, NODE, {"kind": request.args.get("kind", "")}, "page")
    return context.page("nodes/edit.html", **answering.form_template_values(opened, form))


@blueprint.post("/maps/<map_id>/nodes")
@policy(Policy.EDIT)
def create(map_id: str) -> ResponseReturnValue:
    """Put a new node on the map."""
    return answering.answer(saving.draft(NODE, map_id))


@blueprint.post("/maps/<map_id>/nodes/<node_id>/remove")
@policy(Policy.EDIT)
def remove(map_id: str, node_id: str) -> ResponseReturnValue:
    """Take a node off the map, with its handoffs."""
    return answering.removed(NODE, map_id, node_id)
