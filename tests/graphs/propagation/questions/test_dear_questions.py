"""Questions that a map of their size would take minutes for are refused, with their size and the limit."""

import pytest

from graphs.propagation.questions.calibrated import calibrated, outcome_probabilities
from graphs.propagation.questions.measuring import unknown_ranges
from graphs.propagation.questions.things import QuestionRefused
from tests.chains import chain

MAP = chain("ventas -> bodega: Pedido\nbodega -> cliente: Entrega 20/100")


def test_the_unknown_of_a_large_map_is_not_asked_for() -> None:
    """Each unknown handoff takes two calibrations, and all of them together two more."""
    asked = calibrated(MAP)
    unknown_ranges(asked, 4 * asked.plans.cost_of_calibration())
    with pytest.raises(QuestionRefused) as refused:
        unknown_ranges(asked, 3 * asked.plans.cost_of_calibration())
    (problem,) = refused.value.problems
    assert (problem.code, dict(problem.fields)["columns"]) == ("question-too-dear", 4)


def test_more_sets_of_actions_than_can_be_computed_are_refused() -> None:
    """Each is a column."""
    asked = calibrated(MAP)
    five, cost = asked.parameters.repeated(5), asked.plans.whole.cost
    assert outcome_probabilities(asked.model, asked.plans, five, 5 * cost).shape == (1, 5)
    with pytest.raises(QuestionRefused, match="question-too-dear"):
        outcome_probabilities(asked.model, asked.plans, five, 4 * cost)
