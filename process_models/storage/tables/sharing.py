"""Links that somebody hands out; their keys are kept as digests only."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import InvitationId, MapId, OrganisationId, ShareLinkId, TeamId
from process_models.domain.people import Role
from process_models.storage.base import PERSONAL, Base, Word

_DIGEST = String(64)


class InvitationRow(Base):
    """An invitation into a team; one that was accepted or revoked is `spent_at` that moment."""

    __tablename__ = "invitations"

    id: Mapped[InvitationId] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    team_id: Mapped[TeamId] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(info=PERSONAL)
    email_key: Mapped[str] = mapped_column(String(320), index=True, info=PERSONAL)
    role: Mapped[Role] = mapped_column(Word(Role))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]


class ShareLinkRow(Base):
    """A link to look at one map."""

    __tablename__ = "share_links"

    id: Mapped[ShareLinkId] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisations.id"), index=True)
    label: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
