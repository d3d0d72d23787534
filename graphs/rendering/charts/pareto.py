"""Contributions to one outcome: bars, the largest first, and the line of all down to each."""

from dataclasses import dataclass

from graphs.rendering.charts.house import NAME_SIZE, SMALL_SIZE, bar_look
from graphs.rendering.charts.measure import lines, width
from graphs.rendering.charts.paper import FIGURES, LINE, MARGIN, NAME, SMALL, STRONG, Legend, Paper, Type
from graphs.rendering.charts.scale import Scale, put_axis
from graphs.rendering.charts.values import Pareto, ParetoBar
from graphs.rendering.geometry import Box
from graphs.rendering.styles import SOFT_INK, Stroke

_NAMES = 0.41
"""Of the width."""

_FIGURES = 0.17
"""Of the width, at most, for either column of figures."""

_END = 16.0
"""Half of the scale's last figure, at the right end of the scale."""

_GAP = 8.0
_BAR = 11.0
_APART = 8.0
_RING = 2.6
_SO_FAR = Type(ink=SOFT_INK, anchor="right")
_HEADS = Type(size=SMALL_SIZE, ink=SOFT_INK, anchor="right")
_LINE = Stroke(color=STRONG.color, width=1.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """How wide the two columns of figures at the right are, and the scale of the bars between them and the names."""

    part: float
    so_far: float
    scale: Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A bar with its two lines of text, and where it lies."""

    bar: ParetoBar
    name: tuple[str, ...]
    remark: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where its bar lies."""
        return self.top + self.height / 2


def pareto(told: Pareto, wide: float) -> Paper:
    """Return the Pareto chart of an outcome."""
    paper = Paper(wide)
    paper.head(told.about)
    if not told.bars:
        paper.nothing(told.nothing)
        return paper
    columns = _columns(told, wide)
    top = _heads(paper, told, columns)
    rows = _rows(told, top, columns.scale.left - MARGIN - _GAP)
    paper.down = rows[-1].top + rows[-1].height
    put_axis(paper, columns.scale, told.ticks, top, paper.down)
    for row in rows:
        _row(paper, row, columns)
    _cumulative(paper, rows, columns.scale)
    legend = Legend(paper)
    legend.evidence(told.captions, [bar.evidence for bar in told.bars])
    across, down = legend.room(told.line)
    paper.line([(across, down + 4), (across + 22, down + 4)], _LINE)
    paper.ring((across + 11, down + 4), _RING)
    legend.end()
    return paper


def _columns(told: Pareto, wide: float) -> _Columns:
    labels = [(bar.label, bar.so_far) for bar in told.bars]
    part, so_far = (
        min(
            _FIGURES * wide,
            _GAP + max(width(head, SMALL_SIZE), *(width(label, NAME_SIZE, bold=True) for label in column)),
        )
        for head, column in zip(told.heads, zip(*labels, strict=True), strict=True)
    )
    right = wide - MARGIN - part - so_far - _END
    return _Columns(part=part, so_far=so_far, scale=Scale(left=MARGIN + _NAMES * wide, right=right))


def _heads(paper: Paper, told: Pareto, columns: _Columns) -> float:
    """Write what stands over the two columns of figures, and return where the bars begin."""
    rooms = (columns.part, columns.so_far)
    heads = [lines(head, SMALL_SIZE, room - _GAP, 2) for head, room in zip(told.heads, rooms, strict=True)]
    below = paper.down + SMALL_SIZE * LINE * max(1, *map(len, heads))
    edge = paper.width - MARGIN
    for head, end in zip(heads, (edge - columns.so_far, edge), strict=True):
        paper.block((end, below - SMALL_SIZE * LINE * len(head)), head, _HEADS)
    return below + 3


def _rows(told: Pareto, top: float, room: float) -> list[_Row]:
    found = []
    for bar in told.bars:
        name = lines(bar.name, NAME_SIZE, room, 2, bold=True)
        remark = lines(bar.remark, SMALL_SIZE, room, 2)
        height = max(_BAR, LINE * (NAME_SIZE * len(name) + SMALL_SIZE * len(remark))) + _APART
        found.append(_Row(bar=bar, name=name, remark=remark, top=top, height=height))
        top += height
    return found


def _row(paper: Paper, row: _Row, columns: _Columns) -> None:
    words = LINE * (NAME_SIZE * len(row.name) + SMALL_SIZE * len(row.remark))
    below = paper.block((MARGIN, row.middle - words / 2), row.name, NAME)
    paper.block((MARGIN, below), row.remark, SMALL)
    left = columns.scale.left
    long = columns.scale.at(row.bar.share) - left
    paper.bar(Box(left=left, top=row.middle - _BAR / 2, width=long, height=_BAR), bar_look(row.bar.evidence))
    edge, base = paper.width - MARGIN, row.middle + NAME_SIZE * 0.36
    paper.text((edge - columns.so_far, base), row.bar.label, FIGURES, room=columns.part - _GAP / 2)
    paper.text((edge, base), row.bar.so_far, _SO_FAR, room=columns.so_far - _GAP / 2)


def _cumulative(paper: Paper, rows: list[_Row], scale: Scale) -> None:
    points = [(scale.at(row.bar.cumulative), row.middle) for row in rows]
    paper.line(points, _LINE)
    for point in points:
        paper.ring(point, _RING)
