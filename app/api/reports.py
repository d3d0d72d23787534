"""Printed reports of a map: ordered, followed while they are made, and given out."""

from datetime import datetime

from pydantic import BaseModel, Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer, answer_bytes, created
from app.api.asking import Body, Query
from app.api.operations import Content, Operation, operation
from app.services.reporting import choosing, past
from app.web import clock, context
from app.web.policies import Policy
from app.web.reports.ordering import ordered
from app.web.reports.past import PDF, content, found, note_taken
from process_models.domain.identifiers import MapId
from process_models.domain.reports import KeptReport, ReportChoice, ReportState

MOST, PAGE = 200, 50
_ALL, _ONE = "/maps/<map_id>/reports", "/maps/<map_id>/reports/<int(max=2147483647):report_id>"


class NewReport(Body):
    """What a report is to be; what is not said is as usual: every section, in the name of whoever orders."""

    language: str | None = None
    paper: str = choosing.PAPER_NAMES[0]
    sections: list[str] | None = None
    classification: str = ""
    uncontrolled: str = ""
    author: str | None = None


class ReportsQuery(Query):
    """How many, and where the list goes on."""

    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class ReportOut(BaseModel):
    """A report; `fingerprint` (SHA-256) and `size` in bytes are there once it is `done`, the file while `is_kept`."""

    id: int
    map: str
    revision: int
    state: ReportState
    language: str
    paper: str
    sections: list[str]
    classification: str
    uncontrolled: str
    author: str
    ordered_by: int
    orderer: str
    at: datetime
    fingerprint: str
    size: int
    is_kept: bool

    @classmethod
    def of(cls, report: KeptReport) -> "ReportOut":
        """Return what is told of a report."""
        names = ("id", "map", "revision", "state", "ordered_by", "at", "fingerprint", "size", "is_kept")
        own = {name: getattr(report, name) for name in names}
        chosen = {name: getattr(report.choice, name) for name in ReportChoice.__slots__}
        return cls.model_validate({**own, **chosen, "orderer": context.words().who(report.orderer)})


class ReportsOut(BaseModel):
    """Some reports of a map; `next` is the cursor of the ones behind them."""

    reports: list[ReportOut]
    next: str | None


@operation(
    Operation(
        name="list_reports",
        verb="GET",
        rule=_ALL,
        tag="reports",
        policy=Policy.VIEW,
        query=ReportsQuery,
        answer=Content(schema=ReportsOut),
    )
)
def list_reports(map_id: str) -> Response:
    """List the reports of a map that were ordered, the newest first."""
    asked = asking.query(ReportsQuery)
    before = asking.number(asked.cursor)
    with context.reading() as session:
        known = past.listed(session, context.actor(), map_id=MapId(map_id), now=clock.now())
    left = [each for each in known if before is None or each.id < before]
    shown = left[: asked.limit]
    more = asking.as_cursor(str(shown[-1].id)) if len(left) > asked.limit else None
    return answer(ReportsOut(reports=[ReportOut.of(each) for each in shown], next=more))


@operation(
    Operation(
        name="order_report",
        verb="POST",
        rule=_ALL,
        tag="reports",
        policy=Policy.SPEAK,
        body=Content(schema=NewReport),
        example={"language": "es", "paper": "Letter"},
        status=201,
        answer=Content(schema=ReportOut),
        takes_key=True,
    )
)
def order_report(map_id: str) -> Response:
    """Order a report of a map as it is now; it is made meanwhile."""
    asked, key = asking.body(NewReport), asking.key()
    made = ordered(map_id, _choice(asked), key)
    return created(ReportOut.of(made), "show_report", map_id=map_id, report_id=made.id)


@operation(
    Operation(
        name="show_report", verb="GET", rule=_ONE, tag="reports", policy=Policy.VIEW, answer=Content(schema=ReportOut)
    )
)
def show_report(map_id: str, report_id: int) -> Response:
    """Tell how far a report is."""
    return answer(ReportOut.of(found(map_id, report_id)))


@operation(
    Operation(
        name="give_report",
        verb="GET",
        rule=f"{_ONE}/file",
        tag="reports",
        policy=Policy.VIEW,
        answer=Content(media=(PDF,)),
        is_kept=True,
    )
)
def give_report(map_id: str, report_id: int) -> Response:
    """Give the PDF of a report."""
    report = found(map_id, report_id)
    given = answer_bytes(content(report), media=PDF, tag=report.fingerprint)
    if given.status_code != 304:
        note_taken(report)
    return given


def _choice(asked: NewReport) -> ReportChoice:
    return ReportChoice(
        language=context.language() if asked.language is None else asked.language,
        paper=asked.paper,
        sections=choosing.SECTIONS if asked.sections is None else tuple(asked.sections),
        classification=asked.classification,
        uncontrolled=asked.uncontrolled,
        author=context.actor().name if asked.author is None else asked.author,
    )
