"""The verb that says how internal failures reach the customers."""

from datetime import date
from typing import Unpack

import click

from app.cli.context import say
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.sources import Source, source_options
from app.cli.terminal import literal
from app.cli.worded import Verb, WordedOption, language_option
from app.services.showing import analysis
from app.wording import excerpt

METHODS = ("auto", "exact", "sampling")


def day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """Return a day given as 2026-09-30."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as reason:
        raise click.BadParameter(words().text("cli.propagate.date", date=excerpt(literal(value)))) from reason


@click.command(cls=Verb)
@click.option("--json", "as_json", cls=WordedOption, is_flag=True, help="cli.option.json")
@click.option("--as-of", cls=WordedOption, callback=day, metavar="cli.metavar.date", help="cli.option.as-of")
@click.option(
    "--chains",
    cls=WordedOption,
    type=click.IntRange(min=0),
    default=analysis.CHAINS,
    metavar="cli.metavar.number",
    help="cli.option.chains",
)
@click.option(
    "--draws",
    cls=WordedOption,
    type=click.IntRange(min=0, max=100_000),
    metavar="cli.metavar.number",
    help="cli.option.draws",
)
@click.option(
    "--seed",
    cls=WordedOption,
    type=click.IntRange(min=0),
    default=0,
    metavar="cli.metavar.number",
    help="cli.option.seed",
)
@click.option(
    "--cut-sets",
    "cut_size",
    cls=WordedOption,
    type=click.IntRange(min=1),
    metavar="cli.metavar.size",
    help="cli.option.cut-sets",
)
@click.option("--method", cls=WordedOption, type=click.Choice(METHODS), default="auto", help="cli.option.method")
@click.option(
    "--samples",
    cls=WordedOption,
    type=click.IntRange(1, analysis.MOST_TRIALS),
    metavar="cli.metavar.number",
    help="cli.option.samples",
)
@click.option(
    "--standard-error",
    cls=WordedOption,
    type=click.FloatRange(1e-6, 0.5),
    metavar="cli.metavar.error",
    help="cli.option.standard-error",
)
@source_options
@language_option
def propagate(*, source: Source, as_json: bool, as_of: date | None, chains: int, **how: Unpack[analysis.How]) -> None:
    """Say how likely each outcome is badly served, where that is made, and how it gets there."""
    found = analysis.propagation(source.chain(), day=as_of, chains=chains, **how)
    language = words().language
    if as_json:
        write_bytes(analysis.as_json(found, language), None)
        return
    write_bytes("\n".join(map(literal, analysis.as_text(found, language).split("\n"))).encode(), None)
    for warning in analysis.warnings(found, language):
        say(warning)
