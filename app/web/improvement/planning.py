"""The plan of improvements for a budget, and what to measure next."""

from flask import request

from app.services.improving import planning
from app.web import asking, context
from app.web.addresses import url_for
from app.web.editing.controls import Number, Unreadable
from app.web.improvement.pages import PATIENCE, Answer, address, blueprint
from app.web.policies import Policy, policy
from process_models.domain.problems import Problem, error


@blueprint.get("/maps/<map_id>/improvement/plan")
@policy(Policy.VIEW)
def plan(map_id: str) -> Answer:
    """Show the actions of a map, and which of them to buy within a budget."""
    opened, (budget, wrong) = asking.opened(map_id), asked_budget()
    answer = planning.plan(opened, budget, language=context.language(), within=PATIENCE)
    typed = request.args.get("budget", "") if wrong else Number().shown(answer.budget, context.language())
    look = address(opened.id, answer.supposed) if answer.supposed and answer.supposed.settings else None
    return context.page(
        "improvement/plan.html",
        opened=opened,
        answer=answer,
        typed=typed,
        problems=wrong,
        look=look,
        again=request.full_path,
    )


@blueprint.get("/maps/<map_id>/improvement/measure")
@policy(Policy.VIEW)
def measure(map_id: str) -> Answer:
    """Show what to measure next."""
    opened = asking.opened(map_id)
    answer = planning.measuring(opened, language=context.language(), within=PATIENCE)
    return context.page(
        "improvement/measure.html",
        opened=opened,
        answer=answer,
        link=lambda handoff: url_for("handoffs.show", map_id=opened.id, handoff_id=handoff),
        again=request.full_path,
    )


def asked_budget() -> tuple[float | None, tuple[Problem, ...]]:
    """Return the budget that the address says, and what is wrong with it."""
    try:
        read = Number().read(request.args.get("budget", ""))
    except Unreadable as reason:
        return None, (error(reason.code, "/budget", **reason.fields),)
    if isinstance(read, float) and read < 0:
        return None, (error("budget-negative", "/budget"),)
    return (read if isinstance(read, float) else None), ()
