"""The report of a kept map, step by step: its figures, its drawings, the PDF; each step is told, and can be stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from hashlib import sha256

from app.formats.map_document.writing import generate_map_document
from app.reports.printed import pdf
from app.reports.printed.material import Material
from app.reports.printed.report import report
from app.services.reporting.making import PAPERS, ReportFailed
from app.services.showing import analysis, simulating
from app.wording import wording
from graphs.propagation import Propagation
from graphs.workers import TaskNotDone, TaskStopped, Watch
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import error
from process_models.domain.reports import ReportChoice, ReportState

_SECONDS_BETWEEN_LOOKS = 0.5

Note = Callable[[ReportState], None]


class ReportStopped(Exception):
    """Nobody wants the report any more."""


def of_map(opened: ValueChainMap, choice: ReportChoice, *, organisation: str, note: Note, watch: Watch) -> bytes:
    """Return the report of a map at a revision as PDF: the same for the same map and choice, byte by byte.

    `note` is told each step as it begins; what it raises ends the work.

    Raises:
        ReportStopped: by its `watch`.
        ReportFailed: it could not be made within its limits.
    """
    note(ReportState.COMPUTING)
    found = _figures(opened, watch)
    note(ReportState.DRAWING)
    material = _material(opened, choice, found, organisation)
    note(ReportState.SETTING)
    return _set(material, choice, watch)


def _material(
    opened: ValueChainMap, choice: ReportChoice, found: Propagation | analysis.NoFigures, organisation: str
) -> Material:
    words = wording(choice.language)
    return Material(
        chain=opened.chain,
        found=None if isinstance(found, analysis.NoFigures) else found,
        words=words,
        drawings={},
        refusal=words.problem(found.problem) if isinstance(found, analysis.NoFigures) else "",
        organisation=organisation,
        author=choice.author,
        revision=opened.revision,
        day=opened.chain.as_of or opened.changed_at.astimezone(UTC).date(),
        fingerprint=sha256(generate_map_document(opened.chain).content).hexdigest()[:12],
    )


def _set(material: Material, choice: ReportChoice, watch: Watch) -> bytes:
    written = report(material, sections=choice.sections, paper=PAPERS[choice.paper])
    foot = choice.uncontrolled or written.foot
    try:
        return pdf.pdf(replace(written, foot=foot, classification=choice.classification), watch=watch)
    except TaskStopped as reason:
        raise ReportStopped from reason
    except TaskNotDone as reason:
        raise ReportFailed(error("report-failed")) from reason


def _figures(opened: ValueChainMap, watch: Watch) -> Propagation | analysis.NoFigures:
    """Return the figures with their intervals, however long they take; somebody may have stopped simulating them."""
    simulating.begin(opened)
    while True:
        found = analysis.figures(opened, within=_SECONDS_BETWEEN_LOOKS)
        is_pending = found.is_pending if isinstance(found, analysis.NoFigures) else analysis.is_refining(found)
        if not is_pending:
            return found
        if watch.is_stopped:
            raise ReportStopped
