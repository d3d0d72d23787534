"""For those who watch the server: whether it lives, and whether it can do its work."""

from flask import Blueprint, Response, json

from app.services.running import readiness
from app.web import context
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@policy(Policy.PUBLIC)
def alive() -> Response:
    """Answer: the process serves."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@policy(Policy.PUBLIC)
def ready() -> Response:
    """Answer whether the database is there with its tables, and drawings are made."""
    try:
        with context.reading() as session:
            found = readiness.readiness(session)
    except EslabonError:
        found = readiness.Readiness(database=False, drawing=readiness.drawing())
    said = {"database": found.database, "drawing": found.drawing}
    return Response(json.dumps(said) + "\n", status=200 if found.is_ready else 503, mimetype="application/json")
