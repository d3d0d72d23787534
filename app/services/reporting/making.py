"""A report of a chain or of a kept map: figures and drawings once, then the content, then the PDF."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date
from hashlib import sha256

from app.formats.map_document.writing import generate_map_document
from app.reports.printed import pdf
from app.reports.printed.blocks import Paper
from app.reports.printed.material import Material
from app.reports.printed.report import SECTIONS, report
from app.services.reporting import answers
from app.services.reporting.charting import charts
from app.services.reporting.drawing import Drawer, Drawings
from app.services.showing import analysis
from app.wording import DEFAULT_LANGUAGE, wording
from graphs.propagation import Propagation, TooLargeForExact
from graphs.workers import TaskNotDone, TaskStopped, Watch
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, error, warning

EVERY_SECTION = tuple(SECTIONS)
PAPERS = {"A4": Paper.A4, "Letter": Paper.LETTER}

MOST_WITH_INTERVALS = 400
"""Handoffs of a map that nobody keeps: of a larger one the intervals take minutes."""

_DRAWN = {"map", "outcomes"}
"""The sections that show drawings."""


class ReportFailed(EslabonError):
    """A report could not be made within its limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report is asked to be: language, paper, and which sections in which order.

    `author` is whoever changed the map last unless another is given; `classification` stands on every sheet;
    `uncontrolled` does instead of the usual words about printed copies.
    """

    language: str = DEFAULT_LANGUAGE
    paper: Paper = Paper.A4
    sections: Collection[str] = EVERY_SECTION
    author: str | None = None
    classification: str = ""
    uncontrolled: str = ""


def of_chain(chain: ValueChain, asked: Asked) -> bytes:
    """Return the report of a chain that nobody keeps, as PDF.

    Raises:
        ReportFailed: it could not be made within its limits.
    """
    return printed(chain_material(chain, asked), asked)


def of_map(opened: ValueChainMap, asked: Asked, *, organisation: str = "") -> bytes:
    """Return the report of a kept map, as PDF, dated as its content or else as its revision.

    Raises:
        ReportFailed: it could not be made within its limits.
    """
    return printed(map_material(opened, asked, organisation=organisation), asked)


def notices(content: bytes) -> tuple[Problem, ...]:
    """Return what the reader of a report should know about how it came about."""
    return () if pdf.is_accessible(content) else (warning("report-signs-missing"),)


def printed(content: Material, asked: Asked, *, watch: Watch | None = None) -> bytes:
    """Return the report of a material, as PDF.

    Raises:
        ReportFailed: it could not be made within its limits.
        TaskStopped: by its `watch`.
    """
    try:
        return pdf.pdf(report(content, sections=asked.sections, paper=asked.paper), watch=watch)
    except TaskStopped:
        raise
    except TaskNotDone as reason:
        raise ReportFailed(error("report-failed")) from reason


def chain_material(chain: ValueChain, asked: Asked) -> Material:
    """Return what the report of a chain that nobody keeps is written from; without a date of its own it has none."""
    found, refusal = figures(chain, asked)
    return _material(chain, found, asked, refusal, chain.as_of)


def map_material(
    opened: ValueChainMap,
    asked: Asked,
    *,
    organisation: str = "",
    figures: Propagation | analysis.NoFigures | None = None,
) -> Material:
    """Return what the report of a kept map is written from; figures that are there already are taken."""
    words = wording(asked.language)
    known = figures or analysis.figures(opened)
    found, refusal = (known, "") if isinstance(known, Propagation) else (None, words.problem(known.problem))
    return replace(
        _material(opened.chain, found, asked, refusal, day_of(opened)),
        organisation=organisation,
        author=words.who(opened.changed_by) if asked.author is None else asked.author,
        revision=opened.revision,
    )


def figures(chain: ValueChain, asked: Asked) -> tuple[Propagation | None, str]:
    """Return the figures of a chain, or why it has none."""
    try:
        if len(chain.handoffs) <= MOST_WITH_INTERVALS:
            return analysis.propagation(chain), ""
        found = analysis.propagation(chain, draws=0)
        without = warning("report-without-intervals", most=MOST_WITH_INTERVALS)
        return replace(found, warnings=(*found.warnings, without)), ""
    except TooLargeForExact as reason:
        return None, wording(asked.language).problem(reason.problems[0])


def day_of(opened: ValueChainMap) -> date:
    """Return the day that stands on what is printed of a kept map: its own, or that of its revision."""
    return opened.chain.as_of or opened.changed_at.astimezone(UTC).date()


def _material(chain: ValueChain, found: Propagation | None, asked: Asked, refusal: str, day: date | None) -> Material:
    is_drawn = bool(_DRAWN.intersection(asked.sections))
    words = wording(asked.language)
    drawings = Drawer(chain=chain, found=found, words=words, paper=asked.paper).every() if is_drawn else Drawings()
    return replace(material(chain, found, asked, drawings), refusal=refusal, day=day)


def material(chain: ValueChain, found: Propagation | None, asked: Asked, drawings: Drawings) -> Material:
    """Return what a report is written from, of a chain with its figures and drawings."""
    words = wording(asked.language)
    bought = answers.bought(chain, words) if "plan" in asked.sections else None
    return Material(
        chain=chain,
        found=found,
        words=words,
        drawings=drawings.by_view,
        undrawn=drawings.undrawn,
        portions=drawings.portions,
        day=chain.as_of,
        fingerprint=sha256(generate_map_document(chain).content).hexdigest()[:12],
        classification=asked.classification,
        uncontrolled=asked.uncontrolled,
        paper=asked.paper,
        bought=bought,
        charts=charts(chain, found if "outcomes" in asked.sections else None, bought, words),
        measurements=answers.measurements(chain) if "unknowns" in asked.sections else None,
    )
