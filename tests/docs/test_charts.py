"""The charts of the docs are those of the example map: drawn again, they say the same."""

import os
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from app.reports.charts.budget import budget
from app.reports.charts.intervals import handoff_intervals, outcome_intervals
from app.reports.charts.pareto import pareto
from app.reports.charts.told import ToldChart
from app.reports.propagation.page import why
from app.services.showing.analysis import propagation
from app.wording import wording
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.plan import improvement_plan
from graphs.rendering.charts import drawn
from process_models.domain.identifiers import NodeId
from tests.pictures import example

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
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


def texts(svg: str) -> list[str]:
    """Return what a chart says."""
    return [each.text or "" for each in fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - ours


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_the_docs_says_what_is_computed(name: str) -> None:
    """`ESLABON_KEEP_SNAPSHOTS=1` draws it anew."""
    path = PICTURES / f"chart-{name}.svg"
    svg = drawn(told(name).figure, WIDTH).svg
    if os.environ.get("ESLABON_KEEP_SNAPSHOTS"):
        path.write_text(svg, encoding="utf-8")
    assert texts(path.read_text(encoding="utf-8")) == texts(svg)
