"""What the pages of whole maps have in common."""

import secrets

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.services.keeping import maps
from app.web import context
from process_models.domain.identifiers import MapId
from process_models.domain.maps import ValueChainMap

LONGEST_KEY = 128

blueprint = Blueprint("maps", __name__)

Answer = str | tuple[str, int] | Response


def opened(map_id: str, revision: int | None = None) -> ValueChainMap:
    """Return a map as it is now, or as it was at a revision."""
    with context.reading() as session:
        if revision is None:
            return maps.opened(session, context.actor(), map_id=MapId(map_id))
        return maps.at_revision(session, context.actor(), map_id=MapId(map_id), revision=revision)


def base_revision() -> int:
    """Return the revision on which a form was filled in; a form of ours says it."""
    return request.form.get("base_revision", type=int) or abort(400)


def new_key() -> str:
    """Return a key by which a form is known if it is sent twice."""
    return secrets.token_hex(16)


def key() -> str | None:
    """Return the key that a form carries."""
    return request.form.get("key", "")[:LONGEST_KEY] or None
