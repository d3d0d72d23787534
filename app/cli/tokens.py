"""The verbs of tokens: what programs show to work on a person's behalf."""

from datetime import UTC, datetime

import click

from app.cli.context import say
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.store import database
from app.cli.terminal import literal
from app.cli.users import email_argument
from app.cli.worded import Verb, Verbs, WordedArgument, WordedOption, language_option
from app.services.accounts import hosting, tokens
from process_models.domain.tokens import Scope, Token

_SCOPES = click.Choice([scope.value for scope in Scope])


@click.group("token", cls=Verbs)
@language_option
def all_tokens() -> None:
    """Hold the verbs of tokens together."""


@all_tokens.command("add", cls=Verb, said="token-add")
@email_argument
@click.option("--name", cls=WordedOption, required=True, metavar="user.metavar.name", help="token.option.name")
@click.option("--scope", cls=WordedOption, type=_SCOPES, default=Scope.READ.value, help="token.option.scope")
@click.option(
    "--days",
    cls=WordedOption,
    type=click.IntRange(1, tokens.MOST_DAYS),
    default=tokens.DAYS,
    metavar="cli.metavar.number",
    help="token.option.days",
)
@language_option
def add(email: str, *, name: str, scope: str, days: int) -> None:
    """Make a token of somebody's; write it."""
    with database() as found, found.writing() as session:
        actor, person = hosting.person_of(session, email=email)
        made, shown = tokens.make(
            session, actor, name=name, scope=Scope(scope), days=days, now=datetime.now(UTC), person=person
        )
    say(words().text("token.made", until=words().date(made.expires_at.date())))
    write_bytes(f"{shown}\n".encode(), None)


@all_tokens.command("list", cls=Verb, said="token-list")
@email_argument
@language_option
def list_tokens(email: str) -> None:
    """Write a line for each token of somebody's."""
    with database() as found, found.reading() as session:
        actor, person = hosting.person_of(session, email=email)
        theirs = tokens.of_person(session, actor, person=person)
    write_bytes("".join(map(_line, theirs)).encode(), None)


@all_tokens.command("revoke", cls=Verb, said="token-revoke")
@click.argument("token", cls=WordedArgument, metavar="token.metavar.token")
@language_option
def revoke(token: str) -> None:
    """End a token, named by its beginning."""
    with database() as found, found.writing() as session:
        ended = hosting.revoke_token(session, prefix=token, now=datetime.now(UTC))
    say(words().text("token.revoked", token=ended.prefix))


def _line(token: Token) -> str:
    ends = "revoked" if token.revoked_at else f"{token.expires_at:%Y-%m-%d}"
    used = f"{token.used_at:%Y-%m-%d}" if token.used_at else "-"
    return f"{token.prefix}  {token.scope:<6}  {ends:<10}  {used:<10}  {literal(token.name)}\n"
