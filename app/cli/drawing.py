"""The verb that draws."""

from datetime import UTC, datetime
from pathlib import PurePath

import click

from app.cli.context import say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.sources import Source, source_options
from app.cli.terminal import literal
from app.cli.worded import Verb, WordedOption, file_option, language_option
from app.services.showing import diagrams, views
from app.wording import excerpt


def _viewed(_ctx: click.Context, _option: click.Parameter, view: str) -> str:
    """Return the name of a view."""
    if not views.is_view(view):
        raise click.BadParameter(words().text("cli.draw.view", view=excerpt(literal(view))))
    return view


def _ending(_ctx: click.Context, _option: click.Parameter, file: str) -> str:
    """Return a file whose ending says a format that can be drawn."""
    if _form(file) not in diagrams.FORMS:
        raise click.BadParameter(words().text("cli.draw.ending", file=excerpt(literal(file))))
    return file


view_option = click.option(
    "--view",
    cls=WordedOption,
    default=views.WHOLE,
    callback=_viewed,
    metavar="cli.metavar.view",
    help="cli.option.view",
)
lanes_option = click.option("--lanes", cls=WordedOption, is_flag=True, help="cli.option.lanes")


@click.command(cls=Verb)
@file_option("cli.option.draw-output", _ending)
@view_option
@lanes_option
@source_options
@language_option
def draw(*, source: Source, output: str, view: str, lanes: bool) -> None:
    """Draw a map, or a view of it."""
    chain = source.chain()
    language, today = words().language, datetime.now(tz=UTC).astimezone().date()
    diagram = diagrams.draw(
        chain,
        _form(output),
        outcome=views.outcome_of(view),
        lens=view,
        lanes=lanes or views.has_lanes(view),
        fold=views.fold_of(view, chain),
        language=language,
        today=today,
    )
    say_problems(diagram.notices)
    write_bytes(diagram.content, output)


def _form(file: str) -> str:
    return PurePath(file).suffix.removeprefix(".").lower()
