"""A map as every question finds it: as of its date, calibrated, with its plans."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from graphs.propagation.calibration import calibrate
from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of

RARE = 1e-6
"""A probability below which plans are used that keep every digit of it."""

ROUNDING = 1e-12
"""How far from 0 and 1 an own failure or a containment found by calibration is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibratedMap:
    """What counts of a chain, compiled, and the one column of parameters under which its measured rates hold.

    `warnings` say what the date changed about its groups.
    """

    model: Model
    plans: Plans
    parameters: Parameters
    warnings: tuple[Problem, ...] = ()


def calibrated(chain: ValueChain) -> CalibratedMap:
    """Return a chain (without problems) as of its own date, calibrated.

    Raises:
        TooLargeForExact: no exact plan stays within the limit.
    """
    dated = as_of(chain, chain.as_of)
    model = Model(dated.chain)
    plans, parameters = _settled(model, Plans(model))
    chances = outcome_probabilities(model, plans, parameters)
    if ((chances > 0) & (chances < RARE)).any():
        with suppress(TooLargeForExact):
            plans, parameters = _settled(model, Plans(model, positive=True))
    return CalibratedMap(model=model, plans=plans, parameters=parameters, warnings=dated.warnings)


def _settled(model: Model, plans: Plans) -> tuple[Plans, Parameters]:
    """Return the calibrated parameters, in which what is rounding of the calibration is exactly 0 or 1."""
    parameters = calibrate(model, plans, declared(model)).parameters
    measured = list(model.measured)
    for values in (parameters.own, parameters.containment):
        found = values[measured]
        values[measured] = np.where(found < ROUNDING, 0.0, np.where(found > 1 - ROUNDING, 1.0, found))
    return plans, parameters


def outcome_probabilities(model: Model, plans: Plans, parameters: Parameters) -> Array:
    """Return P(X) of every outcome, a row each, under every column of parameters."""
    if not model.outcomes:
        return np.zeros((0, parameters.columns))
    return plans.whole.evaluate(parameters).failures[list(model.outcomes)].clip(0, 1)


def expected_loss(model: Model, probabilities: Array) -> Array:
    """Return the sum of weight · P(X) over the outcomes, for every column."""
    weights = np.array([model.nodes[outcome].severity for outcome in model.outcomes])
    return np.asarray(weights @ probabilities, dtype=np.float64)


def by_outcome(model: Model, probabilities: Array) -> dict[NodeId, float]:
    """Return one column of the outcomes' probabilities by their ids."""
    return {model.nodes[outcome].id: float(p) for outcome, p in zip(model.outcomes, probabilities, strict=True)}
