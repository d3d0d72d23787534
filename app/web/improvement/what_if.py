"""What would be if: the page with its sliders, and the answer while one of them moves."""

from flask import jsonify, redirect, request

from app.services.improving import answers
from app.services.improving.answers import Answer as Found
from app.services.improving.levers import Subject
from app.services.improving.supposing import MOST_THINGS, REMOVE, THING
from app.web import asking, context
from app.web.addresses import url_for
from app.web.improvement.pages import PATIENCE, Answer, address, blueprint, supposed
from app.web.policies import Policy, policy
from process_models.domain.maps import ValueChainMap

_FORM = "form"
"""The field by which a form says that it sent along sliders that nobody moved."""

SECONDS_MOVING = 5.0
"""How long an answer to a moving slider is waited for."""


@blueprint.get("/maps/<map_id>/improvement")
@policy(Policy.VIEW)
def show(map_id: str) -> Answer:
    """Show what would be if, and the sliders; a form is answered at the address that says no more than it must."""
    opened = asking.opened(map_id)
    answer = answers.what_if(opened, supposed(), language=context.language(), within=PATIENCE)
    if _FORM in request.args and not answer.problems and not answer.missing:
        return redirect(address(opened.id, answer.supposed), code=303)
    return context.page(
        "improvement/show.html",
        opened=opened,
        answer=answer,
        without=lambda subject: _without(opened, answer, subject),
        link=lambda subject: _link(opened, subject),
        may_add=len(answer.subjects) < MOST_THINGS,
        again=request.full_path,
        thing=THING,
        remove=REMOVE,
        can_edit=asking.can_edit(),
        key=asking.new_key(),
    )


@blueprint.get("/maps/<map_id>/improvement/answer")
@policy(Policy.VIEW)
def answer(map_id: str) -> Answer:
    """Say what would be if, for the page whose slider moves; 202: it is still being computed."""
    opened = asking.opened(map_id)
    found = answers.effect(opened, supposed(), language=context.language(), within=SECONDS_MOVING)
    return jsonify(told(found, address(opened.id, found.supposed))), 202 if found.is_pending else 200


def told(found: Found, here: str) -> dict[str, object]:
    """Return what the page writes where: texts and lengths by the names of their places, and its address."""
    problems = (*found.problems, *((found.missing,) if found.missing else ()))
    effects = [(each.outcome or "", each) for each in (*found.effects, *((found.loss,) if found.loss else ()))]
    return {
        "texts": {
            **{f"before {name}": each.before for name, each in effects},
            **{f"after {name}": each.after for name, each in effects},
            **{f"said {name}": each.said for name, each in effects},
        },
        "bars": {
            **{f"before {name}": each.bar_before for name, each in effects},
            **{f"after {name}": each.bar_after for name, each in effects},
        },
        "problems": [context.words().problem(problem) for problem in problems],
        "address": here,
        "query": found.supposed.query,
    }


def _without(opened: ValueChainMap, answer: Found, subject: Subject) -> str:
    return address(opened.id, answer.supposed.without(subject.thing))


def _link(opened: ValueChainMap, subject: Subject) -> str:
    if subject.handoff is not None:
        return url_for("handoffs.show", map_id=opened.id, handoff_id=subject.handoff)
    return url_for("nodes.show", map_id=opened.id, node_id=subject.node)
