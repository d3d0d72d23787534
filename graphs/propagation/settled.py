"""A map compiled and calibrated, by whichever plans keep the digits that a reader sees."""

from dataclasses import dataclass

from graphs.propagation.calibration import calibrate, node_failures
from graphs.propagation.certainty import certainty
from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans

RARE = 1e-6
"""P(X) below which the differences of the usual plans would cost digits that a reader sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The plans of a map, the one column under which its measured rates hold, and P(X_v) of its nodes.

    `residual` is by how much a rate inside a loop is missed at most.
    """

    plans: Plans
    parameters: Parameters
    failures: Array
    residual: float


def settled(model: Model) -> Settled:
    """Return a map calibrated; by plans that keep every digit where an outcome can fail, but that rarely.

    Raises:
        TooLargeForExact: no exact plan stays within the limit.
    """
    usual = _settled(model, Plans(model))
    possible = certainty(model, usual.parameters).possible[:, 0]  # rounding may have made it 0
    if not any(possible[outcome] and usual.failures[outcome] < RARE for outcome in model.outcomes):
        return usual
    try:
        return _settled(model, Plans(model, positive=True))
    except TooLargeForExact:
        return usual


def _settled(model: Model, plans: Plans) -> Settled:
    found = calibrate(model, plans, declared(model))
    failures = node_failures(model, plans.whole, found.parameters)
    return Settled(plans=plans, parameters=found.parameters, failures=failures, residual=found.residual)
