"""The numbers of a map as calibrated: what a scenario starts from."""

from dataclasses import dataclass

from graphs.propagation.questions.calibrated import CalibratedMap
from graphs.propagation.questions.things import HANDOFF, NODE, Thing, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The numbers of a node or a handoff as calibrated: what a scenario starts from; None: it has no such number."""

    own: float
    dependency: float | None = None
    containment: float | None = None
    share: float | None = None


def present(asked: CalibratedMap) -> dict[str, Present]:
    """Return the numbers of every handoff and node of a map, by the name that scenarios give it."""
    model, now = asked.model, asked.parameters
    shares = {
        member: share
        for inputs in model.inputs
        for routes in inputs.routes
        for member, share in zip(routes.members, routes.shares, strict=True)
    }
    handoffs = {
        written(model, Thing(kind=HANDOFF, index=e)): Present(
            own=float(now.own[e, 0]),
            dependency=float(now.dependency[e, 0]),
            containment=float(now.containment[e, 0]),
            share=shares.get(e),
        )
        for e in range(len(model.handoffs))
    }
    nodes = {
        written(model, Thing(kind=NODE, index=v)): Present(own=float(now.node_own[v, 0]))
        for v in range(len(model.nodes))
    }
    return {**handoffs, **nodes}
