"""A map as every question finds it: as of its date, calibrated, with its plans."""

import math
from dataclasses import dataclass

import numpy as np

from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.plans import Plans
from graphs.propagation.questions.things import QuestionRefused
from graphs.propagation.settled import settled
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem, error
from process_models.domain.validity import as_of

MOST_ENTRIES = 2.0**33
"""Entries of tables that are computed for one question: a minute or so."""

_NUMBERS_AT_ONCE = 2**22
"""Of parameters of one kind, in all columns that are held at once."""

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
    found = settled(model)
    parameters = _without_rounding(model, found.parameters)
    return CalibratedMap(model=model, plans=found.plans, parameters=parameters, warnings=dated.warnings)


def _without_rounding(model: Model, parameters: Parameters) -> Parameters:
    """Return the parameters with exactly 0 and 1 for what is rounding of the calibration."""
    measured = list(model.measured)
    for values in (parameters.own, parameters.containment):
        found = values[measured]
        values[measured] = np.where(found < ROUNDING, 0.0, np.where(found > 1 - ROUNDING, 1.0, found))
    return parameters


def refuse_if_dear(columns: int, entries: float, most_entries: float = MOST_ENTRIES) -> None:
    """Raise where so many computations of so many entries of tables each are more than one question may take.

    Raises:
        QuestionRefused: they are.
    """
    if columns * entries > most_entries:
        raise QuestionRefused(
            error(
                "question-too-dear",
                columns=columns,
                bits=math.ceil(math.log2(entries)),
                limit_bits=round(math.log2(most_entries)),
            )
        )


def columns_at_once(model: Model) -> int:
    """Return how many columns of parameters of a map are held at once."""
    return max(1, _NUMBERS_AT_ONCE // (1 + len(model.nodes) + len(model.handoffs)))


def outcome_probabilities(
    model: Model, plans: Plans, parameters: Parameters, most_entries: float = MOST_ENTRIES
) -> Array:
    """Return P(X) of every outcome, a row each, under every column of parameters.

    Raises:
        QuestionRefused: there are more columns than may be computed.
        TooLargeForExact: no exact plan stays within the limit.
    """
    if not model.outcomes:
        return np.zeros((0, parameters.columns))
    refuse_if_dear(parameters.columns, plans.whole.cost, most_entries)
    width = columns_at_once(model)
    parts = [
        plans.whole.evaluate(parameters.part(slice(first, first + width))).failures[list(model.outcomes)]
        for first in range(0, parameters.columns, width)
    ]
    return np.concatenate(parts, axis=1).clip(0, 1)


def expected_loss(model: Model, probabilities: Array) -> Array:
    """Return the sum of weight · P(X) over the outcomes, for every column."""
    weights = np.array([model.nodes[outcome].severity for outcome in model.outcomes])
    return np.asarray(weights @ probabilities, dtype=np.float64)


def by_outcome(model: Model, probabilities: Array) -> dict[NodeId, float]:
    """Return one column of the outcomes' probabilities by their ids."""
    return {model.nodes[outcome].id: float(p) for outcome, p in zip(model.outcomes, probabilities, strict=True)}
