"""What-if against the probabilities of the changed map, by brute force, on hundreds of small random maps."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.scenarios import Scenario, Setting
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.questions.what_if import Comparison, rates_if, what_if
from process_models.domain.chain import Handoff, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind
from tests.graphs.propagation.enumeration import Given, enumerate_world, route_shares
from tests.graphs.propagation.questions.asking import given, random_question

BLOCKS, LONG_BLOCKS, MAPS_PER_BLOCK, SCENARIOS = 20, 200, 15, 4
CLOSE = 1e-10


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_scenario_is_what_enumeration_gives(block: int) -> None:
    """Own failures, factors, dependencies, containments, shares and removals, several at once."""
    _check_block(block)


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS, LONG_BLOCKS))
def test_every_scenario_of_many_more_maps(block: int) -> None:
    """The same on some three thousand maps."""
    _check_block(block)


def _check_block(block: int) -> None:
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        asked = random_question(seed)
        rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
        scenarios = [_scenario(rng, asked.model.chain) for _ in range(SCENARIOS)]
        before = _probabilities(asked.model.chain, given(asked.model, asked.parameters))
        for scenario, found in zip(scenarios, what_if(asked, scenarios), strict=True):
            after = _expected(asked, scenario)
            assert found.before == pytest.approx(before, abs=CLOSE), (seed, scenario)
            assert found.after == pytest.approx(after, abs=CLOSE), (seed, scenario)
            _check_sums(asked.model.chain, found)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_handoff_fails_as_often_as_enumeration_gives(block: int) -> None:
    """Under what is supposed, in cycles, groups and routes, too; what goes has no rate."""
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        asked = random_question(seed)
        scenario = _scenario(random.Random(seed), asked.model.chain)  # noqa: S311 - no secret hangs on it
        chain, numbers = _changed(asked, scenario)
        world = enumerate_world(chain, numbers)
        expected = {handoff.id: world.p(world.handoffs[handoff.id]) for handoff in chain.handoffs}
        assert rates_if(asked, scenario) == pytest.approx(expected, abs=CLOSE), (seed, scenario)


def _check_sums(chain: ValueChain, found: Comparison) -> None:
    assert found.difference == pytest.approx({name: found.after[name] - found.before[name] for name in found.before})
    assert found.loss_after == pytest.approx(sum(node.severity * found.after[node.id] for node in chain.outcomes))
    assert found.loss_difference == pytest.approx(found.loss_after - found.loss_before)


def _scenario(rng: random.Random, chain: ValueChain) -> Scenario:
    removed = rng.sample([h.id for h in chain.handoffs], rng.choice([0, 0, 1, 2]) if len(chain.handoffs) > 1 else 0)
    left = [h.id for h in chain.handoffs if h.id not in removed]
    settings = {
        (f"handoff:{rng.choice(left)}", field): _number(rng, field)
        for field in rng.sample(["own", "own_times", "dependency", "containment"], rng.randint(0, 3))
        if left
    }
    settings[f"node:{rng.choice(chain.nodes).id}", "own"] = round(rng.random(), 3)
    routes = [group for group in chain.groups if group.kind is GroupKind.ROUTES]
    members = [h for group in routes for h in chain.members(group.id) if h.id in left]
    if members and rng.random() < 0.7:
        handoff = rng.choice(members)
        alone = sum(h.group == handoff.group for h in members) == 1
        settings[f"handoff:{handoff.id}", "share"] = 1.0 if alone else round(rng.random(), 3)
    return Scenario(
        settings=tuple(Setting(thing=thing, field=field, value=value) for (thing, field), value in settings.items()),
        removed=tuple(f"handoff:{name}" for name in removed),
    )


def _number(rng: random.Random, field: str) -> float:
    return round(rng.choice([0.3, 1, 3]) * rng.random(), 3) if field == "own_times" else round(rng.random(), 3)


def _expected(asked: CalibratedMap, scenario: Scenario) -> dict[NodeId, float]:
    return _probabilities(*_changed(asked, scenario))


def _changed(asked: CalibratedMap, scenario: Scenario) -> tuple[ValueChain, Given]:
    """Make the changes one by one, as propagation.md words them."""
    numbers = given(asked.model, asked.parameters)
    gone = {name.removeprefix("handoff:") for name in scenario.removed}
    chain = asked.model.chain
    left = tuple(h for h in chain.handoffs if h.id not in gone)
    groups = []
    for group in chain.groups:
        size = sum(h.group == group.id for h in left)
        if size:
            groups.append(group if group.required is None else replace(group, required=min(group.required, size)))
    chain = replace(chain, handoffs=left, groups=tuple(groups))
    for setting in sorted(scenario.settings, key=lambda each: each.field == "own_times"):
        kind, _, name = setting.thing.partition(":")
        if setting.field == "share":
            chain = _with_share(chain, HandoffId(name), setting.value)
        else:
            numbers = _with_number(numbers, kind, name, setting)
    return chain, numbers


def _with_number(numbers: Given, kind: str, name: str, setting: Setting) -> Given:
    where = "node_own" if kind == "node" else setting.field.removesuffix("_times")
    value = setting.value
    if setting.field == "own_times":
        value = min(1.0, value * getattr(numbers, where)[name])
    return numbers.but(**{where: {name: value}})


def _with_share(chain: ValueChain, handoff: HandoffId, share: float) -> ValueChain:
    group = next(g for g in chain.groups if any(h.id == handoff for h in chain.members(g.id)))
    members = chain.members(group.id)
    now = dict(zip([h.id for h in members], route_shares(chain, group).tolist(), strict=True))
    others = 1 - now[handoff]
    new = {name: share if name == handoff else now[name] * (1 - share) / others for name in now}
    return replace(chain, handoffs=tuple(replace(h, share=new[h.id]) if h.id in new else h for h in chain.handoffs))


def _probabilities(chain: ValueChain, numbers: Given) -> dict[NodeId, float]:
    world = enumerate_world(chain, numbers)
    return {node.id: world.p(world.nodes[node.id]) for node in chain.outcomes}


def test_a_handoff_that_comes_counts_as_declared() -> None:
    """A second handoff of the same kind to an outcome makes it no better, and a failing one spoils it."""
    asked = random_question(2)
    outcome = asked.model.chain.outcomes[0]
    source = next(node for node in asked.model.chain.nodes if node.id != outcome.id)
    new = Handoff(
        id=HandoffId("nueva"),
        supplier=source.id,
        client=outcome.id,
        deliverable="Entrega",
        failure=Evidence(own=1.0),
    )
    (found,) = what_if(asked, [Scenario(added=(new,))])
    assert found.after[outcome.id] == pytest.approx(1)


def _codes(asked: CalibratedMap, *scenarios: Scenario) -> list[tuple[str, str]]:
    with pytest.raises(QuestionRefused) as refused:
        what_if(asked, scenarios)
    return [(problem.code, problem.pointer) for problem in refused.value.problems]


def test_everything_wrong_with_scenarios_is_told_with_its_place() -> None:
    """Unknown things, fields of another kind, numbers out of range, what is set twice or also removed."""
    numbers: list[tuple[str, str, float]] = [
        ("handoff:nada", "own", 0.1),
        ("node:n0", "dependency", 0.1),
        ("handoff:h0", "own", 1.5),
        ("handoff:h1", "own_times", -1.0),
        ("handoff:h1", "own_times", 0.5),
        ("handoff:h0", "own", float("nan")),
    ]
    settings = tuple(Setting(thing=thing, field=field, value=value) for thing, field, value in numbers)
    assert _codes(random_question(1), Scenario(settings=settings, removed=("handoff:h1", "node:n0"))) == [
        ("thing-misnamed", "/remove/1"),
        ("unknown-handoff", "/set/0"),
        ("field-not-set", "/set/1"),
        ("not-a-share", "/set/2"),
        ("negative", "/set/3"),
        ("set-and-removed", "/set/3"),
        ("set-and-removed", "/set/4"),
        ("set-twice", "/set/4"),
        ("not-a-share", "/set/5"),
        ("set-twice", "/set/5"),
    ]


def _routed(seed: int) -> tuple[CalibratedMap, Mapping[str, str]]:
    """Return a map, and its handoffs that are routes with their groups."""
    asked = random_question(seed)
    routes = {group.id for group in asked.model.chain.groups if group.kind is GroupKind.ROUTES}
    return asked, {f"handoff:{h.id}": h.group for h in asked.model.chain.handoffs if h.group in routes}


def test_shares_that_do_not_add_up_are_refused() -> None:
    """All routes of a group at one half of three; and a share of what is no route."""
    asked, routes = next(
        (asked, routes)
        for asked, routes in map(_routed, range(500))
        if len(routes) == 3 and len({*routes.values()}) == 1
    )
    half = tuple(Setting(thing=name, field="share", value=0.5) for name in routes)
    assert _codes(asked, Scenario(settings=half)) == [("shares-not-one", "/set")]
    other = next(f"handoff:{h.id}" for h in asked.model.handoffs if f"handoff:{h.id}" not in routes)
    alone = Scenario(settings=(Setting(thing=other, field="share", value=0.5),))
    assert _codes(asked, alone) == [("share-of-no-route", "/set/0")]
