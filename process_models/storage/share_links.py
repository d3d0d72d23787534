"""Links to look at one map; one is found by the digest of its key."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, ShareLinkId
from process_models.domain.sharing import ShareLink
from process_models.storage.tables import ShareLinkRow


def add(session: Session, link: ShareLink, digest: str) -> ShareLinkId:
    """Keep a new link, and forget those of the map that are past their time; its id is given by the database."""
    session.execute(
        delete(ShareLinkRow).where(ShareLinkRow.map_id == link.map, ShareLinkRow.expires_at <= link.made_at)
    )
    row = ShareLinkRow(
        digest=digest,
        map_id=link.map,
        organisation_id=link.organisation,
        label=link.label,
        made_at=link.made_at,
        expires_at=link.expires_at,
        revoked_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def usable(session: Session, digest: str, now: datetime) -> ShareLink | None:
    """Return the link of a key while it opens its map."""
    return next(iter(_found(session, (ShareLinkRow.digest == digest) & _is_open(now))), None)


def open_of(session: Session, map_id: MapId, now: datetime) -> tuple[ShareLink, ...]:
    """Return the links by which a map can be looked at, the oldest first."""
    return _found(session, (ShareLinkRow.map_id == map_id) & _is_open(now))


def revoke(session: Session, map_id: MapId, link: ShareLinkId, now: datetime) -> bool:
    """Take a link of a map back; no if there is none."""
    mine = (ShareLinkRow.map_id == map_id) & (ShareLinkRow.id == link) & _is_open(now)
    statement = update(ShareLinkRow).where(mine).values(revoked_at=now).returning(ShareLinkRow.id)
    return session.scalar(statement) is not None


def _found(session: Session, wanted: ColumnElement[bool]) -> tuple[ShareLink, ...]:
    return tuple(_link(row) for row in session.scalars(select(ShareLinkRow).where(wanted).order_by(ShareLinkRow.id)))


def _is_open(now: datetime) -> ColumnElement[bool]:
    return ShareLinkRow.revoked_at.is_(None) & (ShareLinkRow.expires_at > now)


def _link(row: ShareLinkRow) -> ShareLink:
    return ShareLink(
        id=row.id,
        map=row.map_id,
        organisation=row.organisation_id,
        label=row.label,
        made_at=row.made_at,
        expires_at=row.expires_at,
    )
