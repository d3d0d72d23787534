"""The links that let somebody in once; a link is found by the digest of its key."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.accounts import SignInLink
from process_models.domain.identifiers import PersonId
from process_models.storage.people import person_of
from process_models.storage.tables.accounts import LinkRow
from process_models.storage.tables.people import PersonRow


def add(session: Session, link: SignInLink, digest: str, *, now: datetime) -> None:
    """Keep a new link."""
    row = LinkRow(
        digest=digest,
        person_id=link.person.id,
        made_at=now,
        expires_at=link.expires_at,
        spent_at=None,
        resets_code=link.resets_code,
    )
    session.add(row)
    session.flush()


def usable(session: Session, digest: str, now: datetime) -> SignInLink | None:
    """Return the link of a key while it lets somebody in."""
    statement = (
        select(LinkRow, PersonRow)
        .join(PersonRow, PersonRow.id == LinkRow.person_id)
        .where(_is_usable(digest, now), PersonRow.is_disabled.is_(False))
    )
    found = session.execute(statement).first()
    if found is None:
        return None
    link, person = found
    return SignInLink(person=person_of(person), expires_at=link.expires_at, resets_code=link.resets_code)


def spend(session: Session, digest: str, now: datetime) -> bool:
    """Use a link up; of two who try at the same moment one gets in."""
    statement = update(LinkRow).where(_is_usable(digest, now)).values(spent_at=now).returning(LinkRow.id)
    return session.scalar(statement) is not None


def spend_all(session: Session, person: PersonId, now: datetime) -> None:
    """Take back every open link of a person, and forget those that are past their time."""
    session.execute(update(LinkRow).where(LinkRow.person_id == person, LinkRow.spent_at.is_(None)).values(spent_at=now))
    session.execute(delete(LinkRow).where(LinkRow.expires_at <= now))


def _is_usable(digest: str, now: datetime) -> ColumnElement[bool]:
    return (LinkRow.digest == digest) & LinkRow.spent_at.is_(None) & (LinkRow.expires_at > now)
