"""Printed reports of maps, their files, and the choices that teams keep."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import MapId, PersonId, ReportId, ReportTemplateId, TeamId
from process_models.domain.reports import ReportState
from process_models.storage.base import PERSONAL, Base, Word

_LANGUAGE, _PAPER, _DIGEST = String(8), String(16), String(64)


class ReportRow(Base):
    """A report, as it was ordered and as far as it is; `sections` has their names with spaces between them."""

    __tablename__ = "reports"

    id: Mapped[ReportId] = mapped_column(primary_key=True)
    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), index=True)
    ordered_by: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), index=True)
    revision: Mapped[int]
    at: Mapped[datetime]
    seen_at: Mapped[datetime]
    state: Mapped[ReportState] = mapped_column(Word(ReportState))
    reason: Mapped[str]
    language: Mapped[str] = mapped_column(_LANGUAGE)
    paper: Mapped[str] = mapped_column(_PAPER)
    sections: Mapped[str]
    classification: Mapped[str]
    uncontrolled: Mapped[str]
    author: Mapped[str] = mapped_column(info=PERSONAL)
    fingerprint: Mapped[str] = mapped_column(_DIGEST)
    size: Mapped[int]


class ReportFileRow(Base):
    """The PDF of a report, apart from what lists read; it may name whoever ordered it, so it goes with them."""

    __tablename__ = "report_files"

    report_id: Mapped[ReportId] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    ordered_by: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)


class ReportTemplateRow(Base):
    """A choice that a team keeps by a name."""

    __tablename__ = "report_templates"

    id: Mapped[ReportTemplateId] = mapped_column(primary_key=True)
    team_id: Mapped[TeamId] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(_LANGUAGE)
    paper: Mapped[str] = mapped_column(_PAPER)
    sections: Mapped[str]
    classification: Mapped[str]
    uncontrolled: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
