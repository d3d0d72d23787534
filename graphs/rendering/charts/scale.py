"""From figures to places across the paper, and the figures that stand over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphs.rendering.charts.house import SMALL_SIZE
from graphs.rendering.charts.measure import width
from graphs.rendering.charts.paper import AXIS, GUIDE, Paper, Type
from graphs.rendering.charts.values import Tick
from graphs.rendering.styles import SOFT_INK

_BETWEEN = 6.0
_TICK = Type(size=SMALL_SIZE, ink=SOFT_INK, anchor="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale from 0 to `end`."""

    left: float
    right: float
    end: float = 1.0

    def at(self, value: float) -> float:
        """Return where a figure stands; what is beyond the scale stands at its end."""
        return self.left + (self.right - self.left) * min(1.0, max(0.0, value / self.end))


def put_axis(paper: Paper, scale: Scale, ticks: Sequence[Tick], top: float, bottom: float) -> None:
    """Draw as many of the ticks as there is room for, evenly, with a guide line below each."""
    for tick in _shown(ticks, scale):
        across = scale.at(tick.at)
        paper.line([(across, top), (across, bottom)], GUIDE if tick.at else AXIS)
        paper.text((across, top - 4), tick.label, _TICK)


def _shown(ticks: Sequence[Tick], scale: Scale) -> Sequence[Tick]:
    """Return all ticks, or as many at even distances from the first to the last as fit, or the last one alone."""
    steps = len(ticks) - 1
    choices = (ticks[::stride] for stride in range(1, steps + 1) if steps % stride == 0)
    return next((chosen for chosen in choices if _fit(chosen, scale)), ticks[-1:])


def _fit(ticks: Sequence[Tick], scale: Scale) -> bool:
    spans = [(scale.at(tick.at), width(tick.label, SMALL_SIZE) / 2) for tick in ticks]
    return all(here + half + _BETWEEN <= there - other for (here, half), (there, other) in pairwise(spans))
