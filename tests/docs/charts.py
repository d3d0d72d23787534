"""The charts of the docs: those of the example map."""

from app.reports.charts.budget import budget
from app.reports.charts.intervals import handoff_intervals, outcome_intervals
from app.reports.charts.pareto import pareto
from app.reports.charts.told import ToldChart
from app.reports.propagation.page import why
from app.services.showing.analysis import propagation
from app.wording import wording
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.plan import improvement_plan
from process_models.domain.identifiers import NodeId
from tests.pictures import example

WIDTH = 560.0
CHARTS = ("pareto", "outcomes", "handoffs", "budget")


def told(name: str) -> ToldChart:
    """Return a chart of the example map."""
    words, chain = wording("es"), example()
    if name == "budget":
        most = sum(action.cost or 0 for action in chain.actions)
        return budget(improvement_plan(calibrated(chain), most), most, chain, words)
    found = propagation(chain)
    if name == "pareto":
        return pareto(why(found, NodeId("minorista"), words), words)
    return handoff_intervals(found, words) if name == "handoffs" else outcome_intervals(found, words)
