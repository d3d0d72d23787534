"""What the pages of teams have in common: their blueprint, a team's page with what is wrong, addresses of links."""

from dataclasses import replace

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.services.teams import invitations, teams
from app.web import asking, clock, context
from app.web.errors import status_of
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import TeamId
from process_models.domain.people import Role
from process_models.domain.problems import Problem

Answer = tuple[str, int] | Response

blueprint = Blueprint("teams", __name__)


def roles(*wanted: Role) -> tuple[tuple[Role, str], ...]:
    """Return roles with what they are called in a team."""
    return tuple((role, context.words().text(f"teams.role.{role}")) for role in wanted or tuple(Role))


def shown(template: str, reason: EslabonError | None, **values: object) -> tuple[str, int]:
    """Answer with a page that has forms: with every problem at its top and beside its field."""
    words, problems = context.words(), () if reason is None else tuple(map(_with_roles_in_words, reason.problems))
    errors = {problem.pointer.lstrip("/"): words.problem(problem) for problem in problems}
    status = 200 if reason is None else status_of(reason)
    return context.page(template, problems=problems, errors=errors, key=asking.new_key(), **values), status


def team_page(team_id: int, reason: EslabonError | None = None) -> tuple[str, int]:
    """Show a team: its people, its maps, and for its owners who is invited, and the forms."""
    with context.reading() as session:
        found = teams.opened(session, context.actor(), team=TeamId(team_id))
        now, team = clock.now(), found.team.id
        invited = invitations.listed(session, context.actor(), team=team, now=now) if found.may_manage else ()
    sent = request.form if reason else {}
    typed = {name: sent.get(name, "") for name in ("name", "email", "role")}
    return shown("teams/show.html", reason, opened=found, invited=invited, typed=typed, roles=roles())


def address(path: str) -> str:
    """Return the whole address of something that is handed out."""
    return (context.application().config.base_url or request.host_url.rstrip("/")) + path


def _with_roles_in_words(problem: Problem) -> Problem:
    """Return a problem that calls the roles in it what the page calls them."""
    words, known = context.words(), set(Role)
    named = ((name, words.text(f"teams.role.{value}") if value in known else value) for name, value in problem.fields)
    return replace(problem, fields=tuple(named))
