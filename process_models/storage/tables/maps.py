"""Maps: their own fields, their revision, and whose they are."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.chain import JsonText
from process_models.domain.identifiers import MapId, OrganisationId, PersonId, TeamId
from process_models.storage.base import IDENTIFIER, Base


class MapRow(Base):
    """A map.

    `id` is where it is found; `document_id` is the one that its document has. Whoever saves says which `revision` was
    read: a row of another revision is not written.
    """

    __tablename__ = "maps"

    id: Mapped[MapId] = mapped_column(primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisations.id"), index=True)
    team_id: Mapped[TeamId] = mapped_column(ForeignKey("teams.id"), index=True)
    revision: Mapped[int] = mapped_column()
    evidence_version: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), index=True)

    name: Mapped[str]
    document_id: Mapped[MapId | None] = mapped_column(IDENTIFIER)
    description: Mapped[str]
    language: Mapped[str | None]
    as_of: Mapped[date | None]
    minimum_group: Mapped[int | None]
    currency: Mapped[str]
    extensions: Mapped[JsonText | None]

    __mapper_args__ = {  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
        "version_id_col": revision,
        "version_id_generator": False,
    }
