"""The charts of a report, each drawn once: the same as on the pages, made of the same values."""

from collections.abc import Iterator, Mapping

from app.reports.charts.budget import budget
from app.reports.charts.intervals import outcome_intervals
from app.reports.charts.pareto import pareto
from app.reports.charts.told import ToldChart
from app.reports.printed.blocks import Figure
from app.reports.printed.material import Bought
from app.reports.printed.sections.outcomes import INTERVALS, PARETO
from app.reports.printed.sections.plan import CHART
from app.reports.propagation.page import why
from app.wording import Wording
from graphs.propagation import Propagation
from graphs.rendering.charts import drawn
from graphs.workers import TaskNotDone
from process_models.domain.chain import ValueChain

WIDTH = 490.0
"""In points: what an upright sheet has between its margins, on either paper."""

MOST_OUTCOMES = 24
"""With more, only the worst have a chart of their own; all have the table."""


def charts(chain: ValueChain, found: Propagation | None, bought: Bought | None, words: Wording) -> Mapping[str, Figure]:
    """Return the charts of a report by the names under which its sections look for them.

    One that could not be drawn within its limits is left out: the tables say the same.
    """
    made = {}
    for name, told in _told(chain, found, bought, words):
        try:
            chart = drawn(told.figure, WIDTH)
        except TaskNotDone:
            continue
        made[name] = Figure(svg=chart.svg, width=chart.width, height=chart.height, spoken=told.spoken)
    return made


def _told(
    chain: ValueChain, found: Propagation | None, bought: Bought | None, words: Wording
) -> Iterator[tuple[str, ToldChart]]:
    if found is not None:
        worst = sorted(found.outcomes, key=lambda each: -found.outcomes[each].leading)[:MOST_OUTCOMES]
        for outcome in worst:
            told = why(found, outcome, words)
            if len(told.parts) > 1:
                yield f"{PARETO}{outcome}", pareto(told, words)
        if len(found.outcomes) > 1:
            yield INTERVALS, outcome_intervals(found, words)
    if bought is not None and bought.plan is not None and bought.plan.chosen:
        yield CHART, budget(bought.plan, bought.budget, chain, words)
