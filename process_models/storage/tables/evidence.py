"""What is known about how often handoffs and nodes fail.

The `subject` is written as in the map document where both can stand: `handoff:ID`, `node:ID`.
"""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import LONGEST_IDENTIFIER, MapId, RequirementId
from process_models.domain.vocabulary import Rater, RaterRole
from process_models.storage.base import Base, Word

SUBJECT = String(LONGEST_IDENTIFIER + len("handoff:"))


def _evidence() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["map_id", "subject"], ["evidence.map_id", "evidence.subject"], ondelete="CASCADE")


class EvidenceRow(Base):
    """That there is evidence at all, and what is supposed."""

    __tablename__ = "evidence"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(SUBJECT, primary_key=True)
    total: Mapped[float | None]
    own: Mapped[float | None]


class DeliveriesRow(Base):
    """Counts of deliveries."""

    __tablename__ = "deliveries"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(SUBJECT, primary_key=True)
    count: Mapped[int]
    failed: Mapped[int]
    late: Mapped[int | None]
    incomplete: Mapped[int | None]
    wrong: Mapped[int | None]

    __table_args__ = (_evidence(),)


class ScoreCountRow(Base):
    """How many released answers gave one overall score."""

    __tablename__ = "score_counts"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(SUBJECT, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int]
    count: Mapped[int]

    __table_args__ = (_evidence(),)


class RatingRow(Base):
    """One score, typed or imported by an editor."""

    __tablename__ = "ratings"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(SUBJECT, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int]
    date: Mapped[date | None]
    role: Mapped[RaterRole | None] = mapped_column(Word(RaterRole))
    by: Mapped[Rater] = mapped_column(Word(Rater))
    importance: Mapped[int | None]
    requirement: Mapped[RequirementId | None]
    comment: Mapped[str]

    __table_args__ = (_evidence(),)
