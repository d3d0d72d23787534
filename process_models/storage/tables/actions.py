"""Improvements and what they change."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import ActionId, HandoffId, MapId, NodeId
from process_models.storage.base import Base


class ActionRow(Base):
    """An improvement; `place` orders those of a map, with gaps."""

    __tablename__ = "actions"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[ActionId] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    cost: Mapped[float | None]
    owner: Mapped[str]
    due: Mapped[date | None]


class ActionChangeRow(Base):
    """What an improvement does to one handoff or node."""

    __tablename__ = "action_changes"

    map_id: Mapped[MapId] = mapped_column(primary_key=True)
    action_id: Mapped[ActionId] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    handoff: Mapped[HandoffId | None]
    node: Mapped[NodeId | None]
    own: Mapped[float | None]
    own_times: Mapped[float | None]
    dependency: Mapped[float | None]
    containment: Mapped[float | None]

    __table_args__ = (
        ForeignKeyConstraint(["map_id", "action_id"], ["actions.map_id", "actions.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["map_id", "handoff"], ["handoffs.map_id", "handoffs.id"], deferrable=True, initially="DEFERRED"
        ),
        ForeignKeyConstraint(["map_id", "node"], ["nodes.map_id", "nodes.id"], deferrable=True, initially="DEFERRED"),
    )
