"""What runs inside a chart worker, and nowhere else.

Requests and answers are pickled: they travel over pipes between processes of our own, never from outside.
"""

import pickle

from graphs.rendering.charts.budget import budget
from graphs.rendering.charts.intervals import intervals
from graphs.rendering.charts.paper import Paper
from graphs.rendering.charts.pareto import pareto
from graphs.rendering.charts.values import Figure, Intervals, Pareto


def drawn(request: bytes) -> bytes:
    """Return the chart that was ordered."""
    figure, width = pickle.loads(request)  # noqa: S301 - from our own parent process
    return pickle.dumps(sketched(figure, width).finished(figure.about))


def sketched(figure: Figure, width: float) -> Paper:
    """Return a chart on its paper, not written yet."""
    if isinstance(figure, Pareto):
        return pareto(figure, width)
    if isinstance(figure, Intervals):
        return intervals(figure, width)
    return budget(figure, width)
