"""The cast of every test with people: a team, somebody of another team, of another organisation, and without access.

The fixtures `cast` and `app` put them into a database and give the application on it; `client_of(app, person)` is the
browser of one of them, signed in, with the token that forms carry.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Config
from app.factory import create_app
from app.services.access import Actor
from app.services.accounts import people, sessions
from app.services.accounts.sessions import Browser
from process_models.domain.people import Person, Role
from process_models.storage import people as stored
from process_models.storage import teams
from process_models.storage.session import Database, Session

BEGINNING = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who there is: Olga owns, Elías edits, Vera looks; Saúl is of another organisation; Delia has no access.

    Tomás is of the same organisation, but of another team, which he owns.
    """

    owner: Person
    editor: Person
    viewer: Person
    outsider: Person
    stranger: Person
    disabled: Person

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Return all of them."""
        return (self.owner, self.editor, self.viewer, self.outsider, self.stranger, self.disabled)


def cast_in(database: Database) -> Cast:
    """Put the cast into an empty database."""
    with database.writing() as session:
        owner = _founder(session, "Distribuidora Andina", "olga@andina.example", "Olga Ortiz")
        stranger = _founder(session, "Otra Casa", "saul@otra.example", "Saúl Silva")
        actor = people.actor_of(owner)
        editor = people.add(
            session, actor, email="elias@andina.example", name="Elías Duarte", role=Role.EDITOR, now=BEGINNING
        )
        viewer = people.add(
            session, actor, email="vera@andina.example", name="Vera Vargas", role=Role.VIEWER, now=BEGINNING
        )
        leaver = people.add(
            session, actor, email="delia@andina.example", name="Delia Daza", role=Role.EDITOR, now=BEGINNING
        )
        elsewhere = teams.add(session, owner.organisation, "Logística", BEGINNING)
        outsider = people.add(
            session,
            actor,
            email="tomas@andina.example",
            name="Tomás Tovar",
            role=Role.EDITOR,
            now=BEGINNING,
        )
        teams.leave(session, teams.in_organisation(session, owner.organisation)[0].id, outsider.id)
        teams.join(session, elsewhere, outsider.id, Role.OWNER)
        disabled = people.disable(session, actor, person=leaver, now=BEGINNING)
    return Cast(owner=owner, editor=editor, viewer=viewer, outsider=outsider, stranger=stranger, disabled=disabled)


def actor(person: Person) -> Actor:
    """Return a person as somebody on whose behalf services work."""
    return people.actor_of(person)


@contextmanager
def app_on(
    database: Database, folder: Path, *, base_url: str = "", proxies: int = 0, hosts: tuple[str, ...] = ()
) -> Iterator[Flask]:
    """Give the application on a database; `folder` is where it keeps its secret."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Config(data=folder, database_url=url, base_url=base_url, proxies=proxies, hosts=hosts))
    yield app
    app.extensions["eslabon"].hub.stop()
    app.extensions["eslabon"].desk.stop()
    app.extensions["eslabon"].database.close()


@pytest.fixture
def cast(database: Database) -> Cast:
    """Put the cast into a database."""
    return cast_in(database)


@pytest.fixture
def app(database: Database, tmp_path: Path, cast: Cast) -> Iterator[Flask]:
    """Give the application on a database with the cast in it."""
    assert cast.everybody
    with app_on(database, tmp_path) as made:
        yield made


def client_of(app: Flask, person: Person | None = None) -> FlaskClient:
    """Return the browser of a person, signed in, or of somebody who is not; its requests carry the token of forms."""
    client = app.test_client()
    if person is not None:
        client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], key_of(app, person))
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_of(client)
    return client


def key_of(app: Flask, person: Person, *, at: datetime | None = None) -> str:
    """Sign a person in, now or at another time, and return the key."""
    with app.extensions["eslabon"].database.writing() as session:
        return sessions.start(
            session, person=person, browser=Browser(agent="Pruebas"), awaits_code=False, now=at or datetime.now(UTC)
        )


def token_of(client: FlaskClient) -> str:
    """Return the token of a browser's forms, as its pages show it."""
    page = client.get("/link/none").text
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def _founder(session: Session, organisation: str, email: str, name: str) -> Person:
    new = stored.add_organisation(session, organisation, BEGINNING)
    person = stored.by_id(session, stored.add(session, new, email=email, name=name, role=Role.OWNER, at=BEGINNING))
    assert person is not None
    teams.join(session, teams.in_organisation(session, new)[0].id, person.id, Role.OWNER)
    return person
