"""What a command names must be there."""

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, NodeId
from process_models.domain.problems import error


def known_node(chain: ValueChain, identifier: NodeId) -> Node:
    """Return the node of that id."""
    node = chain.node(identifier)
    if node is None:
        raise CommandRefused(error("unknown-node", node=identifier))
    return node


def known_handoff(chain: ValueChain, identifier: HandoffId) -> Handoff:
    """Return the handoff of that id."""
    handoff = chain.handoff(identifier)
    if handoff is None:
        raise CommandRefused(error("unknown-handoff", handoff=identifier))
    return handoff


def known_group(chain: ValueChain, identifier: GroupId) -> HandoffGroup:
    """Return the group of that id."""
    group = next((group for group in chain.groups if group.id == identifier), None)
    if group is None:
        raise CommandRefused(error("unknown-group", group=identifier))
    return group


def known_action(chain: ValueChain, identifier: ActionId) -> Action:
    """Return the action of that id."""
    action = next((action for action in chain.actions if action.id == identifier), None)
    if action is None:
        raise CommandRefused(error("unknown-action", action=identifier))
    return action
