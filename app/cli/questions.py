"""The verbs that ask a map's figures: what is likely, what would be, what to do, what to measure."""

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
from app.services.showing.questions import Scenario, Setting, SomeAnswer
from app.wording import excerpt

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


def _setting(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[Setting, ...]:
    """Return what is supposed, each written as handoff:ID.own_times=0.4."""
    return tuple(map(_read, given))


def _read(given: str) -> Setting:
    read = questions.setting(given)
    if read is None:
        raise click.BadParameter(words().text("cli.whatif.setting", given=excerpt(literal(given))))
    return read


@click.command(cls=Verb)
@click.option(
    "--set",
    "settings",
    cls=WordedOption,
    multiple=True,
    callback=_setting,
    metavar="cli.metavar.setting",
    help="cli.option.set",
)
@click.option("--remove", cls=WordedOption, multiple=True, metavar="cli.metavar.thing", help="cli.option.remove")
@_question_options
def whatif(
    *, source: Source, as_json: bool, as_of: date | None, settings: tuple[Setting, ...], remove: tuple[str, ...]
) -> None:
    """Say what would change with other numbers, or without some handoffs."""
    (answer,) = questions.comparisons(source.chain(), [Scenario(settings=settings, removed=remove)], day=as_of)
    _hand_over(answer, as_json=as_json)


@click.command(cls=Verb)
@click.option(
    "--budget",
    cls=WordedOption,
    type=click.FloatRange(min=0),
    required=True,
    metavar="cli.metavar.amount",
    help="cli.option.budget",
)
@_question_options
def plan(*, source: Source, as_json: bool, as_of: date | None, budget: float) -> None:
    """Say which actions within a budget leave the least expected loss."""
    _hand_over(questions.plan(source.chain(), budget, day=as_of), as_json=as_json)


@click.command(cls=Verb)
@_question_options
def measure(*, source: Source, as_json: bool, as_of: date | None) -> None:
    """Say which handoffs to measure next."""
    _hand_over(questions.measuring(source.chain(), day=as_of), as_json=as_json)


def _hand_over(answer: SomeAnswer, *, as_json: bool) -> None:
    """Write an answer, and say what should be said beside it."""
    language = words().language
    if as_json:
        write_bytes(questions.as_json(answer), None)
    else:
        text = questions.as_text(answer, language)
        write_bytes("\n".join(map(literal, text.split("\n"))).encode(), None)
    for warning in questions.warnings(answer, language):
        say(warning)
