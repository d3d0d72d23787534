"""Minimal cut sets: the smallest sets of own failures that together spoil an outcome.

Every dependency and every failure to contain counts as certain unless it is impossible, and every route as used. So
whether a node fails is a monotone function of the own failures alone, and its minimal cut sets follow from those of its
suppliers: the union for handoffs each of which is enough, products for alternatives of which several must be hit. On a
cycle the sets grow from nothing until nothing is added, which is the least solution. Larger sets than asked for never
become smaller again, so they are dropped where they arise (MOCUS, Fussell and Vesely 1972, taken bottom up).
"""

import math
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, groupby

from graphs.propagation.cycles import components
from graphs.propagation.model import Alternatives, Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.questions.things import HANDOFF, NODE, QuestionRefused, Thing, written
from graphs.propagation.results import CutSet
from process_models.domain.problems import error

MOST_SETS = 100_000
"""How many sets a node may have; a list that nobody reads to its end is refused instead."""

MOST_TRIED = 1_000_000
"""How many combinations are tried in all: some seconds."""

ROUNDING = 1e-12
"""An own failure found by calibration at or below this, or what is let through, is rounding and counts as 0."""

Cut = tuple[int, ...]
"""Own failures in order: a node's by its index, a handoff's by its index after all nodes."""


def cut_sets(model: Model, parameters: Parameters, size: int) -> tuple[CutSet, ...]:
    """Return the minimal cut sets of every outcome, by size, then the likeliest first.

    Args:
        model: the map.
        parameters: one column, calibrated.
        size: of how many own failures a set consists at most; 0 for no sets.

    Raises:
        QuestionRefused: there are too many.
    """
    if size < 1 or not model.outcomes:
        return ()
    found = _Search(model, parameters, size).sets_of(model.outcomes)
    own = [*parameters.node_own[:, 0].tolist(), *parameters.own[:, 0].tolist()]
    return tuple(told for outcome in model.outcomes for told in _told(model, outcome, found[outcome], own))


def _told(model: Model, outcome: int, cuts: Iterable[Cut], own: list[float]) -> Iterator[CutSet]:
    """Yield the sets of an outcome in order; equal ones (to 12 digits) by their members' places in the document."""
    likely = [(math.prod(own[event] for event in cut), cut) for cut in cuts]
    likely.sort(key=lambda each: (len(each[1]), -float(f"{each[0]:.12g}"), each[1]))
    for probability, events in likely:
        yield CutSet(
            outcome=model.nodes[outcome].id,
            probability=probability,
            members=tuple(written(model, _thing(model, event)) for event in events),
        )


def _thing(model: Model, event: int) -> Thing:
    nodes = len(model.nodes)
    return Thing(kind=NODE, index=event) if event < nodes else Thing(kind=HANDOFF, index=event - nodes)


