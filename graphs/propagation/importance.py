"""The six figures of every own failure for one outcome, all from derivatives.

P is multilinear in the own failures. So with B = ∂P/∂o (Birnbaum 1969): improvement o·B, Fussell-Vesely o·B/P, risk
achievement worth (P + (1 - o)·B)/P, risk reduction worth P/(P - o·B). The contribution is Aumann & Shapley's (1974)
price of the own failure, o ∫₀¹ ∂P/∂o (t·o) dt over all own failures scaled by t; contributions add up to P.
"""

from dataclasses import dataclass

import numpy as np

from graphs.propagation.certainty import Truth, can_fail
from graphs.propagation.exact import Plans
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.results import Importance

_FEWEST_POINTS = 16
_MOST_POINTS = 256
_SUM_TOLERANCE = 1e-12
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


def outcome_figures(model: Model, plans: Plans, parameters: Parameters) -> dict[int, OutcomeFigures]:
    """Return the figures of every outcome.

    Args:
        model: the map.
        plans: its plans.
        parameters: one calibrated column.
    """
    outcomes = model.outcomes
    if not outcomes:
        return {}
    observed = {outcome: np.ones((2, len(outcomes))) for outcome in outcomes}
    for column, outcome in enumerate(outcomes):
        observed[outcome][0, column] = 0
    done = plans.whole.evaluate(parameters.repeated(len(outcomes)), observed)
    possible = can_fail(model, parameters)
    figures = {}
    for column, outcome in enumerate(outcomes):
        probability = float(done.probability[column].clip(0, 1)) if possible[outcome] else 0.0
        by_handoff, by_node = _contributions(plans, outcome, parameters, probability)
        figures[outcome] = OutcomeFigures(
            probability=probability,
            handoff_birnbaum=done.derivatives.own[:, column].clip(0, 1),
            node_birnbaum=done.derivatives.node_own[:, column].clip(0, 1),
            handoff_contribution=by_handoff,
            node_contribution=by_node,
            node_failures=_given(done.failures[:, column], probability, possible),
        )
    return figures


def importances(
    model: Model, parameters: Parameters, outcome: int, figures: OutcomeFigures
) -> tuple[list[Importance], dict[int, Importance]]:
    """Return the six figures of every handoff, and of every node with an own failure."""
    own, node_own = parameters.own[:, 0], parameters.node_own[:, 0]

    def vanishes_without(*, handoff: int | None = None, node: int | None = None) -> bool:
        return not can_fail(model, _without_node(parameters, node), without=handoff)[outcome]

    handoffs = []
    for e, (o, birnbaum, contribution) in enumerate(
        zip(own, figures.handoff_birnbaum, figures.handoff_contribution, strict=True)
    ):
        alone = _nearly_all(figures.probability, o * birnbaum) and vanishes_without(handoff=e)
        handoffs.append(_importance(figures.probability, o, birnbaum, contribution, alone=alone))
    nodes = {}
    for v in map(int, np.flatnonzero(node_own > 0)):
        birnbaum, contribution = figures.node_birnbaum[v], figures.node_contribution[v]
        alone = _nearly_all(figures.probability, node_own[v] * birnbaum) and vanishes_without(node=v)
        nodes[v] = _importance(figures.probability, node_own[v], birnbaum, contribution, alone=alone)
    return handoffs, nodes


def posterior(own: Array, birnbaum: Array, probability: float) -> Array:
    """Return P(own failure | X) = o (P + (1 - o) B) / P for P > 0."""
    result: Array = (own * (probability + (1 - own) * birnbaum) / probability).clip(0, 1)
    return result


def _importance(probability: float, own: float, birnbaum: float, contribution: float, *, alone: bool) -> Importance:
    """Make the six figures; `alone` says that the outcome cannot fail without this own failure."""
    improvement = own * birnbaum
    without = 0.0 if alone else probability - improvement
    return Importance(
        birnbaum=float(birnbaum),
        improvement=float(improvement),
        contribution=float(contribution),
        fussell_vesely=float(improvement / probability) if probability > 0 else None,
        raw=float((probability + (1 - own) * birnbaum) / probability) if probability > 0 else None,
        rrw=float(probability / without) if without > 0 else None,
    )


def _nearly_all(probability: float, improvement: float) -> bool:
    """Tell whether what remains is so small that only the structure can say whether it is zero."""
    return probability - improvement <= 1e-6 * probability


def _without_node(parameters: Parameters, node: int | None) -> Parameters:
    copy = parameters.repeated(1)
    if node is not None:
        copy.node_own[node] = 0
    return copy


def _given(joint: Array, probability: float, possible: Truth) -> Array:
    if probability == 0:
        return np.zeros_like(joint)
    return np.where(possible, (joint / probability).clip(0, 1), 0.0)


def _contributions(plans: Plans, outcome: int, parameters: Parameters, probability: float) -> tuple[Array, Array]:
    """Integrate by Gauss-Legendre, with as many points as it takes for the contributions to add up to P(X)."""
    own, node_own = parameters.own[:, 0], parameters.node_own[:, 0]
    by_handoff, by_node = np.zeros_like(own), np.zeros_like(node_own)
    if probability == 0:
        return by_handoff, by_node
    plan = plans.of([outcome])
    points = _FEWEST_POINTS
    while True:
        places, weights = np.polynomial.legendre.leggauss(points)
        slopes = plan.evaluate(parameters.scaled((places + 1) / 2), {outcome: _FAILS}).derivatives
        by_handoff = (own * (slopes.own @ weights) / 2).clip(0, None)
        by_node = (node_own * (slopes.node_own @ weights) / 2).clip(0, None)
        missed = abs(by_handoff.sum() + by_node.sum() - probability)
        if missed <= _SUM_TOLERANCE or points >= _MOST_POINTS:
            return by_handoff, by_node
        points *= 2
