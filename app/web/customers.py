"""The customers page: who they are from the eight viewpoints, and why a process has none from one of them."""

from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.services.keeping.editing import EditConflict
from app.services.showing import customers
from app.web import asking, context
from app.web.policies import Policy, policy
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.problems import Problem
from process_models.domain.vocabulary import Viewpoint

PATIENCE = 0.1

blueprint = Blueprint("customers", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A process that is asked from a viewpoint, what was typed (None: nothing yet), and what is wrong with it."""

    process: NodeId
    viewpoint: Viewpoint
    typed: str | None = None
    problems: tuple[Problem, ...] = ()


@blueprint.get("/maps/<map_id>/customers")
@policy(Policy.VIEW)
def show(map_id: str) -> str:
    """Show who the customers are; with a form in the place of an answer that is to be given."""
    process, viewpoint = request.args.get("process"), request.args.get("viewpoint")
    return _page(map_id, Question(process=NodeId(process), viewpoint=_viewpoint(viewpoint)) if process else None)


@blueprint.post("/maps/<map_id>/customers")
@policy(Policy.EDIT)
def answer(map_id: str) -> str | tuple[str, int] | Response:
    """Keep why a process has no customers from a viewpoint."""
    typed = " ".join(request.form.get("reason", "").split())
    process, viewpoint = NodeId(request.form.get("process", "")), _viewpoint(request.form.get("viewpoint"))
    try:
        _keep(map_id, process, viewpoint, typed)
    except (CommandRefused, EditConflict) as reason:
        asked = Question(process=process, viewpoint=viewpoint, typed=typed, problems=reason.problems)
        return _page(map_id, asked), 409 if isinstance(reason, EditConflict) else 422
    context.notice("customers.answered" if typed else "customers.taken-back")
    return context.see_other("customers.show", map_id=map_id, _anchor=f"answer-{process}-{viewpoint}")


def _keep(map_id: str, process: NodeId, viewpoint: Viewpoint, reason: str) -> None:
    base = asking.base_revision()
    with context.writing() as session:
        customers.none_because(
            session,
            context.actor(),
            map_id=MapId(map_id),
            process=process,
            viewpoint=viewpoint,
            reason=reason,
            base_revision=base,
        )


def _viewpoint(named: str | None) -> Viewpoint:
    if named not in set(Viewpoint):
        abort(404)
    return Viewpoint(named)


def _page(map_id: str, asked: Question | None) -> str:
    opened = asking.opened(map_id)
    return context.page(
        "customers/show.html",
        opened=opened,
        coverage=customers.coverage(opened, language=context.language(), within=PATIENCE),
        asked=asked,
        may_edit=asking.can_edit(),
        longest=customers.LONGEST_REASON,
    )
