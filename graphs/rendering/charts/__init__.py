"""Charts: values and their labels go in, SVG comes out, the same for screen and paper; see `docs/charts.md`."""

from graphs.rendering.charts.drawing import drawn, pool
from graphs.rendering.charts.values import (
    About,
    Budget,
    BudgetStep,
    Chart,
    Figure,
    IntervalRow,
    Intervals,
    Pareto,
    ParetoBar,
    Tick,
)

__all__ = [
    "About",
    "Budget",
    "BudgetStep",
    "Chart",
    "Figure",
    "IntervalRow",
    "Intervals",
    "Pareto",
    "ParetoBar",
    "Tick",
    "drawn",
    "pool",
]
