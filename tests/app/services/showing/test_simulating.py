"""Simulated figures of a kept map: the command's, with progress, stopped for everybody and begun again."""

from dataclasses import replace

import pytest

from app.services.showing import analysis, simulating
from app.services.showing.analysis import NoFigures, Propagation
from app.services.showing.computing import Limits
from process_models.domain.maps import ValueChainMap
from tests.app.services.showing.endless import endless
from tests.kept import kept, too_large


def test_they_are_those_of_the_command() -> None:
    """The same seed, down to the same standard error: no figure differs."""
    told = too_large(45, dependency=0.02)
    found, commanded = analysis.figures(kept(told)), analysis.propagation(told)
    assert isinstance(found, Propagation)
    assert replace(found, cut_sets=None) == commanded
    assert found.cut_sets
    assert commanded.method.trials
    assert all(risk.standard_error and risk.standard_error <= 0.001 for risk in found.outcomes.values())


def test_whoever_cannot_wait_is_told_how_many_occasions_were_simulated_and_can_stop_them() -> None:
    """While it is stopped, nothing is simulated; asked for again, it begins anew."""
    opened = kept(too_large(45, dependency=0.02))
    with endless(opened):
        found = told(opened)
        assert (found.problem.code, found.is_pending) == ("figures-simulating", True)
        simulating.stop(opened)
        found = told(opened)
        assert (found.problem.code, found.is_pending) == ("simulation-stopped", False)
        assert not simulating.are_there(opened)
    simulating.begin(opened)
    assert isinstance(simulating.figures(opened), Propagation)
    assert simulating.are_there(opened)


def told(opened: ValueChainMap) -> NoFigures:
    """Return why there are no figures."""
    found = simulating.figures(opened, within=0.05)
    assert isinstance(found, NoFigures)
    return found


def test_a_simulation_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit, and not tried again at once."""
    monkeypatch.setattr(simulating, "LIMITS", Limits(seconds=0.2, patience=0.2))
    opened = kept(too_large(120, dependency=0.02))
    found = simulating.figures(opened)
    assert isinstance(found, NoFigures)
    assert (found.problem.code, found.is_pending) == ("figures-overran", False)
    assert simulating.figures(opened, within=0) == found


def test_programs_wait_even_for_what_somebody_stopped() -> None:
    """They asked for it."""
    opened = kept(too_large(45))
    simulating.stop(opened)
    assert isinstance(simulating.waited_for(opened), Propagation)
    assert simulating.are_there(opened)
