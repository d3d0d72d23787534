"""Who is in a team: listed, let in, given another role, taken out, and leaving by themselves."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, created, nothing
from app.api.asking import Body
from app.api.operations import Content, Operation, operation
from app.api.shared_models import MemberListed, MemberOut, MembersOut
from app.services.teams import members, teams
from app.web import context
from app.web.policies import Policy
from process_models.domain.identifiers import PersonId, TeamId
from process_models.domain.people import Role

_TEAM = "/teams/<int(max=2147483647):team_id>"
_ONE = f"{_TEAM}/members/<int(max=2147483647):person_id>"


class NewMember(Body):
    """Somebody of the organisation who is to be in a team, by their exact address, and what they may do there."""

    email: str
    role: Role = Field(strict=False)


class MemberRole(Body):
    """What somebody may do in a team."""

    role: Role = Field(strict=False)


@operation(
    Operation(
        name="list_members",
        verb="GET",
        rule=f"{_TEAM}/members",
        tag="members",
        policy=Policy.VIEW,
        answer=Content(schema=MembersOut),
    )
)
def list_members(team_id: int) -> Response:
    """List who is in a team."""
    with context.reading() as session:
        found = teams.opened(session, context.actor(), team=TeamId(team_id)).members
    return answer(MembersOut(members=[MemberListed.of(each) for each in found]))


@operation(
    Operation(
        name="add_member",
        verb="POST",
        rule=f"{_TEAM}/members",
        tag="members",
        policy=Policy.OWN,
        body=Content(schema=NewMember),
        example={"email": "nora@example.org", "role": "editor"},
        status=201,
        answer=Content(schema=MemberOut),
        takes_key=True,
        is_kept=True,
    )
)
def add_member(team_id: int) -> Response:
    """Let somebody of the organisation into a team."""
    asked, key, team = asking.body(NewMember), asking.key(), TeamId(team_id)
    with context.writing() as session:
        new = members.add(session, context.actor(), team=team, email=asked.email, role=asked.role, key=key)
    return created(MemberOut.of(new), "show_member", tag=new.version, team_id=team, person_id=new.person.id)


@operation(
    Operation(
        name="show_member",
        verb="GET",
        rule=_ONE,
        tag="members",
        policy=Policy.VIEW,
        answer=Content(schema=MemberOut),
        is_kept=True,
    )
)
def show_member(team_id: int, person_id: int) -> Response:
    """Tell what somebody is in a team."""
    with context.reading() as session:
        found = members.of_id(session, context.actor(), team=TeamId(team_id), person=PersonId(person_id))
    return answer(MemberOut.of(found), tag=found.version)


@operation(
    Operation(
        name="change_member",
        verb="PATCH",
        rule=_ONE,
        tag="members",
        policy=Policy.OWN,
        body=Content(schema=MemberRole),
        example={"role": "owner"},
        answer=Content(schema=MemberOut),
        needs_match=True,
        is_kept=True,
    )
)
def change_member(team_id: int, person_id: int) -> Response:
    """Let somebody do more or less in a team."""
    base, role, actor = asking.revision(), asking.body(MemberRole).role, context.actor()
    team, person = TeamId(team_id), PersonId(person_id)
    with context.writing() as session:
        now = members.change_role(session, actor, team=team, person=person, role=role, base_version=base)
    return answer(MemberOut.of(now), tag=now.version)


@operation(
    Operation(
        name="remove_member",
        verb="DELETE",
        rule=_ONE,
        tag="members",
        policy=Policy.OWN,
        status=204,
        needs_match=True,
    )
)
def remove_member(team_id: int, person_id: int) -> Response:
    """Take somebody out of a team."""
    version, team, person = asking.revision(), TeamId(team_id), PersonId(person_id)
    with context.writing() as session:
        members.remove(session, context.actor(), team=team, person=person, base_version=version)
    return nothing()


@operation(
    Operation(
        name="leave_team",
        verb="POST",
        rule=f"{_TEAM}/leave",
        tag="members",
        policy=Policy.TOKENS,
        status=204,
        needs_match=True,
    )
)
def leave_team(team_id: int) -> Response:
    """Leave a team oneself."""
    version = asking.revision()
    with context.writing() as session:
        members.leave(session, context.actor(), team=TeamId(team_id), base_version=version)
    return nothing()
