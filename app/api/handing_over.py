"""Ownership handed over: of a map to another team, of the organisation to somebody else."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.asking import Body
from app.api.models import PersonOut
from app.api.operations import Content, Operation, operation
from app.api.shared_models import OwnerOut
from app.services.teams import leaving, sharing
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import MapId, PersonId, TeamId

_OWNER = "/maps/<map_id>/owner"


class NewOwner(Body):
    """The team that is to own a map."""

    team: int = Field(ge=1, le=2**31 - 1)


@operation(
    Operation(
        name="show_owner",
        verb="GET",
        rule=_OWNER,
        tag="sharing",
        policy=Policy.VIEW,
        answer=Content(schema=OwnerOut),
        is_kept=True,
    )
)
def show_owner(map_id: str) -> Response:
    """Tell which team owns a map; the tag is its number."""
    team = asking.opened(map_id).team
    return answer(OwnerOut(team=team), tag=team)


@operation(
    Operation(
        name="hand_over_map",
        verb="PUT",
        rule=_OWNER,
        tag="sharing",
        policy=Policy.OWN,
        body=Content(schema=NewOwner),
        example={"team": 2},
        answer=Content(schema=OwnerOut),
        needs_match=True,
        is_kept=True,
    )
)
def hand_over_map(map_id: str) -> Response:
    """Let another team own a map."""
    base, team, actor = TeamId(asking.revision()), TeamId(asking.body(NewOwner).team), context.actor()
    with context.writing() as session:
        sharing.hand_over(session, actor, map_id=MapId(map_id), team=team, base_team=base)
    return answer(OwnerOut(team=team), tag=team)


@operation(
    Operation(
        name="hand_over_organisation",
        verb="POST",
        rule="/people/<int(max=2147483647):person_id>/hand-over",
        tag="people",
        policy=Policy.OWN,
        answer=Content(schema=PersonOut),
        errors=(422,),
        needs_match=True,
        is_kept=True,
    )
)
def hand_over_organisation(person_id: int) -> Response:
    """Make somebody else an owner of the organisation, and be one no longer."""
    base, heir = asking.revision(), PersonId(person_id)
    with context.writing() as session:
        now = leaving.hand_over(session, context.actor(), heir=heir, base_version=base)
    return answer(PersonOut.of(now), tag=now.version)
