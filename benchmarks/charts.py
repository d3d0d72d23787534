"""A chart by a warm worker against matplotlib's own layout of the same figures in a process that has loaded it."""

import io
from collections.abc import Callable, Sequence

from matplotlib.figure import Figure

from benchmarks.timing import heading, paired, row
from graphs.rendering.charts import Figure as ChartFigure
from graphs.rendering.charts import Intervals, Pareto, drawn
from tests.docs.charts import CHARTS, WIDTH, told

_POINTS_PER_INCH = 72


def main() -> None:
    """Print the table."""
    heading("A chart of the example map as SVG", "matplotlib's constrained layout, in one process")
    for name in CHARTS:
        figure = told(name).figure
        row(f"{name} ({_size(figure)} rows)", paired(_ours(figure), _plain(figure)))


def _size(figure: ChartFigure) -> int:
    return len(_figures(figure))


def _figures(figure: ChartFigure) -> Sequence[tuple[str, float, str]]:
    """Return what a plain bar chart would show: names, lengths, labels."""
    if isinstance(figure, Pareto):
        return [(f"{bar.name}\n{bar.remark}", bar.share, bar.label) for bar in figure.bars]
    if isinstance(figure, Intervals):
        return [
            (f"{each.name}\n{each.remark}", each.point or 0.0, f"{each.label}\n{each.detail}") for each in figure.rows
        ]
    return [(step.actions, step.loss, f"{step.cost_label}\n{step.loss_label}") for step in figure.steps]


def _ours(figure: ChartFigure) -> Callable[[], object]:
    return lambda: drawn(figure, WIDTH)


def _plain(figure: ChartFigure) -> Callable[[], object]:
    def draw() -> None:
        names, lengths, labels = zip(*_figures(figure), strict=True)
        sheet = Figure(figsize=(WIDTH / _POINTS_PER_INCH, 0.4 * len(names) + 1), layout="constrained")
        axes = sheet.subplots()
        bars = axes.barh(range(len(names)), lengths, tick_label=names)
        axes.bar_label(bars, labels=labels)
        axes.invert_yaxis()
        sheet.savefig(io.BytesIO(), format="svg")

    return draw


if __name__ == "__main__":
    main()
