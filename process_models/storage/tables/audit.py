"""What was done in an organisation besides the content of its maps, each entry sealed to the one before."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from process_models.domain.identifiers import OrganisationId
from process_models.storage.base import Base

_SEAL = String(64)
_ORGANISATION = "organisations.id"


class AuditRow(Base):
    """One entry. Rows are only ever added: triggers refuse everything else.

    `actor` is the number of a person and stays when the person is erased; 0 is whoever has the machine itself.
    """

    __tablename__ = "audit"

    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey(_ORGANISATION), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[str]
    seal: Mapped[str] = mapped_column(_SEAL)


class AuditHeadRow(Base):
    """The last entry of an organisation: whoever adds one holds this row."""

    __tablename__ = "audit_heads"

    organisation_id: Mapped[OrganisationId] = mapped_column(ForeignKey(_ORGANISATION), primary_key=True)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(_SEAL)
