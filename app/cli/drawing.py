"""The verb that draws."""

from datetime import UTC, datetime
from pathlib import PurePath

import click

from app.cli.context import say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.sources import Source, source_options
from app.cli.terminal import literal
from app.cli.worded import Verb, WordedOption, language_option
from app.services.showing import diagrams
from app.services.showing.views import outcome_of
from app.wording import excerpt

_WHOLE_MAP = "map"


def _viewed(_ctx: click.Context, _option: click.Parameter, view: str) -> str | None:
    """Return the outcome of a view, or None for the whole map."""
    outcome = outcome_of(view)
    if view != _WHOLE_MAP and not outcome:
        raise click.BadParameter(words().text("cli.draw.view", view=excerpt(literal(view))))
    return outcome


def _ending(_ctx: click.Context, _option: click.Parameter, file: str) -> str:
    """Return a file whose ending says a format that can be drawn."""
    if _form(file) not in diagrams.FORMS:
        raise click.BadParameter(words().text("cli.draw.ending", file=excerpt(literal(file))))
    return file


@click.command(cls=Verb)
@click.option(
    "-o",
    "--output",
    cls=WordedOption,
    required=True,
    callback=_ending,
    metavar="cli.metavar.file",
    help="cli.option.draw-output",
)
@click.option(
    "--view",
    "outcome",
    cls=WordedOption,
    default=_WHOLE_MAP,
    callback=_viewed,
    metavar="cli.metavar.view",
    help="cli.option.view",
)
@click.option("--lanes", cls=WordedOption, is_flag=True, help="cli.option.lanes")
@source_options
@language_option
def draw(*, source: Source, output: str, outcome: str | None, lanes: bool) -> None:
    """Draw a map, or what lies upstream of one of its outcomes."""
    chain = source.chain()
    language, today = words().language, datetime.now(tz=UTC).astimezone().date()
    diagram = diagrams.draw(chain, _form(output), outcome=outcome, lanes=lanes, language=language, today=today)
    say_problems(diagram.notices)
    write_bytes(diagram.content, output)


def _form(file: str) -> str:
    return PurePath(file).suffix.removeprefix(".").lower()
