"""The handoffs of maps, their requirements and their groups."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.chain import JsonText
from process_models.domain.identifiers import GroupId, HandoffId, MapId, NodeId, RequirementId
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    QualityDimension,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)
from process_models.storage.base import Base, Word


def _node(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["map_id", column], ["nodes.map_id", "nodes.id"], deferrable=True, initially="DEFERRED")


class HandoffGroupRow(Base):
    """A group of handoffs of one client."""

    __tablename__ = "handoff_groups"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[GroupId] = mapped_column(primary_key=True)
    place: Mapped[int]
    client: Mapped[NodeId]
    kind: Mapped[GroupKind] = mapped_column(Word(GroupKind))
    required: Mapped[int | None]

    __table_args__ = (_node("client"),)


class HandoffRow(Base):
    """A handoff; `place` orders the handoffs of a map, with gaps."""

    __tablename__ = "handoffs"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[HandoffId] = mapped_column(primary_key=True)
    place: Mapped[int]
    supplier: Mapped[NodeId]
    client: Mapped[NodeId]
    deliverable: Mapped[str]
    description: Mapped[str]
    channel: Mapped[Viewpoint | None] = mapped_column(Word(Viewpoint))
    medium: Mapped[str]
    agreed_amount: Mapped[float | None]
    agreed_unit: Mapped[TimeUnit | None] = mapped_column(Word(TimeUnit))
    dependency: Mapped[float | None]
    containment: Mapped[float | None]
    group_id: Mapped[GroupId | None]
    share: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    extensions: Mapped[JsonText | None]

    __table_args__ = (
        _node("supplier"),
        _node("client"),
        ForeignKeyConstraint(
            ["map_id", "group_id"],
            ["handoff_groups.map_id", "handoff_groups.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )


class RequirementRow(Base):
    """A need or an expectation of the client of a handoff."""

    __tablename__ = "requirements"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    handoff_id: Mapped[HandoffId] = mapped_column(primary_key=True)
    id: Mapped[RequirementId] = mapped_column(primary_key=True)
    place: Mapped[int]
    kind: Mapped[RequirementKind | None] = mapped_column(Word(RequirementKind))
    status: Mapped[RequirementStatus | None] = mapped_column(Word(RequirementStatus))
    dimension: Mapped[QualityDimension | None] = mapped_column(Word(QualityDimension))
    statement: Mapped[str]
    importance: Mapped[int | None]
    evidence: Mapped[EvidenceKind | None] = mapped_column(Word(EvidenceKind))
    source: Mapped[str]
    confirmed_by: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["map_id", "handoff_id"], ["handoffs.map_id", "handoffs.id"], ondelete="CASCADE"),
    )
