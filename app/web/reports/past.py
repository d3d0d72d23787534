"""One report: how far it is, its PDF, and its removal."""

from flask import make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.services.files import takings
from app.services.reporting import choosing, past
from app.web import asking, clock, context
from app.web.maps.exporting import disposition
from app.web.policies import Policy, policy
from app.web.reports.pages import ONE, blueprint
from process_models.domain.identifiers import MapId, ReportId
from process_models.domain.reports import KeptReport

PDF = "application/pdf"
FORM = "report"
"""What the audit log calls the format of a file that leaves."""


@blueprint.get(ONE)
@policy(Policy.VIEW)
def show(map_id: str, report_id: int) -> str:
    """Show how far a report is, and what it was asked to be."""
    report = found(map_id, report_id)
    return context.page(
        "printing/show.html",
        opened=asking.opened(map_id),
        report=report,
        known_sections=choosing.SECTIONS,
        may_edit=asking.can_edit(),
        again=request.path,
    )


@blueprint.get(f"{ONE}/file")
@policy(Policy.VIEW)
def file(map_id: str, report_id: int) -> Response:
    """Give the PDF of a report."""
    report = found(map_id, report_id)
    answer = make_response(content(report))
    answer.content_type = PDF
    answer.headers["Content-Disposition"] = file_name(map_id, report)
    answer.set_etag(report.fingerprint)
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    if answer.make_conditional(request).status_code != 304:
        note_taken(report)
    return answer


@blueprint.post(f"{ONE}/remove")
@policy(Policy.EDIT)
def remove(map_id: str, report_id: int) -> ResponseReturnValue:
    """Forget a report with its PDF."""
    report, now = ReportId(report_id), clock.now()
    with context.writing() as session:
        past.remove(session, context.actor(), map_id=MapId(map_id), report=report, now=now)
    context.application().desk.drop(report)
    context.notice("reports.removed")
    return context.see_other("reports.index", map_id=map_id)


def found(map_id: str, report_id: int) -> KeptReport:
    """Return a report of a map."""
    with context.reading() as session:
        return past.found(session, context.actor(), map_id=MapId(map_id), report=ReportId(report_id), now=clock.now())


def content(report: KeptReport) -> bytes:
    """Return the PDF of a report.

    Raises:
        ReportGone: it is not kept.
    """
    with context.reading() as session:
        return past.content(session, context.actor(), map_id=report.map, report=report.id, now=clock.now())


def note_taken(report: KeptReport) -> None:
    """Note that whoever asks takes a report home; whoever asks for the head of the answer alone does not."""
    if request.method == "GET":
        with context.writing() as session:
            takings.note(session, context.actor(), map_id=report.map, form=FORM, revision=report.revision)


def file_name(map_id: str, report: KeptReport) -> str:
    """Return the header that names the PDF after its map and its revision."""
    name = asking.opened(map_id).chain.name
    return disposition(context.words().text("reports.file", name=name, revision=report.revision), "pdf")
