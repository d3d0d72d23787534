"""The verbs that ask a map's figures: what is likely given what was seen, what would happen if."""

from collections.abc import Callable
from datetime import date

import click

from app.cli.context import say
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.propagation import day
from app.cli.sources import Source, source_options
from app.cli.terminal import literal
from app.cli.worded import Verb, WordedOption, language_option
from app.services.showing import questions
from app.services.showing.questions import Answer, Findings

_OPTIONS = (
    click.option("--json", "as_json", cls=WordedOption, is_flag=True, help="cli.option.json"),
    click.option("--as-of", cls=WordedOption, callback=day, metavar="cli.metavar.date", help="cli.option.as-of"),
    source_options,
    language_option,
)


def _question_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Let a verb take a map, the day on which it is read, and how the answer is written."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


def _names(option: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return an option that names nodes and handoffs, as often as one likes."""
    return click.option(
        f"--{option}", cls=WordedOption, multiple=True, metavar="cli.metavar.thing", help=f"cli.option.{option}"
    )


@click.command(cls=Verb)
@_names("failed")
@_names("fine")
@_question_options
def diagnose(
    *, source: Source, as_json: bool, as_of: date | None, failed: tuple[str, ...], fine: tuple[str, ...]
) -> None:
    """Say what is likely once some things were seen to fail and others to be fine."""
    _hand_over(questions.diagnosis(source.chain(), day=as_of, failed=failed, fine=fine), as_json=as_json)


def _hand_over(answer: Answer[Findings], *, as_json: bool) -> None:
    """Write an answer, and say what should be said beside it."""
    language = words().language
    if as_json:
        write_bytes(questions.as_json(answer), None)
    else:
        text = questions.as_text(answer, language)
        write_bytes("\n".join(map(literal, text.split("\n"))).encode(), None)
    for warning in questions.warnings(answer, language):
        say(warning)
