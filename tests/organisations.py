"""Organisations with people, made for the occasion, for tests of what services do."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.services.access import Actor
from process_models.domain.people import Role
from process_models.storage import people, teams
from process_models.storage.session import Database

MOMENT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One of each role in one organisation."""

    owner: Actor
    editor: Actor
    viewer: Actor


def team(database: Database) -> Team:
    """Return the people of a new organisation."""
    with database.writing() as session:
        organisation = people.add_organisation(session, "Acme", MOMENT)

        def actor(name: str, role: Role) -> Actor:
            email = f"{name}-{organisation}@example.org"
            person = people.add(session, organisation, email=email, name=name, role=role, at=MOMENT)
            teams.join(session, teams.in_organisation(session, organisation)[0].id, person, role)
            return Actor(person=person, organisation=organisation, name=name, role=role)

        return Team(
            owner=actor("Olga", Role.OWNER), editor=actor("Emilio", Role.EDITOR), viewer=actor("Vera", Role.VIEWER)
        )
