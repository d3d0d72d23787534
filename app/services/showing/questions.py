"""What people ask of a map's figures: each question a function, each answer a plain value."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from app.reports.questions.documents import Findings, document
from app.reports.questions.text import text
from app.wording import wording
from graphs.propagation.questions.calibrated import CalibratedMap, calibrated
from graphs.propagation.questions.diagnosis import Diagnosis, diagnose
from graphs.propagation.questions.measuring import Measurement, what_to_measure
from graphs.propagation.questions.plan import Plan, improvement_plan
from graphs.propagation.questions.scenarios import Scenario as Scenario  # noqa: PLC0414 - what pages and verbs suppose
from graphs.propagation.questions.scenarios import Setting as Setting  # noqa: PLC0414 - likewise
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import Comparison, what_if
from process_models.domain.chain import ValueChain
from process_models.domain.problems import Problem, error

Found = TypeVar("Found", bound=Findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Found]):
    """What was found about a chain, as of the day asked for, and what should be said beside it."""

    chain: ValueChain
    found: Found
    warnings: tuple[Problem, ...] = ()


SomeAnswer = Answer[Diagnosis] | Answer[Comparison] | Answer[Plan] | Answer[tuple[Measurement, ...]]


def diagnosis(
    chain: ValueChain, *, day: date | None = None, failed: Sequence[str] = (), fine: Sequence[str] = ()
) -> Answer[Diagnosis]:
    """Return what is likely once nodes (`node:ID`) and handoffs (`handoff:ID`) were seen to fail, others to be fine.

    Raises:
        QuestionRefused: something is not in the map, or what was observed cannot happen.
        TooLargeForExact: the map is too large to be computed exactly.
    """
    asked = _asked(chain, day)
    return _answer(asked, diagnose(asked, failed=failed, fine=fine))


def comparisons(
    chain: ValueChain, scenarios: Sequence[Scenario], *, day: date | None = None
) -> tuple[Answer[Comparison], ...]:
    """Return what each of several scenarios would change, all of them computed together.

    Raises:
        QuestionRefused: a scenario names what is not in the map, or a number that cannot be.
        TooLargeForExact: the map is too large to be computed exactly.
    """
    asked = _asked(chain, day)
    return tuple(_answer(asked, found, *found.warnings) for found in what_if(asked, scenarios))


def plan(chain: ValueChain, budget: float, *, day: date | None = None) -> Answer[Plan]:
    """Return which of the map's actions to buy within a budget, for the least expected loss.

    Raises:
        QuestionRefused: the budget is no amount.
        TooLargeForExact: the map is too large to be computed exactly.
    """
    asked = _asked(chain, day)
    found = improvement_plan(asked, budget)
    return _answer(asked, found, *found.warnings)


def measuring(chain: ValueChain, *, day: date | None = None) -> Answer[tuple[Measurement, ...]]:
    """Return which handoffs to measure next, those first that take most doubt from the expected loss.

    Raises:
        TooLargeForExact: the map is too large to be computed exactly.
    """
    asked = _asked(chain, day)
    return _answer(asked, what_to_measure(asked))


def settings(given: Sequence[str]) -> tuple[Setting, ...]:
    """Return what is supposed, each written as handoff:ID.own_times=0.4.

    Raises:
        QuestionRefused: with each that is not.
    """
    read = [setting(each) for each in given]
    wrong = [error("setting-misread", f"/set/{place}") for place, each in enumerate(read) if each is None]
    if wrong:
        raise QuestionRefused(*wrong)
    return tuple(each for each in read if each is not None)


def setting(given: str) -> Setting | None:
    """Return what is supposed, written as handoff:ID.own_times=0.4; None where it is not written so."""
    name, _, value = given.rpartition("=")
    thing, _, field = name.rpartition(".")
    try:
        return Setting(thing=thing, field=field, value=float(value)) if thing and field else None
    except ValueError:
        return None


def as_json(answer: SomeAnswer) -> bytes:
    """Return an answer as JSON."""
    return findings_json(answer.found)


def findings_json(found: Findings) -> bytes:
    """Return what was found as JSON."""
    return (json.dumps(document(found), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def as_text(answer: SomeAnswer, language: str) -> str:
    """Return an answer for people."""
    return text(answer.found, answer.chain, wording(language))


def warnings(answer: SomeAnswer, language: str) -> list[str]:
    """Return what a reader should be told beside an answer."""
    return [wording(language).problem(problem) for problem in answer.warnings]


def _asked(chain: ValueChain, day: date | None) -> CalibratedMap:
    return calibrated(chain if day is None else replace(chain, as_of=day))


def _answer(asked: CalibratedMap, found: Found, *warnings: Problem) -> Answer[Found]:
    return Answer(chain=asked.model.chain, found=found, warnings=(*asked.warnings, *warnings))
