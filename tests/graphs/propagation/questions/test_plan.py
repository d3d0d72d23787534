"""Improvement plans against every set of actions, by brute force, on hundreds of small random maps."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain as joined
from itertools import combinations

import numpy as np
import pytest

from graphs.propagation.questions.calibrated import CalibratedMap, calibrated
from graphs.propagation.questions.greedy import greedy
from graphs.propagation.questions.plan import Plan, improvement_plan
from graphs.propagation.questions.purchases import purchasable
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.chain import Action, ActionChange, Node, ValueChain
from process_models.domain.identifiers import ActionId
from tests.graphs.propagation.enumeration import Given, enumerate_world
from tests.graphs.propagation.processes import process_like
from tests.graphs.propagation.questions.asking import given
from tests.graphs.propagation.random_maps import random_map

BLOCKS, LONG_BLOCKS, MAPS_PER_BLOCK = 20, 200, 10
CLOSE = 1e-9
Losses = dict[tuple[ActionId, ...], tuple[float, float]]
"""Cost and expected loss of every set within the budget."""


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_plan_is_the_best_of_all_sets(block: int) -> None:
    """Its loss, its cost, and the whole curve; the greedy choice is as far from it as its bound says at most."""
    _check_block(block)


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS, LONG_BLOCKS))
def test_the_plan_of_many_more_maps(block: int) -> None:
    """The same on two thousand maps."""
    _check_block(block)


def _check_block(block: int) -> None:
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
        drawn = random_map(seed)
        asked = calibrated(_with_actions(rng, drawn, rng.randint(0, 5)))
        budget = rng.choice([0, 3, 7, 12, 40])
        losses = _losses(asked, budget)
        found = improvement_plan(asked, budget)
        _check_plan(found, losses, seed)
        chosen = greedy(asked, purchasable(asked, budget))
        best = min(loss for _, loss in losses.values())
        assert chosen.curve[-1][1] - chosen.bound - CLOSE <= best <= chosen.curve[-1][1] + CLOSE, seed


def _check_plan(found: Plan, losses: Losses, seed: int) -> None:
    best = min(loss for _, loss in losses.values())
    assert (found.is_exact, found.bound) == (True, 0)
    assert found.before == pytest.approx(losses[()][1], abs=CLOSE), seed
    assert found.after == pytest.approx(best, abs=CLOSE), seed
    assert losses[found.chosen] == pytest.approx((found.cost, best), abs=CLOSE), seed
    curve = [(0.0, losses[()][1])]
    for cost, _ in sorted(losses.values()):
        least = min(loss for spent, loss in losses.values() if spent <= cost)
        if least < curve[-1][1] - CLOSE:
            curve.append((cost, least))
    assert np.array(found.curve) == pytest.approx(np.array(curve), abs=CLOSE), seed
    bought = [losses[step] for step in found.steps]
    assert np.array(bought) == pytest.approx(np.array(curve), abs=CLOSE), seed
    assert (found.steps[0], found.steps[-1]) == ((), found.chosen), seed


def _with_actions(rng: random.Random, drawn: ValueChain, count: int) -> ValueChain:
    """Return the map with actions that overlap, some of which make things worse; outcomes have weights."""
    actions = tuple(
        Action(
            id=ActionId(f"a{place}"),
            cost=rng.choice([0, 1, 2, 2.5, 5]),
            changes=tuple(_change(rng, drawn) for _ in range(rng.choice([1, 1, 2]))),
        )
        for place in range(count)
    )
    nodes = tuple(replace(node, weight=_weight(rng, node)) for node in drawn.nodes)
    return replace(drawn, nodes=nodes, actions=actions)


def _weight(rng: random.Random, node: Node) -> float | None:
    return rng.choice([None, 0.5, 20]) if node.is_outcome else None


def _change(rng: random.Random, drawn: ValueChain) -> ActionChange:
    if rng.random() < 0.25:
        return ActionChange(node=rng.choice(drawn.nodes).id, own=rng.choice([0.0, 0.05, 0.5]))
    handoff = rng.choice(drawn.handoffs).id
    return rng.choice(
        [
            ActionChange(handoff=handoff, own=rng.choice([0.0, 0.1, 0.6])),
            ActionChange(handoff=handoff, own_times=rng.choice([0.0, 0.5, 0.5, 2.0])),
            ActionChange(handoff=handoff, own=0.3, own_times=0.5),
            ActionChange(handoff=handoff, dependency=rng.choice([0.2, 0.9])),
            ActionChange(handoff=handoff, containment=rng.choice([0.1, 0.8])),
        ]
    )


def _losses(asked: CalibratedMap, budget: float) -> Losses:
    actions = asked.model.chain.actions
    numbers = given(asked.model, asked.parameters)
    every = joined.from_iterable(combinations(actions, size) for size in range(len(actions) + 1))
    losses: Losses = {}
    for some in every:
        cost = sum(action.cost or 0 for action in some)
        if cost <= budget:
            made = [change for action in some for change in action.changes]
            losses[tuple(action.id for action in some)] = cost, _loss(asked.model.chain, _changed(numbers, made))
    return losses


def _changed(numbers: Given, made: Sequence[ActionChange]) -> Given:
    """The smallest own first, then all factors, at most 1; the smallest dependency, the largest containment."""
    for name in {change.node for change in made if change.node is not None}:
        alike = [change for change in made if change.node == name]
        numbers = numbers.but(node_own={name: _own(numbers.node_own[name], alike)})
    for handoff in {change.handoff for change in made if change.handoff is not None}:
        alike = [change for change in made if change.handoff == handoff]
        dependencies = [change.dependency for change in alike if change.dependency is not None]
        containments = [change.containment for change in alike if change.containment is not None]
        numbers = numbers.but(
            own={handoff: _own(numbers.own[handoff], alike)},
            dependency={handoff: min(dependencies, default=numbers.dependency[handoff])},
            containment={handoff: max(containments, default=numbers.containment[handoff])},
        )
    return numbers


def _own(own: float, alike: Sequence[ActionChange]) -> float:
    own = min((change.own for change in alike if change.own is not None), default=own)
    for change in alike:
        own *= 1.0 if change.own_times is None else change.own_times
    return min(1.0, own)


def _loss(chain: ValueChain, numbers: Given) -> float:
    world = enumerate_world(chain, numbers)
    return sum(node.severity * world.p(world.nodes[node.id]) for node in chain.outcomes)


def _with_many_actions(count: int) -> CalibratedMap:
    rng = random.Random(count)  # noqa: S311 - no secret hangs on it
    return calibrated(_with_actions(rng, process_like(40, seed=3), count))


def test_twenty_actions_are_still_exact() -> None:
    """No worse than the greedy choice, which is as far from it as its bound says at most."""
    asked = _with_many_actions(20)
    found = improvement_plan(asked, 9)
    assert found.is_exact
    chosen = greedy(asked, purchasable(asked, 9))
    assert found.after <= chosen.curve[-1][1] + CLOSE
    assert chosen.curve[-1][1] - chosen.bound <= found.after + CLOSE


def test_more_actions_are_chosen_greedily_with_a_bound() -> None:
    """Within the budget, no worse than nothing, and the curve ends at the choice."""
    asked = _with_many_actions(60)
    found = improvement_plan(asked, 9)
    assert not found.is_exact
    assert found.cost <= 9
    assert found.curve[0] == (0, found.before)
    assert found.curve[-1] == pytest.approx((found.cost, found.after))
    assert (len(found.steps), found.steps[0], found.steps[-1]) == (len(found.curve), (), found.chosen)
    assert 0 <= found.bound <= found.after


def test_an_action_without_a_cost_is_left_out_and_said() -> None:
    """What it costs is not known, and the unknown is never drawn as good."""
    drawn = random_map(6)
    free = Action(
        id=ActionId("gratis"),
        changes=tuple(ActionChange(handoff=handoff.id, own=0.0, containment=1.0) for handoff in drawn.handoffs),
    )
    found = improvement_plan(calibrated(replace(drawn, actions=(free,))), 100)
    assert found.chosen == ()
    assert [(problem.code, problem.pointer) for problem in found.warnings] == [
        ("action-without-cost", "/actions/0/cost")
    ]


@pytest.mark.parametrize("budget", [-1.0, float("nan"), float("inf")])
def test_a_budget_is_an_amount(budget: float) -> None:
    """Not negative, finite."""
    with pytest.raises(QuestionRefused) as refused:
        improvement_plan(calibrated(random_map(6)), budget)
    assert refused.value.problems[0].pointer == "/budget"
