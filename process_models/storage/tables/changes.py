"""What was done to maps, and which requests were answered already."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import MapId, PersonId
from process_models.storage.base import Base

LONGEST_KEY = 200


class ChangeRow(Base):
    """One command: the text of it and of its inverse, and the things that it touched, with spaces between them.

    Rows are only ever added.
    """

    __tablename__ = "changes"

    map_id: Mapped[MapId] = mapped_column(ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), index=True)
    command: Mapped[str]
    inverse: Mapped[str]
    touched: Mapped[str]
    undoes: Mapped[int | None]


class KeyRow(Base):
    """A request that was answered, by the key that its sender gave it, and what the answer was."""

    __tablename__ = "idempotency_keys"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str | None]
    created_at: Mapped[datetime]

    __table_args__ = (Index(None, "created_at"),)
