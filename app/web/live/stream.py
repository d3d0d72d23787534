"""What happens on a map, as it happens: a stream for browsers, the same on request for those who have none."""

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.services.keeping import scripted
from app.services.live import missed, places, proposing
from app.services.live.hub import Hub, StreamsFull
from app.services.live.missed import Missed
from app.web import clock, context
from app.web.asking import can_edit
from app.web.errors import RETRY_AFTER, status_of
from app.web.guard import visits
from app.web.live.events import HEARTBEAT, MEDIA, SECONDS, Watch, told
from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId

blueprint = Blueprint("live", __name__)


@blueprint.get("/maps/<map_id>/live")
@policy(Policy.VIEW)
def live(map_id: str) -> ResponseReturnValue:
    """Tell what happens on a map from now on, or since a revision; whoever asks for no stream is told so far."""
    with context.reading() as session:
        so_far = missed.since(session, context.actor(), map_id=MapId(map_id), revision=_since())
    if not asks_for_stream(request.headers.get("Accept", "")):
        return jsonify(_so_far(MapId(map_id), so_far))
    try:
        return _stream(MapId(map_id), so_far)
    except StreamsFull as reason:
        return jsonify(scripted.problems_document(reason, context.words())), 503, {"Retry-After": str(RETRY_AFTER[503])}


@blueprint.post("/maps/<map_id>/here")
@policy(Policy.VIEW)
def here(map_id: str) -> ResponseReturnValue:
    """Note where on a map somebody is."""
    try:
        where = places.read(scripted.read_object(request.get_data()), context.actor(), MapId(map_id))
    except EslabonError as reason:
        return jsonify(scripted.problems_document(reason, context.words())), status_of(reason)
    hub().move(where)
    return "", 204


def hub() -> Hub:
    """Return what this process knows of the maps that are followed."""
    return context.application().hub


def asks_for_stream(accept: str) -> bool:
    """Tell whether a request asks for a stream, as a browser's EventSource does."""
    return MEDIA in accept


def _since() -> int | None:
    """Return the revision that somebody saw last: where a stream broke off, else what the address says."""
    said = request.headers.get("Last-Event-ID") or request.args.get("since", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def _tab() -> str:
    said = request.args.get("tab", "")
    return said if places.is_tab(said) else ""


def _stream(map_id: MapId, so_far: Missed) -> Response:
    actor = context.actor()
    follower = hub().follow(map_id, actor.person, _tab(), revision=so_far.revision, news=so_far.news)
    watch = Watch(
        application=context.application(),
        key=visits.browser().key or "",
        follower=follower,
        seconds=current_app.config.get(HEARTBEAT, SECONDS),
        is_editor=can_edit(),
        connection=request.environ.get("gunicorn.socket"),
    )
    answer = Response(told(watch, so_far), mimetype=MEDIA)
    answer.headers["X-Accel-Buffering"] = "no"
    answer.call_on_close(follower.close)
    return answer


def _waiting(map_id: MapId) -> list[dict[str, object]]:
    with context.reading() as session:
        return [proposing.document(each) for each in proposing.waiting(session, context.actor(), map_id=map_id)]


def _so_far(map_id: MapId, so_far: Missed) -> dict[str, object]:
    with context.reading() as session:
        people = missed.here(session, context.actor(), map_id=map_id, now=clock.now())
    return {
        "revision": so_far.revision,
        "changes": [scripted.change_in_answer(entry) for entry in so_far.changes],
        "here": places.documents(people),
        **({"proposals": _waiting(map_id)} if can_edit() else {}),
        **({"reload": True} if so_far.is_too_far else {}),
    }
