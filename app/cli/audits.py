"""The verbs of the audit log: whether it is whole, what stands in it, and where it ends."""

import json
from datetime import datetime

import click

from app.cli.context import PROBLEMS_FOUND, say, say_problems
from app.cli.language import words
from app.cli.paths import write_bytes
from app.cli.store import database
from app.cli.worded import Verb, Verbs, WordedOption, language_option
from app.services.accounts import hosting
from app.services.running import auditors
from app.services.running.auditors import Verified
from process_models.domain.audit import AuditEntry
from process_models.domain.problems import error

_MOST = 1_000

organisation_option = click.option(
    "--organisation", cls=WordedOption, metavar="user.metavar.name", help="audit.option.organisation"
)
json_option = click.option("--json", "as_json", cls=WordedOption, is_flag=True, help="audit.option.json")


@click.group("audit", cls=Verbs)
@language_option
def audits() -> None:
    """Hold the verbs of the audit log together."""


@audits.command("verify", cls=Verb, said="audit-verify")
@organisation_option
@click.option("--head", cls=WordedOption, metavar="audit.metavar.head", help="audit.option.head")
@json_option
@language_option
@click.pass_context
def verify(ctx: click.Context, *, organisation: str | None, head: str | None, as_json: bool) -> None:
    """Say whether the log is as it was written; the first bad entry otherwise."""
    with database() as found, found.reading() as session:
        verified = auditors.verify(session, organisation=organisation, head=head)
    if as_json:
        _write([_told(each) for each in verified])
    for each in verified:
        _say(each)
    if not all(each.is_whole for each in verified):
        ctx.exit(PROBLEMS_FOUND)


@audits.command("head", cls=Verb, said="audit-head")
@organisation_option
@language_option
def show_head(*, organisation: str | None) -> None:
    """Write number and seal of the last entry, to be kept elsewhere."""
    with database() as found, found.reading() as session:
        number, seal = auditors.head(session, hosting.known(session, organisation=organisation))
    write_bytes(f"{number}:{seal}\n".encode(), None)


@audits.command("list", cls=Verb, said="audit-list")
@organisation_option
@click.option("--before", cls=WordedOption, type=int, metavar="cli.metavar.number", help="audit.option.before")
@json_option
@language_option
def list_entries(*, organisation: str | None, before: int | None, as_json: bool) -> None:
    """Write the last entries, the newest first."""
    with database() as found, found.reading() as session:
        actor = hosting.known(session, organisation=organisation)
        entries = auditors.listed(session, actor, before=before, limit=_MOST)
    if as_json:
        _write([_entry(each) for each in entries])
    else:
        write_bytes("".join(map(_line, entries)).encode(), None)


def _say(verified: Verified) -> None:
    if verified.is_whole:
        say(words().counted("audit.whole", verified.count, organisation=verified.organisation))
        return
    if verified.broken is None:
        say_problems((error("audit-head-gone", organisation=verified.organisation),))
        return
    say_problems((error("audit-broken", organisation=verified.organisation, number=verified.broken),))
    if verified.at is not None:
        say(words().text("audit.when", when=words().moment(verified.at)))


def _told(verified: Verified) -> dict[str, object]:
    at = None if verified.at is None else verified.at.isoformat()
    told: dict[str, object] = {"organisation": verified.organisation, "entries": verified.count}
    return {**told, "whole": verified.is_whole, "first_broken": verified.broken, "at": at}


def _entry(entry: AuditEntry) -> dict[str, object]:
    told: dict[str, object] = {"number": entry.number, "at": entry.at.isoformat(), "actor": entry.actor}
    more = {"subject": entry.subject, "details": dict(entry.details), "seal": entry.seal}
    return {**told, "action": entry.action, **more}


def _line(entry: AuditEntry) -> str:
    details = " ".join(f"{name}={value}" for name, value in sorted(entry.details.items()))
    said = words().text(f"audit.action.{entry.action}")
    return (
        f"{entry.number:>7}  {_moment(entry.at)}  {entry.actor:>5}  {said}  {entry.subject} {details}".rstrip() + "\n"
    )


def _moment(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")


def _write(told: object) -> None:
    write_bytes((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(), None)
