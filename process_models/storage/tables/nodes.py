"""The nodes of maps."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.chain import JsonText
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.vocabulary import NodeKind, ProcessKind, Viewpoint
from process_models.storage.base import Base, Word, Words


class NodeRow(Base):
    """A node; `place` orders the nodes of a map and has gaps, so that one put in between moves no other."""

    __tablename__ = "nodes"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[NodeId] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    kind: Mapped[NodeKind] = mapped_column(Word(NodeKind))
    process_kind: Mapped[ProcessKind | None] = mapped_column(Word(ProcessKind))
    code: Mapped[str]
    part_of: Mapped[NodeId | None]
    owner: Mapped[str]
    lane: Mapped[str]
    description: Mapped[str]
    weight: Mapped[float | None]
    channels: Mapped[tuple[Viewpoint, ...]] = mapped_column(Words(Viewpoint))
    position_x: Mapped[float | None]
    position_y: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    extensions: Mapped[JsonText | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["map_id", "part_of"], ["nodes.map_id", "nodes.id"], deferrable=True, initially="DEFERRED"
        ),
    )


class NoneBecauseRow(Base):
    """The reason why a process has no customers from one viewpoint."""

    __tablename__ = "none_because"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    node_id: Mapped[NodeId] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    viewpoint: Mapped[Viewpoint] = mapped_column(Word(Viewpoint))
    reason: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["map_id", "node_id"], ["nodes.map_id", "nodes.id"], ondelete="CASCADE"),)
