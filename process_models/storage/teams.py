"""Teams: which there are, who is in them, and which maps are shared with whom."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from process_models.domain.identifiers import GrantId, MapId, OrganisationId, PersonId, TeamId
from process_models.domain.people import Grant, Membership, Role, Team
from process_models.storage.people import person_of
from process_models.storage.tables import GrantRow, MapRow, MembershipRow, OrganisationRow, PersonRow, TeamRow


def add(session: Session, organisation: OrganisationId, name: str, at: datetime) -> TeamId:
    """Keep a new team with nobody in it; return its id."""
    row = TeamRow(organisation_id=organisation, name=name, created_at=at)
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, team: TeamId) -> Team | None:
    """Return a team."""
    row = session.get(TeamRow, team)
    return None if row is None else _team(row)


def in_organisation(session: Session, organisation: OrganisationId) -> tuple[Team, ...]:
    """Return the teams of an organisation, in the order in which they came."""
    rows = session.scalars(select(TeamRow).where(TeamRow.organisation_id == organisation).order_by(TeamRow.id))
    return tuple(_team(row) for row in rows)


def hold(session: Session, organisation: OrganisationId) -> None:
    """Keep others who are about to change who is who in an organisation waiting until this transaction ends.

    Whoever writes to SQLite is alone anyway. Rows that refer to the organisation are not kept waiting.
    """
    wanted = select(OrganisationRow.id).where(OrganisationRow.id == organisation)
    session.execute(wanted.with_for_update(key_share=True))


def hold_one(session: Session, team: TeamId, *, alone: bool = False) -> bool:
    """Keep a team from being removed until this transaction ends; no if it is gone.

    With `alone` nobody gives it maps either, and those that others just gave it are seen.
    """
    wanted = select(TeamRow.id).where(TeamRow.id == team)
    held = wanted.with_for_update() if alone else wanted.with_for_update(read=True, key_share=True)
    return session.execute(held).first() is not None


def membership(session: Session, team: TeamId, person: PersonId) -> Membership | None:
    """Return what somebody is in a team, None for nothing."""
    wanted = (MembershipRow.team_id == team) & (MembershipRow.person_id == person)
    return next(iter(_memberships(session, wanted)), None)


def mates(session: Session, person: PersonId) -> frozenset[PersonId]:
    """Return everybody with whom somebody shares a team, themselves included."""
    own = select(MembershipRow.team_id).where(MembershipRow.person_id == person)
    found = session.scalars(select(MembershipRow.person_id).where(MembershipRow.team_id.in_(own)))
    return frozenset(found) | {person}


def sizes(session: Session, organisation: OrganisationId) -> dict[TeamId, tuple[int, int]]:
    """Return how many people and how many maps each team of an organisation has."""
    people = (
        select(MembershipRow.team_id, func.count().label("count"))
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(PersonRow.is_disabled.is_(False))
        .group_by(MembershipRow.team_id)
    ).subquery()
    maps = select(MapRow.team_id, func.count().label("count")).group_by(MapRow.team_id).subquery()
    rows = session.execute(
        select(TeamRow.id, func.coalesce(people.c.count, 0), func.coalesce(maps.c.count, 0))
        .outerjoin(people, people.c.team_id == TeamRow.id)
        .outerjoin(maps, maps.c.team_id == TeamRow.id)
        .where(TeamRow.organisation_id == organisation)
    )
    return {team: (of_people, of_maps) for team, of_people, of_maps in rows}


def save(session: Session, team: Team) -> Team:
    """Write the fields of a team that was read in this transaction; the version rises."""
    row = session.get_one(TeamRow, team.id)
    row.name = team.name
    session.flush()
    return _team(row)


def remove(session: Session, team: TeamId) -> None:
    """Remove a team that owns no maps; whoever is in it loses what was shared with it."""
    session.delete(session.get_one(TeamRow, team))
    session.flush()


def join(session: Session, team: TeamId, person: PersonId, role: Role) -> None:
    """Let somebody into a team, or change what they may do in it."""
    row = session.get(MembershipRow, (team, person))
    if row is None:
        session.add(MembershipRow(team_id=team, person_id=person, role=role))
    else:
        row.role = role
    session.flush()


def leave(session: Session, team: TeamId, person: PersonId) -> None:
    """Take somebody out of a team."""
    session.execute(
        delete(MembershipRow).where(MembershipRow.team_id == team, MembershipRow.person_id == person),
        execution_options={"synchronize_session": "fetch"},
    )


def members(session: Session, team: TeamId) -> tuple[Membership, ...]:
    """Return who is in a team, in the order in which they came to the organisation."""
    return _memberships(session, MembershipRow.team_id == team)


def memberships(session: Session, person: PersonId) -> tuple[Membership, ...]:
    """Return the teams that somebody is in, in the order in which these came."""
    return _memberships(session, MembershipRow.person_id == person)


def grant(session: Session, given: Grant) -> GrantId:
    """Share a map, or change what a grant of before allows; its `id` does not matter."""
    row = session.scalars(
        select(GrantRow).where(
            GrantRow.map_id == given.map,
            GrantRow.team_id.is_not_distinct_from(given.team),
            GrantRow.person_id.is_not_distinct_from(given.person),
        )
    ).first()
    if row is None:
        row = GrantRow(map_id=given.map, team_id=given.team, person_id=given.person, role=given.role)
        session.add(row)
    row.role = given.role
    session.flush()
    return row.id


def revoke(session: Session, given: GrantId) -> None:
    """Share a map no longer."""
    session.delete(session.get_one(GrantRow, given))
    session.flush()


def grant_of(session: Session, map_id: MapId, given: GrantId) -> Grant | None:
    """Return one of the ways in which a map is shared."""
    wanted = select(GrantRow).where(GrantRow.id == given, GrantRow.map_id == map_id)
    row = session.scalars(wanted).first()
    return None if row is None else _grant(row)


def grants(session: Session, map_id: MapId) -> tuple[Grant, ...]:
    """Return with whom a map is shared, in the order in which that was done."""
    rows = session.scalars(select(GrantRow).where(GrantRow.map_id == map_id).order_by(GrantRow.id))
    return tuple(_grant(row) for row in rows)


def _memberships(session: Session, wanted: ColumnElement[bool]) -> tuple[Membership, ...]:
    rows = session.execute(
        select(MembershipRow, PersonRow)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(wanted)
        .order_by(MembershipRow.team_id, MembershipRow.person_id)
    )
    return tuple(
        Membership(team=row.team_id, person=person_of(person), role=row.role, version=row.version)
        for row, person in rows
    )


def _team(row: TeamRow) -> Team:
    return Team(id=row.id, organisation=row.organisation_id, name=row.name, version=row.version)


def _grant(row: GrantRow) -> Grant:
    return Grant(id=row.id, map=row.map_id, team=row.team_id, person=row.person_id, role=row.role, version=row.version)
