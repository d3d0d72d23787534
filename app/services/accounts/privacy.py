"""What is held of a person: told to them, and erased."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.formats.map_document import generate_map_document
from app.services import auditing
from app.services.access import Actor
from app.services.accounts import hosting, ledger, people
from process_models.domain.audit import AuditEntry
from process_models.domain.people import Person
from process_models.storage import audit, erasing, maps
from process_models.storage import changes as kept_changes
from process_models.storage.session import Session

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a map, or its history, has somebody's name or address typed in: erasing does not reach there."""

    map: str
    name: str
    place: str


def export(session: Session, actor: Actor, *, person: Person) -> bytes:
    """Return everything that is held of a person, as JSON: their own, or of their organisation for an owner."""
    _require_over(actor, person)
    entries = [_entry(each) for each in _entries(session, person)]
    told = {**erasing.told(session, person.id), "audit": entries}
    auditing.record(session, actor, "person-exported", f"person:{person.id}")
    return (json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def mentions(session: Session, actor: Actor, *, person: Person) -> tuple[Mention, ...]:
    """Return where somebody's name or address stands in maps and their history."""
    _require_over(actor, person)
    return tuple(_mentions(session, person))


def erase(session: Session, actor: Actor, *, person: Person, data: Path) -> None:
    """Erase a person: nothing is left but a number; `data` is where that is remembered.

    Raises:
        PersonRefused: it is the last owner.
    """
    _require_over(actor, person)
    people.keep_an_owner(session, person)
    auditing.record(session, actor, "person-erased", f"person:{person.id}")
    ledger.note(session, data, person.organisation, person.id)
    erasing.erase(session, person.id)


def erase_again(session: Session, data: Path) -> int:
    """Erase whoever was erased and came back with a backup; return how many."""
    found = tuple(dict.fromkeys(ledger.returned(session, data)))
    for organisation, person in found:
        erasing.erase(session, person)
        auditing.record(session, hosting.operator_of(organisation), "person-erased-again", f"person:{person}")
    return len(found)


def _require_over(actor: Actor, person: Person) -> None:
    if actor.person != person.id:
        people.require_over(actor, person)


def _entries(session: Session, person: Person) -> Iterator[AuditEntry]:
    """Yield what a person did and what was done to them, the newest first."""
    before: int | None = None
    while True:
        found = audit.entries(session, person.organisation, before=before, limit=_AT_ONCE)
        yield from (each for each in found if person.id == each.actor or each.subject == f"person:{person.id}")
        if len(found) < _AT_ONCE:
            return
        before = found[-1].number


def _entry(entry: AuditEntry) -> dict[str, object]:
    told: dict[str, object] = {"number": entry.number, "at": entry.at, "actor": entry.actor, "action": entry.action}
    return {**told, "subject": entry.subject, "details": dict(entry.details)}


def _mentions(session: Session, person: Person) -> Iterator[Mention]:
    wanted = tuple(word.casefold() for word in (person.name, person.email) if word)
    for opened in maps.load_all(session, person.organisation):
        texts = {"content": generate_map_document(opened.chain).content.decode()}
        for change in kept_changes.since(session, opened.id, 0):
            texts[f"revision {change.revision}"] = f"{change.command}\n{change.inverse}"
        for place, text in texts.items():
            if any(word in text.casefold() for word in wanted):
                yield Mention(map=opened.id, name=opened.chain.name, place=place)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
