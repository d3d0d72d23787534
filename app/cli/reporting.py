"""The verb that prints a report."""

from pathlib import PurePath

import click

from app.cli.context import say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.sources import Source, source_options
from app.cli.store import reading
from app.cli.terminal import literal
from app.cli.worded import Verb, WordedOption, file_option, language_option
from app.services.reporting import making, whose
from app.wording import excerpt
from process_models.domain.identifiers import MapId


def pdf_file(_ctx: click.Context, _option: click.Parameter, file: str) -> str:
    """Return a file whose ending says PDF."""
    if PurePath(file).suffix.lower() != ".pdf":
        raise click.BadParameter(words().text("cli.report.ending", file=excerpt(literal(file))))
    return file


def _sections(_ctx: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Return the names of sections, in the order given."""
    if value is None:
        return making.EVERY_SECTION
    asked = tuple(name.strip() for name in value.split(","))
    unknown = [name for name in asked if name not in making.EVERY_SECTION]
    if unknown:
        known = ", ".join(making.EVERY_SECTION)
        raise click.BadParameter(words().text("cli.report.sections", section=excerpt(literal(unknown[0])), known=known))
    return asked


@click.command(cls=Verb)
@file_option("cli.option.report-output", pdf_file)
@click.option(
    "--paper", cls=WordedOption, type=click.Choice(tuple(making.PAPERS)), default="A4", help="cli.option.report-paper"
)
@click.option(
    "--sections", cls=WordedOption, callback=_sections, metavar="cli.metavar.sections", help="cli.option.sections"
)
@source_options
@language_option
def report(*, source: Source, output: str, paper: str, sections: tuple[str, ...]) -> None:
    """Print the report of a map."""
    asked = making.Asked(language=words().language, paper=making.PAPERS[paper], sections=sections)
    content = _kept(source, asked) if source.is_kept_here else making.of_chain(source.chain(), asked)
    say_problems(making.notices(content))
    write_bytes(content, output)


def _kept(source: Source, asked: making.Asked) -> bytes:
    """Return the report of a kept map, with its revision and whose it is."""
    with reading(source.person) as (session, actor):
        found = whose.found(session, actor, map_id=MapId(source.map_id or ""))
    return making.of_map(found.opened, asked, organisation=found.organisation)
