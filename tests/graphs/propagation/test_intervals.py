"""Intervals where draws are dear: fewer, or none, and it is said."""

import math

import pytest

from graphs.propagation.intervals import DrawsTooDear, draws_of, intervals_of
from graphs.propagation.model import Model
from graphs.propagation.plans import Plans
from tests.chains import chain

MAP = chain("ventas -> bodega: Pedido 10/100\nbodega -> cliente: Entrega 20/100")


def test_as_many_draws_as_can_be_had() -> None:
    """Each costs what a calibration does."""
    model = Model(MAP)
    cost = Plans(model).cost_of_calibration()
    found = draws_of(model, model.outcomes[0], 1_000, 0, most_entries=150.5 * cost)
    assert found.interval().draws == 150
    with pytest.raises(DrawsTooDear):
        draws_of(model, model.outcomes[0], 1_000, 0, most_entries=99.5 * cost)


def test_who_asks_for_few_gets_few() -> None:
    """Fewer than that is chance, but what was asked for."""
    model = Model(MAP)
    assert draws_of(model, model.outcomes[0], 20, 0).interval().draws == 20


def test_every_draw_is_made_where_no_limit_is_set() -> None:
    """As the command does when it is told how many."""
    found, said = intervals_of(Model(MAP), 1_500, 0, math.inf)
    assert [interval.draws for interval in found.values()] == [1_500]
    assert said == ()


def test_where_draws_are_too_dear_there_is_no_interval_and_it_is_said() -> None:
    """A dense circle of twelve processes, all measured."""
    lines = [f"p{i} -> p{j}: Trabajo 1/100 d=0.3" for i in range(12) for j in range(12) if i != j]
    model = Model(chain("\n".join([*lines, "p0 -> cliente: Entrega 5/100"])))
    found, said = intervals_of(model, 1_000, 0)
    assert found == {}
    assert [warning.code for warning in said] == ["no-interval"]
