"""The verbs of teams, for whoever has the machine itself."""

from datetime import UTC, datetime

import click

from app.cli.paths import write_bytes
from app.cli.store import database
from app.cli.terminal import literal
from app.cli.users import email_argument
from app.cli.worded import Verb, Verbs, WordedArgument, WordedOption, language_option
from app.services.accounts import hosting
from app.services.teams import members
from app.services.teams import teams as kept
from process_models.domain.people import Role

organisation_option = click.option(
    "--organisation", cls=WordedOption, metavar="user.metavar.name", help="user.option.organisation"
)
_name = click.argument("name", cls=WordedArgument, metavar="user.metavar.name")


@click.group("team", cls=Verbs)
@language_option
def teams() -> None:
    """Hold the verbs of teams together."""


@teams.command("list", cls=Verb, said="team-list")
@organisation_option
@language_option
def list_teams(*, organisation: str | None) -> None:
    """Write a line for each team: how many people and maps it has, and its name."""
    with database() as found, found.writing() as session:
        seen = kept.listed(session, hosting.operator(session, organisation=organisation, now=_now()))
    lines = (f"{each.people:>5}  {each.maps:>5}  {literal(each.team.name)}\n" for each in seen)
    write_bytes("".join(lines).encode(), None)


@teams.command("add", cls=Verb, said="team-add")
@_name
@organisation_option
@language_option
def add(name: str, *, organisation: str | None) -> None:
    """Make a team."""
    with database() as found, found.writing() as session:
        actor = hosting.operator(session, organisation=organisation, now=_now())
        kept.make(session, actor, name=name, now=_now())


@teams.command("rename", cls=Verb, said="team-rename")
@_name
@click.argument("to", cls=WordedArgument, metavar="team.metavar.to")
@organisation_option
@language_option
def rename(name: str, to: str, *, organisation: str | None) -> None:
    """Give a team another name."""
    with database() as found, found.writing() as session:
        actor = hosting.operator(session, organisation=organisation, now=_now())
        team = kept.named(session, actor, name=name)
        kept.rename(session, actor, team=team.id, name=to, base_version=team.version)


@teams.command("remove", cls=Verb, said="team-remove")
@_name
@organisation_option
@language_option
def remove(name: str, *, organisation: str | None) -> None:
    """Remove a team that owns no maps."""
    with database() as found, found.writing() as session:
        actor = hosting.operator(session, organisation=organisation, now=_now())
        team = kept.named(session, actor, name=name)
        kept.remove(session, actor, team=team.id, base_version=team.version)


@teams.command("join", cls=Verb, said="team-join")
@email_argument
@click.option("--team", cls=WordedOption, required=True, metavar="user.metavar.name", help="team.option.team")
@click.option(
    "--role", cls=WordedOption, type=click.Choice([role.value for role in Role]), required=True, help="team.option.role"
)
@language_option
def join(email: str, *, team: str, role: str) -> None:
    """Let somebody who has an account into a team."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        joined = kept.named(session, actor, name=team)
        members.add(session, actor, team=joined.id, email=person.email, role=Role(role))


def _now() -> datetime:
    return datetime.now(UTC)
