"""Maps of any size: process-like (a few value streams with local skips, cross handoffs, rework loops) and random."""

import random
from dataclasses import replace

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind

CROSSING, SKIPPING = 0.12, 0.35


def process_like(nodes: int, seed: int, *, rework: float = 0.15, customers: int = 2) -> ValueChain:
    """Return a map of about `nodes` nodes and some customers, every handoff measured; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    streams = max(2, round(nodes**0.5 / 2))
    length = nodes // streams
    ends = _ends(rng, streams, length, rework) + [
        (f"p{s}-{length - 1}", f"cliente-{s % customers}") for s in range(streams)
    ]
    members = [
        Node(id=NodeId(f"p{s}-{i}"), name=f"P{s}.{i}", kind=NodeKind.PROCESS)
        for s in range(streams)
        for i in range(length)
    ]
    members += [Node(id=NodeId(f"cliente-{c}"), name=f"Cliente {c}", kind=NodeKind.CUSTOMER) for c in range(customers)]
    handoffs = [_measured(rng, place, *pair) for place, pair in enumerate(dict.fromkeys(ends))]
    return _grouped(ValueChain(name="Proceso", nodes=tuple(members), handoffs=tuple(handoffs)), rng)


def layered(nodes: int, seed: int) -> ValueChain:
    """Return a random map: √n layers of √n processes, each with two or three suppliers before; one customer.

    Nothing is measured: every own failure is given.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    width = max(2, round(nodes**0.5))
    members = [
        Node(id=NodeId(f"p{i}"), name=f"P{i}", kind=NodeKind.PROCESS, own_failure=_own(rng)) for i in range(nodes)
    ]
    members.append(Node(id=NodeId("cliente"), name="Cliente", kind=NodeKind.CUSTOMER))
    ends = []
    for place in range(width, nodes):
        layer = place // width
        reach = 2 if layer > 1 and rng.random() < SKIPPING / 2 else 1
        before = range((layer - reach) * width, layer * width)
        ends += [(f"p{i}", f"p{place}") for i in sorted(rng.sample(before, min(rng.randint(2, 3), len(before))))]
    last = (nodes - 1) // width
    ends += [(f"p{i}", "cliente") for i in range(last * width, nodes)]
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(supplier),
            client=NodeId(client),
            deliverable="Entrega",
            failure=_own(rng),
            dependency=round(rng.uniform(0.2, 0.9), 3),
        )
        for place, (supplier, client) in enumerate(ends)
    )
    return ValueChain(name="Al azar", nodes=tuple(members), handoffs=handoffs)


def _own(rng: random.Random) -> Evidence:
    return Evidence(own=round(rng.uniform(0.005, 0.15), 4))


def _ends(rng: random.Random, streams: int, length: int, rework: float) -> list[tuple[str, str]]:
    ends = []
    for stream in range(streams):
        for place in range(1, length):
            here = f"p{stream}-{place}"
            ends.append((f"p{stream}-{place - 1}", here))
            if place > 1 and rng.random() < SKIPPING:
                ends.append((f"p{stream}-{place - 2}", here))
            if rng.random() < CROSSING:
                other = rng.choice([s for s in range(streams) if s != stream])
                ends.append((f"p{other}-{max(0, place - rng.randint(1, 3))}", here))
            if place > 1 and rng.random() < rework:
                ends.append((here, f"p{stream}-{place - rng.randint(1, 2)}"))
    return ends


def _measured(rng: random.Random, place: int, supplier: str, client: str) -> Handoff:
    count = rng.choice([20, 50, 200, 400])
    return Handoff(
        id=HandoffId(f"h{place}"),
        supplier=NodeId(supplier),
        client=NodeId(client),
        deliverable="Entrega",
        failure=Evidence(deliveries=Deliveries(count=count, failed=int(count * rng.uniform(0, 0.3)))),
        dependency=round(rng.uniform(0.2, 0.9), 3),
        containment=0.4 if rng.random() < 0.1 else None,
    )


def _grouped(chain: ValueChain, rng: random.Random) -> ValueChain:
    groups: list[HandoffGroup] = []
    member_of: dict[str, GroupId] = {}
    for node in chain.nodes:
        received = [h.id for h in chain.handoffs if h.client == node.id]
        if len(received) > 2 and rng.random() < 0.5:
            identifier = GroupId(f"g-{node.id}")
            routes = rng.random() < 0.5
            groups.append(
                HandoffGroup(
                    id=identifier,
                    client=node.id,
                    kind=GroupKind.ROUTES if routes else GroupKind.ALTERNATIVES,
                    required=None if routes else rng.randint(1, 2),
                )
            )
            member_of |= dict.fromkeys(received[:3], identifier)
    handoffs = tuple(replace(h, group=member_of.get(h.id)) for h in chain.handoffs)
    return replace(chain, handoffs=handoffs, groups=tuple(groups))
