"""Scenarios of maps."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import MapId, ScenarioId
from process_models.storage.base import Base


class ScenarioRow(Base):
    """A scenario; `supposed` is a JSON list of [thing, field, value]. The things are no foreign keys: they may go."""

    __tablename__ = "scenarios"

    id: Mapped[ScenarioId] = mapped_column(primary_key=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    supposed: Mapped[str]
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
