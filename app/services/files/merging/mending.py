"""What no longer fits once two contents are one: groups that lost members, words that only processes have."""

from collections import Counter
from dataclasses import replace

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.identifiers import GroupId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind


def mended(chain: ValueChain) -> ValueChain:
    """Return a chain in which what followed from a former value is gone with it."""
    kinds = {node.id: node.kind for node in chain.nodes}
    groups = {group.id: group for group in chain.groups}
    handoffs = tuple(_grouped(handoff, groups) for handoff in chain.handoffs)
    sizes = Counter(handoff.group for handoff in handoffs if handoff.group)
    return replace(
        chain,
        nodes=tuple(_of_its_kind(node, kinds) for node in chain.nodes),
        handoffs=handoffs,
        groups=tuple(found for group in chain.groups if (found := _fitting(group, sizes[group.id])) is not None),
    )


def _grouped(handoff: Handoff, groups: dict[GroupId, HandoffGroup]) -> Handoff:
    """A group is of one client, and only routes have shares."""
    group = groups.get(handoff.group) if handoff.group else None
    if group is None or group.client != handoff.client:
        return handoff if handoff.group is None and handoff.share is None else replace(handoff, group=None, share=None)
    is_route = group.kind is GroupKind.ROUTES
    return handoff if is_route or handoff.share is None else replace(handoff, share=None)


def _fitting(group: HandoffGroup, size: int) -> HandoffGroup | None:
    """No more are required than there are; alternatives without members are none."""
    if group.kind is GroupKind.ROUTES or group.required is None or group.required <= size:
        return group
    return replace(group, required=size) if size else None


def _of_its_kind(node: Node, kinds: dict[NodeId, NodeKind]) -> Node:
    """Only processes have a kind of process, and are parts of processes."""
    if node.kind is not NodeKind.PROCESS:
        return (
            node
            if node.process_kind is None and node.part_of is None
            else replace(node, process_kind=None, part_of=None)
        )
    is_part = node.part_of is not None and kinds.get(node.part_of) is not NodeKind.PROCESS
    return replace(node, part_of=None) if is_part else node
