"""New maps out of those that one begins with."""

from flask import make_response, request
from werkzeug.wrappers import Response

from app.services.files import starters
from app.services.keeping import maps
from app.web import context
from app.web.asking import key
from app.web.errors import status_of
from app.web.maps import creating
from app.web.maps.pages import Answer, blueprint
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError

_A_DAY = 24 * 3600


@blueprint.post("/maps/new/starters")
@policy(Policy.EDIT)
def start() -> Answer:
    """Keep a map to begin with as a new map."""
    starter = request.form.get("starter", "")
    chain = starters.chain(starter, context.language())
    try:
        with context.writing() as session:
            made = maps.create(session, context.actor(), chain=chain, team=creating.team(), key=_key(starter))
    except EslabonError as reason:
        return creating.form(reason.problems), status_of(reason)
    context.notice("maps.created", name=chain.name)
    return context.see_other("map.show", map_id=made)


@blueprint.get("/maps/new/starters/<starter>.svg")
@policy(Policy.EDIT)
def starter_picture(starter: str) -> Response:
    """Give the drawing of a map to begin with, small."""
    answer = make_response(starters.picture(starter, context.language()))
    answer.content_type = "image/svg+xml"
    answer.cache_control.private, answer.cache_control.max_age = True, _A_DAY
    return answer


def _key(starter: str) -> str | None:
    """Return the key of one of the page's buttons: who goes back and presses another means another map."""
    page = key()
    return None if page is None else f"{page}-{starter}"
