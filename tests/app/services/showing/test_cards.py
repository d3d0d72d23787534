"""A map among others: its worst outcome, how much of it is measured, and what is said where that cannot be known."""

from app.services.showing.cards import card
from process_models.domain.vocabulary import EvidenceKind
from tests.chains import chain
from tests.kept import kept, too_large


def test_the_worst_outcome_is_the_one_that_fails_most_often() -> None:
    """With its figure, and by what the handoffs rest on."""
    found = card(
        kept(
            chain("""
                ventas -> cliente-a: Pedido 10/100
                ventas -> cliente-b: Caja scores=1:3,5:7
                ventas -> cliente-b: Voz
                ventas -> empleados: Sueldo total=0.1
            """)
        )
    )
    assert found.worst is not None
    assert (found.worst.id, round(found.probability, 9)) == ("cliente-b", 0.3)
    assert found.measured.parts == tuple((kind, 1) for kind in EvidenceKind)
    assert found.measured.total == 4


def test_of_two_that_fail_as_often_the_heavier_one_is_told() -> None:
    """What it costs decides."""
    found = card(
        kept(
            chain("""
                customer cliente-a weight=1
                customer cliente-b weight=5
                ventas -> cliente-a: x 1/10
                ventas -> cliente-b: x 1/10
            """)
        )
    )
    assert found.worst is not None
    assert found.worst.id == "cliente-b"


def test_a_map_without_outcomes_has_no_figure_and_lacks_none() -> None:
    """There is nobody whose dissatisfaction could be asked for."""
    found = card(kept(chain("a -> b: x 1/10")))
    assert (found.worst, found.missing, found.is_pending) == (None, None, False)


def test_a_map_that_is_too_large_says_so() -> None:
    """By the error of its figure, for it is simulated; and still says how much of it is measured."""
    found = card(kept(too_large(45, dependency=0.02)))
    assert found.missing is None
    assert 0 < found.probability < 1
    assert 0 < (found.standard_error or 0) <= 0.001
    assert found.measured.parts == ((EvidenceKind.ASSUMPTION, found.measured.total),)


def test_figures_that_are_not_ready_are_pending() -> None:
    """Nobody waits for a list of maps."""
    found = card(kept(too_large()), within=0.0)
    assert found.is_pending
