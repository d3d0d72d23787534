"""The report of a kept map, step by step: its figures, its drawings, the PDF; each step is told, and can be stopped."""

from collections.abc import Callable

from app.services.reporting.making import PAPERS, Asked, map_material, printed
from app.services.showing import analysis, simulating
from graphs.propagation import Propagation
from graphs.workers import TaskStopped, Watch
from process_models.domain.maps import ValueChainMap
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
    asked = _asked(choice)
    note(ReportState.COMPUTING)
    found = _figures(opened, watch)
    note(ReportState.DRAWING)
    material = map_material(opened, asked, organisation=organisation, figures=found)
    note(ReportState.SETTING)
    try:
        return printed(material, asked, watch=watch)
    except TaskStopped as reason:
        raise ReportStopped from reason


def _asked(choice: ReportChoice) -> Asked:
    return Asked(
        language=choice.language,
        paper=PAPERS[choice.paper],
        sections=choice.sections,
        author=choice.author,
        classification=choice.classification,
        uncontrolled=choice.uncontrolled,
    )


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
