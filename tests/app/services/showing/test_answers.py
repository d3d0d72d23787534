"""The answers of the propagation page: which outcome, and what is there when the figures are not."""

import re

import pytest

from app.services.showing import analysis, answers, simulating
from app.services.showing.answers import HandoffUnknown
from app.services.showing.diagrams import ViewRefused
from tests.chains import chain
from tests.graphs.propagation.processes import process_like
from tests.kept import kept, too_large
from tests.pictures import example


def test_the_worst_outcome_is_asked_about_unless_one_is_named() -> None:
    """All of them can be, each with its figure."""
    opened = kept(example())
    worst, named = (answers.why(opened, outcome=outcome, language="es") for outcome in (None, "agentes"))
    assert (worst.about, named.about) == ("minorista", "agentes")
    assert [(choice.node, choice.percent) for choice in worst.choices] == [
        ("agentes", "20 %"),
        ("minorista", "27 %"),
        ("en-linea", "18 %"),
    ]
    assert worst.why is not None
    assert worst.drawing is not None
    assert b"Lo que aporta a las fallas de Cliente minorista" in worst.drawing.content


def test_what_the_map_does_not_have_cannot_be_asked_about() -> None:
    """Nor what is no outcome, nor what is not valid on the map's day."""
    opened = kept(example())
    for outcome in ("nadie", "ventas"):
        with pytest.raises(ViewRefused):
            answers.why(opened, outcome=outcome, language="es")
    for handoff in ("nada", "refuerzo"):
        with pytest.raises(HandoffUnknown):
            answers.reach(opened, handoff=handoff, language="es")


def test_a_map_without_outcomes_has_nothing_to_ask() -> None:
    """No figure, no drawing, no reason why they are missing."""
    answer = answers.why(kept(chain("a -> b: x 1/10")), outcome=None, language="es")
    assert (answer.choices, answer.why, answer.drawing, answer.missing) == ((), None, None, None)


def test_whom_a_failure_reaches_is_answered_on_the_whole_map() -> None:
    """With the drawing of it."""
    answer = answers.reach(kept(example()), handoff="pedido", language="en")
    assert answer.reach is not None
    assert [reached.outcome for reached in answer.reach.reached] == ["minorista", "en-linea"]
    assert answer.drawing is not None


def test_a_map_that_is_too_large_is_answered_by_simulated_figures() -> None:
    """Whatever was asked; the drawing has them too, and what is not told besides is said to be absent."""
    opened = kept(too_large(45, dependency=0.02))
    answer = answers.why(opened, outcome=None, language="es")
    assert answer.why is not None
    assert re.fullmatch(r"\d+ % ± 0,1", answer.why.figure)
    assert answer.why.error.startswith("Cifra simulada: ± 0,1 puntos")
    assert [sentence.split(" por ")[0] for sentence in answer.why.absent] == ["Sin intervalo"]
    assert answer.why.method.startswith("Estimado con ")
    assert (answer.why.evidence, len(answer.why.enough)) == ((("assumption", "100 %"),), 1)
    assert answer.drawing is not None
    assert "drawing-rates-from-evidence" not in {notice.code for notice in answer.drawing.notices}
    assert not answer.is_refining
    assert answers.reach(opened, handoff="p0-p44", language="es").reach is not None


def test_a_map_whose_simulation_was_stopped_is_drawn_and_says_so() -> None:
    """It can begin again."""
    opened = kept(too_large(45))
    simulating.stop(opened)
    answer = answers.why(opened, outcome=None, language="es")
    assert answer.drawing is not None
    assert (answer.is_stopped, answer.is_simulating, answer.why, answer.is_pending) == (True, False, None, False)


def test_what_is_not_ready_in_time_is_pending() -> None:
    """First the figures, then the drawing."""
    opened = kept(process_like(100, seed=5))
    answer = answers.why(opened, outcome=None, language="es", within=0.001)
    assert answer.missing is not None
    assert (answer.missing.code, answer.is_pending) == ("figures-pending", True)
    analysis.figures(opened)
    answer = answers.why(opened, outcome=None, language="es", within=0.001)
    assert answer.missing is not None
    assert (answer.missing.code, answer.is_pending) == ("drawing-pending", True)
    assert not answers.why(opened, outcome=None, language="es").is_pending
