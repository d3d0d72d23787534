"""What a failure spoils on its way: the same figures as the importance that every outcome has."""

import random

import pytest

from app.reports.propagation.reach import passed_on
from graphs.propagation import propagate
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.reaching import reaching
from graphs.propagation.questions.things import QuestionRefused
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.pictures import example


def test_a_chain_passes_on_what_is_not_contained() -> None:
    """Of the failures of the first link half is contained by the second supplier, and of those half is needed."""
    told = chain("a -> b: x 1/10\nb -> c: y own=0.2 containment=0.5\nc -> cliente: z own=0 dependency=0.5")
    found = reaching(calibrated(told), handoff="handoff:a-b")
    assert found.nodes == pytest.approx({"a": 0.0, "b": 1.0, "c": 0.4, "cliente": 0.2})
    assert found.handoffs == pytest.approx({"b-c": 0.4, "c-cliente": 0.4})


def test_an_unknown_handoff_has_to_be_in_the_map() -> None:
    """It is named."""
    with pytest.raises(QuestionRefused) as refused:
        reaching(calibrated(example()), handoff="handoff:nada")
    assert dict(refused.value.problems[0].fields) == {"handoff": "nada"}


def _maps() -> list[ValueChain]:
    dice = random.Random(7)  # noqa: S311 - no secret
    lines = ["customer fin", "employees gente"]
    for _ in range(14):
        supplier, client = dice.sample([*"abcdef"], 2)
        lines.append(f"{supplier} -> {client}: {supplier}{client}{len(lines)} own=0.{dice.randint(1, 3)}")
    lines += ["a -> fin: v 9/10", "f -> fin: w own=0.1", "c -> gente: u own=0.2"]
    return [example(), chain("\n".join(lines))]


@pytest.mark.parametrize("told", _maps(), ids=["example", "with loops"])
def test_outcomes_get_what_their_page_says(told: ValueChain) -> None:
    """Of every handoff, also within loops."""
    figures, asked = propagate(told), calibrated(told)
    for handoff in figures.chain.handoffs:
        found = reaching(asked, handoff=f"handoff:{handoff.id}")
        for outcome, share in passed_on(figures, handoff.id):
            assert found.nodes[outcome] == pytest.approx(share, abs=1e-9)
