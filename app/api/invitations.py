"""Invitations into a team: listed, made with a link that is shown once, and taken back."""

from pydantic import Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import address, answer, created, nothing
from app.api.asking import Body
from app.api.operations import Content, Operation, operation
from app.api.shared_models import InvitationOut, InvitationsOut, NewInvitationOut
from app.services.teams import invitations
from app.web import clock, context
from app.web.policies import Policy
from process_models.domain.identifiers import InvitationId, TeamId
from process_models.domain.people import Role

_ALL = "/teams/<int(max=2147483647):team_id>/invitations"
_ONE = f"{_ALL}/<int(max=2147483647):invitation_id>"


class NewInvitation(Body):
    """Whom to invite into a team, with an account or without, and what they may do there."""

    email: str
    role: Role = Field(strict=False)


@operation(
    Operation(
        name="list_invitations",
        verb="GET",
        rule=_ALL,
        tag="invitations",
        policy=Policy.OVERSEE,
        answer=Content(schema=InvitationsOut),
    )
)
def list_invitations(team_id: int) -> Response:
    """List the open invitations into a team."""
    with context.reading() as session:
        found = invitations.listed(session, context.actor(), team=TeamId(team_id), now=clock.now())
    return answer(InvitationsOut(invitations=[InvitationOut.of(each) for each in found]))


@operation(
    Operation(
        name="make_invitation",
        verb="POST",
        rule=_ALL,
        tag="invitations",
        policy=Policy.OWN,
        body=Content(schema=NewInvitation),
        example={"email": "luz@example.org", "role": "editor"},
        status=201,
        answer=Content(schema=NewInvitationOut),
        takes_key=True,
    )
)
def make_invitation(team_id: int) -> Response:
    """Invite somebody into a team; the link is shown once."""
    asked, key, actor, team = asking.body(NewInvitation), asking.key(), context.actor(), TeamId(team_id)
    with context.writing() as session:
        made, opens = invitations.make_once(
            session, actor, team=team, email=asked.email, role=asked.role, now=clock.now(), key=key
        )
    link = None if opens is None else address(invitations.path(opens))
    told = NewInvitationOut(**InvitationOut.of(made).model_dump(), link=link)
    return created(told, "show_invitation", team_id=team_id, invitation_id=made.id)


@operation(
    Operation(
        name="show_invitation",
        verb="GET",
        rule=_ONE,
        tag="invitations",
        policy=Policy.OVERSEE,
        answer=Content(schema=InvitationOut),
    )
)
def show_invitation(team_id: int, invitation_id: int) -> Response:
    """Tell about an open invitation."""
    team, which = TeamId(team_id), InvitationId(invitation_id)
    with context.reading() as session:
        found = invitations.of_id(session, context.actor(), team=team, invitation=which, now=clock.now())
    return answer(InvitationOut.of(found))


@operation(
    Operation(
        name="revoke_invitation",
        verb="DELETE",
        rule=_ONE,
        tag="invitations",
        policy=Policy.OWN,
        status=204,
    )
)
def revoke_invitation(team_id: int, invitation_id: int) -> Response:
    """Take an invitation back."""
    team, which = TeamId(team_id), InvitationId(invitation_id)
    with context.writing() as session:
        invitations.revoke(session, context.actor(), team=team, invitation=which, now=clock.now())
    return nothing()
