"""What a report is asked to be: every part of a choice is held against what there is."""

from collections.abc import Iterator
from dataclasses import replace

from app.services.accounts.people import tidy
from app.services.reporting.making import EVERY_SECTION, PAPERS
from app.wording import LANGUAGES
from process_models.domain.problems import Problem, error
from process_models.domain.reports import ReportChoice

LONGEST = {"classification": 60, "uncontrolled": 160, "author": 120}
"""Of what is typed."""

SECTIONS = tuple(EVERY_SECTION)
"""The names of the sections there are, in the order in which they stand unless another is asked for."""

PAPER_NAMES = tuple(PAPERS)


def usual(language: str, author: str = "") -> ReportChoice:
    """Return what a report is where nothing else was chosen."""
    return ReportChoice(language=language, paper=PAPER_NAMES[0], sections=SECTIONS, author=author)


def tidied(choice: ReportChoice) -> ReportChoice:
    """Return a choice without what cannot be seen in its texts."""
    return replace(
        choice,
        classification=tidy(choice.classification),
        uncontrolled=tidy(choice.uncontrolled),
        author=tidy(choice.author),
    )


def fitting(choice: ReportChoice) -> ReportChoice:
    """Return a choice of former days as far as it still can be: sections that are gone are left out."""
    known = tuple(name for name in choice.sections if name in SECTIONS)
    return replace(choice, sections=known or SECTIONS)


def problems(choice: ReportChoice) -> Iterator[Problem]:
    """Yield everything that is wrong with a choice."""
    if choice.language not in LANGUAGES:
        yield error("report-language-unknown", "/language")
    if choice.paper not in PAPERS:
        yield error("report-paper-unknown", "/paper")
    if not choice.sections:
        yield error("report-empty", "/sections")
    if set(choice.sections) - {*SECTIONS} or len(set(choice.sections)) < len(choice.sections):
        yield error("report-sections-wrong", "/sections")
    for name, most in LONGEST.items():
        if len(getattr(choice, name)) > most:
            yield error("report-text-long", f"/{name}", most=most)
