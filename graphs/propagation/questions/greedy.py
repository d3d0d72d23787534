"""Many actions: a greedy choice, and a bound on how far it can be from the best.

Two choices are made step by step, one by the loss that an action saves for what it costs, one by what it saves; the
best set that was looked at is told. The bound: whichever of a few actions are bought, and whatever else, the loss is
at least what it would be with every other number at the best value that any action still affordable could give it,
for the model is monotone.
"""

from collections.abc import Sequence
from itertools import chain, combinations

import numpy as np

from graphs.propagation.parameters import Parameters
from graphs.propagation.questions.calibrated import (
    CalibratedMap,
    columns_at_once,
    expected_loss,
    outcome_probabilities,
    refuse_if_dear,
)
from graphs.propagation.questions.changes import with_changes
from graphs.propagation.questions.purchases import CENTS, ROUNDING, Choice, Floats, Purchases, falling, preferred

FIRST = 8
"""Of how many actions every set is looked at for the bound."""

Places = tuple[int, ...]


def greedy(asked: CalibratedMap, purchases: Purchases) -> Choice:
    """Return a good set of actions within the budget, with the curve of all sets that were looked at."""
    search = _Search(asked, purchases)
    saving = search.alone()
    search.buy(by_cost=True)
    search.buy(by_cost=False)
    sets = list(search.seen)
    costs = np.array([search.cost(places) for places in sets])
    best, curve, steps = falling(costs, np.array(list(search.seen.values())))
    chosen = preferred(sets[one] for one in best)
    floor = search.floor(sorted(saving, key=lambda place: (-saving[place], place))[:FIRST])
    bought = tuple(sets[place] for place in steps[:-1])
    return Choice(chosen=chosen, bound=_above(curve[-1][1], floor), curve=curve, steps=(*bought, chosen))


def _above(loss: float, floor: float) -> float:
    """Return how far a loss is above its floor; what is rounding is 0."""
    above = loss - floor
    return above if above > ROUNDING * max(1.0, loss) else 0.0


class _Search:
    """The sets of actions that were looked at, with the loss of each; the empty one first."""

    def __init__(self, asked: CalibratedMap, purchases: Purchases) -> None:
        self._asked, self._purchases = asked, purchases
        self._budget = round(purchases.budget, CENTS)
        self._columns = 0
        self.seen: dict[Places, float] = {}
        self._look([()])

    def cost(self, places: Places) -> float:
        """Return what a set costs."""
        return round(sum(self._purchases.costs[place] for place in places), CENTS)

    def alone(self) -> dict[int, float]:
        """Return what each action saves by itself."""
        every = range(len(self._purchases.costs))
        self._look([(place,) for place in every])
        return {place: self.seen[()] - self.seen[(place,)] for place in every}

    def buy(self, *, by_cost: bool) -> None:
        """Buy one action after the other, always the one that saves most (for its cost), while any saves something."""
        bought: Places = ()
        while longer := self._affordable(bought):
            self._look(list(longer.values()))
            saved = {place: self.seen[bought] - self.seen[places] for place, places in longer.items()}
            worth = {
                place: self._worth(place, saving, by_cost=by_cost) for place, saving in saved.items() if saving > 0
            }
            if not worth:
                return
            bought = longer[max(worth, key=lambda place: (worth[place], -place))]

    def floor(self, first: Sequence[int]) -> float:
        """Return a loss below which no set within the budget comes."""
        every_part = chain.from_iterable(combinations(sorted(first), size) for size in range(len(first) + 1))
        sets = [places for places in every_part if self.cost(places) <= self._budget]
        left = [self._budget - self.cost(places) for places in sets]
        wide = self._asked.parameters.repeated(len(sets))
        for cell in self._purchases.cells:
            changes, places = self._purchases.of(cell)
            made = np.array([[place in bought for bought in sets] for place in places])
            possible = np.array([[self._is_open(place, rest, first) for rest in left] for place in places])
            cell.row(wide)[:] = cell.best(float(cell.row(wide)[0]), changes, made, possible)
        return float(self._losses(wide).min())

    def _is_open(self, place: int, rest: float, first: Sequence[int]) -> bool:
        return place not in first and self._purchases.costs[place] <= rest

    def _affordable(self, bought: Places) -> dict[int, Places]:
        """Return the bought with one action more, for each that the budget still allows."""
        longer = {
            place: tuple(sorted((*bought, place))) for place in range(len(self._purchases.costs)) if place not in bought
        }
        return {place: places for place, places in longer.items() if self.cost(places) <= self._budget}

    def _worth(self, place: int, saving: float, *, by_cost: bool) -> float:
        cost = self._purchases.costs[place]
        if not by_cost:
            return saving
        return saving / cost if cost > 0 else np.inf

    def _look(self, sets: Sequence[Places]) -> None:
        """Compute the loss of sets that were not looked at yet."""
        every = [places for places in sets if places not in self.seen]
        self._columns += len(every)
        refuse_if_dear(self._columns, self._asked.plans.whole.cost)
        width = columns_at_once(self._asked.model)
        for new in (every[first : first + width] for first in range(0, len(every), width)):
            scenarios = [[change for place in places for change in self._purchases.changes[place]] for places in new]
            self.seen |= zip(new, self._losses(with_changes(self._asked.parameters, scenarios)).tolist(), strict=True)

    def _losses(self, parameters: Parameters) -> Floats:
        found = outcome_probabilities(self._asked.model, self._asked.plans, parameters)
        return expected_loss(self._asked.model, found)
