"""Organisations and their people."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.domain.people import Role
from process_models.storage.base import PERSONAL, Base, Word


class OrganisationRow(Base):
    """An organisation: what it has, nobody else sees."""

    __tablename__ = "organisations"

    id: Mapped[OrganisationId] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]


class PersonRow(Base):
    """Somebody with an account.

    `email_key` is the address as it is looked up: capitals make no other person. It is nobody else's, in any
    organisation. Of somebody who was erased the row stays with its number: name and address are empty.
    """

    __tablename__ = "people"

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisations.id"), index=True)
    email: Mapped[str] = mapped_column(info=PERSONAL)
    email_key: Mapped[str] = mapped_column(String(320), unique=True, info=PERSONAL)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    role: Mapped[Role] = mapped_column(Word(Role))
    language: Mapped[str | None] = mapped_column(info=PERSONAL)
    is_disabled: Mapped[bool]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, changed by nobody
