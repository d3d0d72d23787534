"""Credible intervals: how far the figures could be off because rates were measured on few occasions.

Each measured rate varies as Beta(failed + 1/(m + 1), count - failed + 1/2), where m is the number of measured rates
upstream of the outcome (m = 1 is Jeffreys' prior), and the map is calibrated anew for each draw; assumptions do not
vary (propagation.md, "Interval").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.calibration import calibrate
from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.plans import Plans
from graphs.propagation.results import Interval
from process_models.domain.errors import EslabonError
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import NodeId
from process_models.domain.problems import Problem, error, warning

DRAWS = 1_000
"""How many draws an interval rests on unless told."""

FEWEST_DRAWS = 100
"""With fewer, the ends of an interval would be a matter of chance."""

MOST_ENTRIES = 2e9
"""Entries of tables that are computed for the draws of all outcomes together: ten seconds or so."""

_CALIBRATED = 1e-9
_OPEN = 1e-15
_LEVEL = (2.5, 50.0, 97.5)


class DrawsTooDear(EslabonError):
    """So few draws can be had that their interval would be a matter of chance."""

    def __init__(self, *, affordable: int) -> None:
        super().__init__(error("draws-too-dear", affordable=affordable, fewest=FEWEST_DRAWS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """P(X) of an outcome in every draw, with the rates that were drawn.

    `handoffs` and `nodes` are the measured ones upstream, by index; `rates` and `node_rates` have a row for each of
    them and a column for each draw.
    """

    probabilities: Array
    handoffs: tuple[int, ...]
    rates: Array
    nodes: tuple[int, ...]
    node_rates: Array

    def interval(self) -> Interval:
        """Return the middle 95 %."""
        low, median, high = np.percentile(self.probabilities, _LEVEL)
        return Interval(low=float(low), high=float(high), median=float(median), draws=len(self.probabilities))


def draws_of(model: Model, outcome: int, draws: int, seed: int, most_entries: float = MOST_ENTRIES) -> Draws:
    """Return the draws of one outcome; the same for the same seed.

    On a map whose tables are large there are fewer of them: as many as can be had for `most_entries`.

    Raises:
        DrawsTooDear: for so many entries there would be fewer than `FEWEST_DRAWS`.
        TooLargeForExact: the map is.
    """
    part = model.part(model.upstream([outcome]))
    local, plans = part.model, Plans(part.model)
    place = part.nodes.index(outcome)
    handoffs = tuple(e for e, rate in enumerate(local.rates) if rate.count)
    nodes = tuple(v for v, rate in enumerate(local.node_rates) if rate.count)
    cost = plans.cost_of_calibration()
    count = int(min(draws, most_entries / cost))
    if count < min(draws, FEWEST_DRAWS):
        raise DrawsTooDear(affordable=count)
    prior = 1 / (len(handoffs) + len(nodes) + 1)
    random = np.random.default_rng(seed)
    start = declared(local).repeated(count)
    rates = np.repeat(np.array([[rate.probability] for rate in local.rates]).reshape(-1, 1), count, axis=1)
    rates[list(handoffs)] = _varied(random, [local.rates[e] for e in handoffs], prior, count)
    start.node_own[list(nodes)] = _varied(random, [local.node_rates[v] for v in nodes], prior, count)
    start.own[list(local.measured)] = rates[list(local.measured)]
    found = calibrate(local, plans, start, rates, asked=[place], enough=_CALIBRATED)
    return Draws(
        probabilities=found.failures[0],
        handoffs=tuple(part.handoffs[e] for e in handoffs),
        rates=rates[list(handoffs)],
        nodes=tuple(part.nodes[v] for v in nodes),
        node_rates=start.node_own[list(nodes)],
    )


def intervals_of(
    model: Model, draws: int, seed: int, most_entries: float = MOST_ENTRIES
) -> tuple[dict[NodeId, Interval], tuple[Problem, ...]]:
    """Return the intervals, and a warning for each outcome that has none or rests on fewer draws than wanted."""
    found: dict[NodeId, Interval] = {}
    said: list[Problem] = []
    for outcome in model.outcomes if draws else ():
        node = model.nodes[outcome]
        try:
            interval = draws_of(model, outcome, draws, seed, most_entries / len(model.outcomes)).interval()
        except (TooLargeForExact, DrawsTooDear):
            said.append(warning("no-interval", outcome=node.name))
            continue
        found[node.id] = interval
        if interval.draws < draws:
            said.append(warning("fewer-draws", outcome=node.name, draws=interval.draws, wanted=draws))
    return found, tuple(said)


def _varied(random: np.random.Generator, rates: Sequence[Rate], prior: float, draws: int) -> Array:
    """Return draws of each rate, of shape (rates, draws)."""
    found = np.empty((len(rates), draws))
    for place, rate in enumerate(rates):
        failed, count = rate.failed or 0, rate.count or 0
        found[place] = random.beta(failed + prior, count - failed + 0.5, draws)
    return found.clip(_OPEN, 1 - _OPEN)
