"""How far a figure can be trusted: what stands on its bar, and what is said of it."""

import pytest

from app.reports.propagation.doubt import Doubt
from app.reports.propagation.page import figure, why, worst
from app.wording import wording
from graphs.propagation import propagate
from process_models.domain.identifiers import NodeId
from tests.chains import chain

CUSTOMER = NodeId("cliente")


def told(written: str) -> Doubt | None:
    """Return the doubt about the customer's figure."""
    return why(propagate(chain(written), draws=500), CUSTOMER, wording("es")).doubt


def test_the_point_lies_within_what_was_counted() -> None:
    """On a scale whose end is round; the point is drawn last, over everything else."""
    found = told("a -> cliente: x 20/100")
    assert found is not None
    assert [mark.kind for mark in found.marks] == ["interval", "median", "point"]
    interval, median, point = found.marks
    assert interval.low < median.low < interval.high
    assert found.end_said == "50 %"
    assert point.low == pytest.approx(0.4)
    assert point.said == "cifra puntual: 20 %"
    assert found.sentence.startswith("Con lo que se ha contado, lo verosímil está entre 14 % y 29 %")


def test_the_median_leads_where_the_point_lies_outside() -> None:
    """Nothing failed among ten: that is not 0 %, and the page does not say so; the point is told besides."""
    found = propagate(chain("a -> cliente: x 0/10\nb -> cliente: y 0/10"), draws=500)
    risk = found.outcomes[CUSTOMER]
    assert risk.interval is not None
    assert not risk.interval.holds(risk.probability)
    assert risk.leading == risk.interval.median > 0
    words = wording("es")
    page = why(found, CUSTOMER, words)
    assert page.figure == figure(found, CUSTOMER, words) == words.percent(risk.interval.median)
    assert page.said != "con lo que se ha medido o supuesto, nada le falla"
    assert page.doubt is not None
    assert "la cifra puntual queda fuera" in page.doubt.sentence
    assert page.doubt.marks[-1].said == "cifra puntual: 0 %"


def test_without_draws_the_point_leads() -> None:
    """As where nobody asked for an interval."""
    found = propagate(chain("a -> cliente: x 0/10"))
    assert found.outcomes[CUSTOMER].leading == 0
    assert why(found, CUSTOMER, wording("es")).doubt is None


def test_the_worst_outcome_is_the_one_whose_leading_figure_is_highest() -> None:
    """As the reader sees them."""
    found = propagate(chain("a -> cliente: x 0/5\nb -> cliente-fino: y 1/1000"), draws=500)
    assert worst(found) == "cliente"


def test_what_is_not_measured_leaves_a_range() -> None:
    """Assumptions do not vary, so they have no interval; where nothing is known there is no point either."""
    found = told("a -> cliente: x total=0.2\nb -> cliente: y")
    assert found is not None
    assert [(mark.kind, mark.said) for mark in found.marks] == [
        ("unknown", "lo que deja lo no medido: de 20 % a 100 %"),
        ("point", "cifra puntual: 20 %"),
    ]
    assert found.sentence == ""
    nothing = told("a -> cliente: x")
    assert nothing is not None
    assert [mark.kind for mark in nothing.marks] == ["unknown"]
    assert told("a -> cliente: x total=0.2") is None
