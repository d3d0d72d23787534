"""Reports of a map that were ordered: listed, given out, removed."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.services import auditing
from app.services.access import Actor, require_on
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ReportId
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.reports import KeptReport, ReportState
from process_models.storage import reports as stored
from process_models.storage.session import Session

MOST_FILES, MOST_ROWS = 30, 300
"""Of one map: the PDFs that are kept, those of the newest reports, and the reports that are told of."""

SILENCE = timedelta(seconds=30)
"""After which a report that gave no sign of life is not made any more: the server was stopped meanwhile."""


class ReportNotFound(EslabonError):
    """The map has no such report."""


class ReportGone(EslabonError):
    """The PDF of a report is not kept: it is not done, or it was dropped since."""


def listed(session: Session, actor: Actor, *, map_id: MapId, now: datetime) -> tuple[KeptReport, ...]:
    """Return the reports of a map, the newest first.

    Raises:
        MapNotFound: the map is out of the actor's reach.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    return tuple(_seen(each, now) for each in stored.of_map(session, map_id, limit=MOST_ROWS))


def found(session: Session, actor: Actor, *, map_id: MapId, report: ReportId, now: datetime) -> KeptReport:
    """Return a report of a map.

    Raises:
        MapNotFound: the map is out of the actor's reach.
        ReportNotFound: it has no such report.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    known = stored.by_id(session, map_id, report)
    if known is None:
        raise ReportNotFound(error("report-not-found"))
    return _seen(known, now)


def content(session: Session, actor: Actor, *, map_id: MapId, report: ReportId, now: datetime) -> bytes:
    """Return the PDF of a report.

    Raises:
        MapNotFound, ReportNotFound: there is none within reach.
        ReportGone: it is not kept.
    """
    known = found(session, actor, map_id=map_id, report=report, now=now)
    made = stored.content(session, known.id)
    if made is None:
        raise ReportGone(error("report-gone"))
    return made


def remove(session: Session, actor: Actor, *, map_id: MapId, report: ReportId, now: datetime) -> None:
    """Forget a report with its PDF.

    Raises:
        MapNotFound, Forbidden: the actor may not.
        ReportNotFound: the map has no such report.
    """
    require_on(session, actor, map_id, Role.EDITOR)
    known = found(session, actor, map_id=map_id, report=report, now=now)
    stored.remove(session, known.id)
    auditing.record(session, actor, "report-removed", f"map:{map_id}", revision=known.revision, report=known.id)


def _seen(report: KeptReport, now: datetime) -> KeptReport:
    is_silent = report.state.is_under_way and now - report.seen_at > SILENCE
    return replace(report, state=ReportState.UNFINISHED) if is_silent else report
