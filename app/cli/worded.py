"""Commands and options that say their help in the language spoken when it is asked for."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from app.cli.language import OPTION, words
from app.wording import LANGUAGES

_Verb = TypeVar("_Verb", bound=Callable[..., Any])


class WordedOption(click.Option):
    """An option whose `help`, and `metavar` if it has one, are codes of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written and what it does."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        written, said = record
        return written, said.replace(self.help, words().text(self.help), 1)

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the option's value."""
        return words().text(self.metavar) if self.metavar else super().make_metavar(ctx)


class WordedArgument(click.Argument):
    """An argument whose `metavar` is a code of the catalogue."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the argument."""
        return words().text(self.metavar) if self.metavar else super().make_metavar(ctx)


def summary(verb: str) -> str:
    """Return what a verb does in few words."""
    return _help(verb).partition("\n")[0]


def _help(verb: str) -> str:
    return words().text(f"cli.help.{verb}")


class Verb(click.Command):
    """A verb of the command line; its help is the text `cli.help.<verb>`, whose first line also stands in the list.

    A verb of a group says with `said` under which name, for other groups have verbs of the same name.
    """

    def __init__(self, *arguments: Any, said: str | None = None, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **settings)
        self._verb = said or self.name or ""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the verb in its usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return [words().text("cli.metavar.options"), *pieces[1:]]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the verb does."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_help(self._verb))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the verb does in few words."""
        del limit
        return summary(self._verb)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in the language spoken now."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words().text("cli.option.help")
        return option


class Verbs(Verb, click.Group):
    """Verbs that belong together."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the group's name in its usage line."""
        return [*super().collect_usage_pieces(ctx)[:-1], words().text("cli.metavar.verb")]


file_argument = click.argument("file", cls=WordedArgument, metavar="cli.metavar.file")
routes_option = click.option(
    "--no-routes", "routes", cls=WordedOption, flag_value=False, default=True, help="cli.option.no-routes"
)
output_option = click.option("-o", "--output", cls=WordedOption, metavar="cli.metavar.file", help="cli.option.output")
language_option = click.option(
    OPTION,
    cls=WordedOption,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="cli.option.language",
)
"""Obeyed before a verb runs (`app.cli.language`): verbs just take their `words()`."""

headers_option = click.option(
    OPTION, "language", cls=WordedOption, type=click.Choice(LANGUAGES), help="cli.option.headers"
)
"""The same for a verb that writes tables: their headers follow it only where it is given."""


def file_option(
    help_code: str, callback: Callable[[click.Context, click.Parameter, str], str]
) -> Callable[[_Verb], _Verb]:
    """Let a verb take the file that it must write, of a kind that its `callback` sees to."""
    return click.option(
        "-o",
        "--output",
        cls=WordedOption,
        required=True,
        callback=callback,
        metavar="cli.metavar.file",
        help=help_code,
    )
