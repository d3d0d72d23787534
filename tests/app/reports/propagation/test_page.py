"""What the propagation page says: the engine's figures in words, with their range, denominators and next steps."""

import pytest

from app.reports.propagation.page import Why, figure, said, why, worst
from app.reports.propagation.reach import reach
from app.wording import wording
from graphs.propagation import propagate
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain
from tests.pictures import example

CUSTOMER = NodeId("cliente")


def told(of: ValueChain, outcome: NodeId = CUSTOMER, language: str = "es") -> Why:
    """Return what is said of an outcome."""
    return why(propagate(of), outcome, wording(language))


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "con lo que se ha medido o supuesto, nada le falla"),
        (0.00001, "menos de una de cada 10.000 veces le falla algo"),
        (0.0001, "de cada 10.000 veces, una le falla"),
        (0.031, "de cada 1.000 veces, unas 31 le fallan"),
        (0.27, "de cada 100 veces, unas 27 le fallan"),
        (0.996, "casi siempre le falla algo"),
        (1.0, "siempre le falla algo"),
    ],
)
def test_a_probability_is_said_as_people_count(probability: float, words: str) -> None:
    """Of a hundred times where that says it, else of more; never a false zero or always."""
    assert said(probability, NodeKind.CUSTOMER, wording("es")) == words


def test_the_question_names_the_outcome_and_fits_its_kind() -> None:
    """Customers are dissatisfied, employees badly served; who is served well is not asked why not."""
    both = chain("a -> cliente: x 1/10\na -> empleados: y 1/10\na -> cliente-fino: z 0/10")
    assert told(both).question == ("¿Por qué está insatisfecho ", "cliente", "?")
    assert told(both, NodeId("empleados")).question == ("¿Por qué están mal servidos ", "empleados", "?")
    assert told(both, NodeId("cliente-fino")).question == ("¿Le falla algo a ", "cliente-fino", "?")


def test_the_figure_stands_with_its_range_and_its_denominators() -> None:
    """2 of 10 known; the unknown one could make it always."""
    found = told(chain("a -> cliente: x 2/10\nb -> cliente: y"))
    assert found.figure == "20 %"
    assert found.range == "entre 20 % y 100 %: 100 % si la entrega sin medir fallara siempre"
    assert found.denominators == ("Se apoya en 1 entrega medida de las 2 que llegan hasta aquí (10 entregas contadas)")


def test_where_all_is_known_there_is_no_range() -> None:
    """And where the unknown cannot change the figure, that is said."""
    assert told(chain("a -> cliente: x 2/10")).range == ""
    measured_below = chain("a -> b: x\nb -> cliente: y 2/10 c=1")
    assert told(measured_below).range == "la entrega sin medir no cambia la cifra"


def test_the_parts_add_up_and_say_what_they_rest_on() -> None:
    """Handoffs and the own failures of nodes, the largest first."""
    found = told(example(), NodeId("minorista"))
    assert found.parts[-1].cumulative == pytest.approx(1, abs=1e-5)
    assert [part.share for part in found.parts] == sorted((part.share for part in found.parts), reverse=True)
    own = next(part for part in found.parts if part.node == "nomina")
    assert (own.name, own.remark, own.rate) == ("Nómina", "falla propia", "falla 4,2 % (1 de 24), hecho")
    assert all((part.handoff is None) != (part.node is None) for part in found.parts)


def test_the_next_steps_are_to_mend_to_measure_to_count_and_to_ask() -> None:
    """In this order, each with its reason and its place."""
    steps = told(chain("a -> cliente: x 5/10\nb -> cliente: y\nc -> cliente: z own=0.2\nd -> cliente: w ratings=1,5"))
    assert [(step.sentence, step.handoff) for step in steps.next_steps] == [
        ("Empezar por a → cliente: x", "a-cliente"),
        ("Medir b → cliente: y", "b-cliente"),
        ("Contar c → cliente: z", "c-cliente"),
        ("Pedir más calificaciones de d → cliente: w", "d-cliente"),
    ]
    assert steps.next_steps[0].reason.startswith("si dejara de fallar, la cifra bajaría del 80 % al 60 %")


def test_the_worst_outcome_is_the_one_that_fails_most_often() -> None:
    """Among equals the weightiest."""
    assert worst(propagate(example())) == "minorista"
    equal = chain(
        "customer cliente-a weight=1\ncustomer cliente-b weight=2\na -> cliente-a: x 1/10\na -> cliente-b: y 1/10"
    )
    assert worst(propagate(equal)) == "cliente-b"
    assert worst(propagate(chain("a -> b: x"))) is None


def test_a_failure_reaches_the_outcomes_that_depend_on_it() -> None:
    """0.8 of them arrive, they are all that fails there; the other customer is named as not reached."""
    found = reach(
        propagate(chain("a -> b: x 1/10\nb -> cliente: y 0/10 d=0.8 own=0\na -> cliente-otro: z 1/10")),
        HandoffId("a-cliente-otro"),
        wording("es"),
    )
    (only,) = found.reached
    assert (only.name, only.passed_on, only.contribution, only.probability, only.without) == (
        "cliente-otro",
        "100 %",
        "100 %",
        "10 %",
        "0 %",
    )
    assert found.unreached == ("cliente",)
    assert found.rate == "falla 10 % (1 de 10), hecho; propio 10 %"


def test_a_failure_that_nobody_measured_is_not_said_to_be_none() -> None:
    """Unknown is not zero."""
    found = reach(propagate(chain("a -> cliente: x")), HandoffId("a-cliente"), wording("es"))
    assert found.rate == "sin medir: nadie sabe cuántas veces falla"


@pytest.mark.parametrize(("handoffs", "shown"), [("x", "¿?"), ("x 0/10", "0 %"), ("x 1/10", "10 %")])
def test_what_nobody_measured_has_no_figure(handoffs: str, shown: str) -> None:
    """Nothing measured is not 0 %: only who counted and found no failure may say so."""
    found = propagate(chain(f"process a\ncustomer k\na -> k: {handoffs}"))
    assert figure(found, NodeId("k"), wording("es")) == shown
    assert why(found, NodeId("k"), wording("es")).figure == shown
