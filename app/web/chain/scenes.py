"""The scene for the editor: the map, and where everything of it lies, in one answer."""

import json
from datetime import date
from hashlib import sha256

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from app.services.files import exchange
from app.services.keeping import undoing
from app.services.showing.diagrams import Diagram, DrawingFailed
from app.services.showing.memory import NotYet
from app.web import asking, context
from app.web.chain import map_page
from app.web.chain.map_page import Addresses, Looked
from app.web.policies import Policy, policy
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem

SECONDS_TO_WAIT = 1

blueprint = Blueprint("scene", __name__)


@blueprint.get("/maps/<map_id>/scene")
@policy(Policy.VIEW)
def of_map(map_id: str) -> Response:
    """Give the map with its scene; 202 while that is being drawn."""
    opened = asking.opened(map_id)
    looked = Looked.asked(opened.chain)
    answer = make_response("")
    answer.content_type = "application/json"
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    answer.set_etag(_version(opened, looked))
    if answer.make_conditional(request).status_code != 304:
        _fill(answer, opened, looked)
    return answer


def _fill(answer: Response, opened: ValueChainMap, looked: Looked) -> None:
    try:
        drawn = map_page.diagram(opened, looked, map_page.PATIENCE)
    except NotYet:
        answer.status_code = 202
        answer.headers["Retry-After"] = str(SECONDS_TO_WAIT)
        del answer.headers["ETag"]
        answer.data = b"{}"
    except DrawingFailed as reason:
        answer.data = _written(opened, looked, None, reason.problems)
    else:
        answer.data = _written(opened, looked, drawn, drawn.notices)


def _written(opened: ValueChainMap, looked: Looked, drawn: Diagram | None, notices: tuple[Problem, ...]) -> bytes:
    """Put together what is JSON already and what is not; without a scene there is but a table to show."""
    content = exchange.write(opened.chain, "json").content
    told = {
        "drawn": drawn.mark if drawn else "",
        "undo": _undo(opened),
        "links": {"page": Addresses.of(opened, looked).start, "marks": map_page.marks(opened, looked)},
        "notices": [context.words().problem(each) for each in notices],
    }
    rest = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    scene = drawn.scene if drawn else b""
    return b'{"revision":%d,"content":%s,"scene":%s,%s' % (opened.revision, content.strip(), scene or b"null", rest[1:])


def _undo(opened: ValueChainMap) -> dict[str, int | None]:
    """Return what the asker could take back, and put back again."""
    with context.reading() as session:
        found = undoing.stack(session, context.actor(), map_id=opened.id)
    return {"undo": found.undo, "redo": found.redo}


def _version(opened: ValueChainMap, looked: Looked) -> str:
    """Tell answers apart: what one asker could take back is not what another could, and a drawing says its day."""
    said = (looked.view, context.actor().person, date.today().isoformat())  # noqa: DTZ011 - as the drawing has it
    rest = sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]
    return f"{opened.revision}-{opened.evidence_version}-{context.language()}-{rest}"
