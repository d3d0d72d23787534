"""Reach: what the failure of one handoff spoils downstream, everything on the way and not only where it ends.

The same figure as an outcome's Birnbaum importance, P(X | it fails) - P(X | it does not), of every node and handoff:
the map is evaluated with the handoff's own failure at 1 and at 0, and what was calibrated stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphs.propagation.calibration import node_failures, supplier_failures
from graphs.propagation.parameters import Array
from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.things import HANDOFF, Things
from process_models.domain.identifiers import HandoffId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """Which part of a handoff's failures becomes that of each node and of each other handoff, and would not be else."""

    nodes: Mapping[NodeId, float]
    handoffs: Mapping[HandoffId, float]


def reaching(asked: CalibratedMap, *, handoff: str) -> Reaching:
    """Return what the failure of a handoff (`handoff:ID`) spoils.

    Raises:
        QuestionRefused: it is not in the map.
    """
    things = Things(asked.model)
    found = things.find(handoff, "/handoff", kinds=(HANDOFF,))
    things.refuse()
    origin = -1 if found is None else found.index
    (nodes, handoffs), (nodes_without, handoffs_without) = (_with_own(asked, origin, own) for own in (1.0, 0.0))
    by_node, by_handoff = (nodes - nodes_without).clip(0, 1), (handoffs - handoffs_without).clip(0, 1)
    return Reaching(
        nodes={node.id: float(by_node[v]) for v, node in enumerate(asked.model.nodes)},
        handoffs={each.id: float(by_handoff[e]) for e, each in enumerate(asked.model.handoffs) if e != origin},
    )


def _with_own(asked: CalibratedMap, origin: int, own: float) -> tuple[Array, Array]:
    """Return P(X_v) of every node and P(Y_e) of every handoff with another own failure of one of them."""
    model, plans = asked.model, asked.plans
    parameters = replace(asked.parameters, own=asked.parameters.own.copy())
    parameters.own[origin] = own
    failures = node_failures(model, plans.whole, parameters)
    inherited = (1 - parameters.containment[:, 0]) * supplier_failures(model, plans, parameters, failures)
    return failures, parameters.own[:, 0] + (1 - parameters.own[:, 0]) * inherited
