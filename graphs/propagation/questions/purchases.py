"""What can be bought: actions with their costs, and the numbers that each set of them leads to.

A set of actions is a number whose binary digits say which are in it, the first action by the last digit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.parameters import Parameters
from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.changes import Cell, Change, cells_of, changes_of
from graphs.propagation.questions.things import NODE
from process_models.domain.chain import Action

Sets = NDArray[np.int64]
Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""Losses that differ by less than this part are equal."""

CENTS = 9
"""Decimals of a cost; what differs beyond is rounding."""


@dataclass(frozen=True)
class Purchases:
    """Actions, what each changes (in a model), and how much may be spent."""

    actions: tuple[Action, ...]
    changes: tuple[tuple[Change, ...], ...]
    budget: float

    @cached_property
    def costs(self) -> tuple[float, ...]:
        """What each action costs."""
        return tuple(action.cost or 0.0 for action in self.actions)

    @cached_property
    def cells(self) -> dict[Cell, tuple[int, ...]]:
        """The numbers that are changed, each with the actions that change it."""
        found: dict[Cell, list[int]] = {}
        for place, changes in enumerate(self.changes):
            for cell in dict.fromkeys(cell for change in changes for cell in cells_of(change)):
                found.setdefault(cell, []).append(place)
        return {cell: tuple(places) for cell, places in found.items()}

    def of(self, cell: Cell) -> tuple[list[Change], list[int]]:
        """Return the changes of a number's thing, and which action makes each."""
        made = [(change, place) for place in self.cells[cell] for change in self.changes[place]]
        made = [(change, place) for change, place in made if change.thing == cell.thing]
        return [change for change, _ in made], [place for _, place in made]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The actions chosen (by place), by how much the best can be better, and the curve (cost, loss) with its sets."""

    chosen: tuple[int, ...]
    bound: float
    curve: tuple[tuple[float, float], ...]
    steps: tuple[tuple[int, ...], ...]


def purchasable(asked: CalibratedMap, budget: float) -> Purchases:
    """Return the actions that can be afforded and change something that counts."""
    upstream = asked.model.upstream(asked.model.outcomes)
    chosen: list[Action] = []
    changes: list[tuple[Change, ...]] = []
    for action in asked.model.chain.actions:
        if action.cost is None or action.cost > budget:
            continue
        made = tuple(_counting(asked, changes_of(asked.model, action.changes), upstream))
        if made:
            chosen.append(action)
            changes.append(made)
    return Purchases(actions=tuple(chosen), changes=tuple(changes), budget=budget)


def _counting(asked: CalibratedMap, changes: Iterable[Change], upstream: frozenset[int]) -> Iterator[Change]:
    for change in changes:
        index = change.thing.index
        client = index if change.thing.kind == NODE else asked.model.clients[index]
        if client in upstream:
            yield change


def costs_of(costs: Sequence[float], sets: Sets) -> Floats:
    """Return what sets of actions cost."""
    total = np.zeros(len(sets))
    for place, cost in enumerate(costs):
        total += cost * (sets >> place & 1)
    return total.round(CENTS)


def settled(purchases: Purchases, base: Parameters, sets: Sets) -> Parameters:
    """Return a column of parameters for each set of actions."""
    wide = base.repeated(len(sets))
    for cell in purchases.cells:
        cell.row(wide)[:] = values(purchases, cell, base, sets)
    return wide


def values(purchases: Purchases, cell: Cell, base: Parameters, sets: Sets) -> Floats:
    """Return the value that a number has under each set of actions."""
    changes, places = purchases.of(cell)
    made = (sets >> np.array(places)[:, None] & 1).astype(bool)
    return cell.after(float(cell.row(base)[0]), changes, made)


def digits(sets: Sets, places: Sequence[int]) -> Sets:
    """Return the sets as sets of some of their actions alone, numbered in the order given."""
    found = np.zeros(len(sets), dtype=np.int64)
    for new, old in enumerate(places):
        found |= (sets >> old & 1) << new
    return found


def falling(costs: Floats, losses: Floats) -> tuple[Sets, tuple[tuple[float, float], ...], tuple[int, ...]]:
    """Return which sets are equally best, by their places, and the curve from (0, loss of nothing) on with its sets.

    The empty set stands first.
    """
    before = float(losses[0])
    least = ROUNDING * max(1.0, abs(before))
    order = np.lexsort((losses, costs))
    lowest = np.minimum.accumulate(losses[order])
    falls = order[np.flatnonzero(np.diff(lowest, prepend=np.inf) < 0)]
    curve, steps = [(0.0, before)], [0]
    for place in falls:
        if losses[place] < curve[-1][1] - least:
            curve.append((float(costs[place]), float(losses[place])))
            steps.append(int(place))
    cost, loss = curve[-1]
    return np.flatnonzero((costs <= cost) & (losses <= loss + least)), tuple(curve), tuple(steps)


def preferred(sets: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Return, of sets of equal merit, the one of fewest actions; of those the first in the document's order."""
    return min(sets, key=lambda places: (len(places), places))
