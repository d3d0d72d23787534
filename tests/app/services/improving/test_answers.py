"""What would be if: the engine's figures, the levers with the largest contributions first, nothing lost in silence."""

import pytest

from app.services.improving import answers, asking
from app.services.improving.supposing import Supposed, read
from app.services.showing import questions
from app.services.showing.memory import NotYet
from app.wording import wording
from graphs.propagation.questions.scenarios import Scenario, Setting
from graphs.propagation.questions.things import QuestionRefused
from tests.graphs.propagation.processes import process_like
from tests.kept import kept, too_large
from tests.pictures import example


def test_the_figures_are_those_of_the_command() -> None:
    """Made in a worker that remembers the map, and here."""
    scenario = read([("handoff:pedido.own_times", "40"), ("node:nomina.own", "1"), ("handoff:pago.containment", "50")])
    (there,) = asking.comparisons(kept(example()), (scenario.scenario,))
    (here,) = questions.comparisons(example(), [scenario.scenario])
    assert there == here.found
    assert there.loss_after < there.loss_before


def test_many_scenarios_are_compared_in_one_batch() -> None:
    """Each as if it were asked alone."""
    opened = kept(example())
    many = tuple(
        Scenario(settings=(Setting(thing="handoff:pedido", field="own_times", value=share),)) for share in (0, 0.5, 1)
    )
    together = asking.comparisons(opened, many)
    assert together == tuple(each for one in many for each in asking.comparisons(opened, (one,)))
    assert together[2].loss_difference == pytest.approx(0, abs=1e-9)


def test_the_largest_contributions_are_offered_first() -> None:
    """With the numbers that are in force today; whatever else the map has can be added."""
    answer = answers.what_if(kept(example()), Supposed(), language="es")
    assert [subject.thing for subject in answer.subjects] == [
        "handoff:pago",
        "handoff:pedido",
        "handoff:entrega-local",
        "handoff:mercancia",
        "handoff:reclamos",
    ]
    shares = [subject.share for subject in answer.subjects]
    assert shares == sorted(shares, reverse=True)
    assert [(lever.field, lever.now, lever.most) for lever in answer.subjects[1].levers] == [
        ("own_times", "100", "200"),
        ("containment", "0", "100"),
        ("dependency", "60", "100"),
    ]
    assert {"node:despacho", "handoff:cupo"} <= {thing for thing, _ in answer.others}


def test_what_changes_is_said_in_words() -> None:
    """Before and after, of so many times, in both languages."""
    supposed = read([("handoff:pago.own_times", "0")])
    spanish, english = (answers.what_if(kept(example()), supposed, language=each) for each in ("es", "en"))
    assert spanish.effects[0].said == "de 20 a 12 de cada 100 veces"
    assert english.effects[0].said == "from 20 to 12 of every 100 times"
    assert (spanish.effects[0].before, spanish.effects[0].after) == ("20 %", "12 %")
    assert spanish.loss is not None
    assert spanish.loss.bar_before == 1 > spanish.loss.bar_after


def test_sliders_that_nobody_moved_suppose_nothing() -> None:
    """A form sends all of them along."""
    supposed = read(
        [("thing", "handoff:pedido"), ("handoff:pedido.own_times", "100"), ("handoff:pedido.dependency", "60")]
    )
    answer = answers.what_if(kept(example()), supposed, language="es")
    assert (answer.supposed.settings, answer.supposed.things) == ((), ("handoff:pedido",))


def test_what_the_map_does_not_have_is_said_and_the_rest_is_answered() -> None:
    """Nothing is lost in silence."""
    supposed = read(
        [("handoff:nada.own_times", "0"), ("handoff:pago.own_times", "0"), ("handoff:pago.dependency", "x")]
    )
    answer = answers.what_if(kept(example()), supposed, language="es")
    assert [problem.code for problem in answer.problems] == ["supposed-no-number", "supposed-not-there"]
    assert answer.effects[0].after == "12 %"


def test_numbers_that_cannot_be_are_refused_with_todays_figures() -> None:
    """A containment of 300 % is said to be none."""
    answer = answers.what_if(kept(example()), read([("handoff:pago.containment", "300")]), language="es")
    assert len(answer.problems) == 1
    assert answer.effects[0].before == answer.effects[0].after
    with pytest.raises(QuestionRefused):
        asking.comparisons(kept(example()), (read([("handoff:pago.containment", "300")]).scenario,))


def test_a_route_has_its_share() -> None:
    """As the engine divides it up, and the others follow."""
    told = example()
    routed = [each.id for each in told.members(next(group.id for group in told.groups if group.kind == "routes"))]
    answer = answers.what_if(kept(told), read([(f"handoff:{routed[0]}.share", "100")]), language="es")
    assert not answer.problems
    assert "share" in {lever.field for lever in answer.subjects[0].levers if lever.is_moved}


def test_a_map_without_figures_says_why() -> None:
    """Too large; or not yet."""
    assert answers.what_if(kept(too_large(45)), Supposed(), language="es").missing is not None
    pending = answers.what_if(kept(process_like(60, seed=5)), Supposed(), language="es", within=0.0)
    assert pending.is_pending


def test_whoever_cannot_wait_for_a_plan_asks_again() -> None:
    """It goes on meanwhile, and is kept."""
    opened = kept(example())
    with pytest.raises(NotYet):
        asking.plan(opened, 1e7, within=0.0)
    assert asking.plan(opened, 1e7) == questions.plan(example(), 1e7).found
    assert asking.measuring(opened) == questions.measuring(example()).found


def test_the_budget_must_be_an_amount() -> None:
    """As on the command line."""
    with pytest.raises(QuestionRefused):
        asking.plan(kept(example()), -1.0)


def test_words_exist_for_every_lever() -> None:
    """Each with one line that explains it."""
    for language in ("es", "en"):
        words = wording(language)
        for field in ("own", "own_times", "containment", "dependency", "share"):
            assert words.text(f"improvement.lever.{field}") != words.text(f"improvement.lever.{field}.help")
