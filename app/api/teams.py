"""Teams: listed, made, renamed and removed."""

from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body
from app.api.operations import Content, Operation, operation
from app.api.shared_models import TeamListed, TeamOut, TeamsOut
from app.services.teams import teams
from app.services.teams.teams import TeamSeen
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.identifiers import TeamId

_ONE = "/teams/<int(max=2147483647):team_id>"


class TeamName(Body):
    """What a team is called."""

    name: str


@operation(
    Operation(
        name="list_teams",
        verb="GET",
        rule="/teams",
        tag="teams",
        policy=Policy.SIGNED_IN,
        answer=Content(schema=TeamsOut),
    )
)
def list_teams() -> Response:
    """List the teams that one is in."""
    with context.reading() as session:
        found = teams.listed(session, context.actor())
    return answer(TeamsOut(teams=[_listed(each) for each in found]))


@operation(
    Operation(
        name="make_team",
        verb="POST",
        rule="/teams",
        tag="teams",
        policy=Policy.OWN,
        body=Content(schema=TeamName),
        example={"name": "Bodega y despachos"},
        status=201,
        answer=Content(schema=TeamOut),
        errors=(404,),
        takes_key=True,
        is_kept=True,
    )
)
def make_team() -> Response:
    """Make a team with nobody in it."""
    asked, key = asking.body(TeamName), asking.key()
    with context.writing() as session:
        new = teams.make(session, context.actor(), name=asked.name, now=clock.now(), key=key)
        made = teams.found(session, new)
    return created(TeamOut.of(made), "show_team", tag=made.version, team_id=new)


@operation(
    Operation(
        name="show_team",
        verb="GET",
        rule=_ONE,
        tag="teams",
        policy=Policy.VIEW,
        answer=Content(schema=TeamOut),
        is_kept=True,
    )
)
def show_team(team_id: int) -> Response:
    """Show a team."""
    with context.reading() as session:
        found = teams.opened(session, context.actor(), team=TeamId(team_id)).team
    return answer(TeamOut.of(found), tag=found.version)


@operation(
    Operation(
        name="rename_team",
        verb="PATCH",
        rule=_ONE,
        tag="teams",
        policy=Policy.OWN,
        body=Content(schema=TeamName),
        example={"name": "Bodega central"},
        answer=Content(schema=TeamOut),
        needs_match=True,
        is_kept=True,
    )
)
def rename_team(team_id: int) -> Response:
    """Give a team another name."""
    version, asked, team = asking.revision(), asking.body(TeamName), TeamId(team_id)
    with context.writing() as session:
        renamed = teams.rename(session, context.actor(), team=team, name=asked.name, base_version=version)
    return answer(TeamOut.of(renamed), tag=renamed.version)


@operation(
    Operation(
        name="remove_team",
        verb="DELETE",
        rule=_ONE,
        tag="teams",
        policy=Policy.OWN,
        status=204,
        errors=(422,),
        needs_match=True,
    )
)
def remove_team(team_id: int) -> Response:
    """Remove a team that owns no maps."""
    version = asking.revision()
    with context.writing() as session:
        teams.remove(session, context.actor(), team=TeamId(team_id), base_version=version)
    return nothing()


def _listed(seen: TeamSeen) -> TeamListed:
    own = {"role": seen.role, "people": seen.people, "maps": seen.maps}
    return TeamListed.model_validate({**TeamOut.of(seen.team).model_dump(), **own})
