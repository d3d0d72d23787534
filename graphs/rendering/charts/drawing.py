"""The door to the charts: they are drawn in a warm worker process with limits, which alone loads the chart library."""

import pickle
from collections.abc import Mapping
from pathlib import Path

from graphs.rendering.charts.values import Chart, Figure
from graphs.workers import WorkerPool

SECONDS = 10.0
NARROWEST, WIDEST = 280.0, 2000.0
"""In points: below it, names and figures have no room beside each other."""

_MEMORY = 1 << 30


def _prepared(place: Path) -> Mapping[str, str]:
    """Give the library a folder of its own to write into, and no programs to ask for the system's fonts."""
    return {"MPLCONFIGDIR": str(place), "PATH": ""}


pool = WorkerPool("graphs.rendering.charts.worker:drawn", size=1, memory=_MEMORY, prepare=_prepared)
"""One: a chart takes some hundredths of a second, and who asks for it keeps it."""


def drawn(figure: Figure, width: float) -> Chart:
    """Return a chart so many points wide; the same figure gives the same bytes.

    Raises:
        TaskNotDone: it could not be drawn within its limits.
    """
    request = figure, min(WIDEST, max(NARROWEST, width))
    chart: Chart = pickle.loads(pool.run(pickle.dumps(request), seconds=SECONDS))  # noqa: S301 - our own process
    return chart
