"""The small drawing of a node's page: the node with its suppliers and clients."""

from flask import url_for
from markupsafe import Markup

from app.services.showing import diagrams, overview
from app.services.showing.diagrams import DrawingFailed
from app.services.showing.memory import NotYet
from app.web import context, drawings
from app.web.chain.map_page import things
from process_models.domain.chain import Node
from process_models.domain.maps import ValueChainMap

MOST_DRAWN = 40
PATIENCE = 1.0


def neighbours(opened: ValueChainMap, node: Node) -> Markup | None:
    """Return the drawing of a node's neighbourhood, where it is small enough to be read and ready soon."""
    near = overview.neighbourhood(opened.chain, node.id)
    if not near.handoffs or len(near.handoffs) > MOST_DRAWN:
        return None
    try:
        drawn = diagrams.neighbours_svg(opened, node=node.id, language=context.language(), within=PATIENCE)
    except (NotYet, DrawingFailed):
        return None
    page = url_for("map.show", map_id=opened.id) + "?"
    return drawings.inline(drawn.content, page=page, linked=things(near), chosen=f"node-{node.id}")
