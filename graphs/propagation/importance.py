"""The six figures of every own failure for one outcome, all from derivatives.

P is multilinear in the own failures. So with B = ∂P/∂o (Birnbaum 1969): improvement o·B, Fussell-Vesely o·B/P, risk
achievement worth (P + (1 - o)·B)/P, risk reduction worth P/(P - o·B). The contribution is Aumann & Shapley's (1974)
price of the own failure, o ∫₀¹ ∂P/∂o (t·o) dt over all own failures scaled by t; contributions add up to P.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.alike import SMALLER, AlikePart, alike_parts
from graphs.propagation.certainty import Truth, certainty
from graphs.propagation.exact import Evaluation
from graphs.propagation.kernels import Places
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


class Apart(NamedTuple):
    """From where on each outcome is asked of its own part of the map, or some at a time.

    `numbers` of parameters in all columns, and how many times `smaller` the parts must be than outcomes times the map.
    """

    numbers: int
    smaller: float


APART = Apart(numbers=2**25, smaller=SMALLER)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFigures:
    """P(X) of an outcome, and for some handoffs and nodes: derivative by the own failure, contribution, posterior.

    `handoffs` and `nodes` say which, by index: all of them, or on a large map those that can reach the outcome.
    `node_failures` are P(X_v | X); the posteriors are all zero where P(X) = 0.
    """

    probability: float
    handoffs: Places
    nodes: Places
    handoff_birnbaum: Array
    node_birnbaum: Array
    handoff_contribution: Array
    node_contribution: Array
    node_failures: Array

    def largest(self, most: int) -> "OutcomeFigures":
        """Return only those of so many handoffs, and of so many nodes, that contribute most, in their order."""
        if max(len(self.handoffs), len(self.nodes)) <= most:
            return self
        handoffs = _largest(most, self.handoff_contribution, self.handoff_birnbaum)
        nodes = _largest(most, self.node_contribution, self.node_failures)
        return OutcomeFigures(
            probability=self.probability,
            handoffs=self.handoffs[handoffs],
            nodes=self.nodes[nodes],
            handoff_birnbaum=self.handoff_birnbaum[handoffs],
            node_birnbaum=self.node_birnbaum[nodes],
            handoff_contribution=self.handoff_contribution[handoffs],
            node_contribution=self.node_contribution[nodes],
            node_failures=self.node_failures[nodes],
        )


def outcome_figures(
    model: Model, plans: Plans, parameters: Parameters, failures: Array, apart: Apart = APART
) -> dict[int, OutcomeFigures]:
    """Return the figures of every outcome.

    Args:
        model: the map.
        plans: its plans.
        parameters: one calibrated column.
        failures: P(X_v) of every node under it, exactly 0 where it cannot fail.
        apart: from where on outcomes are asked of their own parts of the map.
    """
    if not model.outcomes:
        return {}
    size = (len(model.nodes) + len(model.handoffs)) * _FEWEST_POINTS
    many = size * len(model.outcomes) > apart.numbers
    if many and (parts := alike_parts(model, apart.smaller)) is not None:
        return {
            outcome: found
            for part in parts
            for some in part.portions(_NUMBERS_AT_ONCE // _FEWEST_POINTS)
            for outcome, found in _figures_of_part(part, some, parameters, failures)
        }
    width = max(1, APART.numbers // size)
    every = [model.outcomes[start : start + width] for start in range(0, len(model.outcomes), width)]
    return {outcome: found for some in every for outcome, found in _figures(model, plans, parameters, failures, some)}


def _figures(
    model: Model, plans: Plans, parameters: Parameters, failures: Array, outcomes: Sequence[int]
) -> Iterator[tuple[int, OutcomeFigures]]:
    """Yield the figures of some outcomes, all asked of the plan for the whole map in one batch."""
    done = _given_each(plans, parameters, outcomes)
    probabilities = failures[list(outcomes)]

    def slopes(factors: Array) -> tuple[Array, Array]:
        found = _given_each(plans, parameters.scaled(factors), outcomes).derivatives
        shape = (-1, len(outcomes), len(factors))
        return found.own.reshape(shape), found.node_own.reshape(shape)

    by_handoff, by_node = _contributions(parameters.own, parameters.node_own, probabilities, slopes)
    for column, outcome in enumerate(outcomes):
        yield (
            outcome,
            OutcomeFigures(
                probability=float(failures[outcome]),
                handoffs=np.arange(len(model.handoffs)),
                nodes=np.arange(len(model.nodes)),
                handoff_birnbaum=done.derivatives.own[:, column].clip(0, 1),
                node_birnbaum=done.derivatives.node_own[:, column].clip(0, 1),
                handoff_contribution=by_handoff[:, column],
                node_contribution=by_node[:, column],
                node_failures=_given(done.failures[:, column], float(failures[outcome]), failures > 0),
            ),
        )


def _figures_of_part(
    part: AlikePart, some: slice, parameters: Parameters, failures: Array
) -> Iterator[tuple[int, OutcomeFigures]]:
    """Yield the figures of outcomes whose parts of the map look the same: each is a column of one small plan."""
    nodes, handoffs, columns = part.nodes[some], part.handoffs[some], part.nodes[some].shape[0]
    local = part.columns(parameters, some)
    seen = {part.outcome: _FAILS}
    plan = part.plans.whole
    done = plan.evaluate(local, seen)
    outcomes = nodes[:, part.outcome]

    def slopes(factors: Array) -> tuple[Array, Array]:
        wide = local.scaled(np.repeat(factors, columns), times=len(factors))
        found = plan.evaluate(wide, seen).derivatives
        shape = (-1, len(factors), columns)
        return found.own.reshape(shape).swapaxes(1, 2), found.node_own.reshape(shape).swapaxes(1, 2)

    by_handoff, by_node = _contributions(local.own, local.node_own, failures[outcomes], slopes)
    for column, outcome in enumerate(outcomes.tolist()):
        probability = float(failures[outcome])
        yield (
            outcome,
            OutcomeFigures(
                probability=probability,
                handoffs=handoffs[column],
                nodes=nodes[column],
                handoff_birnbaum=done.derivatives.own[:, column].clip(0, 1),
                node_birnbaum=done.derivatives.node_own[:, column].clip(0, 1),
                handoff_contribution=by_handoff[:, column],
                node_contribution=by_node[:, column],
                node_failures=_given(done.failures[:, column], probability, failures[nodes[column]] > 0),
            ),
        )


def _given_each(plans: Plans, parameters: Parameters, outcomes: Sequence[int]) -> Evaluation:
    """Return what is found where each outcome fails: all columns for the first outcome, then for the next."""
    times, count = parameters.columns, len(outcomes)
    observed = {outcome: np.ones((2, count * times)) for outcome in outcomes}
    for place, outcome in enumerate(outcomes):
        observed[outcome][0, place * times : (place + 1) * times] = 0
    return plans.whole.evaluate(parameters.repeated(count), observed)


def importances(
    model: Model, plans: Plans, parameters: Parameters, outcome: int, figures: OutcomeFigures
) -> tuple[list[Importance], dict[int, Importance]]:
    """Return the six figures of every handoff, and of every node with an own failure."""
    own, node_own = parameters.own[figures.handoffs, 0], parameters.node_own[figures.nodes, 0]
    rest = _rest(model, plans, parameters, outcome, figures)

    def of(own: Array, birnbaum: Array, contribution: Array, rest: Array, places: Iterable[int]) -> list[Importance]:
        values = (own.tolist(), birnbaum.tolist(), contribution.tolist(), rest.tolist())
        return [_importance(figures.probability, *(each[place] for each in values)) for place in places]

    nodes = np.flatnonzero(node_own > 0).tolist()
    count = len(figures.handoffs)
    by_node = of(node_own, figures.node_birnbaum, figures.node_contribution, rest[count:], nodes)
    return (
        of(own, figures.handoff_birnbaum, figures.handoff_contribution, rest[:count], range(count)),
        dict(zip(figures.nodes[nodes].tolist(), by_node, strict=True)),
    )


def _largest(most: int, first: Array, second: Array) -> Places:
    """Return the places of the largest values, by the second where the first are equal, in ascending order."""
    return np.sort(np.lexsort((np.arange(len(first)), -second, -first))[:most])


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
    own = np.concatenate([parameters.own[figures.handoffs, 0], parameters.node_own[figures.nodes, 0]])
    numbers = np.concatenate([figures.handoffs, len(model.handoffs) + figures.nodes])
    birnbaum = np.concatenate([figures.handoff_birnbaum, figures.node_birnbaum])
    rest: Array = figures.probability - own * birnbaum
    due = np.flatnonzero((rest <= _NEXT_TO_NOTHING * figures.probability) & (own > 0) & (figures.probability > 0))
    width = max(1, _NUMBERS_AT_ONCE // (len(model.handoffs) + len(model.nodes)))
    for start in range(0, len(due), width):
        some = due[start : start + width]
        rest[some] = _without(model, plans, parameters, outcome, numbers[some])
    return rest


def _without(model: Model, plans: Plans, parameters: Parameters, outcome: int, some: NDArray[np.int64]) -> Array:
    """Return P(X) without each of some own failures, numbered handoffs first, then nodes."""
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
    own: Array, node_own: Array, probabilities: Array, slopes: Callable[[Array], tuple[Array, Array]]
) -> tuple[Array, Array]:
    """Integrate by Gauss-Legendre, with as many points as it takes for the contributions to add up to P(X).

    Args:
        own: own failures of the handoffs, a column for each outcome or one for all.
        node_own: those of the nodes.
        probabilities: P(X) of each outcome.
        slopes: gives for some factors by which all own failures are multiplied the derivatives by them, of handoffs
            and of nodes: (thing, outcome, factor).
    """
    points = _FEWEST_POINTS
    while True:
        places, weights = np.polynomial.legendre.leggauss(points)
        of_handoffs, of_nodes = slopes((places + 1) / 2)
        by_handoff = (own * (of_handoffs @ weights) / 2).clip(0, None)
        by_node = (node_own * (of_nodes @ weights) / 2).clip(0, None)
        missed = np.abs(by_handoff.sum(axis=0) + by_node.sum(axis=0) - probabilities)
        if (missed <= _SUM_TOLERANCE * probabilities).all() or points >= _MOST_POINTS:
            possible = probabilities > 0
            return by_handoff * possible, by_node * possible
        points *= 2
