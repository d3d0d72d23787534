"""Links for guests, the guests, and what they propose."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Select, String, cast, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from process_models.domain.guests import Guest, GuestLink, Proposal, ProposalState
from process_models.domain.identifiers import GuestId, GuestLinkId, MapId, ProposalId
from process_models.storage.rows import table
from process_models.storage.tables import GuestLinkRow, GuestRow, MapRow, ProposalRow

_links, _guests, _proposals = table(GuestLinkRow), table(GuestRow), table(ProposalRow)
_maps = table(MapRow)


def add_link(session: Session, link: GuestLink, digest: str) -> GuestLinkId:
    """Keep a new link; its id is given by the database. Former ones of the map of which nothing waits are forgotten."""
    waits = exists().where(_proposals.c.link_id == _links.c.id, _proposals.c.state == ProposalState.WAITING)
    session.execute(delete(_links).where(_links.c.map_id == link.map, ~_is_open(link.made_at), ~waits))
    news = session.scalar(select(func.max(_links.c.news)).where(_links.c.map_id == link.map)) or 0
    row = {
        "digest": digest,
        "map_id": link.map,
        "organisation_id": link.organisation,
        "made_at": link.made_at,
        "expires_at": link.expires_at,
        "is_locked": False,
        "revoked_at": None,
        "news": news + 1,
    }
    return GuestLinkId(session.execute(insert(_links).values(row).returning(_links.c.id)).scalar_one())


def hold_map(session: Session, map_id: MapId) -> None:
    """Let nobody else open a map for guests until the transaction ends."""
    session.execute(select(_maps.c.id).where(_maps.c.id == map_id).with_for_update(key_share=True)).all()


def open_link(session: Session, map_id: MapId, now: datetime) -> GuestLink | None:
    """Return the link by which guests come to a map at this moment."""
    wanted = select(_links).where(_links.c.map_id == map_id, _is_open(now)).order_by(_links.c.id.desc())
    return _link(session.execute(wanted).mappings().first())


def link_of(session: Session, digest: str, now: datetime) -> GuestLink | None:
    """Return the link of a key while it is open; in a transaction that writes, it stays so to its end."""
    wanted = select(_links).where(_links.c.digest == digest, _is_open(now))
    return _link(session.execute(_held(session, wanted)).mappings().first())


def lock(session: Session, link: GuestLinkId, *, is_locked: bool) -> None:
    """Let nobody come or propose by a link, or let them again."""
    session.execute(update(_links).where(_links.c.id == link).values(is_locked=is_locked))


def revoke(session: Session, link: GuestLinkId, now: datetime) -> None:
    """Close a link for good."""
    session.execute(update(_links).where(_links.c.id == link).values(revoked_at=now))


def forget_names(session: Session, now: datetime) -> None:
    """Leave no name of whoever came by a link that is over, and no key."""
    over = select(_links.c.id).where(~_is_open(now))
    left = _guests.c.link_id.in_(over) & (_guests.c.name != "")
    session.execute(update(_guests).where(left).values(name="", digest="over:" + cast(_guests.c.id, String)))


def has_names_to_forget(session: Session, now: datetime) -> bool:
    """Tell whether a link is over whose guests still have names."""
    left = select(_guests.c.id).join(_links, _links.c.id == _guests.c.link_id)
    return session.execute(left.where(~_is_open(now), _guests.c.name != "").limit(1)).first() is not None


def add_guest(session: Session, link: GuestLinkId, *, name: str, area: str, digest: str) -> GuestId:
    """Keep a guest; the id is given by the database."""
    row = {"link_id": link, "digest": digest, "name": name, "area": area}
    return GuestId(session.execute(insert(_guests).values(row).returning(_guests.c.id)).scalar_one())


def guest_of(session: Session, digest: str, link: GuestLinkId) -> Guest | None:
    """Return the guest of a key, on the link that they came by."""
    wanted = select(_guests).where(_guests.c.digest == digest, _guests.c.link_id == link)
    row = session.execute(wanted).mappings().first()
    return None if row is None else Guest(id=row["id"], link=row["link_id"], name=row["name"], area=row["area"])


def count_guests(session: Session, link: GuestLinkId) -> int:
    """Return how many came by a link."""
    return session.scalar(select(func.count()).select_from(_guests).where(_guests.c.link_id == link)) or 0


def count_proposals(session: Session, link: GuestLinkId, guest: GuestId | None = None) -> int:
    """Return how much was proposed by a link, or by one of its guests."""
    wanted = select(func.count()).select_from(_proposals).where(_proposals.c.link_id == link)
    return session.scalar(wanted if guest is None else wanted.where(_proposals.c.guest_id == guest)) or 0


def add_proposal(session: Session, guest: Guest, said: dict[str, str]) -> ProposalId:
    """Keep what a guest proposes; `said` has its texts by their columns."""
    row = {
        "link_id": guest.link,
        "guest_id": guest.id,
        **said,
        "state": ProposalState.WAITING,
        "news": _next_news(session, guest.link),
    }
    return ProposalId(session.execute(insert(_proposals).values(row).returning(_proposals.c.id)).scalar_one())


def decide(session: Session, proposal: ProposalId, state: ProposalState) -> None:
    """Note what became of a proposal."""
    link = session.execute(select(_proposals.c.link_id).where(_proposals.c.id == proposal)).scalar_one()
    news = _next_news(session, link)
    session.execute(update(_proposals).where(_proposals.c.id == proposal).values(state=state, news=news))


def news(session: Session, map_ids: Collection[MapId]) -> dict[MapId, int]:
    """Return how far what happened to the proposals of some maps is counted."""
    wanted = select(_links.c.map_id, func.max(_links.c.news).label("news")).where(_links.c.map_id.in_(map_ids))
    return {MapId(row.map_id): row.news for row in session.execute(wanted.group_by(_links.c.map_id))}


def proposals(session: Session, map_id: MapId, *, after: int) -> tuple[Proposal, ...]:
    """Return the proposals of a map to which something happened after a count, in the order in which it did."""
    return _read(session, _wanted().where(_links.c.map_id == map_id, _proposals.c.news > after))


def waiting(session: Session, map_id: MapId) -> tuple[Proposal, ...]:
    """Return what waits beside a map to be decided, the oldest first."""
    return _read(session, _wanted().where(_links.c.map_id == map_id, _proposals.c.state == ProposalState.WAITING))


def of_guest(session: Session, guest: GuestId) -> tuple[Proposal, ...]:
    """Return what a guest proposed."""
    return _read(session, _wanted().where(_proposals.c.guest_id == guest))


def proposal(session: Session, map_id: MapId, wanted: ProposalId) -> Proposal | None:
    """Return a proposal of a map; in a transaction that writes, nobody else decides it to its end."""
    if session.info["writes"]:
        session.execute(select(_links.c.id).where(_links.c.map_id == map_id).with_for_update()).all()
    found = _read(session, _wanted().where(_links.c.map_id == map_id, _proposals.c.id == wanted))
    return next(iter(found), None)


def _next_news(session: Session, link: GuestLinkId) -> int:
    """Count one more; whoever counts at once waits, so that numbers come in the order in which others see them."""
    counted = update(_links).where(_links.c.id == link).values(news=_links.c.news + 1).returning(_links.c.news)
    return int(session.execute(counted).scalar_one())


def _wanted() -> Select[tuple[object, ...]]:
    joined = select(_proposals, _links.c.map_id, _guests.c.name).join_from(
        _proposals, _links, _links.c.id == _proposals.c.link_id
    )
    return joined.join(_guests, _guests.c.id == _proposals.c.guest_id).order_by(_proposals.c.news)


def _read(session: Session, wanted: Select[tuple[object, ...]]) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            id=row["id"],
            map=row["map_id"],
            guest=row["name"],
            area=row["area"],
            client=row["client"],
            gives=row["gives"],
            supplier=row["supplier"],
            receives=row["receives"],
            state=row["state"],
            news=row["news"],
        )
        for row in session.execute(wanted).mappings()
    )


def _is_open(now: datetime) -> ColumnElement[bool]:
    return _links.c.revoked_at.is_(None) & (_links.c.expires_at > now)


def _held(session: Session, wanted: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    return wanted.with_for_update() if session.info["writes"] else wanted


def _link(row: RowMapping | None) -> GuestLink | None:
    if row is None:
        return None
    return GuestLink(
        id=row["id"],
        map=row["map_id"],
        organisation=row["organisation_id"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        is_locked=row["is_locked"],
    )
