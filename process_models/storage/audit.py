"""The audit log: entries are added and read, never changed."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from process_models.domain.audit import BEGINNING, AuditEntry, AuditFilter
from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.storage.rows import table
from process_models.storage.tables import AuditHeadRow, AuditRow

_audit, _heads = table(AuditRow), table(AuditHeadRow)
_AT_ONCE = 500
EVERYTHING = AuditFilter()


def add(
    session: Session,
    organisation: OrganisationId,
    *,
    at: datetime,
    actor: PersonId,
    action: str,
    subject: str,
    details: Mapping[str, str],
) -> None:
    """Append an entry, sealed to the last one; of two at once, the second waits for the first to end."""
    number, before = _last(session, organisation)
    entry = AuditEntry(
        organisation=organisation,
        number=number + 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        details=details,
    )
    seal = entry.sealed_by(session.info["seal"](), before)
    row = {"organisation_id": organisation, "number": entry.number, "at": at, "actor": actor, "action": action}
    told = {"subject": subject, "details": json.dumps(dict(details), sort_keys=True), "seal": seal}
    session.execute(insert(_audit), [{**row, **told}])
    session.execute(
        update(_heads).where(_heads.c.organisation_id == organisation).values(number=entry.number, seal=seal)
    )


def entries(
    session: Session,
    organisation: OrganisationId,
    *,
    before: int | None = None,
    limit: int,
    fitting: AuditFilter = EVERYTHING,
) -> tuple[AuditEntry, ...]:
    """Return the last entries that fit, of those before one if it is given, the newest first."""
    wanted = select(_audit).where(_audit.c.organisation_id == organisation, *_conditions(fitting))
    if before is not None:
        wanted = wanted.where(_audit.c.number < before)
    found = session.execute(wanted.order_by(_audit.c.number.desc()).limit(limit))
    return tuple(_entry(row) for row in found.mappings())


def actions(session: Session, organisation: OrganisationId) -> tuple[str, ...]:
    """Return the words of everything that was done."""
    wanted = select(_audit.c.action).where(_audit.c.organisation_id == organisation).distinct()
    return tuple(session.scalars(wanted))


def first_broken(session: Session, organisation: OrganisationId) -> int | None:
    """Return the number of the first entry that is not as it was written, or is missing; None where all is well."""
    seal, expected = BEGINNING, 1
    for entry in _all(session, organisation):
        if entry.number != expected or entry.seal != entry.sealed_by(session.info["seal"](), seal):
            return expected
        seal, expected = entry.seal, expected + 1
    head = session.execute(select(_heads).where(_heads.c.organisation_id == organisation)).mappings().first()
    last = (0, BEGINNING) if head is None else (head["number"], head["seal"])
    return None if last == (expected - 1, seal) else expected


def head(session: Session, organisation: OrganisationId) -> tuple[int, str]:
    """Return number and seal of the last entry, as the row that holds the end remembers them."""
    wanted = select(_heads.c.number, _heads.c.seal).where(_heads.c.organisation_id == organisation)
    found = session.execute(wanted).first()
    return (0, BEGINNING) if found is None else (found.number, found.seal)


def has(session: Session, organisation: OrganisationId, number: int, seal: str) -> bool:
    """Tell whether an entry is there with a seal that was noted elsewhere."""
    wanted = select(_audit.c.seal).where(_audit.c.organisation_id == organisation, _audit.c.number == number)
    return (session.execute(wanted).scalar() or BEGINNING) == seal


def _last(session: Session, organisation: OrganisationId) -> tuple[int, str]:
    """Return number and seal of the last entry, which nobody else adds to before this transaction ends."""
    add_row = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"organisation_id": organisation, "number": 0, "seal": BEGINNING}
    session.execute(add_row(_heads).values(row).on_conflict_do_nothing())
    wanted = select(_heads.c.number, _heads.c.seal).where(_heads.c.organisation_id == organisation)
    found = session.execute(wanted.with_for_update()).one()
    return found.number, found.seal


def _all(session: Session, organisation: OrganisationId) -> Iterator[AuditEntry]:
    """Yield every entry, the oldest first, a few at a time."""
    last = -1
    while True:
        wanted = select(_audit).where(_audit.c.organisation_id == organisation, _audit.c.number > last)
        rows = session.execute(wanted.order_by(_audit.c.number).limit(_AT_ONCE)).mappings().all()
        if not rows:
            return
        yield from map(_entry, rows)
        last = rows[-1]["number"]


def _conditions(fitting: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if fitting.action:
        yield _audit.c.action == fitting.action
    if fitting.person is not None:
        yield (_audit.c.actor == fitting.person) | (_audit.c.subject == f"person:{fitting.person}")
    if fitting.since is not None:
        yield _audit.c.at >= fitting.since
    if fitting.until is not None:
        yield _audit.c.at < fitting.until
    if fitting.subject:
        yield _audit.c.subject == fitting.subject


def _entry(row: RowMapping) -> AuditEntry:
    whole = {name: row[name] for name in ("number", "at", "actor", "action", "subject", "seal")}
    return AuditEntry(organisation=row["organisation_id"], details=json.loads(row["details"]), **whole)
