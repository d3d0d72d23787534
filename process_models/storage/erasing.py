"""What the database holds of a person, table by table: how it is told, and what becomes of it when they are erased."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from process_models.domain.identifiers import PersonId
from process_models.storage.base import Base
from process_models.storage.engines import BUSY_TIMEOUT
from process_models.storage.errors import DatabaseBusy
from process_models.storage.rows import table
from process_models.storage.session import Database
from process_models.storage.tables import (
    ChangeRow,
    CommentNoticeRow,
    CommentRow,
    CredentialsRow,
    GrantRow,
    GuestRow,
    IdentityRow,
    InvitationRow,
    KeyRow,
    LinkRow,
    MapRow,
    MembershipRow,
    PersonRow,
    PresenceRow,
    RecoveryCodeRow,
    ReportFileRow,
    ReportRow,
    SignInRow,
    TokenRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRows:
    """The rows of one table that belong to a person.

    `person` is the column with their number, `told` the columns that an export has: never what lets anybody in. Rows
    that are not `goes` stay with the number alone, for they are others' history too; `blanks` is what then stands in
    the place of what is personal.
    """

    row: type[Base]
    person: str = "person_id"
    told: tuple[str, ...] = ()
    goes: bool = True
    blanks: Mapping[str, object] = field(default_factory=dict)


PERSONAL_ROWS = (
    PersonalRows(row=CredentialsRow),
    PersonalRows(row=RecoveryCodeRow),
    PersonalRows(row=SignInRow, told=("opened_at", "seen_at", "expires_at", "agent")),
    PersonalRows(row=LinkRow, told=("made_at", "expires_at", "spent_at")),
    PersonalRows(row=IdentityRow, told=("issuer", "subject", "linked_at")),
    PersonalRows(row=KeyRow, told=("created_at",)),
    PersonalRows(row=PresenceRow),
    PersonalRows(row=MembershipRow, told=("team_id", "role")),
    PersonalRows(row=GrantRow, told=("map_id", "role")),
    PersonalRows(row=TokenRow, told=("prefix", "name", "scope", "made_at", "expires_at", "used_at", "revoked_at")),
    PersonalRows(row=CommentNoticeRow, told=("comment_id", "is_mention", "is_read")),
    PersonalRows(
        row=CommentRow,
        person="author_id",
        told=("map_id", "subject_kind", "subject_id", "at", "text"),
        goes=False,
        blanks={"text": "", "folded": "", "is_removed": True},
    ),
    PersonalRows(row=CommentRow, person="resolved_by", told=("map_id", "id", "resolved_at"), goes=False),
    PersonalRows(
        row=ReportRow,
        person="ordered_by",
        told=("map_id", "id", "revision", "at", "author", "fingerprint"),
        goes=False,
        blanks={"author": ""},
    ),
    PersonalRows(row=ReportFileRow, person="ordered_by"),
    PersonalRows(row=ChangeRow, person="author_id", told=("map_id", "revision", "at"), goes=False),
    PersonalRows(row=MapRow, person="changed_by", told=("id", "name", "changed_at"), goes=False),
)
"""Every table that refers to people, said once; a test fails while one is missing."""

OWN_FIELDS = ("id", "email", "name", "role", "language", "is_disabled", "created_at")
"""What an export tells of the account itself."""

BLANK = {"email": "", "name": "", "language": None, "is_disabled": True}

_people, _invitations, _guests = table(PersonRow), table(InvitationRow), table(GuestRow)

WITHOUT_ACCOUNT = (_guests.name,)
"""Tables of people who have no account: names that go by themselves, within hours (docs/privacy.md)."""

BY_ADDRESS = (_invitations.name,)
"""Tables that know people by their address alone: rows with the address of whoever is erased go."""


def told(session: Session, person: PersonId) -> dict[str, list[dict[str, object]]]:
    """Return everything that is held of a person, by table."""
    found = {"people": _rows(session, PersonalRows(row=PersonRow, person="id", told=OWN_FIELDS), person)}
    for each in PERSONAL_ROWS:
        if each.told:
            found[each.row.__tablename__] = _rows(session, each, person)
    return found


def erase(session: Session, person: PersonId) -> None:
    """Take everything from a person's row but its number, and remove what goes with them."""
    for each in PERSONAL_ROWS:
        kept = table(each.row)
        theirs = kept.c[each.person] == person
        if each.goes:
            session.execute(delete(kept).where(theirs))
        elif each.blanks:
            session.execute(update(kept).where(theirs).values({**each.blanks}))
    address = select(_people.c.email_key).where(_people.c.id == person).scalar_subquery()
    session.execute(delete(_invitations).where(_invitations.c.email_key == address))
    blank = {**BLANK, "email_key": f"erased:{person}", "version": _people.c.version + 1}
    session.execute(update(_people).where(_people.c.id == person).values(blank))
    session.expire_all()


def born(session: Session, person: PersonId) -> datetime | None:
    """Return when somebody's account was made, None for nobody or somebody erased."""
    wanted = select(_people.c.created_at).where(_people.c.id == person, _people.c.email != "")
    return session.execute(wanted).scalar()


def scrub(database: Database) -> bool:
    """Leave nothing of what was removed in the file of an SQLite database, nor in its journal; no if it cannot be now.

    It cannot while the disk has no room for a second file, or while somebody reads for longer than is waited.
    """
    if database.file is None:
        return True
    try:
        with (
            database.alone(),
            closing(sqlite3.connect(database.file, timeout=BUSY_TIMEOUT, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
            is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not is_busy
    except (sqlite3.OperationalError, DatabaseBusy):
        return False


def _rows(session: Session, wanted: PersonalRows, person: PersonId) -> list[dict[str, object]]:
    kept = table(wanted.row)
    columns = [kept.c[name] for name in wanted.told]
    found = session.execute(select(*columns).where(kept.c[wanted.person] == person).order_by(*kept.primary_key))
    return [dict(row) for row in found.mappings()]
