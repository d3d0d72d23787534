"""The audit log, for whoever owns the organisation: read, looked for in, taken home as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, request, stream_with_context

from app.services.running import audit_log
from app.web import clock, context
from app.web.maps.exporting import disposition
from app.web.policies import Policy, policy
from process_models.domain.audit import AuditFilter
from process_models.domain.identifiers import PersonId
from process_models.domain.problems import Problem, error

_LARGEST = 2**31 - 1
_YEARS = range(1970, 9000)

blueprint = Blueprint("audit", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for, as it was typed, and as far as it was understood."""

    typed: Mapping[str, str]
    fitting: AuditFilter
    problems: tuple[Problem, ...]


@blueprint.get("/audit")
@policy(Policy.OWN)
def index() -> tuple[str, int]:
    """Show what was done in the organisation, the newest first."""
    asked, before, verify = _asked(), _whole("before"), "verify" in request.args
    with context.reading() as session:
        page = audit_log.page(session, context.actor(), fitting=asked.fitting, before=before, verify=verify)
    return _page(asked, page, is_older=before is not None), 422 if asked.problems else 200


@blueprint.get("/audit/file")
@policy(Policy.OWN)
def download() -> Response:
    """Give everything that fits as a table."""
    first = _part(_asked().fitting, None)
    answer = Response(stream_with_context(_table(first)), content_type="text/csv; charset=utf-8")
    name = context.words().text("audit.file", day=f"{clock.now().astimezone():%Y-%m-%d}")
    answer.headers["Content-Disposition"] = disposition(name, "csv")
    return answer


def _page(asked: Asked, page: audit_log.LogPage, *, is_older: bool) -> str:
    words = context.words()
    chosen = {name: value for name, value in asked.typed.items() if value}
    people = sorted((words.who(each.shown_name), each.id) for each in page.people)
    return context.page(
        "audit/index.html",
        page=page,
        typed=asked.typed,
        chosen=chosen,
        actions=sorted((audit_log.said(each, words), each) for each in page.actions),
        people=people,
        said=audit_log.said,
        is_older=is_older,
        problems=asked.problems,
        errors={problem.pointer.lstrip("/"): words.problem(problem) for problem in asked.problems},
    )


def _asked() -> Asked:
    typed = {name: request.args.get(name, "")[:80] for name in ("action", "person", "from", "to")}
    first, last = _day(typed["from"]), _day(typed["to"])
    person = _whole("person")
    fitting = AuditFilter(
        action=typed["action"] if typed["action"].isprintable() else "",
        person=None if person is None else PersonId(person),
        since=None if first is None else _midnight(first),
        until=None if last is None else _midnight(last + timedelta(days=1)),
    )
    wrong = [name for name, day in (("from", first), ("to", last)) if typed[name] and day is None]
    return Asked(typed=typed, fitting=fitting, problems=tuple(error("audit-day-wrong", f"/{name}") for name in wrong))


def _whole(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return None if found is None else max(0, min(found, _LARGEST))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _midnight(day: date) -> datetime:
    """Return when a day begins, by the clock by which pages tell moments."""
    return datetime.combine(day, time()).astimezone()


def _table(first: tuple[bytes, int | None]) -> Iterator[bytes]:
    """Yield the table a part at a time, each read by itself: a slow line holds no transaction open."""
    part, older = first
    yield audit_log.table_head() + part
    while older is not None:
        part, older = _part(_asked().fitting, older)
        yield part


def _part(fitting: AuditFilter, before: int | None) -> tuple[bytes, int | None]:
    with context.reading() as session:
        return audit_log.table_part(session, context.actor(), fitting=fitting, before=before, words=context.words())
