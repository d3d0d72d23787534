"""The verb that prints a poster."""

import click

from app.cli.context import say_problems
from app.cli.drawing import lanes_option, view_option
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.reporting import pdf_file
from app.cli.sources import Source, source_options
from app.cli.store import reading
from app.cli.worded import Verb, WordedOption, file_option, language_option
from app.services.reporting import posters
from app.services.reporting.posters import Asked, Subject
from process_models.domain.identifiers import MapId


@click.command(cls=Verb)
@file_option("cli.option.poster-output", pdf_file)
@click.option(
    "--paper", cls=WordedOption, type=click.Choice(posters.SIZES), default="A0", help="cli.option.poster-paper"
)
@click.option("--tile", cls=WordedOption, type=click.Choice(posters.TILES), help="cli.option.poster-tile")
@view_option
@lanes_option
@source_options
@language_option
def poster(*, source: Source, output: str, paper: str, tile: str | None, view: str, lanes: bool) -> None:
    """Print a map as a poster."""
    asked = Asked(
        paper=posters.Size(paper),
        tile=None if tile is None else posters.Size(tile),
        view=view,
        lanes=lanes,
        language=words().language,
    )
    printed = posters.printed(_subject(source), asked)
    say_problems(printed.notices)
    write_bytes(printed.content, output)


def _subject(source: Source) -> Subject:
    """Return the map with what is known of it where it is kept: of a file or of a server's map, its content alone."""
    if not source.is_kept_here:
        return posters.of_file(source.chain())
    with reading(source.person) as (session, actor):
        return posters.kept(session, actor, map_id=MapId(source.map_id or ""))
