"""Diagnosis against the probabilities of all combinations of events, on hundreds of small random maps."""

import random

import pytest

from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.diagnosis import diagnose
from graphs.propagation.questions.things import QuestionRefused
from tests.graphs.propagation.enumeration import World, enumerate_world
from tests.graphs.propagation.questions.asking import given, random_question

BLOCKS, LONG_BLOCKS, MAPS_PER_BLOCK, QUESTIONS = 20, 200, 25, 4
CLOSE = 1e-10


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_posterior_is_what_enumeration_gives(block: int) -> None:
    """Of own failures and of nodes, for one to four observations of nodes and handoffs, failed or fine."""
    _check_block(block)


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS, LONG_BLOCKS))
def test_every_posterior_of_many_more_maps(block: int) -> None:
    """The same on five thousand maps."""
    _check_block(block)


def _check_block(block: int) -> None:
    for seed in range(block * MAPS_PER_BLOCK, (block + 1) * MAPS_PER_BLOCK):
        asked = random_question(seed)
        world = enumerate_world(asked.model.chain, given(asked.model, asked.parameters))
        rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
        for _ in range(QUESTIONS):
            _check(asked, world, rng, seed)


def _check(asked: CalibratedMap, world: World, rng: random.Random, seed: int) -> None:
    events = {f"node:{name}": happens for name, happens in world.nodes.items()}
    events |= {f"handoff:{name}": happens for name, happens in world.handoffs.items()}
    seen = {name: rng.random() < 0.6 for name in rng.sample(sorted(events), rng.randint(1, 4))}
    failed, fine = ([name for name, fails in seen.items() if fails is state] for state in (True, False))
    evidence = world.probability > 0
    for name, fails in seen.items():
        evidence &= events[name] if fails else ~events[name]
    probability = world.p(evidence)
    if probability < 1e-14:
        with pytest.raises(QuestionRefused):
            diagnose(asked, failed=failed, fine=fine)
        return
    found = diagnose(asked, failed=failed, fine=fine)
    assert found.evidence_probability == pytest.approx(probability, abs=CLOSE), (seed, seen)
    own = {f"node:{name}": world.p(b & evidence) / probability for name, b in world.node_own.items() if b.any()}
    own |= {f"handoff:{name}": world.p(o & evidence) / probability for name, o in world.own.items()}
    close = CLOSE * max(1.0, 1e-3 / probability)
    assert found.own == pytest.approx(own, abs=close), (seed, seen)
    nodes = {name: world.p(fails & evidence) / probability for name, fails in world.nodes.items()}
    assert found.nodes == pytest.approx(nodes, abs=close), (seed, seen)


def test_everything_wrong_with_the_names_is_told_with_its_place() -> None:
    """Unknown ones, and ones that do not say of which kind they are."""
    with pytest.raises(QuestionRefused) as refused:
        diagnose(random_question(1), failed=["node:n0", "node:nadie", "h0"], fine=["handoff:nada"])
    told = [(problem.code, problem.pointer) for problem in refused.value.problems]
    assert told == [("unknown-node", "/failed/1"), ("thing-misnamed", "/failed/2"), ("unknown-handoff", "/fine/0")]


def test_what_contradicts_itself_is_refused() -> None:
    """The same handoff cannot have failed and been fine."""
    with pytest.raises(QuestionRefused) as refused:
        diagnose(random_question(1), failed=["handoff:h0"], fine=["handoff:h0"])
    assert refused.value.problems[0].code == "evidence-impossible"


def test_without_observations_nothing_is_learnt() -> None:
    """The evidence is certain, and own failures are as likely as before."""
    asked = random_question(3)
    found = diagnose(asked)
    assert found.evidence_probability == pytest.approx(1)
    own = {f"handoff:{e.id}": float(asked.parameters.own[i, 0]) for i, e in enumerate(asked.model.handoffs)}
    assert {name: found.own[name] for name in own} == pytest.approx(own)
