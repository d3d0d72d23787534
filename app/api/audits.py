"""The audit log, for those who look after the organisation: what was done, and whether the log is whole."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer
from app.api.asking import Query
from app.api.operations import Content, Operation, operation
from app.services.running import auditors
from app.services.running.auditors import Verified
from app.web import context
from app.web.policies import Policy
from process_models.domain.audit import AuditEntry, AuditFilter
from process_models.domain.identifiers import PersonId

MOST, PAGE = 200, 50

Moment = Annotated[AwareDatetime, Field(ge=datetime(1970, 1, 2, tzinfo=UTC), le=datetime(9999, 1, 1, tzinfo=UTC))]


class AuditQuery(Query):
    """Which entries: by or about whom (0: whoever has the machine), which action, to what, from when until when."""

    person: int | None = Field(default=None, ge=0, le=2**31 - 1)
    action: str | None = Field(default=None, max_length=100)
    subject: str | None = Field(default=None, max_length=200)
    since: Moment | None = None
    until: Moment | None = None
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=PAGE, ge=1, le=MOST)


class VerifyQuery(Query):
    """An end of the log that was noted elsewhere, `number:seal`."""

    head: str | None = Field(default=None, max_length=100)


class AuditEntryOut(BaseModel):
    """One thing that was done; `person` is 0 for whoever has the machine itself."""

    number: int
    at: datetime
    person: int
    action: str
    subject: str
    details: dict[str, str]
    seal: str

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditEntryOut":
        """Return what is told of an entry."""
        own = {name: getattr(entry, name) for name in ("number", "at", "action", "subject", "seal")}
        return cls.model_validate({**own, "person": entry.actor, "details": dict(entry.details)})


class AuditOut(BaseModel):
    """Some entries, the newest first; `next` is the cursor of the ones before them."""

    entries: list[AuditEntryOut]
    next: str | None


class VerifiedOut(BaseModel):
    """Whether the log is as it was written, the first bad entry otherwise, and its end, to be noted elsewhere."""

    is_whole: bool
    entries: int
    first_broken: int | None
    at: datetime | None
    has_head: bool
    head: str

    @classmethod
    def of(cls, verified: Verified, head: tuple[int, str]) -> "VerifiedOut":
        """Return what is told of the state of the log."""
        own = {name: getattr(verified, name) for name in ("is_whole", "at", "has_head")}
        found = {"entries": verified.count, "first_broken": verified.broken, "head": f"{head[0]}:{head[1]}"}
        return cls.model_validate({**own, **found})


@operation(
    Operation(
        name="list_audit",
        verb="GET",
        rule="/audit",
        tag="audit",
        policy=Policy.OWN,
        query=AuditQuery,
        answer=Content(schema=AuditOut),
    )
)
def list_audit() -> Response:
    """List what was done in the organisation, the newest first."""
    asked = asking.query(AuditQuery)
    before, limit = asking.number(asked.cursor), asked.limit + 1
    with context.reading() as session:
        found = auditors.listed(session, context.actor(), before=before, limit=limit, fitting=_fitting(asked))
    shown = found[: asked.limit]
    more = asking.as_cursor(str(shown[-1].number)) if len(found) > asked.limit else None
    return answer(AuditOut(entries=[AuditEntryOut.of(each) for each in shown], next=more))


@operation(
    Operation(
        name="verify_audit",
        verb="GET",
        rule="/audit/verification",
        tag="audit",
        policy=Policy.OWN,
        query=VerifyQuery,
        answer=Content(schema=VerifiedOut),
    )
)
def verify_audit() -> Response:
    """Tell whether the log is as it was written."""
    asked = asking.query(VerifyQuery)
    with context.reading() as session:
        found = auditors.own(session, context.actor(), head=asked.head)
        head = auditors.head(session, context.actor())
    return answer(VerifiedOut.of(found, head))


def _fitting(asked: AuditQuery) -> AuditFilter:
    return AuditFilter(
        action=asked.action or "",
        person=None if asked.person is None else PersonId(asked.person),
        since=asked.since,
        until=asked.until,
        subject=asked.subject or "",
    )
