"""What every verb does alike: read a map, say what is wrong with it, hand over data."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NoReturn

import click

from app.cli.language import words
from app.cli.terminal import literal
from app.wording import excerpt
from process_models.domain.problems import Problem

PROBLEMS_FOUND = 1


def say(text: str) -> None:
    """Say something to the user, beside the data."""
    click.echo(literal(text), err=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """Say each problem on a line of its own, with its place."""
    for problem in problems:
        say(line(problem))


def line(problem: Problem) -> str:
    """Return a problem as one line: `/nodes/0/kind: …` or `fila 5, columna «entregas»: …`."""
    fields = tuple((name, excerpt(value) if isinstance(value, str) else value) for name, value in problem.fields)
    said = words().problem(replace(problem, fields=fields))
    text = said if problem.is_error else words().text("cli.warning", text=said)
    place = _place(problem)
    return f"{place}: {text}" if place else text


def stop(problems: Iterable[Problem]) -> NoReturn:
    """Say the problems and leave."""
    say_problems(problems)
    click.get_current_context().exit(PROBLEMS_FOUND)


def _place(problem: Problem) -> str:
    if problem.sheet:
        return _place_in_workbook(problem)
    if problem.row is None:
        return excerpt(problem.pointer)
    if not problem.column:
        return words().text("cli.place.row", row=problem.row)
    return words().text("cli.place.cell", row=problem.row, column=excerpt(problem.column))


def _place_in_workbook(problem: Problem) -> str:
    fields = {"sheet": excerpt(problem.sheet), "cell": problem.cell, "column": excerpt(problem.column)}
    if problem.row is None:
        return words().text("cli.place.sheet", sheet=fields["sheet"])
    if not problem.cell:
        return words().text("cli.place.sheet-row", sheet=fields["sheet"], row=problem.row)
    return words().text("cli.place.sheet-column" if problem.column else "cli.place.sheet-cell", **fields)
