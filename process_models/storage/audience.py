"""Who reaches a map, and who is in a team with somebody."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, OrganisationId, PersonId
from process_models.domain.people import Person, Role
from process_models.storage.people import person_of
from process_models.storage.tables import GrantRow, MapRow, MembershipRow, PersonRow


def of_map(session: Session, organisation: OrganisationId, map_id: MapId) -> tuple[Person, ...]:
    """Return everybody with an account who reaches a map of an organisation, in the order in which they came."""
    owning = select(MapRow.team_id).where(MapRow.id == map_id)
    shared = select(GrantRow.team_id).where(GrantRow.map_id == map_id, GrantRow.team_id.is_not(None))
    in_team = select(MembershipRow.person_id).where(
        or_(MembershipRow.team_id.in_(owning), MembershipRow.team_id.in_(shared))
    )
    by_name = select(GrantRow.person_id).where(GrantRow.map_id == map_id, GrantRow.person_id.is_not(None))
    reaching = or_(PersonRow.role == Role.OWNER, PersonRow.id.in_(in_team), PersonRow.id.in_(by_name))
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.organisation_id == organisation, ~PersonRow.is_disabled, reaching)
        .order_by(PersonRow.id)
    )
    return tuple(person_of(row) for row in rows)


def colleagues(session: Session, person: PersonId) -> tuple[Person, ...]:
    """Return everybody who is in a team with somebody, themselves included, in the order in which they came."""
    teams = select(MembershipRow.team_id).where(MembershipRow.person_id == person)
    found = select(MembershipRow.person_id).where(MembershipRow.team_id.in_(teams))
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(found)).order_by(PersonRow.id))
    return tuple(person_of(row) for row in rows)


def named(session: Session, numbers: Collection[PersonId]) -> dict[PersonId, Person]:
    """Return some people by their numbers."""
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(numbers)))
    return {row.id: person_of(row) for row in rows}
