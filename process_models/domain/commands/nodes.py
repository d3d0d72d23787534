"""Commands on nodes."""

from dataclasses import dataclass, replace

from process_models.domain.chain import Node, ValueChain
from process_models.domain.commands.command import Applied
from process_models.domain.commands.edits import Edit, Edits, edited
from process_models.domain.commands.followups import actions_without, groups_without
from process_models.domain.commands.lookup import known_node
from process_models.domain.identifiers import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNode:
    """Put a node on the map, at a place among the others or at the end."""

    node: Node
    at: int | None = None

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the node."""
        return edited(chain, Edits(nodes=(Edit(after=self.node, at=self.at),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceNode:
    """Give a node its new fields: it takes the place of the node of its id."""

    node: Node

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain with the node as it is now."""
        return edited(chain, Edits(nodes=(Edit(before=known_node(chain, self.node.id), after=self.node),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNode:
    """Take a node off the map, with its handoffs, its groups and whatever speaks of it or of them."""

    node: NodeId

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain without the node."""
        node = known_node(chain, self.node)
        leaving = [handoff for handoff in chain.handoffs if node.id in (handoff.supplier, handoff.client)]
        gone = {handoff.id for handoff in leaving}
        parts = [each for each in chain.nodes if each.part_of == node.id and each is not node]
        own_groups = [group for group in chain.groups if group.client == node.id]
        other_groups = [edit for edit in groups_without(chain, gone) if edit.before not in own_groups]
        return edited(
            chain,
            Edits(
                nodes=(Edit(before=node), *(Edit(before=part, after=replace(part, part_of=None)) for part in parts)),
                handoffs=tuple(Edit(before=handoff) for handoff in leaving),
                groups=(*(Edit(before=group) for group in own_groups), *other_groups),
                actions=tuple(actions_without(chain, lambda change: change.node == node.id or change.handoff in gone)),
            ),
        )
