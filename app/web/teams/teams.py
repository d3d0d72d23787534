"""The list of teams, and each team as a whole."""

from flask import request

from app.services.teams import teams
from app.web import asking, clock, context
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, blueprint, roles, shown, team_page
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import TeamId


@blueprint.get("/teams")
@policy(Policy.VIEW)
def index() -> Answer:
    """Show the teams that one is in; an owner of the organisation sees them all."""
    return _index()


@blueprint.post("/teams")
@policy(Policy.OWN)
def make() -> Answer:
    """Make a team."""
    name = request.form.get("name", "")
    try:
        with context.writing() as session:
            new = teams.make(session, context.actor(), name=name, now=clock.now(), key=asking.key())
    except EslabonError as reason:
        return _index(reason)
    context.notice("teams.made", name=name)
    return context.see_other("teams.show", team_id=new)


@blueprint.get("/teams/<int(max=2147483647):team_id>")
@policy(Policy.VIEW)
def show(team_id: int) -> Answer:
    """Show a team."""
    return team_page(team_id)


@blueprint.post("/teams/<int(max=2147483647):team_id>/name")
@policy(Policy.OWN)
def rename(team_id: int) -> Answer:
    """Give a team another name."""
    name, base_version = request.form.get("name", ""), asking.base_version()
    try:
        with context.writing() as session:
            teams.rename(session, context.actor(), team=TeamId(team_id), name=name, base_version=base_version)
    except EslabonError as reason:
        return team_page(team_id, reason)
    context.notice("teams.renamed", name=name)
    return context.see_other("teams.show", team_id=team_id)


@blueprint.post("/teams/<int(max=2147483647):team_id>/remove")
@policy(Policy.OWN)
def remove(team_id: int) -> Answer:
    """Remove a team that owns no maps."""
    base_version = asking.base_version()
    try:
        with context.writing() as session:
            teams.remove(session, context.actor(), team=TeamId(team_id), base_version=base_version)
    except (teams.TeamRefused, teams.TeamMoved) as reason:
        return team_page(team_id, reason)
    context.notice("teams.removed")
    return context.see_other("teams.index")


def _index(reason: EslabonError | None = None) -> Answer:
    with context.reading() as session:
        found = teams.listed(session, context.actor())
    typed = {"name": request.form.get("name", "")}
    return shown(
        "teams/index.html", reason, seen=found, may_make=context.actor().reaches_all, typed=typed, roles=roles()
    )
