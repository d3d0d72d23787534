"""What proves that somebody is a person: read whole, written field by field."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from process_models.domain.accounts import Credentials
from process_models.domain.identifiers import PersonId
from process_models.domain.people import Role
from process_models.storage.tables.accounts import CredentialsRow, RecoveryCodeRow
from process_models.storage.tables.people import PersonRow


def load(session: Session, person: PersonId) -> Credentials:
    """Return a person's credentials, empty ones where there are none yet."""
    row = session.get(CredentialsRow, person)
    if row is None:
        return Credentials(person=person)
    return Credentials(
        person=person,
        password_hash=row.password_hash,
        totp_secret=row.totp_secret,
        totp_counter=row.totp_counter,
    )


def save(session: Session, credentials: Credentials) -> None:
    """Write a person's credentials."""
    row = session.get(CredentialsRow, credentials.person) or CredentialsRow(person_id=credentials.person)
    row.password_hash = credentials.password_hash
    row.totp_secret, row.totp_counter = credentials.totp_secret, credentials.totp_counter
    session.add(row)
    session.flush()


def take_counter(session: Session, person: PersonId, counter: int) -> bool:
    """Mark a half minute as used; no where it was, whoever asks at the same moment."""
    later = or_(CredentialsRow.totp_counter.is_(None), CredentialsRow.totp_counter < counter)
    statement = (
        update(CredentialsRow)
        .where(CredentialsRow.person_id == person, later)
        .values(totp_counter=counter)
        .returning(CredentialsRow.person_id)
    )
    return session.scalar(statement) is not None


def replace_recovery_codes(session: Session, person: PersonId, digests: Iterable[str]) -> None:
    """Put new recovery codes in the place of a person's former ones."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person))
    rows = [{"person_id": person, "digest": digest} for digest in digests]
    if rows:
        session.execute(insert(RecoveryCodeRow), rows)


def take_recovery_code(session: Session, person: PersonId, digest: str) -> bool:
    """Use a recovery code up; no where the person has none like it."""
    statement = (
        delete(RecoveryCodeRow)
        .where(RecoveryCodeRow.person_id == person, RecoveryCodeRow.digest == digest)
        .returning(RecoveryCodeRow.id)
    )
    return session.scalar(statement) is not None


def recovery_codes_left(session: Session, person: PersonId) -> int:
    """Return how many recovery codes a person has left."""
    statement = select(func.count()).select_from(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person)
    return session.scalar(statement) or 0


def has_owner_come_in(session: Session) -> bool:
    """Tell whether any owner has ever chosen a password."""
    statement = (
        select(CredentialsRow.person_id)
        .join(PersonRow, PersonRow.id == CredentialsRow.person_id)
        .where(CredentialsRow.password_hash.is_not(None), PersonRow.role == Role.OWNER)
        .limit(1)
    )
    return session.scalar(statement) is not None
