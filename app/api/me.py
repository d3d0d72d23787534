"""Who one is."""

from werkzeug.wrappers import Response

from app.api.answering import answer
from app.api.models import MeOut
from app.api.operations import Content, Operation, operation
from app.services.keeping import maps
from app.web import context
from app.web.policies import Policy


@operation(
    Operation(name="show_me", verb="GET", rule="/me", tag="me", policy=Policy.SIGNED_IN, answer=Content(schema=MeOut))
)
def show_me() -> Response:
    """Tell on whose behalf the token works, and how far."""
    actor = context.actor()
    with context.reading() as session:
        teams = maps.teams_to_make_in(session, actor)
    own = {"person": actor.person, "organisation": actor.organisation, "name": actor.name, "role": actor.role}
    return answer(MeOut.model_validate({**own, "may": actor.most, "teams": teams}))
