"""Compiling the engine ahead: the first figures on a machine would wait for it, longer than a map may take.

`python -m graphs.propagation.warming` does it, for what is sampled too. A server that starts does not wait for that.
"""

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind

_CIRCLE = 8
_ENOUGH_DRAWS = 20
_ENOUGH_SAMPLES = 512


def is_warm() -> bool:
    """Tell whether the engine was compiled on this machine since it last changed."""
    from graphs.propagation.kernels import kept  # noqa: PLC0415 - loads a compiler

    return kept()


def warm() -> None:
    """Compute the figures of a small map that needs every loop: what is compiled for it is kept."""
    from graphs.propagation.propagation import propagate  # noqa: PLC0415 - loads a compiler

    propagate(small_map(), draws=_ENOUGH_DRAWS, method="exact")


def warm_sampling() -> None:
    """Sample a few occasions of the same map: what is compiled for it is kept."""
    from graphs.propagation.propagation import propagate  # noqa: PLC0415 - loads a compiler

    propagate(small_map(), method="sampling", samples=_ENOUGH_SAMPLES)


def small_map() -> ValueChain:
    """Return a map with a circle of processes that all serve each other, a group, and rates that are measured."""
    names = [f"p{number}" for number in range(_CIRCLE)]
    ends = [(supplier, client) for supplier in names for client in names if supplier != client]
    ends += [("otro", names[0]), *((name, "cliente") for name in names[:3])]
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(supplier),
            client=NodeId(client),
            deliverable="Entrega",
            dependency=0.2,
            failure=Evidence(deliveries=Deliveries(count=100, failed=10)) if place % 9 == 0 else Evidence(own=0.01),
            group=GroupId("g") if client == "cliente" else None,
        )
        for place, (supplier, client) in enumerate(ends)
    )
    nodes = [Node(id=NodeId(name), name=name, kind=NodeKind.PROCESS) for name in (*names, "otro")]
    return ValueChain(
        name="Calentamiento",
        nodes=(*nodes, Node(id=NodeId("cliente"), name="Cliente", kind=NodeKind.CUSTOMER)),
        handoffs=handoffs,
        groups=(HandoffGroup(id=GroupId("g"), client=NodeId("cliente"), kind=GroupKind.ALTERNATIVES, required=1),),
    )


if __name__ == "__main__":
    warm()
    warm_sampling()
