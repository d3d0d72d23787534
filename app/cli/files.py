"""The verbs that check, convert and hand out files."""

import click

from app.cli.context import PROBLEMS_FOUND, say, say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.sources import Source, source_options
from app.cli.worded import (
    Verb,
    WordedOption,
    headers_option,
    language_option,
    output_option,
)
from app.services.files import exchange
from process_models.domain.problems import Problem, errors


@click.command(cls=Verb)
@source_options
@language_option
@click.pass_context
def check(ctx: click.Context, *, source: Source) -> None:
    """Say every problem and every warning of a map."""
    parsed = source.parsed()
    say_problems((*parsed.notices, *parsed.problems))
    say(_summary(parsed.problems))
    if parsed.chain is None:
        ctx.exit(PROBLEMS_FOUND)


@click.command(cls=Verb)
@click.option("--to", "form", cls=WordedOption, type=click.Choice(exchange.FORMS), required=True, help="cli.option.to")
@output_option
@source_options
@headers_option
def convert(*, source: Source, form: str, output: str | None, language: str | None) -> None:
    """Write a map in another format."""
    written = exchange.write(source.chain(), form, headers=language or "en", language=words().language)
    say_problems(written.losses)
    write_bytes(written.content, output)


@click.command(cls=Verb)
@output_option
@language_option
def template(output: str | None) -> None:
    """Write an empty workbook to fill in."""
    write_bytes(exchange.template(words().language), output)


@click.command(cls=Verb)
@output_option
@language_option
def demo(output: str | None) -> None:
    """Write the example map."""
    write_bytes(exchange.example(), output)


def _summary(problems: tuple[Problem, ...]) -> str:
    wrong = len(errors(problems))
    if not problems:
        return words().text("cli.check.fine")
    fields = {
        "errors": words().counted("cli.check.errors", wrong),
        "warnings": words().counted("cli.check.warnings", len(problems) - wrong),
    }
    return words().text("cli.check.found", **fields)
