"""Requests that were answered already, by the key that their sender gave them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from process_models.domain.identifiers import PersonId
from process_models.storage.rows import table
from process_models.storage.tables import KeyRow

REMEMBERED = timedelta(days=7)

_keys = table(KeyRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request of before: what it was, in short, and what the answer was."""

    request: str
    answer: str


def claim(session: Session, person: PersonId, key: str, request: str, at: datetime) -> Answered | None:
    """Take a key for a request, or return the request that has it.

    Of two at once, the second waits for the first to end. Old keys make room.
    """
    session.execute(delete(_keys).where(_keys.c.created_at < at - REMEMBERED))
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"person_id": person, "key": key, "request": request, "answer": None, "created_at": at}
    taken = insert(_keys).values(row).on_conflict_do_nothing().returning(_keys.c.key)
    if session.execute(taken).first() is not None:
        return None
    mine = (_keys.c.person_id == person) & (_keys.c.key == key)
    found = session.execute(select(_keys.c.request, _keys.c.answer).where(mine)).one()
    return Answered(request=found.request, answer=found.answer)


def settle(session: Session, person: PersonId, key: str, answer: str) -> None:
    """Keep the answer of a request whose key was taken in this transaction."""
    mine = (_keys.c.person_id == person) & (_keys.c.key == key)
    session.execute(update(_keys).where(mine).values(answer=answer))
