"""The audit log as an owner reads it: pages of entries with the names that things have now, and a table of all."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from app.formats.handoff_table.cells import guarded
from app.services.access import Actor, require
from app.services.auditing import WORDS
from app.services.running import auditors
from app.services.running.auditors import Verified
from app.services.turns import Turns
from app.wording import Wording, WordsMissing
from process_models.domain.audit import AuditEntry, AuditFilter
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person, Role
from process_models.storage import audit, maps, people, teams
from process_models.storage.session import Session

PAGE = 50
READ_AT_ONCE = 5_000
"""A log of so many entries is looked through whenever somebody looks at it; a longer one when it is asked for."""

COLUMNS = ("number", "at", "actor", "actor_name", "action", "said", "subject", "subject_name", "details", "seal")

_turns = Turns(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry with the names that people and things have now; nothing where they are gone, and for the machine."""

    entry: AuditEntry
    who: str
    whom: str
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A page of the log: `older` is the number before which the next one begins; what can be chosen; where it ends.

    `verified` is None where nobody looked through the log for this page.
    """

    rows: tuple[LogEntry, ...]
    older: int | None
    people: tuple[Person, ...]
    actions: tuple[str, ...]
    last: int
    seal: str
    verified: Verified | None


def page(session: Session, actor: Actor, *, fitting: AuditFilter, before: int | None, verify: bool) -> LogPage:
    """Return a page of the actor's organisation's log, the newest first."""
    last, seal = auditors.head(session, actor)
    found = auditors.listed(session, actor, before=before, limit=PAGE + 1, fitting=fitting)
    return LogPage(
        rows=_named(session, actor, found[:PAGE]),
        older=found[PAGE - 1].number if len(found) > PAGE else None,
        people=people.in_organisation(session, actor.organisation),
        actions=audit.actions(session, actor.organisation),
        last=last,
        seal=seal,
        verified=_verified(session, actor) if verify or last <= READ_AT_ONCE else None,
    )


def table_head() -> bytes:
    """Return the first line of the log as a table, after the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + _lines([COLUMNS])


def table_part(
    session: Session, actor: Actor, *, fitting: AuditFilter, before: int | None, words: Wording
) -> tuple[bytes, int | None]:
    """Return some lines of the log as a table, the newest first, and the number before which the next ones begin."""
    found = auditors.listed(session, actor, before=before, limit=READ_AT_ONCE, fitting=fitting)
    older = found[-1].number if len(found) == READ_AT_ONCE else None
    return _lines(_cells(each, words) for each in _named(session, actor, found)), older


def said(action: str, words: Wording) -> str:
    """Return what was done in words; the bare word of what another version of the program did."""
    try:
        return words.text(f"{WORDS}{action}")
    except WordsMissing:
        return action


def _verified(session: Session, actor: Actor) -> Verified:
    with _turns.taken():
        return auditors.own(session, actor)


def _named(session: Session, actor: Actor, entries: Iterable[AuditEntry]) -> tuple[LogEntry, ...]:
    require(actor, Role.OWNER)
    entries = tuple(entries)
    names = dict(_names(session, actor, entries))
    return tuple(
        LogEntry(
            entry=each,
            who=names.get(f"person:{each.actor}", ""),
            whom=names.get(each.subject, ""),
            team=names.get(f"team:{each.details.get('team', '')}", ""),
        )
        for each in entries
    )


def _names(session: Session, actor: Actor, entries: tuple[AuditEntry, ...]) -> Iterator[tuple[str, str]]:
    for person in people.in_organisation(session, actor.organisation):
        yield f"person:{person.id}", person.shown_name
    for team in teams.in_organisation(session, actor.organisation):
        yield f"team:{team.id}", team.name
    wanted = {MapId(each.subject.removeprefix("map:")) for each in entries if each.subject.startswith("map:")}
    for map_id, name in maps.names_of(session, actor.organisation, wanted).items():
        yield f"map:{map_id}", name


def _cells(told: LogEntry, words: Wording) -> Iterator[str]:
    entry = told.entry
    yield str(entry.number)
    yield entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    yield str(entry.actor)
    yield words.who(told.who)
    yield entry.action
    yield said(entry.action, words)
    yield entry.subject
    yield words.who(told.whom)
    yield " ".join(f"{name}={value}" for name, value in sorted(entry.details.items()))
    yield entry.seal


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
