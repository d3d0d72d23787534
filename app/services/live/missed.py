"""What somebody missed of a map who saw it at a revision."""

from dataclasses import dataclass
from datetime import datetime

from app.services.access import Actor, MapNotFound, require_on
from app.services.keeping import changes
from app.services.keeping.changes import ChangeEntry
from app.services.live import places
from process_models.domain.identifiers import MapId
from process_models.domain.people import Role
from process_models.domain.presence import Presence
from process_models.storage import guests, maps, presence
from process_models.storage.session import Session

MOST = 200
"""Changes that are told one by one; whoever is further behind reads the map anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """The newest revision, and the changes up to it; `is_too_far` where the map is to be read anew instead."""

    revision: int
    news: int
    changes: tuple[ChangeEntry, ...] = ()
    is_too_far: bool = False


def since(session: Session, actor: Actor, *, map_id: MapId, revision: int | None) -> Missed:
    """Return what happened to a map after a revision; without one, nothing did.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    now = maps.revisions(session, (map_id,)).get(map_id)
    if now is None:
        raise MapNotFound.of(map_id)
    news = guests.news(session, (map_id,)).get(map_id, 0)
    seen = now if revision is None else revision
    if not now - MOST <= seen <= now or seen < 0:
        return Missed(revision=now, news=news, is_too_far=True)
    found = changes.since(session, map_id, seen) if seen < now else ()
    return Missed(revision=now, news=news, changes=found)


def here(session: Session, actor: Actor, *, map_id: MapId, now: datetime) -> tuple[Presence, ...]:
    """Return who is where on a map.

    Raises:
        MapNotFound: the map is out of the actor's reach, or there is none.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    return presence.here(session, (map_id,), since=places.shown_since(now))
