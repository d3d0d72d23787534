"""What providers of single sign-on call our people."""

from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from process_models.domain.accounts import Identity
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Person
from process_models.storage.people import person_of
from process_models.storage.tables import IdentityRow, PersonRow

_FIRST = 0x45736C69
"""The key under which PostgreSQL lets one transaction at a time link somebody."""


def alone(session: Session) -> None:
    """Keep others who are about to link somebody waiting until this transaction ends, as writers to SQLite do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FIRST})


def person(session: Session, identity: Identity) -> Person | None:
    """Return whoever a provider means."""
    row = session.scalars(
        select(PersonRow)
        .join(IdentityRow, IdentityRow.person_id == PersonRow.id)
        .where(IdentityRow.issuer == identity.issuer, IdentityRow.subject == identity.subject)
    ).first()
    return None if row is None else person_of(row)


def link(session: Session, person: PersonId, identity: Identity, at: datetime) -> None:
    """Keep that a provider means a person."""
    session.add(IdentityRow(person_id=person, issuer=identity.issuer, subject=identity.subject, linked_at=at))
    session.flush()


def unlink(session: Session, person: PersonId) -> None:
    """Forget what providers call a person."""
    session.execute(delete(IdentityRow).where(IdentityRow.person_id == person))


def of_person(session: Session, person: PersonId) -> tuple[Identity, ...]:
    """Return what providers call a person."""
    rows = session.scalars(select(IdentityRow).where(IdentityRow.person_id == person).order_by(IdentityRow.id))
    return tuple(Identity(issuer=row.issuer, subject=row.subject) for row in rows)
