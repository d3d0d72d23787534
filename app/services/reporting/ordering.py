"""Reports are ordered, stopped and begun again by whoever views their map; they are made meanwhile (`desk`)."""

from dataclasses import astuple, dataclass
from datetime import datetime

from app.services.access import Actor, require_on
from app.services.keeping import idempotency, maps
from app.services.reporting import choosing, past
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId, ReportId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Role
from process_models.domain.problems import error
from process_models.domain.reports import KeptReport, ReportChoice, ReportState
from process_models.storage import people
from process_models.storage import reports as stored
from process_models.storage.session import Session

MOST_OF_A_MAP = 3
"""Reports of one map that may be under way."""


class ReportRefused(EslabonError):
    """A report cannot be ordered like this."""


class ReportMoved(EslabonError):
    """A report is not as it was seen: it is done, or made once more already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A report that is to be made, and of what."""

    report: KeptReport
    opened: ValueChainMap
    organisation: str


def order(
    session: Session, actor: Actor, *, map_id: MapId, choice: ReportChoice, at: datetime, key: str | None = None
) -> Order:
    """Order a report of a map as it is now.

    Raises:
        MapNotFound: the map is out of the actor's reach.
        ReportRefused: with everything that is wrong.
        IdempotencyKeyReused: the key came with another request.
    """
    require_on(session, actor, map_id, Role.VIEWER)
    wanted = choosing.tidied(choice)
    former = idempotency.claim(session, actor, key, "report", map_id, repr(astuple(wanted)))
    opened = maps.opened(session, actor, map_id=map_id)
    if former is not None:
        return _order(session, actor, opened, ReportId(int(former)))
    wrong = [*choosing.problems(wanted)]
    if sum(each.state.is_under_way for each in past.listed(session, actor, map_id=map_id, now=at)) >= MOST_OF_A_MAP:
        wrong.append(error("reports-under-way", most=MOST_OF_A_MAP))
    if wrong:
        raise ReportRefused(*wrong)
    made = stored.add(session, map_id, wanted, revision=opened.revision, ordered_by=actor.person, at=at)
    stored.drop_old(session, map_id, files=past.MOST_FILES, rows=past.MOST_ROWS)
    idempotency.settle(session, actor, key, str(made))
    return _order(session, actor, opened, made)


def begin_again(session: Session, actor: Actor, *, map_id: MapId, report: ReportId, at: datetime) -> Order:
    """Let a report that was not finished be made, of the map as it is now.

    Raises:
        MapNotFound, ReportNotFound: there is none within reach.
        ReportMoved: it is done, or under way.
    """
    known = past.found(session, actor, map_id=map_id, report=report, now=at)
    opened = maps.opened(session, actor, map_id=map_id)
    is_ended = known.state in {ReportState.FAILED, ReportState.STOPPED, ReportState.UNFINISHED}
    if not (is_ended and stored.begin_again(session, known, revision=opened.revision, at=at)):
        raise ReportMoved(error("report-moved"))
    return _order(session, actor, opened, known.id)


def stop(session: Session, actor: Actor, *, map_id: MapId, report: ReportId, now: datetime) -> None:
    """Have a report not be made; one that is not under way any more stays as it is.

    Raises:
        MapNotFound, ReportNotFound: there is none within reach.
    """
    stored.end(session, past.found(session, actor, map_id=map_id, report=report, now=now), ReportState.STOPPED)


def _order(session: Session, actor: Actor, opened: ValueChainMap, report: ReportId) -> Order:
    known = stored.by_id(session, opened.id, report)
    if known is None:
        raise past.ReportNotFound(error("report-not-found"))
    names = dict(people.organisations(session))
    return Order(report=known, opened=opened, organisation=names[actor.organisation])
