"""What is asked of a kept map: answered once for its revision, and refused with every problem."""

from dataclasses import replace

import pytest

from app.services.showing import asked, questions
from app.services.showing.asked import NotAnswered, QuestionRefused
from app.services.showing.memory import NotYet
from graphs.propagation import propagate
from tests.graphs.propagation.processes import process_like
from tests.kept import kept, too_large
from tests.pictures import example


def test_an_answer_is_made_once_for_a_revision() -> None:
    """For each observation its own; anew after a change."""
    opened = kept(example())
    first = asked.diagnosis(opened, failed=["node:minorista"])
    assert first is asked.diagnosis(opened, failed=["node:minorista"])
    assert first == questions.diagnosis(example(), failed=["node:minorista"]).found
    assert first != asked.diagnosis(opened, fine=["node:minorista"])
    assert first is not asked.diagnosis(replace(opened, revision=2), failed=["node:minorista"])


def test_what_cannot_be_asked_and_what_cannot_be_answered_are_told_apart() -> None:
    """The question is wrong, or the map is too large."""
    with pytest.raises(QuestionRefused) as refused:
        asked.diagnosis(kept(example()), failed=["node:nadie"], fine=["handoff:nada"])
    assert [(each.code, each.pointer) for each in refused.value.problems] == [
        ("unknown-node", "/failed/0"),
        ("unknown-handoff", "/fine/0"),
    ]
    with pytest.raises(NotAnswered):
        asked.diagnosis(kept(too_large(45)), failed=["node:p44"])


def test_other_draws_and_seeds_of_a_map_that_is_too_large_are_simulated() -> None:
    """As the command simulates them."""
    told = too_large(45)
    found = asked.propagation(kept(told), draws=0, seed=7, cut_size=1)
    assert found == propagate(told, seed=7, cut_size=1)
    assert found.method.trials


def test_whoever_cannot_wait_asks_again() -> None:
    """And then it is there."""
    opened = kept(process_like(120, seed=5))
    with pytest.raises(NotYet):
        asked.diagnosis(opened, within=0.0)
    assert asked.diagnosis(opened).evidence_probability == pytest.approx(1)


@pytest.mark.parametrize("given", ["handoff:pedido.own", "pedido=0.4", "handoff:pedido.own=mucho", "=1", ""])
def test_a_setting_that_is_none_is_refused_with_its_place(given: str) -> None:
    """Before anything is computed."""
    with pytest.raises(QuestionRefused) as refused:
        asked.what_if_json(kept(example()), ["handoff:pedido.own=0.1", given], [])
    assert [(each.code, each.pointer) for each in refused.value.problems] == [("setting-misread", "/set/1")]
