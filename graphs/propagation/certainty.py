"""What can fail at all, and what must: decided on the structure, free of rounding.

The events are independent and the model is monotone. So a node can fail exactly if it does when every failure that
has a chance happens, and it must fail exactly if it does when nothing fails but what is certain to.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.model import Alternatives, Model, Routes
from graphs.propagation.parameters import Parameters

Truth = NDArray[np.bool_]


def can_fail(model: Model, parameters: Parameters, without: int | None = None) -> Truth:
    """Tell for each node whether P(X_v) > 0 in the first column; `without` one handoff's own failure, if given."""
    depends = parameters.dependency[:, 0] > 0
    return _fixpoint(
        model,
        _Events(
            nodes=parameters.node_own[:, 0] > 0,
            alone=_without(depends & (parameters.own[:, 0] > 0), without),
            passed_on=depends & (parameters.containment[:, 0] < 1),
            every_route=False,
        ),
    )


def must_fail(model: Model, parameters: Parameters, without: int | None = None) -> Truth:
    """Tell for each node whether P(X_v) = 1 in the first column; `without` one handoff's own failure, if given."""
    depends = parameters.dependency[:, 0] == 1
    return _fixpoint(
        model,
        _Events(
            nodes=parameters.node_own[:, 0] == 1,
            alone=_without(depends & (parameters.own[:, 0] == 1), without),
            passed_on=depends & (parameters.containment[:, 0] == 0),
            every_route=True,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Events:
    nodes: Truth
    alone: Truth
    passed_on: Truth
    every_route: bool


def _without(alone: Truth, handoff: int | None) -> Truth:
    if handoff is not None:
        alone[handoff] = False
    return alone


def _fixpoint(model: Model, events: _Events) -> Truth:
    failed = events.nodes.copy()
    waiting = set(range(len(failed)))
    followers = _followers(model)
    while waiting:
        node = waiting.pop()
        if (not failed[node] and _is_hit(model, node, failed, events)) or (failed[node] and node in followers):
            failed[node] = True
            waiting |= {client for client in followers.pop(node, ()) if not failed[client]}
    return failed


def _followers(model: Model) -> dict[int, set[int]]:
    followers: dict[int, set[int]] = {}
    for supplier, client, passes in zip(model.suppliers, model.clients, model.passes_on, strict=True):
        if passes:
            followers.setdefault(supplier, set()).add(client)
    return followers


def _is_hit(model: Model, node: int, failed: Truth, events: _Events) -> bool:
    def hit(handoff: int) -> bool:
        passes = model.passes_on[handoff] and failed[model.suppliers[handoff]] and events.passed_on[handoff]
        return bool(events.alone[handoff] or passes)

    def alternatives_fail(group: Alternatives) -> bool:
        return sum(map(hit, group.members)) > len(group.members) - group.required

    def routes_fail(group: Routes) -> bool:
        return all(map(hit, group.members)) if events.every_route else any(map(hit, group.members))

    inputs = model.inputs[node]
    return (
        any(map(hit, inputs.needed))
        or any(map(alternatives_fail, inputs.alternatives))
        or any(map(routes_fail, inputs.routes))
    )
