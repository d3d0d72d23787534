"""Where people are signed in; a sign-in is found by the digest of its key."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.accounts import SignIn
from process_models.domain.identifiers import PersonId, SignInId
from process_models.storage.people import person_of
from process_models.storage.tables.accounts import SignInRow
from process_models.storage.tables.people import PersonRow


def add(session: Session, sign_in: SignIn, digest: str) -> None:
    """Keep a new sign-in; its id is given by the database."""
    row = SignInRow(
        digest=digest,
        person_id=sign_in.person.id,
        opened_at=sign_in.opened_at,
        seen_at=sign_in.seen_at,
        expires_at=sign_in.expires_at,
        agent=sign_in.agent,
        awaits_code=sign_in.awaits_code,
    )
    session.add(row)
    session.flush()


def by_digest(session: Session, digest: str) -> SignIn | None:
    """Return the sign-in of a key with its person."""
    found = session.execute(_with_people().where(SignInRow.digest == digest)).first()
    return None if found is None else _sign_in(*found)


def of_person(session: Session, person: PersonId) -> tuple[SignIn, ...]:
    """Return where a person is signed in, the last one used first."""
    rows = session.execute(
        _with_people().where(SignInRow.person_id == person).order_by(SignInRow.seen_at.desc(), SignInRow.id)
    )
    return tuple(_sign_in(*row) for row in rows)


def touch(session: Session, sign_in: SignInId, now: datetime) -> None:
    """Note that a sign-in is in use."""
    session.execute(update(SignInRow).where(SignInRow.id == sign_in).values(seen_at=now))


def remove(session: Session, person: PersonId, sign_in: SignInId) -> None:
    """End one of a person's sign-ins."""
    session.execute(delete(SignInRow).where(SignInRow.id == sign_in, SignInRow.person_id == person))


def remove_by_digest(session: Session, digest: str) -> None:
    """End the sign-in of a key."""
    session.execute(delete(SignInRow).where(SignInRow.digest == digest))


def remove_all(session: Session, person: PersonId) -> None:
    """End all of a person's sign-ins."""
    session.execute(delete(SignInRow).where(SignInRow.person_id == person))


def remove_old(session: Session, *, now: datetime, unused_since: datetime) -> None:
    """Forget the sign-ins that nobody can use any more."""
    session.execute(delete(SignInRow).where((SignInRow.expires_at <= now) | (SignInRow.seen_at <= unused_since)))


def _with_people() -> Select[SignInRow, PersonRow]:
    return select(SignInRow, PersonRow).join(PersonRow, PersonRow.id == SignInRow.person_id)


def _sign_in(row: SignInRow, person: PersonRow) -> SignIn:
    return SignIn(
        id=SignInId(row.id),
        person=person_of(person),
        opened_at=row.opened_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        agent=row.agent,
        awaits_code=row.awaits_code,
    )
