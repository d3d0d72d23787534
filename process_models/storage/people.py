"""The people of an organisation."""

import unicodedata
from datetime import datetime

from sqlalchemy import ColumnElement, Text, case, cast, insert, literal, select, text
from sqlalchemy.orm import Session

from process_models.domain.identifiers import OrganisationId, PersonId
from process_models.domain.people import NAMELESS, Person, Role
from process_models.storage.rows import table
from process_models.storage.tables import OrganisationRow, PersonRow, TeamRow

_organisations, _people = table(OrganisationRow), table(PersonRow)

_FIRST = 0x45736C62
"""The key under which PostgreSQL lets one process add the first person."""


def email_key(email: str) -> str:
    """Return an address as it is looked up: capitals and widths of letters make no other person.

    >>> email_key(" Ana@Example.org")
    'ana@example.org'
    """
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def alone(session: Session) -> None:
    """Keep others who are about to add the first person waiting until this transaction ends.

    Whoever writes to SQLite is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FIRST})


def add_organisation(session: Session, name: str, at: datetime) -> OrganisationId:
    """Keep a new organisation with its first team, which has its name; return its id."""
    statement = insert(_organisations).values(name=name, created_at=at).returning(_organisations.c.id)
    new = OrganisationId(session.execute(statement).scalar_one())
    session.add(TeamRow(organisation_id=new, name=name, created_at=at))
    session.flush()
    return new


def add(session: Session, organisation: OrganisationId, *, email: str, name: str, role: Role, at: datetime) -> PersonId:
    """Keep a new person; return the id."""
    row = PersonRow(
        organisation_id=organisation,
        email=email.strip(),
        email_key=email_key(email),
        name=name,
        role=role,
        language=None,
        is_disabled=False,
        created_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, person: PersonId) -> Person | None:
    """Return a person."""
    row = session.get(PersonRow, person)
    return None if row is None else person_of(row)


def by_email(session: Session, email: str) -> Person | None:
    """Return whoever has an address."""
    wanted = select(PersonRow).where(PersonRow.email_key == email_key(email), PersonRow.email != "")
    row = session.scalars(wanted).first()
    return None if row is None else person_of(row)


def owners(session: Session) -> tuple[Person, ...]:
    """Return the owners of all organisations who may sign in, the first that there was first."""
    wanted = select(PersonRow).where(PersonRow.role == Role.OWNER, ~PersonRow.is_disabled).order_by(PersonRow.id)
    return tuple(person_of(row) for row in session.scalars(wanted))


def organisations(session: Session) -> tuple[tuple[OrganisationId, str], ...]:
    """Return every organisation with its name, in the order in which they came."""
    rows = session.execute(select(_organisations.c.id, _organisations.c.name).order_by(_organisations.c.id))
    return tuple((OrganisationId(row.id), row.name) for row in rows)


def in_organisation(session: Session, organisation: OrganisationId) -> tuple[Person, ...]:
    """Return the people of an organisation, in the order in which they came."""
    rows = session.scalars(select(PersonRow).where(PersonRow.organisation_id == organisation).order_by(PersonRow.id))
    return tuple(person_of(row) for row in rows)


def save(session: Session, person: Person) -> Person:
    """Write the fields of a person that was read in this transaction; the version rises."""
    row = session.get_one(PersonRow, person.id)
    row.email, row.email_key = person.email, email_key(person.email)
    row.name, row.role, row.language, row.is_disabled = person.name, person.role, person.language, person.is_disabled
    session.flush()
    return person_of(row)


def shown_name() -> ColumnElement[str]:
    """Return the name of a person of `people` as pages get it: of somebody who was erased, a mark and the number."""
    nameless = literal(NAMELESS, Text()) + cast(_people.c.id, Text())
    return case((_people.c.email == "", nameless), else_=cast(_people.c.name, Text()))


def person_of(row: PersonRow) -> Person:
    """Return the person of a row."""
    return Person(
        id=row.id,
        organisation=row.organisation_id,
        email=row.email,
        name=row.name,
        role=row.role,
        language=row.language,
        is_disabled=row.is_disabled,
        version=row.version,
    )
