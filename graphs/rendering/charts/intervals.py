"""Figures under each other, each with the interval that was computed for it and the range that the unknown leaves."""

from dataclasses import dataclass

from graphs.rendering.charts.house import NAME_SIZE, SMALL_SIZE, BarLook, bar_look
from graphs.rendering.charts.measure import lines
from graphs.rendering.charts.paper import FIGURES, LINE, MARGIN, NAME, SMALL, Legend, Paper, Type
from graphs.rendering.charts.scale import Scale, put_axis
from graphs.rendering.charts.values import IntervalRow, Intervals
from graphs.rendering.geometry import Box, Point
from graphs.rendering.styles import INK, PAPER, SOFT_INK, UNKNOWN_STROKE, Stroke

_NAMES, _FIGURES = 0.36, 0.28
"""Of the width."""

_APART = 9.0
_GAP = 22.0
"""Before the figures: half of the scale's last one stands there, too."""

_LEAST = 16.0
_BAND, _TICK, _RING = 7.0, 13.0, 2.6
_POINT = Stroke(color=INK, width=2.0)
_ROUND_POINT = Stroke(color=PAPER, width=4.4)
_DETAIL = Type(size=SMALL_SIZE, ink=SOFT_INK, anchor="right")
_PLAIN = BarLook(fill="#D3DEE9")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with its texts, and where it lies."""

    of: IntervalRow
    name: tuple[str, ...]
    remark: tuple[str, ...]
    label: tuple[str, ...]
    detail: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where its marks lie."""
        return self.top + self.height / 2


def intervals(told: Intervals, wide: float) -> Paper:
    """Return the chart of intervals."""
    paper = Paper(wide)
    paper.head(told.about)
    if not told.rows:
        paper.nothing(told.nothing)
        return paper
    scale = Scale(
        left=MARGIN + _NAMES * wide,
        right=wide - MARGIN - _FIGURES * wide,
        end=max((tick.at for tick in told.ticks), default=1.0) or 1.0,
    )
    top = paper.down + SMALL_SIZE * LINE + 3
    rows = _rows(told, top, wide)
    paper.down = rows[-1].top + rows[-1].height
    put_axis(paper, scale, told.ticks, top, paper.down)
    for row in rows:
        _texts(paper, row)
        _marks(paper, row, scale)
    _legend(paper, told)
    return paper


def _rows(told: Intervals, top: float, wide: float) -> list[_Row]:
    found = []
    for each in told.rows:
        name = lines(each.name, NAME_SIZE, _NAMES * wide - 10, 2, bold=True)
        remark = lines(each.remark, SMALL_SIZE, _NAMES * wide - 10, 2)
        label = lines(each.label, NAME_SIZE, _FIGURES * wide - _GAP, 2, bold=True)
        detail = lines(each.detail, SMALL_SIZE, _FIGURES * wide - _GAP, 3)
        words = LINE * max(_high(name, remark), _high(label, detail))
        height = max(_LEAST, words) + _APART
        found.append(_Row(of=each, name=name, remark=remark, label=label, detail=detail, top=top, height=height))
        top += height
    return found


def _high(name: tuple[str, ...], small: tuple[str, ...]) -> float:
    return NAME_SIZE * len(name) + SMALL_SIZE * len(small)


def _texts(paper: Paper, row: _Row) -> None:
    below = paper.block((MARGIN, row.middle - LINE * _high(row.name, row.remark) / 2), row.name, NAME)
    paper.block((MARGIN, below), row.remark, SMALL)
    edge = paper.width - MARGIN
    below = paper.block((edge, row.middle - LINE * _high(row.label, row.detail) / 2), row.label, FIGURES)
    paper.block((edge, below), row.detail, _DETAIL)


def _marks(paper: Paper, row: _Row, scale: Scale) -> None:
    """Draw what is widest first, so that what is most certain lies on top."""
    if row.of.unknown is not None:
        low, high = map(scale.at, row.of.unknown)
        paper.line([(low, row.middle), (max(low + 1, high), row.middle)], UNKNOWN_STROKE)
    if row.of.interval is not None:
        low, high = map(scale.at, row.of.interval)
        look = _PLAIN if row.of.evidence is None else bar_look(row.of.evidence)
        paper.bar(Box(left=low, top=row.middle - _BAND / 2, width=high - low, height=_BAND), look)
    if row.of.median is not None:
        paper.ring((scale.at(row.of.median), row.middle), _RING)
    if row.of.point is not None:
        _point(paper, (scale.at(row.of.point), row.middle))


def _point(paper: Paper, at: Point, high: float = _TICK) -> None:
    ends = [(at[0], at[1] - high / 2), (at[0], at[1] + high / 2)]
    paper.line(ends, _ROUND_POINT)
    paper.line(ends, _POINT)


def _legend(paper: Paper, told: Intervals) -> None:
    legend = Legend(paper)
    has_plain = any(row.interval and row.evidence is None for row in told.rows)
    used = {
        "point": any(row.point is not None for row in told.rows),
        "median": any(row.median is not None for row in told.rows),
        "interval": has_plain,
        "unknown": any(row.unknown for row in told.rows),
    }
    for kind, caption in told.marks:
        if used.get(kind):
            _sample(paper, kind, legend.room(caption))
    legend.evidence(told.captions, [row.evidence for row in told.rows if row.interval])
    legend.end()


def _sample(paper: Paper, kind: str, at: Point) -> None:
    left, middle = at[0], at[1] + 4
    if kind == "point":
        _point(paper, (left + 11, middle), 10)
    elif kind == "median":
        paper.ring((left + 11, middle), _RING)
    elif kind == "interval":
        paper.bar(Box(left=left, top=at[1] + 0.5, width=22, height=_BAND), _PLAIN)
    else:
        paper.line([(left, middle), (left + 22, middle)], UNKNOWN_STROKE)
