"""Small random maps with every rule of propagation: cycles, both kinds of group, containment, extremes."""

import random
from dataclasses import replace

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, Rating
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind

MOST_UNCERTAIN_EVENTS = 12


def random_map(seed: int) -> ValueChain:
    """Return a small valid map; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    while True:
        chain = _draft(rng)
        if _uncertain_events(chain) <= MOST_UNCERTAIN_EVENTS:
            return chain


def _draft(rng: random.Random) -> ValueChain:
    nodes = _nodes(rng)
    handoffs = [_handoff(rng, place, nodes) for place in range(rng.randint(len(nodes) - 1, len(nodes) + 3))]
    groups: list[HandoffGroup] = []
    for node in nodes:
        received = [place for place, handoff in enumerate(handoffs) if handoff.client == node.id]
        if len(received) > 1 and rng.random() < 0.5:
            members = rng.sample(received, rng.randint(2, len(received)))
            groups.append(_group(rng, node, len(members)))
            for place in members:
                share = rng.choice([1.0, 2.5]) if groups[-1].kind is GroupKind.ROUTES and rng.random() < 0.7 else None
                handoffs[place] = replace(handoffs[place], group=groups[-1].id, share=share)
    return ValueChain(name="Azar", nodes=tuple(nodes), handoffs=tuple(handoffs), groups=tuple(groups))


def _nodes(rng: random.Random) -> list[Node]:
    kinds = [NodeKind.PROCESS] * rng.randint(2, 3)
    kinds += rng.choices([NodeKind.SUPPLIER, NodeKind.EMPLOYEES, NodeKind.PROCESS], k=rng.randint(0, 1))
    kinds += [NodeKind.CUSTOMER] * rng.choice([1, 1, 2])
    return [
        Node(
            id=NodeId(f"n{place}"),
            name=f"N{place}",
            kind=kind,
            own_failure=Evidence(own=_probability(rng)) if rng.random() < 0.25 else None,
        )
        for place, kind in enumerate(kinds)
    ]


def _handoff(rng: random.Random, place: int, nodes: list[Node]) -> Handoff:
    supplier, client = rng.sample(nodes, 2)
    return Handoff(
        id=HandoffId(f"h{place}"),
        supplier=supplier.id,
        client=client.id,
        deliverable="Entrega",
        failure=_evidence(rng),
        dependency=_probability(rng) if rng.random() < 0.35 else None,
        containment=_probability(rng) if rng.random() < 0.2 else None,
    )


def _group(rng: random.Random, node: Node, size: int) -> HandoffGroup:
    identifier = GroupId(f"g-{node.id}")
    if rng.random() < 0.5:
        return HandoffGroup(id=identifier, client=node.id, kind=GroupKind.ROUTES)
    return HandoffGroup(id=identifier, client=node.id, required=rng.randint(1, size))


def _evidence(rng: random.Random) -> Evidence | None:
    count = rng.choice([1, 10, 50])
    return rng.choice(
        [
            None,
            Evidence(own=_probability(rng)),
            Evidence(total=_probability(rng)),
            Evidence(deliveries=Deliveries(count=count, failed=rng.randint(0, count))),
            Evidence(deliveries=Deliveries(count=20, failed=rng.randint(0, 8))),
            Evidence(ratings=tuple(Rating(score=rng.randint(1, 5)) for _ in range(6))),
        ]
    )


def _probability(rng: random.Random) -> float:
    return rng.choice([0.0, 1.0, 0.5, round(rng.random(), 2), round(rng.random() / 4, 3), round(rng.random() / 4, 3)])


def _uncertain_events(chain: ValueChain) -> float:
    """Return about how many binary events a brute-force enumeration has to combine."""
    certain = (None, 0, 1)
    events = sum(1 + (h.dependency not in certain) + (h.containment not in certain) for h in chain.handoffs)
    events += sum(node.own_failure is not None for node in chain.nodes)
    return events + 1.5 * sum(group.kind is GroupKind.ROUTES for group in chain.groups)
