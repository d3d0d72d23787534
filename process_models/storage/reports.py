"""Printed reports of maps: ordered, made, kept, dropped."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, PersonId, ReportId
from process_models.domain.reports import UNDER_WAY, KeptReport, ReportChoice, ReportState
from process_models.storage.people import shown_name
from process_models.storage.rows import table
from process_models.storage.tables import PersonRow, ReportFileRow, ReportRow

_reports, _files, _people = table(ReportRow), table(ReportFileRow), table(PersonRow)

CHOSEN = ("language", "paper", "classification", "uncontrolled")
"""What of a choice stands in columns of its name."""


def add(
    session: Session, map_id: MapId, choice: ReportChoice, *, revision: int, ordered_by: PersonId, at: datetime
) -> ReportId:
    """Keep a new order."""
    row = {"map_id": map_id, "ordered_by": ordered_by, "revision": revision, "at": at, "seen_at": at}
    blank = {"state": ReportState.WAITING, "reason": "", "fingerprint": "", "size": 0}
    written = {**row, **blank, **packed(choice), "author": choice.author}
    return ReportId(session.execute(insert(_reports).values(**written).returning(_reports.c.id)).scalar_one())


def of_map(session: Session, map_id: MapId, *, limit: int) -> tuple[KeptReport, ...]:
    """Return the reports of a map, the newest first."""
    rows = session.execute(_listed(map_id).order_by(_reports.c.id.desc()).limit(limit))
    return tuple(_report(row) for row in rows.mappings())


def by_id(session: Session, map_id: MapId, report: ReportId) -> KeptReport | None:
    """Return a report of a map, None where the map has none of that number."""
    row = session.execute(_listed(map_id).where(_reports.c.id == report)).mappings().first()
    return None if row is None else _report(row)


def content(session: Session, report: ReportId) -> bytes | None:
    """Return the PDF of a report, None where it is not kept."""
    return session.execute(select(_files.c.content).where(_files.c.report_id == report)).scalar()


def advance(session: Session, report: KeptReport, state: ReportState, at: datetime) -> bool:
    """Note how far a report is; no if it is not to be made any more, or if somebody else makes it."""
    former = UNDER_WAY[: UNDER_WAY.index(state)] if state is not ReportState.COMPUTING else (ReportState.WAITING,)
    return _write(session, report, former, state=state, seen_at=at)


def sign(session: Session, reports: Collection[ReportId], at: datetime) -> frozenset[ReportId]:
    """Note that somebody makes some reports, or will; return those that are still to be made."""
    wanted = _reports.c.id.in_(reports) & _reports.c.state.in_(UNDER_WAY)
    rows = session.execute(update(_reports).where(wanted).values(seen_at=at).returning(_reports.c.id))
    return frozenset(ReportId(row.id) for row in rows)


def finish(session: Session, report: KeptReport, made: bytes, fingerprint: str, at: datetime) -> bool:
    """Keep the PDF of a report; no if it is not to be made any more, or whoever ordered it was erased."""
    person = select(_people.c.id).where(_people.c.id == report.ordered_by, _people.c.email != "").with_for_update()
    if session.execute(person).first() is None:
        return False
    done = {"state": ReportState.DONE, "seen_at": at, "fingerprint": fingerprint, "size": len(made)}
    if not _write(session, report, UNDER_WAY, **done):
        return False
    session.execute(insert(_files).values(report_id=report.id, ordered_by=report.ordered_by, content=made))
    return True


def end(session: Session, report: KeptReport, state: ReportState, reason: str = "") -> bool:
    """Note that a report is not made any more, and why; no if it was not being made."""
    return _write(session, report, UNDER_WAY, state=state, reason=reason)


def begin_again(session: Session, report: KeptReport, *, revision: int, at: datetime) -> bool:
    """Let a report that was not finished be made, of the map as it is now; no if somebody else was faster."""
    fresh = {"state": ReportState.WAITING, "reason": "", "revision": revision, "at": at, "seen_at": at}
    return _write(session, report, (*UNDER_WAY, ReportState.FAILED, ReportState.STOPPED), **fresh)


def remove(session: Session, report: ReportId) -> None:
    """Forget a report and its file."""
    session.execute(delete(_reports).where(_reports.c.id == report))


def drop_old(session: Session, map_id: MapId, *, files: int, rows: int) -> None:
    """Drop the files of all but the newest reports of a map that are done, and all but its newest reports."""
    newest = select(_reports.c.id).where(_reports.c.map_id == map_id).order_by(_reports.c.id.desc())
    done = newest.where(_reports.c.state == ReportState.DONE)
    old_files = tuple(session.scalars(done.offset(files)))
    session.execute(delete(_files).where(_files.c.report_id.in_(old_files)))
    old = tuple(session.scalars(newest.where(_reports.c.state.not_in(UNDER_WAY)).offset(rows)))
    session.execute(delete(_reports).where(_reports.c.id.in_(old)))


def packed(choice: ReportChoice) -> dict[str, str]:
    """Return a choice, but for its author, as columns."""
    return {**{name: getattr(choice, name) for name in CHOSEN}, "sections": " ".join(choice.sections)}


def _write(session: Session, report: KeptReport, former: Collection[ReportState], **values: object) -> bool:
    """Write of a report, if it still is that order: one that was begun again is another."""
    still = (_reports.c.id == report.id) & (_reports.c.at == report.at) & _reports.c.state.in_(former)
    return session.execute(update(_reports).where(still).values(**values).returning(_reports.c.id)).first() is not None


def _listed(map_id: MapId) -> Select[Any]:
    return (
        select(_reports, shown_name().label("orderer"), _files.c.report_id.is_not(None).label("is_kept"))
        .join(_people, _people.c.id == _reports.c.ordered_by)
        .outerjoin(_files, _files.c.report_id == _reports.c.id)
        .where(_reports.c.map_id == map_id)
    )


def _report(row: Any) -> KeptReport:  # noqa: ANN401 - a row of the listing
    own = ("id", "revision", "ordered_by", "orderer", "at", "seen_at", "state", "fingerprint", "size", "reason")
    chosen = {name: row[name] for name in (*CHOSEN, "author")}
    return KeptReport(
        map=row["map_id"],
        choice=ReportChoice(**chosen, sections=tuple(row["sections"].split())),
        is_kept=bool(row["is_kept"]),
        **{name: row[name] for name in own},
    )
