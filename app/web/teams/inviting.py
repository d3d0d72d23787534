"""Invitations into a team, for its owners."""

from flask import request

from app.services import mailing
from app.services.teams import invitations, teams
from app.web import asking, clock, context
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, address, blueprint, shown, team_page
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import InvitationId, TeamId
from process_models.domain.people import Team
from process_models.domain.problems import Problem
from process_models.domain.sharing import Invitation


@blueprint.post("/teams/<int(max=2147483647):team_id>/invitations")
@policy(Policy.OWN)
def invite(team_id: int) -> Answer:
    """Invite somebody into a team: by mail where there is a mail server, else by the link that is shown."""
    email, role, team = request.form.get("email", ""), asking.role(), TeamId(team_id)
    try:
        with context.writing() as session:
            made, key = invitations.make(
                session, context.actor(), team=team, email=email, role=role, now=clock.now(), key=asking.key()
            )
            known = teams.found(session, team)
    except EslabonError as reason:
        return team_page(team_id, reason)
    return _made(made, known, address(invitations.path(key)))


@blueprint.post("/teams/<int(max=2147483647):team_id>/invitations/<int(max=2147483647):invitation_id>/revoke")
@policy(Policy.OWN)
def revoke_invitation(team_id: int, invitation_id: int) -> Answer:
    """Take an invitation back."""
    team, invitation = TeamId(team_id), InvitationId(invitation_id)
    with context.writing() as session:
        invitations.revoke(session, context.actor(), team=team, invitation=invitation, now=clock.now())
    context.notice("teams.invitation-revoked")
    return context.see_other("teams.show", team_id=team_id)


def _made(made: Invitation, team: Team, link: str) -> Answer:
    """Send the link, now that the invitation is kept; where that does not go, show it and say why."""
    failed: tuple[Problem, ...] = ()
    config, name = context.application().config, context.actor().name
    if config.smtp is not None:
        try:
            mailing.send(config.smtp, mailing.invitation(context.words(), made, team=team.name, who=name, link=link))
        except mailing.MailNotSent as reason:
            failed = reason.problems
        else:
            context.notice("teams.invitation-mailed", email=made.email)
            return context.see_other("teams.show", team_id=team.id)
    return shown("teams/invited.html", None, made=made, team=team, link=link, failed=failed, days=invitations.DAYS)
