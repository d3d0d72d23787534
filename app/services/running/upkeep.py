"""The care of a database: brought up to date, looked over, copied, put back; by whoever has the machine."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.formats.commands import command_of_text
from app.services import auditing
from app.services.access import Actor
from app.services.accounts import hosting, ledger, privacy
from process_models.domain import rules
from process_models.domain.chain import ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.identifiers import OrganisationId
from process_models.domain.maps import ValueChainMap
from process_models.domain.people import Person
from process_models.domain.problems import Problem, error
from process_models.storage import audit, backups, erasing, schema, upkeep
from process_models.storage import changes as kept_changes
from process_models.storage import maps as kept_maps
from process_models.storage import people as kept_people
from process_models.storage.backups import BackupRefused
from process_models.storage.session import Database, Session

__all__ = ["BackupRefused", "Checked", "Upgraded", "backup", "check", "restore", "upgrade"]

UNSCRUBBED = "unscrubbed"
"""A file in the folder of data: somebody was erased, and the database's file may still have traces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """The versions of a database's tables, and the backup that was made first, if there was something to keep."""

    before: str | None
    after: str
    backup: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at, and what is wrong."""

    maps: int
    changes: int
    problems: tuple[Problem, ...]


def upgrade(database: Database, data: Path) -> Upgraded:
    """Bring a database's tables up to date; what is in it is copied into the folder of data first.

    Raises:
        BackupRefused: no copy could be made; nothing was changed.
        DatabaseUnusable: there is no database, or a step found it damaged; nothing was changed.
    """
    _make_room(database)
    before, newest = schema.version(database), schema.newest()
    if before == newest:
        return Upgraded(before=before, after=newest, backup=None)
    kept = None if before is None else backup(database, data)
    schema.upgrade(database)
    erase_again(database, data)
    tell(database, "database-upgraded")
    return Upgraded(before=before, after=newest, backup=kept)


def backup(database: Database, data: Path, to: Path | None = None) -> Path:
    """Write a backup, under a name of its own in the folder of data unless one is given; return where it is.

    Raises:
        BackupRefused: it cannot be made.
    """
    if to is None:
        folder = data / "backups"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        moment = datetime.now(tz=UTC).strftime("%Y%m%d-%H%M%S-%f")
        to = folder / f"eslabon-{moment}{backups.ending(database)}"
    backups.make(database, to)
    tell(database, "database-copied")
    return to


def restore(database: Database, file: Path, data: Path, *, overwrite: bool = False) -> str | None:
    """Put a backup back, without whoever was erased since; return the version of its tables.

    From tables of a former version they are erased by `upgrade`.

    Raises:
        BackupRefused: the backup is of no use here, or there is something already; nothing was changed.
    """
    _make_room(database)
    restored = backups.restore(database, file, overwrite=overwrite).version
    erase_again(database, data)
    tell(database, "database-restored")
    return restored


def erase_again(database: Database, data: Path) -> int:
    """Erase whoever was erased before and came back with a backup; return how many."""
    if schema.version(database) != schema.newest():
        return 0
    with database.writing() as session:
        count = privacy.erase_again(session, data)
    if count or (data / UNSCRUBBED).exists():
        _scrub(database, data)
    return count


def erase(database: Database, person: Person, actor: Actor, data: Path) -> None:
    """Erase a person, in the file of the database too; what of that is left undone the next start does.

    Raises:
        PersonRefused: it is the last owner.
        PersonNotFound, PersonMoved: they were erased or changed meanwhile.
    """
    line = None
    try:
        with database.writing() as session:
            line = privacy.erase(session, actor, person=person, data=data)
            (data / UNSCRUBBED).touch(mode=0o600)
    except Exception:
        if line is not None and _is_there(database, person):
            ledger.take_back(data, line)
        raise
    _scrub(database, data)


def _scrub(database: Database, data: Path) -> None:
    if erasing.scrub(database):
        (data / UNSCRUBBED).unlink(missing_ok=True)


def _is_there(database: Database, person: Person) -> bool:
    """Tell whether somebody was not erased after all; where the database does not say, they may have been."""
    with suppress(EslabonError), database.reading() as session:
        return erasing.born(session, person.id) is not None
    return False


def tell(database: Database, action: str) -> None:
    """Note in every organisation what was done to the whole database."""
    if schema.version(database) != schema.newest():
        return
    with database.writing() as session:
        for organisation, _ in kept_people.organisations(session):
            auditing.record(session, hosting.operator_of(organisation), action)


def check(database: Database) -> Checked:
    """Look a database over: its tables, and that every map obeys the rules and is what its changes made of it."""
    broken = tuple(upkeep.problems(database))
    if broken:
        return Checked(maps=0, changes=0, problems=broken)
    with database.reading() as session:
        maps = [
            each
            for organisation, _ in kept_people.organisations(session)
            for each in kept_maps.load_all(session, organisation)
        ]
        found = tuple(problem for each in maps for problem in _problems(session, each))
        found += tuple(
            problem for each, name in kept_people.organisations(session) for problem in _audit(session, each, name)
        )
        return Checked(maps=len(maps), changes=sum(each.revision for each in maps), problems=found)


def _problems(session: Session, opened: ValueChainMap) -> tuple[Problem, ...]:
    if rules.problems(opened.chain):
        return (error("kept-map-breaks-rules", map=opened.id),)
    chain = ValueChain(name="")
    for change in kept_changes.since(session, opened.id, 0):
        chain = command_of_text(change.command).perform(chain).chain
    return () if chain == opened.chain else (error("kept-map-differs-from-changes", map=opened.id),)


def _audit(session: Session, organisation: OrganisationId, name: str) -> tuple[Problem, ...]:
    number = audit.first_broken(session, organisation)
    return () if number is None else (error("audit-broken", organisation=name, number=number),)


def _make_room(database: Database) -> None:
    """Make the folder and the file of an SQLite database, nobody else's to read."""
    if database.file is not None:
        database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.file.touch(mode=0o600)
