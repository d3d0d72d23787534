"""Teams, who is in them, and maps that are shared with others."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import GrantId, MapId, OrganisationId, PersonId, TeamId
from process_models.domain.people import Role
from process_models.storage.base import Base, Word

_TEAM, _PERSON = "teams.id", "people.id"


class TeamRow(Base):
    """A team of an organisation."""

    __tablename__ = "teams"

    id: Mapped[TeamId] = mapped_column(primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody


class MembershipRow(Base):
    """Somebody in a team."""

    __tablename__ = "memberships"

    team_id: Mapped[TeamId] = mapped_column(ForeignKey(_TEAM, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody


class GrantRow(Base):
    """A map that is shared, with a team or with a person."""

    __tablename__ = "grants"

    id: Mapped[GrantId] = mapped_column(primary_key=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey(_TEAM, ondelete="CASCADE"), index=True)
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    version: Mapped[int] = mapped_column()

    __table_args__ = (
        UniqueConstraint("map_id", "team_id"),
        UniqueConstraint("map_id", "person_id"),
        CheckConstraint("(team_id IS NULL) <> (person_id IS NULL)", name="one_of_both"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
