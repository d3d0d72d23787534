"""What is left of a map from which another program took things: nothing refers to what is gone."""

from collections import Counter
from dataclasses import replace

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.identifiers import GroupId
from process_models.domain.problems import Problem, warning
from process_models.domain.vocabulary import GroupKind


def without_the_gone(chain: ValueChain) -> tuple[ValueChain, tuple[Problem, ...]]:
    """Return a chain whose parts name only what is there, and how many had to be altered for it."""
    kinds = {node.id: node.kind for node in chain.nodes}
    nodes = tuple(
        node if node.part_of is None or node.part_of in kinds else replace(node, part_of=None) for node in chain.nodes
    )
    groups = {group.id: group for group in chain.groups}
    handoffs = tuple(_in_its_group(handoff, groups) for handoff in chain.handoffs)
    sizes = Counter(handoff.group for handoff in handoffs if handoff.group)
    held = tuple(
        smaller
        for group in chain.groups
        if group.client in kinds and (smaller := _smaller(group, sizes[group.id])) is not None
    )
    kept = {group.id for group in held}
    handoffs = tuple(each if each.group is None or each.group in kept else _alone(each) for each in handoffs)
    actions = _actions(chain, nodes, handoffs)
    left = replace(chain, nodes=nodes, handoffs=handoffs, groups=held, actions=actions)
    altered = _altered(chain, left)
    return left, (warning("graphml-parts-gone", count=altered),) if altered else ()


def _in_its_group(handoff: Handoff, groups: dict[GroupId, HandoffGroup]) -> Handoff:
    group = groups.get(handoff.group) if handoff.group else None
    if handoff.group and (group is None or group.client != handoff.client):
        return _alone(handoff)
    return handoff


def _alone(handoff: Handoff) -> Handoff:
    return replace(handoff, group=None, share=None)


def _smaller(group: HandoffGroup, size: int) -> HandoffGroup | None:
    """Return a group of which no more are required than there are; none of alternatives without members."""
    if group.kind is GroupKind.ROUTES or group.required is None or group.required <= size:
        return group
    return replace(group, required=size) if size else None


def _actions(chain: ValueChain, nodes: tuple[Node, ...], handoffs: tuple[Handoff, ...]) -> tuple[Action, ...]:
    known_nodes, known_handoffs = {node.id for node in nodes}, {handoff.id for handoff in handoffs}
    return tuple(
        replace(
            action,
            changes=tuple(
                each for each in action.changes if each.node in known_nodes or each.handoff in known_handoffs
            ),
        )
        for action in chain.actions
    )


def _altered(before: ValueChain, after: ValueChain) -> int:
    pairs = (
        *zip(before.nodes, after.nodes, strict=True),
        *zip(before.handoffs, after.handoffs, strict=True),
        *zip(before.actions, after.actions, strict=True),
    )
    groups = set(before.groups) - set(after.groups)
    return sum(was != now for was, now in pairs) + len(groups)
