"""What is held of a person: told to them, and erased."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.formats.map_document import generate_map_document
from app.services import auditing
from app.services.access import Actor
from app.services.accounts import attempts, hosting, ledger, people
from app.services.accounts.people import PersonMoved, PersonNotFound
from app.services.turns import Turns
from process_models.domain.audit import AuditEntry
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person
from process_models.domain.problems import error
from process_models.storage import audit, erasing, maps, reach
from process_models.storage import changes as kept_changes
from process_models.storage import people as stored
from process_models.storage.session import Session

_AT_ONCE = 500
_turns = Turns(1)


class EraseRefused(EslabonError):
    """Somebody is not erased like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a map, or a revision of it, has somebody's name or address typed in: erasing does not reach there."""

    map: str
    name: str
    revision: int | None = None

    @property
    def place(self) -> str:
        """The place in a word."""
        return "content" if self.revision is None else f"revision {self.revision}"


def export(session: Session, actor: Actor, *, person: Person) -> bytes:
    """Return everything that is held of a person, as JSON: their own, or of their organisation for an owner."""
    _require_over(actor, person)
    entries = [_entry(each) for each in _entries(session, person)]
    told = {**erasing.told(session, person.id), "audit": entries}
    auditing.record(session, actor, "person-exported", f"person:{person.id}")
    return (json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def mentions(session: Session, actor: Actor, *, person: Person) -> tuple[Mention, ...]:
    """Return where somebody's name or address stands in maps within the actor's reach, and in their history."""
    _require_over(actor, person)
    within = None if actor.reaches_all else tuple(reach.roles(session, actor.person))
    with _turns.taken():
        return tuple(_mentions(session, person, within))


def erase(session: Session, actor: Actor, *, person: Person, data: Path) -> str:
    """Erase a person: nothing is left but a number; return the line of the ledger in `data` that remembers it.

    `upkeep.erase` is what others call: it also clears the file, and takes the line back where this is not kept.

    Raises:
        PersonRefused: it is the last owner.
        PersonNotFound: they were erased meanwhile.
        PersonMoved: they were changed meanwhile.
    """
    _require_over(actor, person)
    people.keep_an_owner(session, person)
    made, now = erasing.born(session, person.id), stored.by_id(session, person.id)
    if made is None or now is None:
        raise PersonNotFound(error("person-not-found", email=person.email))
    if now.version != person.version:
        raise PersonMoved(error("person-moved", name=now.name))
    auditing.record(session, actor, "person-erased", f"person:{person.id}")
    attempts.forget_person(session, email_key=stored.email_key(person.email), person=person.id, now=maps.now())
    erasing.erase(session, person.id)
    return ledger.note(session, data, organisation=person.organisation, person=person.id, made=made)


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


def _mentions(session: Session, person: Person, within: tuple[MapId, ...] | None) -> Iterator[Mention]:
    wanted = tuple(word.casefold() for word in (person.name, person.email) if word)
    for opened in maps.load_all(session, person.organisation, only=within):
        texts: dict[int | None, str] = {None: generate_map_document(opened.chain).content.decode()}
        for change in kept_changes.since(session, opened.id, 0):
            texts[change.revision] = f"{change.command}\n{change.inverse}"
        for revision, text in texts.items():
            if any(word in text.casefold() for word in wanted):
                yield Mention(map=opened.id, name=opened.chain.name, revision=revision)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
