"""The verbs of accounts: who may sign in, and the links that let them in."""

from datetime import UTC, datetime

import click

from app.cli.context import say, stop
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.store import database
from app.cli.worded import Verb, Verbs, WordedArgument, WordedOption, language_option, output_option
from app.config import Config
from app.services import mailing
from app.services.accounts import hosting, links, people, privacy
from app.services.running import upkeep
from app.services.teams import invitations, teams
from process_models.domain.people import Role
from process_models.domain.problems import error

email_argument = click.argument("email", cls=WordedArgument, metavar="cli.metavar.email")


@click.group("user", cls=Verbs)
@language_option
def users() -> None:
    """Hold the verbs of accounts together."""


@users.command("add", cls=Verb, said="user-add")
@email_argument
@click.option("--name", cls=WordedOption, required=True, metavar="user.metavar.name", help="user.option.name")
@click.option(
    "--role", cls=WordedOption, type=click.Choice([role.value for role in Role]), required=True, help="user.option.role"
)
@click.option("--organisation", cls=WordedOption, metavar="user.metavar.name", help="user.option.organisation")
@click.option("--team", cls=WordedOption, metavar="user.metavar.name", help="team.option.team")
@language_option
def add(email: str, *, name: str, role: str, organisation: str | None, team: str | None) -> None:
    """Give somebody an account; write the link that lets them in."""
    with database() as found, found.writing() as session:
        actor = hosting.operator(session, organisation=organisation, now=_now())
        joined = None if team is None else teams.named(session, actor, name=team).id
        person = people.add(session, actor, email=email, name=name, role=Role(role), now=_now(), team=joined)
        key = links.make(session, actor, person=person, now=_now())
    _write_link(key)


@users.command("invite", cls=Verb, said="user-invite")
@email_argument
@click.option("--team", cls=WordedOption, required=True, metavar="user.metavar.name", help="team.option.team")
@click.option(
    "--role", cls=WordedOption, type=click.Choice([role.value for role in Role]), required=True, help="team.option.role"
)
@click.option("--organisation", cls=WordedOption, metavar="user.metavar.name", help="user.option.organisation")
@language_option
def invite(email: str, *, team: str, role: str, organisation: str | None) -> None:
    """Invite somebody into a team; write the link, and mail it where there is a mail server."""
    config = Config.from_env()
    with database(config) as found, found.writing() as session:
        actor = hosting.operator(session, organisation=organisation, now=_now())
        into = teams.named(session, actor, name=team)
        made, key = invitations.make(session, actor, team=into.id, email=email, role=Role(role), now=_now())
    link = f"{config.base_url}{invitations.path(key)}"
    say(words().text("team.invited", days=invitations.DAYS, email=made.email))
    write_bytes(f"{link}\n".encode(), None)
    if config.smtp is not None:
        mailing.send(config.smtp, mailing.invitation(words(), made, team=into.name, who=into.name, link=link))
        say(words().text("team.mailed", email=made.email))


@users.command("link", cls=Verb, said="user-link")
@email_argument
@click.option("--reset-second-step", cls=WordedOption, is_flag=True, help="user.option.reset-second-step")
@language_option
def link(email: str, *, reset_second_step: bool) -> None:
    """Write a new link for somebody; former ones end."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        key = links.make(session, actor, person=person, now=_now(), resets_code=reset_second_step)
    _write_link(key)


@users.command("disable", cls=Verb, said="user-disable")
@email_argument
@language_option
def disable(email: str) -> None:
    """Take somebody's account away, everywhere and at once."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        people.disable(session, actor, person=person, now=_now())
    say(words().text("user.disabled", email=person.email))


@users.command("enable", cls=Verb, said="user-enable")
@email_argument
@language_option
def enable(email: str) -> None:
    """Give an account back; write a link for it."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        key = links.make(session, actor, person=people.enable(session, actor, person=person), now=_now())
    _write_link(key)


@users.command("export", cls=Verb, said="user-export")
@email_argument
@output_option
@language_option
def export(email: str, *, output: str | None) -> None:
    """Write everything that is held of somebody, as JSON."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        told = privacy.export(session, actor, person=person)
    write_bytes(told, output)


@users.command("erase", cls=Verb, said="user-erase")
@email_argument
@click.option("--yes", "sure", cls=WordedOption, is_flag=True, help="user.option.yes")
@language_option
def erase(email: str, *, sure: bool) -> None:
    """Erase somebody, after saying where their name stays."""
    with database() as found:
        with found.reading() as session:
            actor, person = hosting.person_of(session, email=email)
            mentions = privacy.mentions(session, actor, person=person)
        for each in mentions:
            say(words().text("privacy.mention", map=each.map, name=each.name, place=each.place))
        if not sure:
            stop((error("erase-needs-yes"),))
        upkeep.erase(found, person, actor, Config.from_env().data)
    say(words().text("privacy.done", number=person.id))


def _write_link(key: str) -> None:
    say(words().text("user.link", days=links.DAYS))
    write_bytes(f"{Config.from_env().base_url}{links.path(key)}\n".encode(), None)


def _now() -> datetime:
    return datetime.now(UTC)
