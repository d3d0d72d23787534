"""Failure chains: the most probable ways in which one own failure alone reaches an outcome.

Best first: a beginning of a chain is worth its own probability times the best that any way from its end could still
keep. Of equal ones the lesser path comes first, so chains leave in the order in which they are reported.
"""

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters
from graphs.propagation.results import FailureChain

SMALLEST = 1e-12
"""Chains at or below this probability are not told."""

DECIMALS = 12
"""To how many decimals two probabilities count as equal."""

MOST_STEPS = 200_000
"""How many beginnings are looked at for one outcome before the search stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChains:
    """The chains of one outcome; `complete` is False where the search was stopped."""

    chains: tuple[FailureChain, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """A beginning: its probability, the handoffs so far (by index), the nodes that may not be entered again."""

    probability: float
    path: tuple[int, ...]
    entered: frozenset[int]
    end: int
    origin_node: int | None


def failure_chains(model: Model, links: "Links", outcome: int, most: int) -> FoundChains:
    """Return the `most` probable chains of an outcome, by probability, equal ones by path."""
    reach = links.best_ways(outcome)
    waiting: list[tuple[float, tuple[str, ...], bool, int, _Start]] = []
    pushed = 0

    def push(start: _Start) -> None:
        nonlocal pushed
        bound = start.probability * reach.get(start.end, 0.0)
        if bound > SMALLEST:
            pushed += 1
            names = tuple(model.handoffs[e].id for e in start.path)
            heapq.heappush(waiting, (-round(bound, DECIMALS), names, start.origin_node is not None, pushed, start))

    for start in links.origins(reach):
        push(start)
    found: list[FailureChain] = []
    while waiting and len(found) < most and pushed < MOST_STEPS:
        start = heapq.heappop(waiting)[-1]
        if start.end == outcome:
            found.append(_chain(model, outcome, start))
        else:
            for longer in links.continued(start):
                push(longer)
    return FoundChains(chains=tuple(found), complete=len(found) == most or not waiting)


def _chain(model: Model, outcome: int, start: _Start) -> FailureChain:
    from_node = start.origin_node is not None
    return FailureChain(
        outcome=model.nodes[outcome].id,
        probability=start.probability,
        origin_handoff=None if from_node else model.handoffs[start.path[0]].id,
        origin_node=model.nodes[start.origin_node].id if start.origin_node is not None else None,
        path=tuple(model.handoffs[e].id for e in start.path),
    )


class Links:
    """How likely each handoff alone starts, or passes on, a failure of its client's result."""

    def __init__(self, model: Model, parameters: Parameters) -> None:
        self._model = model
        self._node_own = parameters.node_own[:, 0]
        sufficient = _sufficient(model)
        own, containment = parameters.own[:, 0], parameters.containment[:, 0]
        hits = {e: share * float(parameters.dependency[e, 0]) for e, share in sufficient.items()}
        self._starts = {e: float(own[e]) * hit for e, hit in hits.items()}
        self._passes = {e: (1 - float(containment[e])) * hit for e, hit in hits.items() if model.passes_on[e]}
        self._given: dict[int, list[int]] = {}
        for e in self._passes:
            self._given.setdefault(model.suppliers[e], []).append(e)

    def origins(self, reach: Collection[int]) -> Iterator[_Start]:
        """Yield every own failure at one of these nodes as the beginning of a chain."""
        for e in sorted(e for client in reach for e in self._model.incoming(client) if e in self._starts):
            client = self._model.clients[e]
            yield _Start(
                probability=self._starts[e], path=(e,), entered=frozenset([client]), end=client, origin_node=None
            )
        for v in sorted(reach):
            own = float(self._node_own[v])
            yield _Start(probability=own, path=(), entered=frozenset([v]), end=v, origin_node=v)

    def continued(self, start: _Start) -> Iterator[_Start]:
        """Yield the beginning, longer by one handoff to a client that it has not entered yet."""
        for e in self._given.get(start.end, ()):
            client = self._model.clients[e]
            if client not in start.entered:
                yield _Start(
                    probability=start.probability * self._passes[e],
                    path=(*start.path, e),
                    entered=start.entered | {client},
                    end=client,
                    origin_node=start.origin_node,
                )

    def best_ways(self, outcome: int) -> dict[int, float]:
        """Return for each node the largest product of passing on along a way to the outcome (Dijkstra 1959)."""
        best: dict[int, float] = {}
        waiting = [(-1.0, outcome)]
        while waiting:
            value, node = heapq.heappop(waiting)
            if node not in best:
                best[node] = -value
                for e in self._model.incoming(node):
                    if e not in self._passes:
                        continue
                    heapq.heappush(waiting, (value * self._passes[e], self._model.suppliers[e]))
        return best


def _sufficient(model: Model) -> dict[int, float]:
    """Return the handoffs that can spoil their client's result alone, with the share of occasions that use them."""
    shares: dict[int, float] = {}
    for inputs in model.inputs:
        shares |= dict.fromkeys(inputs.needed, 1.0)
        for routes in inputs.routes:
            shares |= dict(zip(routes.members, routes.shares, strict=True))
    return shares
