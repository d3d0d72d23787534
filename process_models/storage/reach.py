"""How far somebody reaches: what they may do with which maps, by their teams and by what is shared with them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import MapId, OrganisationId, PersonId, TeamId
from process_models.domain.people import Role
from process_models.storage.tables import GrantRow, MapRow, MembershipRow


def owner_of(session: Session, organisation: OrganisationId, map_id: MapId) -> TeamId | None:
    """Return the team that owns a map of an organisation, None where there is no such map."""
    if not map_id.isprintable():  # PostgreSQL takes no NUL
        return None
    wanted = select(MapRow.team_id).where(MapRow.id == map_id, MapRow.organisation_id == organisation)
    return session.execute(wanted).scalar()


def role_on(session: Session, person: PersonId, map_id: MapId) -> Role | None:
    """Return what somebody may do with a map, None for nothing, whatever their account allows."""
    return roles(session, person, map_id).get(map_id)


def roles(session: Session, person: PersonId, map_id: MapId | None = None) -> dict[MapId, Role]:
    """Return every map that somebody reaches, or the one, with the most that they may do there."""
    found: dict[MapId, Role] = {}
    for each, role in _ways(session, person, map_id):
        if each not in found or role.allows(found[each]):
            found[each] = role
    return found


def _ways(session: Session, person: PersonId, map_id: MapId | None) -> Iterator[tuple[MapId, Role]]:
    """Yield each way to a map: its team is theirs; it is shared with a team of theirs; it is shared with them."""
    theirs = (
        select(MapRow.id, MembershipRow.role)
        .join(MembershipRow, MembershipRow.team_id == MapRow.team_id)
        .where(MembershipRow.person_id == person)
    )
    by_team = (
        select(GrantRow.map_id, GrantRow.role, MembershipRow.role)
        .join(MembershipRow, MembershipRow.team_id == GrantRow.team_id)
        .where(MembershipRow.person_id == person)
    )
    by_name = select(GrantRow.map_id, GrantRow.role).where(GrantRow.person_id == person)
    if map_id is not None:
        theirs = theirs.where(MapRow.id == map_id)
        by_team, by_name = by_team.where(GrantRow.map_id == map_id), by_name.where(GrantRow.map_id == map_id)
    yield from ((each, role) for each, role in session.execute(theirs))
    yield from ((each, role.at_most(in_team)) for each, role, in_team in session.execute(by_team))
    yield from ((each, role) for each, role in session.execute(by_name))
