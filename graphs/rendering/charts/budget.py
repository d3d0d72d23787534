"""What is lost for what is spent: the steps down, and a list of those that stand far enough apart to be numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphs.rendering.charts.house import NAME_SIZE, SMALL_SIZE
from graphs.rendering.charts.measure import fitted, lines, width
from graphs.rendering.charts.paper import AXIS, GUIDE, LINE, MARGIN, SMALL, Paper, Type
from graphs.rendering.charts.values import Budget, BudgetStep
from graphs.rendering.geometry import Point
from graphs.rendering.styles import ACCENT, INK, PAPER, SOFT_INK, Stroke

MOST_NUMBERED = 12

_HIGH = 150.0
_RADIUS = 6.2
_APART = 2 * _RADIUS + 3
_ROOM = 0.35
"""Below the least loss, as a part of what can be saved: so the steps do not lie on the axis."""

_LABELS = 0.24
"""Of the width, at most, for the losses beside the axis."""

_STEPS = Stroke(color=ACCENT, width=2.2)
_NUMBER = Type(size=SMALL_SIZE, ink=PAPER, anchor="center", bold=True)
_HEAD = Type(size=SMALL_SIZE, ink=SOFT_INK)
_END_HEAD = Type(size=SMALL_SIZE, ink=SOFT_INK, anchor="right")
_FIGURE = Type(size=NAME_SIZE, ink=INK, anchor="right")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """Where the steps are drawn, and on which scales."""

    left: float
    right: float
    top: float
    bottom: float
    most: float
    highest: float
    floor: float

    def at(self, cost: float, loss: float) -> Point:
        """Return where a cost and a loss stand."""
        across = self.left + (self.right - self.left) * min(1.0, max(0.0, cost / self.most))
        part = (loss - self.floor) / ((self.highest - self.floor) or 1.0)
        return across, self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, part))


def budget(told: Budget, wide: float) -> Paper:
    """Return the chart of expected loss over the budget."""
    paper = Paper(wide)
    paper.head(told.about)
    if not told.steps:
        paper.nothing(told.nothing)
        return paper
    field = _field(paper, told)
    points = [field.at(step.cost, step.loss) for step in told.steps]
    numbered = _numbered(told.steps, points)
    _axes(paper, told, field)
    paper.line(_stairs(points, field.right), _STEPS)
    for number, place in enumerate(numbered, 1):
        _number(paper, points[place], number)
    paper.down = field.bottom + SMALL_SIZE * LINE + 6
    if told.cut:
        words = lines(told.cut, SMALL_SIZE, wide - 2 * MARGIN, 2)
        paper.down = paper.block((MARGIN, paper.down + 2), words, SMALL)
    _listed(paper, told, numbered)
    return paper


def _field(paper: Paper, told: Budget) -> _Field:
    losses = [step.loss for step in told.steps]
    highest, lowest = max(losses), min(losses)
    floor = max(0.0, lowest - _ROOM * (highest - lowest)) if highest > lowest else 0.0
    ends = told.steps[0], told.steps[-1]
    widest = max(width(step.loss_label, SMALL_SIZE) for step in ends)
    top = paper.down + 2 * SMALL_SIZE
    return _Field(
        left=MARGIN + min(_LABELS * paper.width, widest) + _RADIUS + 8,
        right=paper.width - MARGIN - _RADIUS,
        top=top,
        bottom=top + _HIGH,
        most=max(told.budget, *(step.cost for step in told.steps)) or 1.0,
        highest=highest,
        floor=floor,
    )


def _axes(paper: Paper, told: Budget, field: _Field) -> None:
    """Draw the axes, with the losses of today and of the end, and from 0 to the whole budget."""
    paper.text((MARGIN, field.top - SMALL_SIZE), told.heads[1], _HEAD, room=paper.width / 2)
    paper.line([(field.left, field.top - 4), (field.left, field.bottom), (field.right, field.bottom)], AXIS)
    taken = field.top - 2 * SMALL_SIZE
    for step in (told.steps[0], told.steps[-1]):
        _, down = field.at(step.cost, step.loss)
        paper.line([(field.left, down), (field.right, down)], GUIDE)
        if down - taken > SMALL_SIZE * LINE:
            label = fitted(step.loss_label, SMALL_SIZE, _LABELS * paper.width)
            paper.text(
                (field.left - _RADIUS - 4, down + SMALL_SIZE * 0.36), label, Type(size=SMALL_SIZE, anchor="right")
            )
            taken = down
    _costs(paper, told, field)


def _costs(paper: Paper, told: Budget, field: _Field) -> None:
    base = field.bottom + SMALL_SIZE * LINE
    end = paper.width - MARGIN
    label = fitted(told.budget_label, SMALL_SIZE, 0.4 * paper.width)
    begins = end - width(label, SMALL_SIZE)
    head = fitted(told.heads[0], SMALL_SIZE, begins - field.left - 12)
    paper.text((end, base), label, Type(size=SMALL_SIZE, anchor="right"))
    paper.text((field.left, base), head, _HEAD)


def _stairs(points: Sequence[Point], right: float) -> list[Point]:
    """Return the corners of the steps: along to the next cost, then down to what is lost there."""
    found = [points[0]]
    for before, after in pairwise(points):
        found += [(after[0], before[1]), after]
    return [*found, (right, points[-1][1])] if points[-1][0] < right else found


def _numbered(steps: Sequence[BudgetStep], points: Sequence[Point]) -> list[int]:
    """Return which steps get a number: the end, today, then those that save most, as long as none touches another."""
    saved = {place: steps[place - 1].loss - steps[place].loss for place in range(1, len(steps))}
    last = len(steps) - 1
    ranked = [*dict.fromkeys((last, 0, *sorted(saved, key=lambda place: (-saved[place], place))))]
    chosen: list[int] = []
    for place in ranked:
        near = any(_is_near(points[place], points[other]) for other in chosen)
        if not near and len(chosen) < MOST_NUMBERED:
            chosen.append(place)
    return sorted(chosen)


def _is_near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < _APART and abs(one[1] - other[1]) < _APART


def _number(paper: Paper, at: Point, number: int) -> None:
    paper.ring(at, _RADIUS, fill=ACCENT, color=PAPER)
    paper.text((at[0], at[1] + SMALL_SIZE * 0.36), str(number), _NUMBER)


def _listed(paper: Paper, told: Budget, numbered: Sequence[int]) -> None:
    """List the steps by their numbers: what they cost, what is lost then, what is done for it."""
    steps = [told.steps[place] for place in numbered]
    room = 0.22 * paper.width
    costs = min(room, max(width(words, NAME_SIZE) for words in (told.heads[0], *(each.cost_label for each in steps))))
    losses = min(room, max(width(words, NAME_SIZE) for words in (told.heads[1], *(each.loss_label for each in steps))))
    first = MARGIN + 2 * _RADIUS + 8 + costs
    second = first + 14 + losses
    third = second + 16
    paper.down += 8
    for across, head, kind, wide in (
        (first, told.heads[0], _END_HEAD, costs),
        (second, told.heads[1], _END_HEAD, losses),
        (third, told.heads[2] if any(each.actions for each in steps) else "", _HEAD, paper.width - MARGIN - third),
    ):
        paper.text((across, paper.down + SMALL_SIZE), head, kind, room=wide)
    paper.down += SMALL_SIZE * LINE + 3
    for number, step in enumerate(steps, 1):
        words = lines(step.actions, NAME_SIZE, paper.width - MARGIN - third, 3)
        high = max(2 * _RADIUS, NAME_SIZE * LINE * len(words)) + 5
        base = paper.down + _RADIUS + 1 + NAME_SIZE * 0.36
        paper.line([(MARGIN, paper.down - 1), (paper.width - MARGIN, paper.down - 1)], GUIDE)
        _number(paper, (MARGIN + _RADIUS, paper.down + _RADIUS + 1), number)
        paper.text((first, base), step.cost_label, _FIGURE, room=costs)
        paper.text((second, base), step.loss_label, _FIGURE, room=losses)
        paper.block((third, base - NAME_SIZE * 0.95), words, Type())
        paper.down += high
