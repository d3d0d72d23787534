"""Tokens of programs: nothing in this table lets anybody in by itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import PersonId
from process_models.domain.tokens import Scope
from process_models.storage.base import Base, Word

_PREFIX, _DIGEST = String(32), String(64)


class TokenRow(Base):
    """A token of somebody's; a revoked one is kept until it would have expired, so that its list can say so."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(_PREFIX)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    scope: Mapped[Scope] = mapped_column(Word(Scope))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
