"""How often something was tried in a while: one row for each subject, counted by the database itself."""

from datetime import datetime

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from process_models.storage.tables.accounts import AttemptsRow


def tried(session: Session, subject: str, *, now: datetime, not_before: datetime) -> int:
    """Count one more try of a subject and return how many there are; a while that began too early begins anew."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    is_over = AttemptsRow.since <= not_before
    statement = (
        insert(AttemptsRow)
        .values(subject=subject, since=now, count=1)
        .on_conflict_do_update(
            index_elements=[AttemptsRow.subject],
            set_={
                "count": case((is_over, 1), else_=AttemptsRow.count + 1),
                "since": case((is_over, now), else_=AttemptsRow.since),
            },
        )
        .returning(AttemptsRow.count)
    )
    return session.scalars(statement).one()


def so_far(session: Session, subject: str, *, not_before: datetime) -> int:
    """Return how often a subject was tried in the while that runs."""
    statement = select(AttemptsRow.count).where(AttemptsRow.subject == subject, AttemptsRow.since > not_before)
    return session.scalar(statement) or 0


def forget(session: Session, subject: str, *, not_before: datetime) -> None:
    """Begin anew for a subject; whiles that are over are swept out on the occasion."""
    session.execute(delete(AttemptsRow).where((AttemptsRow.subject == subject) | (AttemptsRow.since <= not_before)))
