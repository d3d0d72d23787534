"""The area of improvement."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.services.improving import supposing
from app.services.improving.supposing import Supposed
from app.web.addresses import url_for
from process_models.domain.identifiers import MapId

Answer = ResponseReturnValue

PATIENCE = 0.5
"""Seconds that a page waits for an answer that is not ready; then it says so and asks again."""

blueprint = Blueprint("improvement", __name__)


def supposed() -> Supposed:
    """Return what the address of the request supposes."""
    return supposing.read(request.args.items(multi=True))


def address(map_id: MapId, said: Supposed) -> str:
    """Return the address at which a map is shown under what is supposed."""
    here = url_for("improvement.show", map_id=map_id)
    return f"{here}?{said.query}" if said.query else here