class _Search:
    """The minimal cut sets of nodes, those of suppliers before those of clients."""

    def __init__(self, model: Model, parameters: Parameters, size: int) -> None:
        self._model, self._size = model, size
        self._tried = 0
        whole = [rate.whole for rate in model.rates]
        self._begins = parameters.node_own[:, 0] > 0
        self._own = _counts(parameters.own[:, 0], whole)
        self._lets_through = _counts(1 - parameters.containment[:, 0], whole)
        self._depends = parameters.dependency[:, 0] > 0
        self._found: dict[int, frozenset[Cut]] = {}

    def sets_of(self, outcomes: Iterable[int]) -> dict[int, frozenset[Cut]]:
        """Return the minimal cut sets of the outcomes and of all upstream of them."""
        for component in components(self._model, self._model.upstream(outcomes)):
            self._settle(sorted(component))
        return self._found

    def _settle(self, component: list[int]) -> None:
        """Let the sets of nodes that serve each other grow until nothing is added."""
        self._found |= dict.fromkeys(component, frozenset[Cut]())
        is_settled = False
        while not is_settled:
            is_settled = True
            for node in component:
                now = self._sets(node)
                if now != self._found[node]:
                    self._found[node] = now
                    is_settled = len(component) == 1

    def _sets(self, node: int) -> frozenset[Cut]:
        inputs = self._model.inputs[node]
        routes = (handoff for group in inputs.routes for handoff in group.members)
        cuts = {(node,)} if self._begins[node] else set[Cut]()
        for handoff in chain(inputs.needed, routes):
            cuts |= self._hits(handoff)
        for group in inputs.alternatives:
            cuts |= self._several(group)
        return self._minimal(cuts, node)

    def _hits(self, handoff: int) -> frozenset[Cut]:
        """Return the sets by which a handoff hits its client's result."""
        if not self._depends[handoff]:
            return frozenset()
        supplier = self._model.suppliers[handoff]
        passes = self._model.passes_on[handoff] and self._lets_through[handoff]
        cuts = self._found[supplier] if passes else frozenset[Cut]()
        return cuts | {(len(self._model.nodes) + handoff,)} if self._own[handoff] else cuts

    def _several(self, group: Alternatives) -> frozenset[Cut]:
        """Return the sets that hit more alternatives than can be spared: `at_least[j]` hit j of those seen so far."""
        needed = len(group.members) - group.required + 1
        client = self._model.clients[group.members[0]]
        at_least = [frozenset[Cut]([()]), *[frozenset[Cut]() for _ in range(needed)]]
        for handoff in group.members:
            hits = self._hits(handoff)
            for count in range(needed, 0, -1):
                both = self._products(at_least[count - 1], hits, client)
                at_least[count] = self._minimal(at_least[count] | both, client)
        return at_least[needed]

    def _products(self, some: frozenset[Cut], others: frozenset[Cut], client: int) -> set[Cut]:
        """Return the unions of one of each; what both have makes every union with it superfluous."""
        cuts, rest = set(some & others), others - some
        for one in some - others:
            for other in rest:
                both = {*one, *other}
                if len(both) <= self._size:
                    cuts.add(tuple(sorted(both)))
            self._tried += len(rest)
            if self._tried > MOST_TRIED or len(cuts) > 2 * MOST_SETS:
                self._refuse(client)
        return cuts

    def _minimal(self, cuts: Iterable[Cut], client: int) -> frozenset[Cut]:
        """Return the sets of which no other is a part: only smaller ones can be."""
        smaller = _Smaller()
        for _, alike in groupby(sorted(cuts, key=len), key=len):
            kept = [cut for cut in alike if not smaller.has_part_of(cut)]
            smaller.add(kept)
        self._tried += smaller.tried
        if self._tried > MOST_TRIED or len(smaller.cuts) > MOST_SETS:
            self._refuse(client)
        return frozenset(smaller.cuts)

    def _refuse(self, node: int) -> None:
        raise QuestionRefused(error("too-many-cut-sets", node=self._model.nodes[node].name, size=self._size))


def _counts(probabilities: Array, whole: list[bool]) -> list[bool]:
    """Tell which probabilities are more than 0, or than the rounding of a calibration where that found them."""
    return [bool(p > (ROUNDING if found else 0)) for p, found in zip(probabilities, whole, strict=True)]


class _Smaller:
    """Sets that are kept; finds out whether one of them is part of a larger one, by the shorter of two ways."""

    def __init__(self) -> None:
        self.cuts: set[Cut] = set()
        self.tried = 0
        self._sizes: list[int] = []
        self._by_first: dict[int, list[Cut]] = {}

    def add(self, cuts: list[Cut]) -> None:
        """Keep sets of one size, larger than all before."""
        if cuts:
            self._sizes.append(len(cuts[0]))
            self.cuts.update(cuts)
            for cut in cuts:
                self._by_first.setdefault(cut[0], []).append(cut)

    def has_part_of(self, cut: Cut) -> bool:
        """Tell whether a set that is kept is part of this one."""
        parts = sum(math.comb(len(cut), size) for size in self._sizes)
        near = sum(len(self._by_first.get(event, ())) for event in cut)
        self.tried += min(parts, near)
        if parts < near:
            return any(part in self.cuts for size in self._sizes for part in combinations(cut, size))
        events = frozenset(cut)
        return any(events.issuperset(kept) for event in cut for kept in self._by_first.get(event, ()))
