"""`eslabon user`: accounts from the machine itself; and the first start, which lets the first owner in."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.config import Config
from app.factory import create_app
from app.services.keeping import maps
from app.services.running import setup
from app.services.running.acting import acting
from process_models.storage import people
from process_models.storage.session import Database
from tests.app.cli.running import Run, run
from tests.cast import client_of

__all__ = ["run"]

PHRASE = "la bodega abre a las siete"


@pytest.fixture
def app(run: Run) -> Iterator[Flask]:
    """Give the application on the same database."""
    assert callable(run)
    made = create_app(Config.from_env({"ESLABON_DATA": str(Config.from_env().data)}))
    yield made
    made.extensions["eslabon"].database.close()


def added(run: Run, email: str = "ana@andina.example", role: str = "editor", *more: str) -> tuple[int, str, str]:
    """Add a person."""
    return run("user", "add", email, "--name", "Ana Gómez", "--role", role, "--organisation", "Andina", *more)


def path_of(written: str) -> str:
    """Return the path of the link that was written, alone on its line."""
    found = re.fullmatch(r"https://mapas\.example(/link/[\w-]{43})\n", written)
    assert found is not None, written
    return found[1]


def test_a_new_account_comes_with_its_link(run: Run, app: Flask) -> None:
    """The link is the only thing on the standard output; by it the person comes in."""
    code, written, said = added(run)
    assert code == 0
    assert "sirve una vez, durante 7 días" in said
    client = client_of(app)
    form = {"name": "Ana Gómez", "password": PHRASE, "password_again": PHRASE}
    assert client.post(path_of(written), data=form).status_code == 303
    assert "puede ver y editar" in client.get("/account").text


def test_a_second_link_takes_the_first_back(run: Run, app: Flask) -> None:
    """However the address was typed."""
    first = path_of(added(run)[1])
    second = path_of(run("user", "link", "ANA@andina.example")[1])
    assert [client_of(app).get(path).status_code for path in (first, second)] == [404, 200]


def test_an_account_that_is_taken_away_lets_nobody_in(run: Run, app: Flask) -> None:
    """Its link neither."""
    path = path_of(added(run)[1])
    code, _, said = run("user", "disable", "ana@andina.example")
    assert code == 0
    assert "se retiró" in said
    assert client_of(app).get(path).status_code == 404


def test_an_account_can_be_given_back(run: Run, app: Flask) -> None:
    """With a new link; while it is taken away there is none to be had."""
    added(run)
    run("user", "disable", "ana@andina.example")
    code, _, said = run("user", "link", "ana@andina.example")
    assert code == 1
    assert "está retirada" in said
    path = path_of(run("user", "enable", "ana@andina.example")[1])
    assert client_of(app).get(path).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("user", "link", "nobody@andina.example"), "no hay una cuenta «nobody@andina.example»"),
        (("user", "disable", "nobody@andina.example"), "no hay una cuenta «nobody@andina.example»"),
        (("user", "disable", "ana@andina.example"), "la única cuenta con el rol de propietario"),
        (("user", "add", "ana@andina.example", "--name", "A", "--role", "viewer"), "ya hay una cuenta"),
        (("user", "add", "ana", "--name", " ", "--role", "viewer"), "no es una dirección de correo"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], says: str) -> None:
    """And nothing is done."""
    added(run, "ana@andina.example", "owner")
    code, written, said = run(*arguments)
    assert (code, written) == (1, "")
    assert says in said


def test_with_several_organisations_one_is_named(run: Run) -> None:
    """None is taken by chance."""
    added(run)
    run("user", "add", "sara@otra.example", "--name", "Sara", "--role", "owner", "--organisation", "Otra")
    code, _, said = run("user", "add", "luz@otra.example", "--name", "Luz", "--role", "viewer")
    assert code == 1
    assert "--organisation" in said


def test_the_first_start_lets_the_first_owner_in(database: Database) -> None:
    """Who finds the example map; each start gives a new link, until an owner has come in."""
    paths = []
    for _ in range(2):
        with database.writing() as session:
            paths.append(setup.first_start(session))
    assert None not in paths
    assert len(set(paths)) == 2
    with database.reading() as session:
        assert [each.chain.name for each in maps.listed(session, acting(session))] == ["Pedidos y nómina"]


def test_servers_that_start_at_once_make_one_owner(database: Database) -> None:
    """One organisation, one owner, one example; the last link lets in."""

    def start(_number: int) -> str | None:
        with database.writing() as session:
            return setup.first_start(session)

    with ThreadPoolExecutor(6) as servers:
        paths = list(servers.map(start, range(6)))
    assert None not in paths
    with database.reading() as session:
        assert len(people.organisations(session)) == 1
        assert len(people.owners(session)) == 1
        assert len(maps.listed(session, acting(session))) == 1


def test_the_first_owner_says_who_they_are(run: Run, app: Flask) -> None:
    """Name, address and password, all by the first link; then no start gives another."""
    assert callable(run)
    database = app.extensions["eslabon"].database
    with database.writing() as session:
        path = setup.first_start(session)
    assert path is not None
    client = client_of(app)
    assert 'name="email"' in client.get(path).text
    form = {"name": "Olga Ortiz", "email": "olga@andina.example", "password": PHRASE, "password_again": PHRASE}
    assert client.post(path, data={**form, "email": "olga"}).status_code == 422
    assert client.post(path, data=form).status_code == 303
    assert "olga@andina.example" in client.get("/account").text
    with database.writing() as session:
        assert setup.first_start(session) is None
