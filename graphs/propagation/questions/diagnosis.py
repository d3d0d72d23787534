"""Diagnosis: what is likely once some nodes and handoffs were seen to fail, and others to be fine.

The engine observes nodes. That a handoff fails its client is made one by splitting it in two: an inner relay receives
what the supplier hands over, with the handoff's own failure and containment, and hands it over without a failure of its
own, with the dependency and the place in the group of old. The relay fails exactly when the handoff does.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from graphs.propagation.exact import Evaluation, TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from graphs.propagation.plans import Plans
from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.things import HANDOFF, NODE, QuestionRefused, Thing, Things, written
from graphs.propagation.settled import RARE
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import error
from process_models.domain.vocabulary import NodeKind

SMALLEST_EVIDENCE = 1e-15
"""Evidence at or below this probability is rounding, and cannot happen."""

ROUNDING = 1e-3
"""Where a posterior is further than this outside 0 and 1, the evidence was rounding too."""

FINE, FAILED = np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is likely, given what was observed.

    `evidence_probability` how likely that was; `own` by `node:ID` and `handoff:ID` the own failures, of every handoff
    and of every node that has one; `nodes` the failures of every node.
    """

    evidence_probability: float
    own: Mapping[str, float]
    nodes: Mapping[NodeId, float]


def diagnose(asked: CalibratedMap, *, failed: Sequence[str] = (), fine: Sequence[str] = ()) -> Diagnosis:
    """Return what is likely once nodes (`node:ID`) and handoffs (`handoff:ID`) were seen to fail, others to be fine.

    Raises:
        QuestionRefused: something is not in the map, or what was observed cannot happen.
        TooLargeForExact: with the observed handoffs split no exact plan stays within the limit.
    """
    things = Things(asked.model)
    seen = [(things.find(name, f"/failed/{place}"), FAILED) for place, name in enumerate(failed)]
    seen += [(things.find(name, f"/fine/{place}"), FINE) for place, name in enumerate(fine)]
    things.refuse()
    known = [(thing, state) for thing, state in seen if thing is not None]
    split = _split(asked, sorted({thing.index for thing, _ in known if thing.kind == HANDOFF}))
    observed: dict[int, Array] = {}
    for thing, state in known:
        node = split.watched(thing)
        observed[node] = observed.get(node, 1.0) * state
    return _read(asked.model, split, split.weighed(observed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """The map with a relay in every observed handoff; `relays` by the handoff's index, `inner` their new handoffs."""

    model: Model
    plans: Plans
    parameters: Parameters
    relays: Mapping[int, int]
    inner: Mapping[int, int]

    def watched(self, thing: Thing) -> int:
        """Return the node that fails exactly when a thing does."""
        return thing.index if thing.kind == NODE else self.relays[thing.index]

    def weighed(self, observed: Mapping[int, Array]) -> Evaluation:
        """Return how likely the observations are, with derivatives; refuse those that cannot happen."""
        found = self.plans.whole.evaluate(self.parameters, observed)
        if found.probability[0] < RARE:
            with suppress(TooLargeForExact):
                precise = Plans(self.model, positive=True).whole
                found = precise.evaluate(self.parameters, observed)
        if found.probability[0] <= SMALLEST_EVIDENCE:
            raise QuestionRefused(error("evidence-impossible"))
        return found


def _split(asked: CalibratedMap, handoffs: Sequence[int]) -> _Split:
    """Put a relay into some handoffs; all indices of old stay."""
    old, parameters = asked.model, asked.parameters
    if not handoffs:
        return _Split(model=old, plans=asked.plans, parameters=parameters, relays={}, inner={})
    model = Model(_relayed(old.chain, [old.handoffs[e] for e in handoffs]))
    own, containment = parameters.own.copy(), parameters.containment.copy()
    own[handoffs], containment[handoffs] = 0, 0
    return _Split(
        model=model,
        plans=Plans(model),
        parameters=Parameters(
            own=np.vstack([own, parameters.own[handoffs]]),
            containment=np.vstack([containment, parameters.containment[handoffs]]),
            dependency=np.vstack([parameters.dependency, np.ones((len(handoffs), 1))]),
            node_own=np.vstack([parameters.node_own, np.zeros((len(handoffs), 1))]),
        ),
        relays={e: len(old.nodes) + place for place, e in enumerate(handoffs)},
        inner={e: len(old.handoffs) + place for place, e in enumerate(handoffs)},
    )


def _relayed(chain: ValueChain, handoffs: Collection[Handoff]) -> ValueChain:
    """Return the chain in which each of the handoffs comes from a relay, and the relays receive new handoffs."""
    relays = {handoff.id: _relay(handoff) for handoff in handoffs}
    second = [
        replace(handoff, supplier=relays[handoff.id].id) if handoff.id in relays else handoff
        for handoff in chain.handoffs
    ]
    first = [
        replace(handoff, id=HandoffId(relays[handoff.id].id), client=relays[handoff.id].id, group=None, share=None)
        for handoff in handoffs
    ]
    return replace(chain, nodes=(*chain.nodes, *relays.values()), handoffs=(*second, *first))


def _relay(handoff: Handoff) -> Node:
    """Return a node of an id that no node can have."""
    return Node(id=NodeId(f"{HANDOFF}:{handoff.id}"), name=handoff.deliverable, kind=NodeKind.PROCESS)


def _read(model: Model, split: _Split, found: Evaluation) -> Diagnosis:
    """Return the posteriors of the things of the map as it was."""
    probability = float(found.probability[0])
    places = [split.inner.get(e, e) for e in range(len(model.handoffs))]
    by_node = _own(split.parameters.node_own, found.derivatives.node_own, probability)
    by_handoff = _own(split.parameters.own, found.derivatives.own, probability)
    nodes = {
        written(model, Thing(kind=NODE, index=v)): _share(by_node[v])
        for v in range(len(model.nodes))
        if split.parameters.node_own[v, 0] > 0
    }
    handoffs = {
        written(model, Thing(kind=HANDOFF, index=e)): _share(by_handoff[place]) for e, place in enumerate(places)
    }
    failures = found.failures[:, 0] / probability
    if max(np.abs(share - 0.5).max() for share in (by_node, by_handoff, failures) if len(share)) > 0.5 + ROUNDING:
        raise QuestionRefused(error("evidence-impossible"))
    return Diagnosis(
        evidence_probability=probability,
        own={**nodes, **handoffs},
        nodes={node.id: _share(failures[v]) for v, node in enumerate(model.nodes)},
    )


def _own(own: Array, derivatives: Array, probability: float) -> Array:
    """Return P(O | evidence) = o · P(evidence | O) / P(evidence); the evidence is multilinear in every own failure."""
    given = probability + (1 - own[:, 0]) * derivatives[:, 0]
    return np.asarray(own[:, 0] * given / probability, dtype=np.float64)


def _share(value: float) -> float:
    return float(min(1.0, max(0.0, value)))
