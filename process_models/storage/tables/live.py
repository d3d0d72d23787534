"""Working together on a map: who is where, and what guests propose."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.guests import ProposalState
from process_models.domain.identifiers import GuestId, GuestLinkId, MapId, OrganisationId, PersonId, ProposalId
from process_models.storage.base import PERSONAL, Base, Word

_DIGEST = String(64)


class PresenceRow(Base):
    """Where on a map somebody is, with one tab of a browser; gone within seconds of its last sign."""

    __tablename__ = "presences"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    tab: Mapped[str] = mapped_column(String(64), primary_key=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    thing: Mapped[str]
    seen_at: Mapped[datetime]


class GuestLinkRow(Base):
    """A link by which guests come to a map; `news` counts what happened to its proposals."""

    __tablename__ = "guest_links"

    id: Mapped[GuestLinkId] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisations.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    is_locked: Mapped[bool]
    revoked_at: Mapped[datetime | None]
    news: Mapped[int]


class GuestRow(Base):
    """Somebody who came by a link, without an account; the name goes when the link is over."""

    __tablename__ = "guests"

    id: Mapped[GuestId] = mapped_column(primary_key=True)
    link_id: Mapped[GuestLinkId] = mapped_column(ForeignKey("guest_links.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    area: Mapped[str]


class ProposalRow(Base):
    """What a guest proposes; `news` is what its link had counted when it last changed."""

    __tablename__ = "proposals"

    id: Mapped[ProposalId] = mapped_column(primary_key=True)
    link_id: Mapped[GuestLinkId] = mapped_column(ForeignKey("guest_links.id", ondelete="CASCADE"), index=True)
    guest_id: Mapped[GuestId] = mapped_column(ForeignKey("guests.id", ondelete="CASCADE"), index=True)
    area: Mapped[str]
    client: Mapped[str]
    gives: Mapped[str]
    supplier: Mapped[str]
    receives: Mapped[str]
    state: Mapped[ProposalState] = mapped_column(Word(ProposalState))
    news: Mapped[int]
