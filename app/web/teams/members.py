"""Who is in a team, and leaving it."""

from flask import request

from app.services.teams import members
from app.web import asking, context
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, blueprint, team_page
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import PersonId, TeamId


@blueprint.post("/teams/<int(max=2147483647):team_id>/members")
@policy(Policy.OWN)
def add_member(team_id: int) -> Answer:
    """Let somebody with an account into a team."""
    email, role = request.form.get("email", ""), asking.role()
    try:
        with context.writing() as session:
            new = members.add(session, context.actor(), team=TeamId(team_id), email=email, role=role, key=asking.key())
    except EslabonError as reason:
        return team_page(team_id, reason)
    context.notice("teams.member-added", name=new.person.name)
    return context.see_other("teams.show", team_id=team_id)


@blueprint.post("/teams/<int(max=2147483647):team_id>/members/<int(max=2147483647):person_id>/role")
@policy(Policy.OWN)
def change_member(team_id: int, person_id: int) -> Answer:
    """Let somebody do more or less in a team."""
    team, person, role, base = TeamId(team_id), PersonId(person_id), asking.role(), asking.base_version()
    try:
        with context.writing() as session:
            now = members.change_role(session, context.actor(), team=team, person=person, role=role, base_version=base)
    except EslabonError as reason:
        return team_page(team_id, reason)
    context.notice("teams.member-changed", name=now.person.name)
    return context.see_other("teams.show", team_id=team_id)


@blueprint.post("/teams/<int(max=2147483647):team_id>/members/<int(max=2147483647):person_id>/remove")
@policy(Policy.OWN)
def remove_member(team_id: int, person_id: int) -> Answer:
    """Take somebody out of a team."""
    team, person, base = TeamId(team_id), PersonId(person_id), asking.base_version()
    try:
        with context.writing() as session:
            former = members.remove(session, context.actor(), team=team, person=person, base_version=base)
    except EslabonError as reason:
        return team_page(team_id, reason)
    context.notice("teams.member-removed", name=former.person.name)
    return context.see_other(
        "teams.index" if person == context.actor().person else "teams.show", **_there(team_id, person)
    )


@blueprint.post("/teams/<int(max=2147483647):team_id>/leave")
@policy(Policy.VIEW)
def leave(team_id: int) -> Answer:
    """Leave a team oneself."""
    base = asking.base_version()
    try:
        with context.writing() as session:
            name = members.leave(session, context.actor(), team=TeamId(team_id), base_version=base)
    except EslabonError as reason:
        return team_page(team_id, reason)
    context.notice("teams.left", name=name)
    return context.see_other("teams.index")


def _there(team_id: int, person: PersonId) -> dict[str, int]:
    return {} if person == context.actor().person else {"team_id": team_id}
