"""What to measure next: by how much the doubt about an outcome shrinks once a handoff is known.

The doubt about an outcome has two parts: the width of its credible interval, which counted rates leave, and the range
that the unknown leaves. What a counted handoff adds to the width is found from the draws, to first order: P(X) less
what follows the handoff's rate (linear regression on all drawn rates at once) has a narrower interval. What an unknown
one adds to the range is what goes, on average, once it is known never to fail or always to. Both are told as a share of
the whole doubt, so that they can be compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.calibration import calibrate
from graphs.propagation.intervals import DRAWS, Draws, draws_of
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.questions.calibrated import MOST_ENTRIES, CalibratedMap, columns_at_once, refuse_if_dear
from process_models.domain.identifiers import HandoffId, NodeId

MIDDLE = (2.5, 97.5)
"""Per cents between which the interval lies."""

SMALLEST = 1e-3
"""A share of the doubt below this is chance of the draws, and not told."""

_PER_RATE = 3
"""Draws for each rate from which on all rates are regressed on at once; with fewer each by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A handoff worth measuring, or measuring more.

    `narrows` which share of the doubt about each outcome goes once it is known; `answers_to_halve` how many more
    deliveries counted, or answers, halve the doubt about its own rate (by the standard deviation of Jeffreys' Beta,
    which falls with the root of their number + 2).
    """

    handoff: HandoffId
    narrows: Mapping[NodeId, float]
    answers_to_halve: int


def what_to_measure(asked: CalibratedMap, *, draws: int = DRAWS, seed: int = 0) -> tuple[Measurement, ...]:
    """Return the handoffs whose knowledge narrows some outcome, those first that narrow the expected loss most.

    Args:
        asked: the map.
        draws: on how many draws the intervals rest.
        seed: of the draws; the same seed gives the same answer.

    Raises:
        DrawsTooDear: there is time for so few draws that an interval would be a matter of chance.
        QuestionRefused: so many handoffs are unknown that there is no time to ask of each.
        TooLargeForExact: no exact plan stays within the limit.
    """
    model = asked.model
    saved = np.zeros((len(model.handoffs), len(model.outcomes)))
    doubt = np.zeros(len(model.outcomes))
    for place, outcome in enumerate(model.outcomes):
        drawn = draws_of(model, outcome, draws, seed)
        width = _width(drawn.probabilities)
        doubt[place] += width
        saved[list(drawn.handoffs), place] += width - _widths_without(drawn)
    ranges, left = unknown_ranges(asked)
    doubt += ranges
    saved[list(model.unknown)] += ranges - left
    shares = np.divide(saved, doubt, out=np.zeros_like(saved), where=doubt > 0)
    worth = saved @ np.array([model.nodes[outcome].severity for outcome in model.outcomes])
    order = sorted(range(len(model.handoffs)), key=lambda e: (-worth[e], e))
    return tuple(_measurement(model, e, shares[e]) for e in order if (shares[e] >= SMALLEST).any())


def _measurement(model: Model, handoff: int, shares: Array) -> Measurement:
    return Measurement(
        handoff=model.handoffs[handoff].id,
        narrows={
            model.nodes[outcome].id: float(share)
            for outcome, share in zip(model.outcomes, shares, strict=True)
            if share >= SMALLEST
        },
        answers_to_halve=3 * ((model.rates[handoff].count or 0) + 2),
    )


def _widths_without(drawn: Draws) -> Array:
    """Return how wide the interval is without what follows each handoff's rate."""
    varied = np.concatenate([drawn.rates, drawn.node_rates])
    centred = varied - varied.mean(axis=1, keepdims=True)
    slopes = _slopes(centred, drawn.probabilities - drawn.probabilities.mean())
    rest = drawn.probabilities - slopes[: len(drawn.handoffs), None] * centred[: len(drawn.handoffs)]
    return np.minimum(_width(rest), _width(drawn.probabilities))


def _slopes(varied: Array, probabilities: Array) -> Array:
    """Return by how much P(X) rises with each rate."""
    rates, draws = varied.shape
    if rates == 0:
        return np.zeros(0)
    if draws >= _PER_RATE * rates:
        return np.asarray(np.linalg.lstsq(varied.T, probabilities, rcond=None)[0], dtype=np.float64)
    squares = (varied**2).sum(axis=1)
    found: Array = np.divide(varied @ probabilities, squares, out=np.zeros(rates), where=squares > 0)
    return found


def _width(probabilities: Array) -> Array:
    low, high = np.percentile(probabilities, MIDDLE, axis=-1)
    return np.asarray(high - low, dtype=np.float64)


def unknown_ranges(asked: CalibratedMap, most_entries: float = MOST_ENTRIES) -> tuple[Array, Array]:
    """Return the range that the unknown leaves each outcome, and what is left once each unknown handoff is known.

    The second has a row for each unknown handoff and a column for each outcome.

    Raises:
        QuestionRefused: to calibrate the map anew for each unknown handoff takes more entries of tables than that.
    """
    unknown = asked.model.unknown
    columns = 2 + 2 * len(unknown)
    refuse_if_dear(columns, asked.plans.cost_of_calibration() if unknown else 0.0, most_entries)
    width = columns_at_once(asked.model)
    found = np.concatenate(
        [
            _calibrated_anew(asked, unknown, _cases(len(unknown), first, min(first + width, columns)))
            for first in range(0, columns, width)
        ],
        axis=1,
    )
    none, all_fail = found[:, :1], found[:, 1:2]
    alone, others = found[:, 2 : 2 + len(unknown)], found[:, 2 + len(unknown) :]
    left = (abs(others - none) + abs(all_fail - alone)) / 2
    ranges = abs(all_fail - none)
    return ranges[:, 0], np.minimum(left, ranges).T


def _cases(unknown: int, first: int, stop: int) -> Array:
    """Return some cases of own failures: none, all, each alone, each but one; a column for each case."""
    number = np.arange(first, stop) - 2
    place = np.arange(unknown)[:, None]
    alone, others = place == number, place != number - unknown
    made: Array = np.where(number < 0, number == -1, np.where(number < unknown, alone, others)).astype(np.float64)
    return made


def _calibrated_anew(asked: CalibratedMap, unknown: Sequence[int], own: Array) -> Array:
    """Return P(X) of every outcome with some own failures, calibrated anew, a column for each case."""
    start = declared(asked.model).repeated(own.shape[1])
    start.own[list(unknown)] = own
    return calibrate(asked.model, asked.plans, start, asked=asked.model.outcomes).failures
