"""Links by which anybody who has them looks at one map, without an account; they end by themselves."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor, require_on
from app.services.accounts import keys
from app.services.accounts.people import LONGEST_NAME, tidy
from app.services.keeping import idempotency
from app.services.teams.sharing import ShareRefused
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ShareLinkId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.sharing import ShareLink
from process_models.storage import maps, share_links
from process_models.storage.session import Session

LIVES = (7, 30, 90, 365)
"""For how many days a link may last."""
USUAL_LIFE = 30


class ShareLinkNotFound(EslabonError):
    """No such link opens a map: it was revoked, is too old, or never was. Nobody is told which."""


def path(key: str) -> str:
    """Return where a link leads, on whatever server."""
    return f"/shared/{key}"


def make(
    session: Session, actor: Actor, *, map_id: MapId, label: str, days: int, now: datetime, key: str | None = None
) -> tuple[ShareLink, str]:
    """Make a link to look at a map; return it with its key, which is shown once.

    With a `key` of the request, the same request sent again gives a new link in the place of the first.

    Raises:
        ShareRefused: the label cannot be kept, or the time is none of those that there are.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.OWNER)
    former = idempotency.claim(session, actor, key, "share-link", map_id, label, str(days))
    if former is not None:
        share_links.revoke(session, map_id, ShareLinkId(int(former)), now)
    return _made(session, actor, map_id=map_id, label=label, days=days, now=now, key=key)


def make_once(
    session: Session, actor: Actor, *, map_id: MapId, label: str, days: int, now: datetime, key: str | None = None
) -> tuple[ShareLink, str | None]:
    """Make a link as `make` does; the same request sent again makes none, and shows no key any more.

    Raises:
        ShareLinkNotFound: it was sent again after the link was revoked.
    """
    require_on(session, actor, map_id, Role.OWNER)
    former = idempotency.claim(session, actor, key, "share-link", map_id, label, str(days))
    if former is not None:
        return of_id(session, actor, map_id=map_id, link=ShareLinkId(int(former)), now=now), None
    return _made(session, actor, map_id=map_id, label=label, days=days, now=now, key=key)


def listed(session: Session, actor: Actor, *, map_id: MapId, now: datetime) -> tuple[ShareLink, ...]:
    """Return the links by which a map can be looked at."""
    require_on(session, actor.looking, map_id, Role.OWNER)
    return share_links.open_of(session, map_id, now)


def of_id(session: Session, actor: Actor, *, map_id: MapId, link: ShareLinkId, now: datetime) -> ShareLink:
    """Return a link by which a map can be looked at.

    Raises:
        ShareLinkNotFound: it was revoked, or is too old.
    """
    known = next((each for each in listed(session, actor, map_id=map_id, now=now) if each.id == link), None)
    if known is None:
        raise ShareLinkNotFound(error("share-link-not-found"))
    return known


def revoke(session: Session, actor: Actor, *, map_id: MapId, link: ShareLinkId, now: datetime) -> None:
    """Take a link back; at its next request it opens nothing.

    Raises:
        ShareLinkNotFound: it is not there any more.
    """
    require_on(session, actor, map_id, Role.OWNER)
    if not share_links.revoke(session, map_id, link, now):
        raise ShareLinkNotFound(error("share-link-not-found"))
    auditing.record(session, actor, "share-link-revoked", f"map:{map_id}", link=link)


def opened(session: Session, *, key: str, now: datetime) -> ValueChainMap:
    """Return the map that a link shows; found by its digest, so that time tells nothing about a key.

    Raises:
        ShareLinkNotFound: the link opens nothing.
    """
    link = share_links.usable(session, keys.digest(key), now)
    shown = None if link is None else maps.load(session, link.organisation, link.map)
    if shown is None:
        raise ShareLinkNotFound(error("share-link-not-found"))
    return shown


def _made(
    session: Session, actor: Actor, *, map_id: MapId, label: str, days: int, now: datetime, key: str | None
) -> tuple[ShareLink, str]:
    named = tidy(label)
    wrong = [] if 0 < len(named) <= LONGEST_NAME else [error("label-wrong", "/label", most=LONGEST_NAME)]
    wrong += [] if days in LIVES else [error("life-wrong", "/days")]
    if wrong:
        raise ShareRefused(*wrong)
    made = ShareLink(
        id=ShareLinkId(0),
        map=map_id,
        organisation=actor.organisation,
        label=named,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    link = keys.new()
    new = share_links.add(session, made, keys.digest(link))
    idempotency.settle(session, actor, key, str(new))
    auditing.record(session, actor, "share-link-made", f"map:{map_id}", link=new, days=days)
    return replace(made, id=new), link
