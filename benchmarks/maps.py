"""Maps that grow in one way each: by nodes, by handoffs, by the size of their cycle, by the size of a group."""

import random
from collections.abc import Iterable

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind

NODES = 100
"""Processes of the maps that grow by handoffs."""

_NEAR, _CHORDS = 6, 2
_SOURCE, _CLIENT = "origen", "cliente"

Ends = Iterable[tuple[str, str]]


def near(handoffs: int) -> ValueChain:
    """A hundred processes, each supplied by some of the six before it."""
    return _acyclic(handoffs, _NEAR)


def anywhere(handoffs: int) -> ValueChain:
    """A hundred processes, each supplied by any before it."""
    return _acyclic(handoffs, NODES)


def ring(size: int) -> ValueChain:
    """So many processes, each of which serves the next and the one before: work and what is sent back."""
    ends = [(f"p{i}", f"p{i + 1}") for i in range(size - 1)]
    ends += [(client, supplier) for supplier, client in ends]
    return _map([(_SOURCE, "p0"), *ends, (f"p{size - 1}", _CLIENT)])


def tangle(size: int) -> ValueChain:
    """A ring of so many processes, each of which serves two more of them."""
    rng = random.Random(size)  # noqa: S311 - no secret hangs on it
    ends = {(f"p{i}", f"p{(i + 1) % size}"): None for i in range(size)}
    for i in range(size):
        ends |= {(f"p{i}", f"p{other}"): None for other in rng.sample(range(size), _CHORDS) if other != i}
    return _map([(_SOURCE, "p0"), *ends, (f"p{size - 1}", _CLIENT)])


def alternatives(size: int) -> ValueChain:
    """So many suppliers with a supplier in common, of whom half are enough."""
    return _grouped(size, GroupKind.ALTERNATIVES, max(1, size // 2))


def routes(size: int) -> ValueChain:
    """So many suppliers with a supplier in common, one of whom is used."""
    return _grouped(size, GroupKind.ROUTES, None)


def _acyclic(handoffs: int, reach: int) -> ValueChain:
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    possible = [(i, place) for place in range(1, NODES) for i in range(max(0, place - reach), place)]
    line = [(place - 1, place) for place in range(1, NODES)]
    others = [pair for pair in possible if pair[1] - pair[0] > 1]
    rng.shuffle(others)
    chosen = sorted([*line, *others[: max(0, handoffs - len(line))]], key=lambda pair: (pair[1], pair[0]))
    return _map([*((f"p{a}", f"p{b}") for a, b in chosen), (f"p{NODES - 1}", _CLIENT)])


def _grouped(size: int, kind: GroupKind, required: int | None) -> ValueChain:
    group = HandoffGroup(id=GroupId("g"), client=NodeId("p"), kind=kind, required=required)
    inner = [(f"p{i}", "p") for i in range(size)]
    return _map([*((_SOURCE, f"p{i}") for i in range(size)), *inner, ("p", _CLIENT)], (group,))


def _map(ends: Ends, groups: tuple[HandoffGroup, ...] = ()) -> ValueChain:
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    pairs = list(ends)
    nodes = [
        Node(id=NodeId(name), name=name, kind=NodeKind.CUSTOMER if name == _CLIENT else NodeKind.PROCESS)
        for name in dict.fromkeys(name for pair in pairs for name in pair)
    ]
    grouped = {group.client: group.id for group in groups}
    handoffs = [
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(supplier),
            client=NodeId(client),
            deliverable="Entrega",
            failure=Evidence(own=rng.uniform(0.005, 0.05)),
            dependency=rng.uniform(0.2, 0.9),
            group=grouped.get(NodeId(client)),
        )
        for place, (supplier, client) in enumerate(pairs)
    ]
    return ValueChain(name="Crece", nodes=tuple(nodes), handoffs=tuple(handoffs), groups=groups)
