"""`eslabon`: the program and its verbs."""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version

import click

from app.cli.context import stop
from app.cli.language import language_of, speaking
from app.cli.worded import Verbs, WordedOption, language_option, summary
from process_models.domain.errors import EslabonError

PROGRAM = "eslabon"

VERBS: Mapping[str, str] = {
    "audit": "audits:audits",
    "check": "files:check",
    "convert": "files:convert",
    "db": "database:databases",
    "demo": "files:demo",
    "diagnose": "questions:diagnose",
    "draw": "drawing:draw",
    "map": "maps:kept_maps",
    "measure": "questions:measure",
    "plan": "questions:plan",
    "poster": "posters:poster",
    "propagate": "propagation:propagate",
    "report": "reporting:report",
    "serve": "serving:serve",
    "team": "teams:teams",
    "template": "files:template",
    "token": "tokens:all_tokens",
    "user": "users:users",
    "whatif": "questions:whatif",
}
"""The verbs in the order of the help, each with its module in `app.cli` and its name there: imported when it is called,
for most need neither pages nor a database."""


class Program(Verbs):
    """The program: what it is for, and its verbs; whatever a user can mend is said, not raised."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        verb: click.Command = getattr(import_module(f"app.cli.{module}"), name)
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each verb does, without importing them."""
        del ctx
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, summary(name)) for name in VERBS])

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except EslabonError as reason:
            stop(reason.problems)


@click.group(PROGRAM, cls=Program)
@click.version_option(version(PROGRAM), message="%(prog)s %(version)s", cls=WordedOption, help="cli.option.version")
@language_option
def program() -> None:
    """Hold the verbs together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 problems found, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    with speaking(language_of(given, os.environ)):
        program.main(given, prog_name=PROGRAM)
