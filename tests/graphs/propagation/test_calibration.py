"""Calibration where it is delicate: round loops, at the extremes, and where the split is not unique."""

import math
from datetime import date

import pytest

from graphs.propagation import HandoffFigures, OutcomeRisk, Propagation, propagate
from process_models.domain.identifiers import HandoffId, NodeId
from tests.chains import chain
from tests.graphs.propagation.random_maps import random_map


def _handoff(found: Propagation, name: str) -> HandoffFigures:
    return found.handoffs[HandoffId(name)]


def _customer(found: Propagation) -> OutcomeRisk:
    return found.outcomes[NodeId("cliente")]


def test_what_is_inherited_is_not_own() -> None:
    """A handoff measured at 20 % whose supplier fails in 10 % of the occasions has the rest of its own."""
    found = propagate(chain("ventas -> bodega: Pedido 10/100\nbodega -> cliente: Entrega 20/100"))
    assert _handoff(found, "bodega-cliente").own == pytest.approx(1 - 0.8 / 0.9)
    assert _handoff(found, "bodega-cliente").inherited == pytest.approx(0.1)


def test_a_rate_below_the_inherited_one_is_contained() -> None:
    """Who gets 10 % and hands over 4 % contains the rest: the hidden factory."""
    found = propagate(chain("ventas -> bodega: Pedido 10/100\nbodega -> cliente: Entrega 4/100"))
    figures = _handoff(found, "bodega-cliente")
    assert figures.own == 0.0
    assert figures.containment == pytest.approx(0.6)


def test_what_never_fails_without_a_cause_keeps_its_containment() -> None:
    """A rate of 0 where nothing can be inherited says nothing about containment."""
    found = propagate(chain("ventas -> cliente: Pedido 0/50 c=0.3"))
    assert _handoff(found, "ventas-cliente").containment == 0.3


def test_what_always_fails_under_a_supplier_that_always_fails_has_no_own_part() -> None:
    """Where x = 1 the own failure is 0."""
    found = propagate(chain("process ventas own=1\nventas -> cliente: Pedido 50/50"))
    assert _handoff(found, "ventas-cliente").own == 0.0
    assert _customer(found).probability == 1.0


@pytest.mark.parametrize("length", [2, 3, 5])
def test_equal_rates_round_a_loop_of_certain_dependencies_are_split_evenly(length: int) -> None:
    """The system is singular there; the even split is the convention, and it is said."""
    steps = [f"p{i} -> p{(i + 1) % length}: Paso 30/100" for i in range(length)]
    found = propagate(chain("\n".join([*steps, "p0 -> cliente: Entrega own=0.1"])))
    even = 1 - (1 - 0.3) ** (1 / length)
    assert [figures.own for name, figures in found.handoffs.items() if name != "p0-cliente"] == pytest.approx(
        [even] * length, abs=1e-9
    )
    codes = [warning.code for warning in found.warnings]
    assert "split-is-convention" in codes
    assert "loop-rates-alike" in codes
    (loop,) = found.loop_sums
    assert loop.contributions[NodeId("cliente")] == pytest.approx(
        sum(_customer(found).handoffs[name].contribution for name in loop.handoffs)
    )


def test_a_loop_with_one_cause_finds_it() -> None:
    """Ventas ↔ Cartera at 6 % and 4 % with half dependencies: each rate is reproduced."""
    found = propagate(
        chain(
            """
            ventas -> cartera: Solicitud 5/124 d=0.5
            cartera -> ventas: Cupo 7/118 d=0.5
            ventas -> cliente: Pedido 9/90
            """
        )
    )
    assert _handoff(found, "ventas-cartera").rate == pytest.approx(5 / 124, abs=1e-12)
    assert _handoff(found, "cartera-ventas").rate == pytest.approx(7 / 118, abs=1e-12)
    assert found.cycles == (("cartera", "ventas"),)


def test_the_unknown_counts_as_zero_and_beside_it_as_failing() -> None:
    """The point figure takes the unknown own failure as 0; the second one takes it as 1."""
    found = propagate(chain("ti -> bodega: Sistema d=0.25\nbodega -> cliente: Entrega own=0.2"))
    risk = _customer(found)
    assert found.unknown == ("ti-bodega",)
    assert risk.probability == pytest.approx(0.2)
    assert risk.if_unknown_fails == pytest.approx(1 - 0.8 * 0.75)


def test_what_is_measured_further_down_limits_what_the_unknown_can_do() -> None:
    """The rate at the customer is measured, so the unknown cannot raise it."""
    found = propagate(chain("ti -> bodega: Sistema\nbodega -> cliente: Entrega 20/100"))
    assert _customer(found).if_unknown_fails == pytest.approx(0.2)


def test_the_figures_are_those_of_the_map_as_of_its_date() -> None:
    """A handoff that is no longer valid is left out, and a group that it leaves needs fewer, with a warning."""
    text = """
        alternatives transporte required=2
        camion-a -> bodega: Camión own=0.1 group=transporte
        camion-b -> bodega: Camión own=0.1 group=transporte to=2026-06-29
        bodega -> cliente: Entrega own=0
    """
    later = propagate(chain(text, as_of=date(2026, 6, 30)))
    assert _customer(later).probability == pytest.approx(0.1)
    assert "required-lowered" in [warning.code for warning in later.warnings]
    assert _customer(propagate(chain(text))).probability == pytest.approx(1 - 0.9**2)


def test_facts_and_opinions_that_contradict_each_other_are_told() -> None:
    """Counts that see 2 % where clients are dissatisfied in half of their ratings do not see what the client sees."""
    found = propagate(chain("ventas -> cliente: Pedido 4/200 scores=1:20,5:20"))
    assert [warning.code for warning in found.warnings if warning.code == "evidence-disagrees"] != []
    agreeing = propagate(chain("ventas -> cliente: Pedido 100/200 scores=1:20,5:20"))
    assert [warning.code for warning in agreeing.warnings if warning.code == "evidence-disagrees"] == []


def test_contributions_rest_on_their_evidence() -> None:
    """The shares of facts, opinions and assumptions add up to 1."""
    found = propagate(
        chain("process ventas own=0.1\nventas -> cliente: Pedido 30/200\nsoporte -> cliente: Ayuda ratings=1,5,5,5,5")
    )
    shares = _customer(found).evidence
    assert math.fsum(shares.values()) == pytest.approx(1)
    assert all(share > 0 for share in shares.values())


def test_a_loop_on_which_newton_cycles_is_solved_all_the_same() -> None:
    """One random map in twelve thousand: a few sweeps bring it near enough again."""
    found = propagate(random_map(2506))
    assert found.method.residual < 1e-12
