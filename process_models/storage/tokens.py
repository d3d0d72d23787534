"""The tokens of people; a token is found by its digest."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.identifiers import OrganisationId, PersonId, TokenId
from process_models.domain.tokens import Token
from process_models.storage.people import person_of
from process_models.storage.tables.people import PersonRow
from process_models.storage.tables.tokens import TokenRow


def add(session: Session, token: Token, digest: str) -> TokenId:
    """Keep a new token; return its id."""
    row = TokenRow(
        prefix=token.prefix,
        digest=digest,
        person_id=token.person.id,
        name=token.name,
        scope=token.scope,
        made_at=token.made_at,
        expires_at=token.expires_at,
        used_at=None,
        revoked_at=None,
    )
    session.add(row)
    session.flush()
    return TokenId(row.id)


def by_digest(session: Session, digest: str) -> Token | None:
    """Return the token of a digest, with its person."""
    found = session.execute(_with_people().where(TokenRow.digest == digest)).first()
    return None if found is None else _token(*found)


def by_id(session: Session, token: TokenId) -> Token | None:
    """Return a token."""
    found = session.execute(_with_people().where(TokenRow.id == token)).first()
    return None if found is None else _token(*found)


def by_prefix(session: Session, prefix: str) -> tuple[Token, ...]:
    """Return the tokens that begin so, whosever they are."""
    return tuple(_token(*row) for row in session.execute(_with_people().where(TokenRow.prefix == prefix)))


def of_person(session: Session, person: PersonId) -> tuple[Token, ...]:
    """Return the tokens of a person, the newest first."""
    rows = session.execute(_with_people().where(TokenRow.person_id == person).order_by(TokenRow.id.desc()))
    return tuple(_token(*row) for row in rows)


def in_organisation(session: Session, organisation: OrganisationId) -> tuple[Token, ...]:
    """Return the tokens of everybody in an organisation, the newest first."""
    wanted = _with_people().where(PersonRow.organisation_id == organisation).order_by(TokenRow.id.desc())
    return tuple(_token(*row) for row in session.execute(wanted))


def touch(session: Session, token: TokenId, now: datetime) -> None:
    """Note that a token is in use."""
    session.execute(update(TokenRow).where(TokenRow.id == token).values(used_at=now))


def revoke(session: Session, token: TokenId, now: datetime) -> None:
    """End a token; one that ended before stays as it is."""
    session.execute(update(TokenRow).where(TokenRow.id == token, TokenRow.revoked_at.is_(None)).values(revoked_at=now))


def remove_old(session: Session, *, expired_before: datetime) -> None:
    """Forget the tokens whose time was over long ago."""
    session.execute(delete(TokenRow).where(TokenRow.expires_at < expired_before))


def _with_people() -> Select[TokenRow, PersonRow]:
    return select(TokenRow, PersonRow).join(PersonRow, PersonRow.id == TokenRow.person_id)


def _token(row: TokenRow, person: PersonRow) -> Token:
    return Token(
        id=TokenId(row.id),
        person=person_of(person),
        prefix=row.prefix,
        name=row.name,
        scope=row.scope,
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
