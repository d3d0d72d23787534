"""A report is ordered, stopped, and begun again."""

from flask.typing import ResponseReturnValue

from app.services.reporting import ordering
from app.services.reporting.ordering import ReportRefused
from app.web import asking, clock, context
from app.web.errors import status_of
from app.web.policies import Policy, policy
from app.web.reports.choices import typed
from app.web.reports.pages import ALL, ONE, blueprint, page
from process_models.domain.identifiers import MapId, ReportId
from process_models.domain.reports import KeptReport, ReportChoice


@blueprint.post(ALL)
@policy(Policy.SPEAK)
def order(map_id: str) -> ResponseReturnValue:
    """Order a report; it is made meanwhile."""
    choice = typed()
    try:
        made = ordered(map_id, choice, asking.key())
    except ReportRefused as reason:
        return page(map_id, choice, reason.problems), status_of(reason)
    return context.see_other("reports.show", map_id=map_id, report_id=made.id)


@blueprint.post(f"{ONE}/stop")
@policy(Policy.SPEAK)
def stop(map_id: str, report_id: int) -> ResponseReturnValue:
    """Have a report not be made."""
    report, now = ReportId(report_id), clock.now()
    with context.writing() as session:
        ordering.stop(session, context.actor(), map_id=MapId(map_id), report=report, now=now)
    context.application().desk.drop(report)
    context.notice("reports.stopped")
    return context.see_other("reports.show", map_id=map_id, report_id=report_id)


@blueprint.post(f"{ONE}/again")
@policy(Policy.SPEAK)
def again(map_id: str, report_id: int) -> ResponseReturnValue:
    """Let a report that was not finished be made."""
    desk, now = context.application().desk, clock.now()
    desk.require_room()
    with context.writing() as session:
        begun = ordering.begin_again(session, context.actor(), map_id=MapId(map_id), report=ReportId(report_id), at=now)
    desk.take(begun)
    return context.see_other("reports.show", map_id=map_id, report_id=report_id)


def ordered(map_id: str, choice: ReportChoice, key: str | None) -> KeptReport:
    """Order a report, and have it made by this process.

    Raises:
        ReportRefused: with everything that is wrong.
        TooMuchAtOnce: too many wait already.
    """
    desk = context.application().desk
    desk.require_room()
    with context.writing() as session:
        made = ordering.order(session, context.actor(), map_id=MapId(map_id), choice=choice, at=clock.now(), key=key)
    desk.take(made)
    return made.report
