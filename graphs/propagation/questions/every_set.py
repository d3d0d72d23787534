"""Every set of actions within a budget, with its expected loss.

An outcome's probability is linear in every single number of the map. So one pass of the engine gives it not only for a
set of actions, but also, by its derivatives, for each set that differs in one action which changes a single number.
The sets to pass over are those of a perfect code (Hamming 1950): every set is one of them, or differs from exactly one
of them in one action. With 15 such actions that is one pass in 16. Of several outcomes each is asked with the actions
upstream of it alone.
"""

from collections.abc import Iterator

import numpy as np

from graphs.propagation.exact import ExactPlan
from graphs.propagation.parameters import Parameters
from graphs.propagation.questions.calibrated import CalibratedMap, refuse_if_dear
from graphs.propagation.questions.changes import Cell
from graphs.propagation.questions.purchases import (
    CENTS,
    Choice,
    Floats,
    Purchases,
    Sets,
    costs_of,
    digits,
    falling,
    preferred,
    settled,
    values,
)
from graphs.propagation.questions.things import NODE

NUMBERS_AT_ONCE = 2**21
"""Of parameters in one batch."""


def every_set(asked: CalibratedMap, purchases: Purchases) -> Choice:
    """Return the best set of actions within the budget, and the curve of the best sets for every smaller one."""
    sets = np.arange(1 << len(purchases.costs), dtype=np.int64)
    costs = costs_of(purchases.costs, sets)
    affordable = costs <= round(purchases.budget, CENTS)
    sets, costs = sets[affordable], costs[affordable]
    losses = np.zeros(len(sets))
    for outcome in asked.model.outcomes:
        losses += asked.model.nodes[outcome].severity * _Outcome(asked, purchases, outcome).probabilities(sets)
    best, curve, steps = falling(costs, losses)
    every = range(len(purchases.costs))
    chosen = preferred(tuple(place for place in every if one >> place & 1) for one in sets[best].tolist())
    bought = [tuple(place for place in every if one >> place & 1) for one in sets[list(steps[:-1])].tolist()]
    return Choice(chosen=chosen, bound=0.0, curve=curve, steps=(*bought, chosen))


class _Outcome:
    """One outcome and the actions that it depends on; `_flips` the number that an action changes, where it is one."""

    def __init__(self, asked: CalibratedMap, purchases: Purchases, outcome: int) -> None:
        self._asked, self._purchases, self._outcome = asked, purchases, outcome
        upstream = asked.model.upstream([outcome])
        reaching = {cell: places for cell, places in purchases.cells.items() if _client(asked, cell) in upstream}
        self._relevant = sorted({place for places in reaching.values() for place in places})
        changed = [[cell for cell, places in reaching.items() if place in places] for place in self._relevant]
        self._flips = [cells[0] if len(cells) == 1 else None for cells in changed]

    def probabilities(self, sets: Sets) -> Floats:
        """Return P(X) under each set."""
        wanted, where = np.unique(digits(sets, self._relevant), return_inverse=True)
        flipped = self._flipped(wanted)
        centres = np.where(flipped < 0, wanted, wanted ^ (1 << np.maximum(flipped, 0)))
        passed, of = np.unique(centres, return_inverse=True)
        found = np.zeros(len(wanted))
        for part, probability, derivatives in self._passes(passed):
            here = np.flatnonzero((of >= part.start) & (of < part.stop))
            found[here] = probability[of[here] - part.start]
            for place, flip in enumerate(self._flips):
                moved = here[flipped[here] == place]
                if flip is not None and len(moved):
                    slope = flip.row(derivatives)[of[moved] - part.start]
                    found[moved] += slope * (self._value(flip, wanted[moved]) - self._value(flip, centres[moved]))
        return found[where].clip(0, 1)

    def _value(self, cell: Cell, sets: Sets) -> Floats:
        return values(self._purchases, cell, self._asked.parameters, self._whole(sets))

    def _whole(self, sets: Sets) -> Sets:
        """Return sets of the relevant actions as sets of all."""
        found = np.zeros(len(sets), dtype=np.int64)
        for new, old in enumerate(self._relevant):
            found |= (sets >> new & 1) << old
        return found

    def _flipped(self, sets: Sets) -> Sets:
        """Return for each set the action that leads to its centre (by its place among the relevant), or -1."""
        single = [place for place, flip in enumerate(self._flips) if flip is not None]
        coded = single[: (1 << (len(single) + 1).bit_length() - 1) - 1]
        syndrome = np.zeros(len(sets), dtype=np.int64)
        for number, place in enumerate(coded, start=1):
            syndrome ^= (sets >> place & 1) * number
        return np.array([-1, *coded], dtype=np.int64)[syndrome]

    def _passes(self, sets: Sets) -> Iterator[tuple[slice, Floats, Parameters]]:
        """Yield, for one part of the sets after the other, P(X) and its derivatives."""
        plan: ExactPlan = self._asked.plans.of([self._outcome])
        refuse_if_dear(len(sets), plan.cost)
        fails = {self._outcome: np.array([[0.0], [1.0]])}
        width = max(1, NUMBERS_AT_ONCE // (len(self._asked.model.handoffs) + len(self._asked.model.nodes)))
        for start in range(0, len(sets), width):
            part = slice(start, min(start + width, len(sets)))
            parameters = settled(self._purchases, self._asked.parameters, self._whole(sets[part]))
            found = plan.evaluate(parameters, fails)
            yield part, found.probability, found.derivatives


def _client(asked: CalibratedMap, cell: Cell) -> int:
    """Return the node that a number serves."""
    index = cell.thing.index
    return index if cell.thing.kind == NODE else asked.model.clients[index]
