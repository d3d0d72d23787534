"""A map is opened for guests, locked, and closed again; its editors decide.

The key of a link is made from the server's secret, so that it can be shown on the projector again while it is open,
and is kept nowhere: the database has its digest.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from app.services import auditing
from app.services.access import Actor, require_on
from app.services.accounts import keys
from process_models.domain.errors import EslabonError
from process_models.domain.guests import GuestLink
from process_models.domain.identifiers import GuestLinkId, MapId
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.storage import guests
from process_models.storage.session import Session

HOURS = (2, 4, 8, 24)
"""For how many hours a map may be open."""
USUAL_HOURS = 4


class GuestsRefused(EslabonError):
    """What was asked of a link for guests, or sent by one, cannot be."""


class GuestLinkNotFound(EslabonError):
    """No such link opens a map to guests: it was closed, is over, or never was. Nobody is told which."""

    @classmethod
    def now(cls) -> "GuestLinkNotFound":
        """Return the error."""
        return cls(error("guest-link-not-found"))


def path(key: str) -> str:
    """Return where a link leads, on whatever server."""
    return f"/g/{key}"


def open_map(session: Session, actor: Actor, *, map_id: MapId, hours: int, now: datetime) -> GuestLink:
    """Open a map for guests; one that is open already stays as it is, so that asking twice does no harm.

    Raises:
        GuestsRefused: the time is none of those that there are.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    if hours not in HOURS:
        raise GuestsRefused(error("guest-hours-wrong", "/hours"))
    guests.hold_map(session, map_id)
    known = guests.open_link(session, map_id, now)
    if known is not None:
        return known
    made = GuestLink(
        id=GuestLinkId(0),
        map=map_id,
        organisation=actor.organisation,
        made_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    guests.forget_names(session, now)
    new = guests.add_link(session, made, keys.digest(_key(session, made)))
    auditing.record(session, actor, "guests-let-in", f"map:{map_id}", link=new, hours=hours)
    return made


def opened(session: Session, actor: Actor, *, map_id: MapId, now: datetime) -> tuple[GuestLink, str] | None:
    """Return the link by which guests come to a map now, with its key; None while it is closed to them."""
    require_on(session, actor, map_id, Role.EDITOR)
    known = guests.open_link(session, map_id, now)
    return None if known is None else (known, _key(session, known))


def lock(session: Session, actor: Actor, *, map_id: MapId, is_locked: bool, now: datetime) -> None:
    """Let nobody come or propose for the moment, or let them again.

    Raises:
        GuestLinkNotFound: the map is closed to guests.
    """
    known = _open(session, actor, map_id, now)
    guests.lock(session, known.id, is_locked=is_locked)
    action = "guests-locked" if is_locked else "guests-unlocked"
    auditing.record(session, actor, action, f"map:{map_id}", link=known.id)


def revoke(session: Session, actor: Actor, *, map_id: MapId, now: datetime) -> None:
    """Close a map to guests: their link opens nothing any more and their names are forgotten; what waits stays.

    Raises:
        GuestLinkNotFound: the map is closed to guests.
    """
    known = _open(session, actor, map_id, now)
    guests.revoke(session, known.id, now)
    guests.forget_names(session, now)
    auditing.record(session, actor, "guests-sent-off", f"map:{map_id}", link=known.id)


def forget_over(session: Session, *, now: datetime) -> None:
    """Leave no name of guests whose link is over."""
    guests.forget_names(session, now)


def is_to_forget(session: Session, *, now: datetime) -> bool:
    """Tell whether a link is over whose guests still have names."""
    return guests.has_names_to_forget(session, now)


def _open(session: Session, actor: Actor, map_id: MapId, now: datetime) -> GuestLink:
    require_on(session, actor, map_id, Role.EDITOR)
    known = guests.open_link(session, map_id, now)
    if known is None:
        raise GuestLinkNotFound.now()
    return known


def _key(session: Session, link: GuestLink) -> str:
    """Return the key of a link: 256 bits that nobody has without the server's secret."""
    said = f"guests\n{link.map}\n{link.made_at.isoformat()}".encode()
    return urlsafe_b64encode(hmac.digest(session.info["seal"](), said, sha256)).decode().rstrip("=")
