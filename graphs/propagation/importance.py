"""The six figures of every own failure for one outcome, all from derivatives.

P is multilinear in the own failures. So with B = ∂P/∂o (Birnbaum 1969): improvement o·B, Fussell-Vesely o·B/P, risk
achievement worth (P + (1 - o)·B)/P, risk reduction worth P/(P - o·B). The contribution is Aumann & Shapley's (1974)
price of the own failure, o ∫₀¹ ∂P/∂o (t·o) dt over all own failures scaled by t; contributions add up to P.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.certainty import Truth, certainty
from graphs.propagation.exact import Evaluation
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.plans import Plans
from graphs.propagation.results import Importance

_FEWEST_POINTS = 16
_MOST_POINTS = 256
_SUM_TOLERANCE = 1e-11
_NEXT_TO_NOTHING = 1e-6
_NUMBERS_AT_ONCE = 2**21
_FAILS = np.array([[0.0], [1.0]])


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFigures:
    """P(X) of an outcome, and for each handoff and node: derivative by the own failure, contribution, posterior.

    `node_failures` are P(X_v | X); the posteriors are all zero where P(X) = 0.
    """

    probability: float
    handoff_birnbaum: Array
    node_birnbaum: Array
    handoff_contribution: Array
    node_contribution: Array
    node_failures: Array


def outcome_figures(model: Model, plans: Plans, parameters: Parameters, failures: Array) -> dict[int, OutcomeFigures]:
    """Return the figures of every outcome.

    Args:
        model: the map.
        plans: its plans.
        parameters: one calibrated column.
        failures: P(X_v) of every node under it, exactly 0 where it cannot fail.
    """
    outcomes = model.outcomes
    if not outcomes:
        return {}
    done = _given_each(model, plans, parameters)
    contributions = _contributions(model, plans, parameters, failures)
    figures = {}
    for column, outcome in enumerate(outcomes):
        probability = float(failures[outcome])
        by_handoff, by_node = contributions[outcome]
        figures[outcome] = OutcomeFigures(
            probability=probability,
            handoff_birnbaum=done.derivatives.own[:, column].clip(0, 1),
            node_birnbaum=done.derivatives.node_own[:, column].clip(0, 1),
            handoff_contribution=by_handoff,
            node_contribution=by_node,
            node_failures=_given(done.failures[:, column], probability, failures > 0),
        )
    return figures


def _given_each(model: Model, plans: Plans, parameters: Parameters) -> Evaluation:
    """Return what is found where each outcome fails: all columns for the first outcome, then for the next."""
    times, count = parameters.columns, len(model.outcomes)
    observed = {outcome: np.ones((2, count * times)) for outcome in model.outcomes}
    for place, outcome in enumerate(model.outcomes):
        observed[outcome][0, place * times : (place + 1) * times] = 0
    return plans.whole.evaluate(parameters.repeated(count), observed)


def importances(
    model: Model, plans: Plans, parameters: Parameters, outcome: int, figures: OutcomeFigures
) -> tuple[list[Importance], dict[int, Importance]]:
    """Return the six figures of every handoff, and of every node with an own failure."""

    rest = _rest(model, plans, parameters, outcome, figures)

    def of(own: Array, birnbaum: Array, contribution: Array, rest: Array, places: Iterable[int]) -> list[Importance]:
        values = (own[:, 0].tolist(), birnbaum.tolist(), contribution.tolist(), rest.tolist())
        return [_importance(figures.probability, *(each[place] for each in values)) for place in places]

    nodes = np.flatnonzero(parameters.node_own[:, 0] > 0).tolist()
    count = len(model.handoffs)
    by_node = of(parameters.node_own, figures.node_birnbaum, figures.node_contribution, rest[count:], nodes)
    return (
        of(parameters.own, figures.handoff_birnbaum, figures.handoff_contribution, rest[:count], range(count)),
        dict(zip(nodes, by_node, strict=True)),
    )


def posterior(own: Array, birnbaum: Array, probability: float) -> Array:
    """Return P(own failure | X) = o (P + (1 - o) B) / P for P > 0."""
    result: Array = (own * (probability + (1 - own) * birnbaum) / probability).clip(0, 1)
    return result


def _importance(probability: float, own: float, birnbaum: float, contribution: float, rest: float) -> Importance:
    """Make the six figures; `rest` is P(X) without this own failure."""
    improvement = own * birnbaum
    return Importance(
        birnbaum=birnbaum,
        improvement=improvement,
        contribution=contribution,
        fussell_vesely=improvement / probability if probability > 0 else None,
        raw=(probability + (1 - own) * birnbaum) / probability if probability > 0 else None,
        rrw=probability / rest if rest > 0 else None,
    )


def _rest(model: Model, plans: Plans, parameters: Parameters, outcome: int, figures: OutcomeFigures) -> Array:
    """Return P(X) without each own failure, handoffs' first, then nodes'.

    Where next to nothing is left it is computed anew: a difference would be rounding, or hide an exact zero.
    """
    own = np.concatenate([parameters.own[:, 0], parameters.node_own[:, 0]])
    birnbaum = np.concatenate([figures.handoff_birnbaum, figures.node_birnbaum])
    rest: Array = figures.probability - own * birnbaum
    due = np.flatnonzero((rest <= _NEXT_TO_NOTHING * figures.probability) & (own > 0) & (figures.probability > 0))
    width = max(1, _NUMBERS_AT_ONCE // max(1, len(own)))
    for start in range(0, len(due), width):
        some = due[start : start + width]
        rest[some] = _without(model, plans, parameters, outcome, some)
    return rest


def _without(model: Model, plans: Plans, parameters: Parameters, outcome: int, some: NDArray[np.int64]) -> Array:
    """Return P(X) without each of some own failures, numbered as in `_rest`."""
    wide = parameters.repeated(len(some))
    columns = np.arange(len(some))
    is_node = some >= len(model.handoffs)
    wide.own[some[~is_node], columns[~is_node]] = 0
    wide.node_own[some[is_node] - len(model.handoffs), columns[is_node]] = 0
    found = np.zeros(len(some))
    possible = np.flatnonzero(certainty(model, wide, [outcome]).possible[outcome])
    if len(possible):
        found[possible] = plans.of([outcome]).probability(wide.part(possible), {outcome: _FAILS})
    return found


def _given(joint: Array, probability: float, possible: Truth) -> Array:
    if probability == 0:
        return np.zeros_like(joint)
    return np.where(possible, (joint / probability).clip(0, 1), 0.0)


def _contributions(
    model: Model, plans: Plans, parameters: Parameters, failures: Array
) -> dict[int, tuple[Array, Array]]:
    """Integrate by Gauss-Legendre, with as many points as it takes for the contributions to add up to P(X)."""
    own, node_own = parameters.own[:, 0], parameters.node_own[:, 0]
    probabilities = failures[list(model.outcomes)]
    points = _FEWEST_POINTS
    while True:
        places, weights = np.polynomial.legendre.leggauss(points)
        slopes = _given_each(model, plans, parameters.scaled((places + 1) / 2)).derivatives
        shape = (-1, len(model.outcomes), points)
        by_handoff = (own[:, None] * (slopes.own.reshape(shape) @ weights) / 2).clip(0, None)
        by_node = (node_own[:, None] * (slopes.node_own.reshape(shape) @ weights) / 2).clip(0, None)
        missed = np.abs(by_handoff.sum(axis=0) + by_node.sum(axis=0) - probabilities)
        if (missed <= _SUM_TOLERANCE * probabilities).all() or points >= _MOST_POINTS:
            possible = probabilities > 0
            return {
                outcome: (by_handoff[:, place] * possible[place], by_node[:, place] * possible[place])
                for place, outcome in enumerate(model.outcomes)
            }
        points *= 2
