"""A map open to guests, for its editors: the link and its QR code, what was proposed, and what becomes of it."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from app.services.keeping import scripted
from app.services.live import opening, proposing
from app.services.live.guests import FIELDS
from app.services.live.proposing import Accepted
from app.web import asking, clock, context
from app.web.errors import status_of
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, address, shown
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ProposalId

_ONLY_HERE = {"127.0.0.1", "::1", "localhost"}
"""Names under which a machine is known to itself alone: no telephone comes in by them."""

blueprint = Blueprint("guests", __name__)

_QR_SCALE = 8


@blueprint.get("/maps/<map_id>/guests")
@policy(Policy.EDIT)
def index(map_id: str) -> Answer:
    """Show whether a map is open to guests, how they come, and what waits to be decided."""
    return _page(map_id)


@blueprint.get("/maps/<map_id>/guests/news")
@policy(Policy.EDIT)
def news(map_id: str) -> str:
    """Say how many proposals wait, beside a page that shows some."""
    with context.reading() as session:
        waiting = proposing.waiting(session, context.actor(), map_id=MapId(map_id))
    shown_last = request.args.get("last", 0, type=int)
    fresh = sum(each.id > shown_last for each in waiting)
    return context.page("guests/news.html", map_id=map_id, last=shown_last, fresh=fresh)


@blueprint.get("/maps/<map_id>/guests/qr.svg")
@policy(Policy.EDIT)
def qr(map_id: str) -> Response:
    """Give the link as a QR code."""
    with context.reading() as session:
        known = opening.opened(session, context.actor(), map_id=MapId(map_id), now=clock.now())
    if known is None:
        abort(404)
    drawn = BytesIO()
    segno.make(address(opening.path(known[1])), error="m", micro=False).save(
        drawn, kind="svg", scale=_QR_SCALE, border=4, light="#fff"
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/maps/<map_id>/guests")
@policy(Policy.EDIT)
def let_in(map_id: str) -> Answer:
    """Open a map to guests."""
    try:
        with context.writing() as session:
            hours = request.form.get("hours", 0, type=int)
            opening.open_map(session, context.actor(), map_id=MapId(map_id), hours=hours, now=clock.now())
    except EslabonError as reason:
        return _page(map_id, reason)
    return _done(map_id, "guests.opened")


@blueprint.post("/maps/<map_id>/guests/<any(lock, unlock):step>")
@policy(Policy.EDIT)
def lock(map_id: str, step: str) -> Answer:
    """Let nobody come or propose for the moment, or let them again."""
    locks = step == "lock"
    with context.writing() as session:
        opening.lock(session, context.actor(), map_id=MapId(map_id), is_locked=locks, now=clock.now())
    return _done(map_id, "guests.locked" if locks else "guests.unlocked")


@blueprint.post("/maps/<map_id>/guests/revoke")
@policy(Policy.EDIT)
def revoke(map_id: str) -> Answer:
    """Close a map to guests."""
    with context.writing() as session:
        opening.revoke(session, context.actor(), map_id=MapId(map_id), now=clock.now())
    return _done(map_id, "guests.closed")


@blueprint.post("/maps/<map_id>/proposals/<int(max=2147483647):proposal_id>/accept")
@policy(Policy.EDIT)
def accept(map_id: str, proposal_id: int) -> ResponseReturnValue:
    """Put a proposal on the map, mended where the form says so."""
    said = {name: request.form[name] for name in FIELDS if name in request.form}
    try:
        with context.writing() as session:
            done = proposing.accept(
                session, context.actor(), map_id=MapId(map_id), proposal=ProposalId(proposal_id), said=said
            )
    except EslabonError as reason:
        return _refused(map_id, reason)
    return _accepted(map_id, done)


@blueprint.post("/maps/<map_id>/proposals/<int(max=2147483647):proposal_id>/refuse")
@policy(Policy.EDIT)
def refuse(map_id: str, proposal_id: int) -> ResponseReturnValue:
    """Leave a proposal off the map."""
    try:
        with context.writing() as session:
            proposing.refuse(session, context.actor(), map_id=MapId(map_id), proposal=ProposalId(proposal_id))
    except EslabonError as reason:
        return _refused(map_id, reason)
    return ("", 204) if _is_script() else _done(map_id, "guests.refused")


def _accepted(map_id: str, done: Accepted) -> ResponseReturnValue:
    if _is_script():
        return jsonify({} if done.edited is None else scripted.edited_document(done.edited))
    return _done(map_id, "guests.there-already" if done.edited is None else "guests.accepted")


def _refused(map_id: str, reason: EslabonError) -> ResponseReturnValue:
    if _is_script():
        return jsonify(scripted.problems_document(reason, context.words())), status_of(reason)
    return _page(map_id, reason)


def _is_script() -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _page(map_id: str, reason: EslabonError | None = None) -> Answer:
    known = asking.opened(map_id)
    _forget_over()
    with context.reading() as session:
        actor = context.actor()
        found = opening.opened(session, actor, map_id=known.id, now=clock.now())
        waiting = proposing.waiting(session, actor, map_id=known.id)
    return shown(
        "guests/index.html",
        reason,
        opened=known,
        link=None if found is None else found[0],
        link_address="" if found is None else address(opening.path(found[1])),
        is_only_here=found is not None and urlsplit(address("")).hostname in _ONLY_HERE,
        waiting=waiting,
        last=max((each.id for each in waiting), default=0),
        hours=opening.HOURS,
        usual=opening.USUAL_HOURS,
        fields=FIELDS,
    )


def _forget_over() -> None:
    """Forget the names of guests whose link is over, before anything of them is shown."""
    with context.reading() as session:
        is_to_forget = opening.is_to_forget(session, now=clock.now())
    if is_to_forget:
        with context.writing() as session:
            opening.forget_over(session, now=clock.now())


def _done(map_id: str, code: str) -> Answer:
    context.notice(code)
    return context.see_other("guests.index", map_id=map_id)
