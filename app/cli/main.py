"""`eslabon`: the program and its verbs."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from app.cli.context import stop
from app.cli.database import databases
from app.cli.drawing import draw
from app.cli.files import check, convert, demo
from app.cli.language import language_of, speaking
from app.cli.maps import kept_maps
from app.cli.propagation import propagate
from app.cli.serving import serve
from app.cli.users import users
from app.cli.worded import Verbs, WordedOption, language_option
from process_models.domain.errors import EslabonError

PROGRAM = "eslabon"


class Program(Verbs):
    """The program: what it is for, and its verbs; whatever a user can mend is said, not raised."""

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


for verb in (check, convert, draw, propagate, demo, databases, kept_maps, users, serve):
    program.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 problems found, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    with speaking(language_of(given, os.environ)):
        program.main(given, prog_name=PROGRAM)
