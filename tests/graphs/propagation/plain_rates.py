"""P(Y_e) of every handoff under given parameters, by plain passes that know nothing of the calibration."""

from dataclasses import replace

import numpy as np

from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model
from graphs.propagation.parameters import Parameters, declared
from process_models.domain.chain import Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind


def rates_by_splitting(model: Model, parameters: Parameters) -> dict[HandoffId, float]:
    """Return how often each handoff fails its client: a process in the middle of each handoff fails exactly then.

    The first half of a handoff has its own failure and containment and always matters to the process in the middle;
    the second half never fails by itself and has the dependency, the group and the share.
    """
    split = Model(_split(model, parameters))
    failures = ExactPlan(split, range(len(split.nodes))).evaluate(declared(split)).failures[:, 0]
    by_id = {node.id: float(failures[v]) for v, node in enumerate(split.nodes)}
    return {h.id: by_id[_middle(h.id)] for h in model.handoffs}


def rates_by_removal(model: Model, parameters: Parameters) -> dict[HandoffId, float]:
    """Return the same for maps that would be too dense with more processes: one column without each own failure.

    By the definition: o + (1 - o)(1 - c) P(X_u | O_e = 0), nothing for what customers suffer.
    """
    columns = parameters.repeated(len(model.handoffs))
    places = range(len(model.handoffs))
    columns.own[places, places] = 0
    failures = ExactPlan(model, range(len(model.nodes))).evaluate(columns).failures
    own, containment = parameters.own[:, 0], parameters.containment[:, 0]
    pi = [failures[u, e] if model.passes_on[e] else 0.0 for e, u in enumerate(model.suppliers)]
    rates = own + (1 - own) * (1 - containment) * np.array(pi)
    return {h.id: float(rate) for h, rate in zip(model.handoffs, rates, strict=True)}


def _split(model: Model, parameters: Parameters) -> ValueChain:
    shares = {
        e: share for inputs in model.inputs for r in inputs.routes for e, share in zip(r.members, r.shares, strict=True)
    }
    handoffs = []
    for e, h in enumerate(model.handoffs):
        own, containment = float(parameters.own[e, 0]), float(parameters.containment[e, 0])
        first = replace(
            h,
            client=_middle(h.id),
            failure=Evidence(own=own),
            containment=containment,
            dependency=None,
            group=None,
            share=None,
        )
        second = replace(
            h,
            id=HandoffId(f"{h.id}*"),
            supplier=_middle(h.id),
            failure=Evidence(own=0.0),
            containment=None,
            share=shares.get(e),
        )
        handoffs += [first, second]
    middles = tuple(Node(id=_middle(h.id), name=h.id, kind=NodeKind.PROCESS) for h in model.handoffs)
    nodes = tuple(
        replace(node, own_failure=Evidence(own=float(parameters.node_own[v, 0]))) for v, node in enumerate(model.nodes)
    )
    return replace(model.chain, nodes=(*nodes, *middles), handoffs=tuple(handoffs))


def _middle(handoff: HandoffId) -> NodeId:
    return NodeId(f"*{handoff}")
