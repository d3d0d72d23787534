"""What a guest sees on a telephone: a form to come in, then one to propose, and what became of it."""

from flask import Blueprint, Response, request, session

from app.services.accounts import attempts
from app.services.live import guests
from app.services.live.guests import LONGEST, LONGEST_NAME, GuestsLocked, Room
from app.services.live.opening import GuestLinkNotFound, GuestsRefused
from app.web import clock, context
from app.web.policies import Policy, policy
from app.web.teams.pages import Answer, shown
from process_models.domain.errors import EslabonError

coming = Blueprint("coming", __name__)

_GUEST = "guest"


@coming.after_request
def tell_nobody(answer: Response) -> Response:
    """Let no search engine keep the address."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@coming.get("/g/<key>")
@policy(Policy.PUBLIC)
def show(key: str) -> Answer:
    """Show how to come in, or what to propose."""
    return _page(key)


@coming.get("/g/<key>/own")
@policy(Policy.PUBLIC)
def own(key: str) -> Answer:
    """Show what became of one's own proposals, alone."""
    try:
        return context.page("guests/own.html", room=_room(key), link_key=key), 200
    except GuestLinkNotFound as reason:
        return shown("guests/over.html", reason)


@coming.post("/g/<key>/join")
@policy(Policy.PUBLIC)
def join(key: str) -> Answer:
    """Let somebody in."""
    name, area = request.form.get("name", ""), request.form.get("area", "")
    try:
        with context.writing() as kept:
            new = guests.come_in(
                kept, key=key, name=name, area=area, address=request.remote_addr or "", now=clock.now()
            )
    except (GuestsRefused, GuestsLocked, GuestLinkNotFound) as reason:
        return _page(key, reason)
    session[_GUEST] = new
    return context.see_other("coming.show", key=key)


@coming.post("/g/<key>/propose")
@policy(Policy.PUBLIC)
def propose(key: str) -> Answer:
    """Take what a guest proposes."""
    try:
        with context.writing() as kept:
            guests.propose(kept, key=key, guest_key=_guest_key(), said=request.form, now=clock.now())
    except (GuestsRefused, GuestsLocked, GuestLinkNotFound) as reason:
        return _page(key, reason)
    context.notice("guests.proposed")
    return context.see_other("coming.show", key=key)


def _page(key: str, reason: EslabonError | None = None) -> Answer:
    try:
        room = _room(key)
    except GuestLinkNotFound as over:
        return shown("guests/over.html", over)
    sent = request.form if reason else {}
    typed = {name: sent.get(name, "") for name in ("name", *guests.FIELDS)}
    template = "guests/join.html" if room.guest is None else "guests/propose.html"
    return shown(template, reason, room=room, link_key=key, typed=typed, longest=LONGEST, longest_name=LONGEST_NAME)


def _room(key: str) -> Room:
    """Return what a link opens; one that opens nothing is counted, so that nobody tries many."""
    try:
        with context.reading() as kept:
            return guests.entered(kept, key=key, guest_key=_guest_key(), now=clock.now())
    except GuestLinkNotFound:
        with context.writing() as kept:
            attempts.missed_key(kept, address=request.remote_addr or "", now=clock.now())
        raise


def _guest_key() -> str:
    said = session.get(_GUEST, "")
    return said if isinstance(said, str) else ""
