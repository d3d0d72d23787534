"""Stopping and beginning to simulate a map that is too large for the exact engine."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.services.showing import simulating
from app.web import asking, context
from app.web.policies import Policy, policy

blueprint = Blueprint("simulating", __name__)


@blueprint.post("/maps/<map_id>/simulation/stop")
@policy(Policy.VIEW)
def stop(map_id: str) -> ResponseReturnValue:
    """Stop simulating a map, for everybody who waits for it."""
    simulating.stop(asking.opened(map_id))
    return _back(map_id)


@blueprint.post("/maps/<map_id>/simulation/begin")
@policy(Policy.VIEW)
def begin(map_id: str) -> ResponseReturnValue:
    """Simulate a map that somebody stopped."""
    simulating.begin(asking.opened(map_id))
    return _back(map_id)


def _back(map_id: str) -> ResponseReturnValue:
    """Return to the question that was asked."""
    asked = {name: request.form[name] for name in ("outcome", "handoff") if request.form.get(name)}
    return context.see_other("propagation.show", map_id=map_id, **asked)
