"""The things of a map as they stand in its document: what forms show, what scripts read."""

from app.formats.map_document.keys import GROUP, HANDOFF, NODE
from process_models.domain.chain import Handoff, HandoffGroup, Node

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
