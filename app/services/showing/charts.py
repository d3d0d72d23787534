"""Charts of kept maps: what they show comes from the answers of the pages, and each is drawn once."""

from datetime import date

from app.reports.charts.intervals import handoff_intervals, outcome_intervals
from app.reports.charts.pareto import pareto as told_pareto
from app.reports.charts.told import ToldChart as ToldChart  # noqa: PLC0414 - pages show it
from app.reports.propagation.page import Why
from app.reports.sentences import in_line
from app.services.showing import analysis, answers
from app.services.showing.computing import FiguresMissing, NoFigures
from app.services.showing.diagrams import DrawingFailed
from app.services.showing.memory import Made, Memory, NotYet
from app.wording import wording
from graphs.rendering.charts import Chart, drawn, pool
from graphs.workers import TaskNotDone
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import error

WIDE, NARROW = 640.0, 340.0
"""In points: on a screen with room, and on a phone."""

_MOST, _LARGEST = 256, 16 << 20
_kept: Memory[Chart] = Memory(most=_MOST, largest=_LARGEST)

__all__ = ["NARROW", "WIDE", "ToldChart", "intervals", "of_why", "pareto", "pool", "subtitle", "svg"]


def of_why(why: Why, *, language: str, subtitle: str = "") -> ToldChart:
    """Return the Pareto chart of what a page says of an outcome."""
    return told_pareto(why, wording(language), subtitle=subtitle)


def pareto(
    opened: ValueChainMap, *, outcome: str | None, language: str, subtitle: str = "", within: float | None = None
) -> ToldChart:
    """Return the Pareto chart of an outcome, the worst one unless it is named.

    Raises:
        ViewRefused: the map has no such outcome.
        NotYet: its figures are not there within so many seconds.
        FiguresMissing: there are none; the problem says why.
    """
    answer = answers.why(opened, outcome=outcome, language=language, within=within, drawn=False)
    if answer.why is not None:
        return of_why(answer.why, language=language, subtitle=subtitle)
    if answer.is_pending:
        raise NotYet
    raise FiguresMissing(answer.missing or error("chart-without-outcome"))


def intervals(
    opened: ValueChainMap, *, of_handoffs: bool, language: str, subtitle: str = "", within: float | None = None
) -> ToldChart:
    """Return the chart of the intervals of a map's outcomes, or of its handoffs.

    Raises:
        NotYet, FiguresMissing: as `pareto`.
    """
    found = analysis.figures(opened, within=within)
    if isinstance(found, NoFigures):
        if found.is_pending:
            raise NotYet
        raise FiguresMissing(found.problem)
    told = handoff_intervals if of_handoffs else outcome_intervals
    return told(found, wording(language), subtitle=subtitle)


def svg(told: ToldChart, width: float, *, within: float | None = None) -> bytes:
    """Return a chart as SVG, drawn once and in another process.

    Raises:
        NotYet: it takes longer than `within` seconds; it goes on, and whoever asks later finds it.
        DrawingFailed: it could not be drawn within its limits.
    """
    return _kept.of((told.figure, width), lambda: _drawn(told, width), within=within).svg.encode()


def subtitle(opened: ValueChainMap, *, language: str, today: date) -> str:
    """Return what stands under the title of a chart that goes about alone: the map, its revision and its day."""
    words, chain = wording(language), opened.chain
    day, revision = words.date(chain.as_of or today), words.number(opened.revision)
    return words.text("charts.subtitle", map=in_line(chain.name), revision=revision, day=day)


def _drawn(told: ToldChart, width: float) -> Made[Chart]:
    try:
        chart = drawn(told.figure, width)
    except TaskNotDone as reason:
        raise DrawingFailed(error("drawing-failed", form="SVG")) from reason
    return Made(value=chart, size=2 * len(chart.svg))
