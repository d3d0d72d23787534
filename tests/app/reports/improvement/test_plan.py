"""Plans in words: what the engine found, never more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.improvement.effects import said
from app.reports.improvement.plan import actions, told_plan
from app.reports.sentences import Speaker
from app.wording import wording
from graphs.propagation.questions.plan import Plan
from process_models.domain.identifiers import ActionId
from tests.pictures import example


def plan(**given: object) -> Plan:
    """Return a plan of the example map."""
    usual = {
        "chosen": (ActionId("plantilla"),),
        "cost": 6e6,
        "before": 530.294,
        "after": 493.91,
        "is_exact": True,
        "bound": 0.0,
        "curve": ((0.0, 530.294), (6e6, 493.91)),
    }
    return Plan(**{**usual, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_choice_that_may_not_be_the_best_says_by_how_much(language: str) -> None:
    """The bound, in units of loss; an exact one says that it is the best."""
    told, words = example(), wording(language)
    speaker = Speaker(told, words)
    greedy = told_plan(plan(is_exact=False, bound=12.3456), 7e6, told, speaker)
    assert words.number(12.3456, 2) in greedy.certainty
    exact = told_plan(plan(), 7e6, told, speaker)
    assert (exact.certainty, exact.is_exact) == (words.text("improvement.plan.exact"), True)
    for part in ("Plantilla de pedido obligatoria", words.number(7e6), words.number(6e6), words.number(493.91, 2)):
        assert part in exact.said


def test_a_budget_for_nothing_says_so() -> None:
    """With the loss that stays."""
    told = example()
    nothing = told_plan(
        plan(chosen=(), cost=0.0, after=530.294, curve=((0.0, 530.294),)), 5.0, told, Speaker(told, wording("es"))
    )
    assert nothing.said == (
        "Con 5 COP no alcanza para ninguna acción que baje la pérdida esperada, que sigue en 530,29 por vez."
    )


def test_actions_are_told_as_the_document_has_them() -> None:
    """Each number that they change, in words."""
    told = example()
    first, second = actions(told, (ActionId("plantilla"),), Speaker(told, wording("es")))
    assert (first.cost, first.owner, first.due, first.is_chosen) == (
        "6.000.000 COP",
        "Ventas",
        "15 de diciembre de 2026",
        True,
    )
    assert first.changes == ("Ventas → Bodega: Pedido completo: falla propia, al 40 % de la de hoy",)
    assert (len(second.changes), second.is_chosen) == (3, False)


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_never_claim_never_or_always(before: float, after: float) -> None:
    """What happens sometimes is not told as 0 of so many times, nor as all of them."""
    told = said(before, after, wording("en"))
    counts = told.split(" of every ")[0].removeprefix("from ").removeprefix("still ").split(" to ")
    base = told.split(" of every ")[1].removesuffix(" times")
    for value, count in zip((before, after), counts, strict=False):
        assert (count == "0") is (value == 0)
        assert count != base or value == 1
