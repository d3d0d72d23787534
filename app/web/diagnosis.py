"""The diagnosis page: a complaint arrived, and where it probably began; all that was observed stands in the address."""

from flask import Blueprint, request

from app.services.showing import complaints
from app.web import asking, context
from app.web.policies import Policy, policy
from app.web.propagation import PATIENCE, addresses

MOST_OBSERVED = 200
"""Of an address: more than that no form of ours sends."""

blueprint = Blueprint("diagnosis", __name__)


@blueprint.get("/maps/<map_id>/propagation/diagnosis")
@policy(Policy.VIEW)
def show(map_id: str) -> str:
    """Show where what was observed probably began."""
    opened = asking.opened(map_id)
    complaint = complaints.complaint(
        opened, failed=_seen("failed"), fine=_seen("fine"), language=context.language(), within=PATIENCE
    )
    return context.page(
        "propagation/diagnosis.html",
        opened=opened,
        complaint=complaint,
        address=addresses(opened),
        again=request.full_path,
    )


def _seen(how: str) -> tuple[str, ...]:
    """Return what was observed so, each once; a field left empty says nothing."""
    return tuple(dict.fromkeys(filter(None, request.args.getlist(how))))[:MOST_OBSERVED]
