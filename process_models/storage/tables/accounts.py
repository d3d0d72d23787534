"""How people come in: nothing in these tables lets anybody in by itself. Keys and codes are kept as digests only."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import PersonId
from process_models.storage.base import PERSONAL, Base

_DIGEST = String(64)
_PERSON = "people.id"


class CredentialsRow(Base):
    """What proves that somebody is a person."""

    __tablename__ = "credentials"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), primary_key=True)
    password_hash: Mapped[str | None] = mapped_column(info=PERSONAL)
    totp_secret: Mapped[str | None] = mapped_column(info=PERSONAL)
    totp_counter: Mapped[int | None]


class RecoveryCodeRow(Base):
    """A recovery code that was not used yet."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(_DIGEST)


class SignInRow(Base):
    """A browser in which somebody is signed in."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    agent: Mapped[str] = mapped_column(info=PERSONAL)
    awaits_code: Mapped[bool]


class LinkRow(Base):
    """A link that lets somebody in once. A spent one is kept until it expires, so that its page can say so."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(_DIGEST, unique=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    resets_code: Mapped[bool]


class AttemptsRow(Base):
    """How often something was tried in a while; whose try it was cannot be read from it."""

    __tablename__ = "attempts"

    subject: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]


class IdentityRow(Base):
    """What a provider calls a person, for good; personal data."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[datetime]
