"""What a chain has, by id, so that a reference is looked up once and quickly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.identifiers import GroupId, HandoffId, NodeId

Id = TypeVar("Id")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The nodes, handoffs and groups of a chain by id (of one id twice, the first), and the size of each group."""

    nodes: Mapping[NodeId, Node]
    handoffs: Mapping[HandoffId, Handoff]
    groups: Mapping[GroupId, HandoffGroup]
    group_sizes: Counter[GroupId]

    @classmethod
    def of(cls, chain: ValueChain) -> "Known":
        """Return what a chain has."""
        return cls(
            nodes=_first_of_each((node.id, node) for node in chain.nodes),
            handoffs=_first_of_each((handoff.id, handoff) for handoff in chain.handoffs),
            groups=_first_of_each((group.id, group) for group in chain.groups),
            group_sizes=Counter(handoff.group for handoff in chain.handoffs if handoff.group is not None),
        )


def _first_of_each(things: Iterable[tuple[Id, Thing]]) -> dict[Id, Thing]:
    found: dict[Id, Thing] = {}
    for identifier, thing in things:
        found.setdefault(identifier, thing)
    return found
