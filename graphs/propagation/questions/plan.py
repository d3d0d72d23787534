"""Improvement plan: which actions within a budget leave the least expected loss.

Up to `MOST_EXACT` actions every set within the budget is looked at (`every_set`); beyond, a greedy choice is told with
a bound on how far it can be from the best (`greedy`). An action counts if it has a cost within the budget and changes a
number on which some outcome depends; one without a cost is left out, and said.
"""

from dataclasses import dataclass

from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.every_set import every_set
from graphs.propagation.questions.greedy import greedy
from graphs.propagation.questions.purchases import purchasable
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.identifiers import ActionId
from process_models.domain.problems import Problem, warning
from process_models.domain.rules.values import amount_problems

MOST_EXACT = 20
"""Actions up to which every set of them is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The actions chosen, in the document's order, what they cost, and the expected loss before and after.

    `is_exact`: no other set within the budget does better; otherwise the best can be better by `bound` at most, in
    units of loss. `curve` (cost, loss): from (0, before) on, each cost at which the least loss that is known falls;
    `steps` what is bought for it at each of them.
    """

    chosen: tuple[ActionId, ...]
    cost: float
    before: float
    after: float
    is_exact: bool
    bound: float
    curve: tuple[tuple[float, float], ...]
    steps: tuple[tuple[ActionId, ...], ...] = ()
    warnings: tuple[Problem, ...] = ()


def improvement_plan(asked: CalibratedMap, budget: float) -> Plan:
    """Return the set of actions within a budget that leaves the least expected loss; of equal ones the cheapest.

    Raises:
        QuestionRefused: the budget is no amount, or the sets of actions are too many for so large a map.
        TooLargeForExact: the map is too large to be computed exactly.
    """
    if problems := tuple(amount_problems("/budget", budget)):
        raise QuestionRefused(*problems)
    purchases = purchasable(asked, budget)
    is_exact = len(purchases.costs) <= MOST_EXACT
    found = every_set(asked, purchases) if is_exact else greedy(asked, purchases)
    chosen = [purchases.actions[place] for place in found.chosen]
    return Plan(
        chosen=tuple(action.id for action in chosen),
        cost=sum(action.cost or 0 for action in chosen),
        before=found.curve[0][1],
        after=found.curve[-1][1],
        is_exact=is_exact,
        bound=found.bound,
        curve=found.curve,
        steps=tuple(tuple(purchases.actions[place].id for place in step) for step in found.steps),
        warnings=tuple(
            warning("action-without-cost", f"/actions/{place}/cost", action=action.name or action.id)
            for place, action in enumerate(asked.model.chain.actions)
            if action.cost is None
        ),
    )
