"""A map as every question finds it: as of its date, calibrated, with its plans."""

from dataclasses import dataclass

import numpy as np

from graphs.propagation.calibration import calibrate
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of


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
    plans = Plans(model)
    parameters = calibrate(model, plans, declared(model)).parameters
    return CalibratedMap(model=model, plans=plans, parameters=parameters, warnings=dated.warnings)


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
