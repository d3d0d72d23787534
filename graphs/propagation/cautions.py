"""What a reader of the figures should be told beside them."""

import math
from collections.abc import Iterator
from itertools import islice, pairwise

import networkx as nx

from graphs.propagation.cycles import inner_handoffs
from graphs.propagation.model import Model
from process_models.domain.chain import Handoff
from process_models.domain.evidence import Rate
from process_models.domain.problems import Problem, warning
from process_models.domain.vocabulary import EvidenceKind

CONVERGED = 1e-9
"""By how much a calibrated rate may differ from the measured one before it is said."""

_Z_95 = 1.959963984540054
_LONGEST_LOOP = 6
_MOST_LOOPS = 2_000


def wilson(failed: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a plain share (Wilson 1927).

    >>> low, high = wilson(30, 200)
    >>> round(low, 3), round(high, 3)
    (0.107, 0.206)
    """
    share, spread = failed / count, _Z_95**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z_95 * math.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def cautions(model: Model, residual: float) -> tuple[Problem, ...]:
    """Return the warnings about a map's evidence and about the split in its cycles, missed by `residual`."""
    return (
        *_disagreements(model),
        *_few_answers(model),
        *_assumed_dependencies(model),
        *_conventions(model),
        *_alike(model),
        *_not_converged(residual),
    )


def loops_alike(model: Model) -> list[tuple[int, ...]]:
    """Return the loops of certain dependencies round which the measured rates differ by less than their intervals.

    Each loop is given by its handoffs; there the split between them jumps with the last digit of a rate.
    """
    graph = nx.DiGraph()
    for handoffs in inner_handoffs(model).values():
        for e in handoffs:
            if _is_certain(model, e):
                graph.add_edge(model.suppliers[e], model.clients[e])
                graph.edges[model.suppliers[e], model.clients[e]].setdefault("handoffs", []).append(e)
    loops = islice(nx.simple_cycles(graph, length_bound=_LONGEST_LOOP), _MOST_LOOPS)
    found = (tuple(e for ends in pairwise([*loop, loop[0]]) for e in graph.edges[ends]["handoffs"]) for loop in loops)
    return sorted(tuple(sorted(handoffs)) for handoffs in found if _share_a_point(model, handoffs))


def _is_certain(model: Model, e: int) -> bool:
    handoff = model.handoffs[e]
    measured = model.rates[e].whole and 0 < model.rates[e].probability < 1
    needed = e in model.inputs[model.clients[e]].needed
    return measured and needed and handoff.dependency in (None, 1) and not handoff.containment


def _share_a_point(model: Model, handoffs: tuple[int, ...]) -> bool:
    intervals = [_interval(model.rates[e]) for e in handoffs]
    return max(low for low, _ in intervals) <= min(high for _, high in intervals)


def _interval(rate: Rate) -> tuple[float, float]:
    if rate.failed is None or rate.count is None:
        return rate.probability, rate.probability
    return wilson(rate.failed, rate.count)


def _disagreements(model: Model) -> Iterator[Problem]:
    for handoff in model.handoffs:
        counted = handoff.failure.counted_rate() if handoff.failure else None
        rated = handoff.failure.rated_rate() if handoff.failure else None
        if counted and rated and not _overlap(_interval(counted), _interval(rated)):
            yield warning(
                "evidence-disagrees",
                **_names(model, handoff),
                counted_failed=counted.failed or 0,
                counted=counted.count or 0,
                rated_failed=rated.failed or 0,
                rated=rated.count or 0,
            )


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _few_answers(model: Model) -> Iterator[Problem]:
    for handoff, rate in zip(model.handoffs, model.rates, strict=True):
        few = rate.count is not None and rate.count < model.chain.smallest_shown_group
        if few and rate.evidence is EvidenceKind.OPINION:
            yield warning("few-answers", **_names(model, handoff), count=rate.count or 0)


def _assumed_dependencies(model: Model) -> Iterator[Problem]:
    assumed = sum(handoff.dependency is None for handoff in model.handoffs)
    if assumed:
        yield warning("dependency-assumed", count=assumed, handoffs=len(model.handoffs))


def _conventions(model: Model) -> Iterator[Problem]:
    for members, handoffs in sorted(inner_handoffs(model).items()):
        if any(model.rates[e].whole for e in handoffs):
            yield warning("split-is-convention", nodes=", ".join(model.nodes[v].name for v in members))


def _alike(model: Model) -> Iterator[Problem]:
    for loop in loops_alike(model):
        yield warning("loop-rates-alike", handoffs=", ".join(_spoken(model, model.handoffs[e]) for e in loop))


def _not_converged(residual: float) -> Iterator[Problem]:
    if residual > CONVERGED:
        yield warning("calibration-not-converged", residual=residual)


def _spoken(model: Model, handoff: Handoff) -> str:
    names = _names(model, handoff)
    return f"{names['supplier']} → {names['client']} ({names['deliverable']})"


def _names(model: Model, handoff: Handoff) -> dict[str, str]:
    return {
        "supplier": model.node(handoff.supplier).name,
        "client": model.node(handoff.client).name,
        "deliverable": handoff.deliverable,
    }
