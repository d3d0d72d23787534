"""The verbs that care for the database."""

from pathlib import Path

import click

from app.cli.context import PROBLEMS_FOUND, say, say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.store import database
from app.cli.terminal import literal
from app.cli.worded import Verb, Verbs, WordedOption, file_argument, language_option
from app.config import Config
from app.services.running import upkeep


@click.group("db", cls=Verbs)
@language_option
def databases() -> None:
    """Hold the verbs of the database together."""


@databases.command("upgrade", cls=Verb, said="db-upgrade")
@language_option
def upgrade() -> None:
    """Bring the tables up to date, with a backup first."""
    with database() as found:
        done = upkeep.upgrade(found, Config.from_env().data)
    if done.before == done.after:
        say(words().text("cli.db.upgrade.already", version=done.after))
        return
    if done.backup is not None:
        say(words().text("cli.db.backup", file=literal(str(done.backup))))
    say(words().text("cli.db.upgrade.done", version=done.after))


@databases.command("check", cls=Verb, said="db-check")
@language_option
@click.pass_context
def check_database(ctx: click.Context) -> None:
    """Look the database over."""
    with database() as found:
        checked = upkeep.check(found)
    say_problems(checked.problems)
    if checked.problems:
        ctx.exit(PROBLEMS_FOUND)
    changes = words().counted("cli.db.check.changes", checked.changes)
    say(words().counted("cli.db.check.fine", checked.maps, changes=changes))


@databases.command("backup", cls=Verb, said="db-backup")
@click.option("-o", "--output", cls=WordedOption, metavar="cli.metavar.file", help="cli.option.backup-output")
@language_option
def backup(*, output: str | None) -> None:
    """Write a backup; write where it is."""
    with database() as found:
        made = upkeep.backup(found, Config.from_env().data, None if output is None else Path(output).absolute())
    write_bytes(f"{made}\n".encode(), None)


@databases.command("restore", cls=Verb, said="db-restore")
@file_argument
@click.option("--overwrite", cls=WordedOption, is_flag=True, help="cli.option.overwrite")
@language_option
def restore(file: str, *, overwrite: bool) -> None:
    """Put a backup back."""
    with database() as found:
        version = upkeep.restore(found, Path(file).absolute(), Config.from_env().data, overwrite=overwrite)
    say(words().text("cli.db.restore.done", version=str(version)))
