"""How often a 95 % interval holds the truth, on data simulated from a map whose own rates are taken as the truth."""

from dataclasses import dataclass, replace

import numpy as np

from graphs.propagation import propagate
from graphs.propagation.intervals import draws_of
from graphs.propagation.model import Model
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Deliveries, Evidence, best_rate
from process_models.domain.identifiers import NodeId
from tests.chains import chain

CLIENT = NodeId("cliente")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of the data sets: the share whose interval holds the truth, lies wholly above it, and wholly below it."""

    covered: float
    above: float
    below: float


def into_one_client(handoffs: int, percent: int) -> ValueChain:
    """Return a map of so many handoffs that are all needed, each failing that often."""
    failing = f"total={percent / 100}"
    return chain("\n".join(f"p{place} -> cliente: Entrega {failing}" for place in range(handoffs)))


def simulated(truth: ValueChain, random: np.random.Generator, count: int | None) -> ValueChain:
    """Return the map with failures drawn anew wherever something was counted or rated.

    With a `count`, whole rates that are assumed are counted so many times.
    """

    def drawn(evidence: Evidence | None) -> Evidence | None:
        rate = best_rate(evidence)
        times = rate.count or (count if rate.whole else None)
        if times is None:
            return evidence
        return Evidence(deliveries=Deliveries(count=times, failed=int(random.binomial(times, rate.probability))))

    return replace(
        truth,
        nodes=tuple(replace(node, own_failure=drawn(node.own_failure)) for node in truth.nodes),
        handoffs=tuple(replace(handoff, failure=drawn(handoff.failure)) for handoff in truth.handoffs),
    )


def coverage(
    truth: ValueChain, outcome: NodeId, *, sets: int, draws: int, seed: int, count: int | None = None
) -> Coverage:
    """Draw data sets from a map as of its date and see where the interval of an outcome lies."""
    wanted = propagate(truth, chains=1).nodes[outcome]
    place = [node.id for node in truth.nodes].index(outcome)
    random = np.random.default_rng(seed)
    lows, highs = np.empty(sets), np.empty(sets)
    for number in range(sets):
        interval = draws_of(Model(simulated(truth, random, count)), place, draws, seed + number).interval()
        lows[number], highs[number] = interval.low, interval.high
    above, below = float((lows > wanted).mean()), float((highs < wanted).mean())
    return Coverage(covered=1 - above - below, above=above, below=below)
