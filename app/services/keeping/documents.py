"""The things of a map as they stand in its document: what forms show, what scripts read."""

from dataclasses import replace

from app.formats.map_document.keys import ACTION, GROUP, HANDOFF, MAP, NODE
from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain

Document = dict[str, object]


def node_document(node: Node) -> Document:
    """Return what stands in the map document for a node."""
    return NODE.write(node)


def handoff_document(handoff: Handoff) -> Document:
    """Return what stands in the map document for a handoff."""
    return HANDOFF.write(handoff)


def group_document(group: HandoffGroup) -> Document:
    """Return what stands in the map document for a group of handoffs."""
    return GROUP.write(group)


def action_document(action: Action) -> Document:
    """Return what stands in the map document for an improvement."""
    return ACTION.write(action)


def header_document(chain: ValueChain) -> Document:
    """Return what stands in the map document for the map's own fields."""
    alone = MAP.write(replace(chain, nodes=(), handoffs=(), groups=(), actions=()))
    return {name: value for name, value in alone.items() if name not in {"nodes", "handoffs", "groups"}}
