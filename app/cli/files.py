"""The verbs that check, convert and hand out files."""

import click

from app.cli.context import PROBLEMS_FOUND, read_map, say, say_problems
from app.cli.language import words
from app.cli.paths import read_bytes, write_bytes
from app.cli.worded import (
    Verb,
    WordedOption,
    file_argument,
    headers_option,
    language_option,
    output_option,
    routes_option,
)
from app.services import exchange
from process_models.domain.problems import Problem, errors


@click.command(cls=Verb)
@file_argument
@routes_option
@language_option
@click.pass_context
def check(ctx: click.Context, file: str, *, routes: bool) -> None:
    """Say every problem and every warning of a map."""
    parsed = exchange.read(read_bytes(file), file, routes=routes, language=words().language)
    say_problems((*parsed.notices, *parsed.problems))
    say(_summary(parsed.problems))
    if parsed.chain is None:
        ctx.exit(PROBLEMS_FOUND)


@click.command(cls=Verb)
@file_argument
@click.option("--to", "form", cls=WordedOption, type=click.Choice(exchange.FORMS), required=True, help="cli.option.to")
@output_option
@routes_option
@headers_option
def convert(file: str, *, form: str, output: str | None, routes: bool, language: str | None) -> None:
    """Write a map in another format."""
    chain = read_map(file, routes=routes)
    written = exchange.write(chain, form, headers=language or "en", language=words().language)
    say_problems(written.losses)
    write_bytes(written.content, output)


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
