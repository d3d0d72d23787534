"""One's data in the browser: taken home whole, erased by oneself or by an owner, by nobody of whom it is uncertain."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.keeping import maps
from app.services.running import upkeep
from process_models.domain.chain import ValueChain
from process_models.domain.people import Person
from process_models.storage import audit
from process_models.storage import people as stored
from process_models.storage.session import Database
from tests.app.services.accounts.test_privacy import held
from tests.app.web.accounts.test_accounts import GOOD, entered, is_in, turned_on
from tests.cast import Cast, actor, client_of, key_of, token_of

SURE = {"sure": "yes", "current": GOOD}


def is_erased(database: Database, person: Person) -> bool:
    """Tell whether nothing but a number is left of somebody."""
    with database.reading() as session:
        found = stored.by_id(session, person.id)
    assert found is not None
    return found.is_erased


def actions(database: Database, cast: Cast) -> list[str]:
    """Return what was done, the newest first."""
    with database.reading() as session:
        return [each.action for each in audit.entries(session, cast.owner.organisation, limit=100)]


def of(app: Flask, person: Person, age: timedelta) -> FlaskClient:
    """Return the browser of somebody who came in some time ago."""
    client = client_of(app)
    client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], key_of(app, person, at=datetime.now(UTC) - age))
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_of(client)
    return client


def test_everything_about_oneself_is_taken_home(app: Flask, database: Database, cast: Cast) -> None:
    """As JSON under a name of its own; it is noted, and nobody else's data is in it."""
    client = client_of(app, cast.viewer)
    assert "/account/data" in client.get("/account").text
    answer = client.post("/account/data/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="mis-datos-eslabon-')
    assert json.loads(answer.data)["people"][0]["email"] == cast.viewer.email
    assert cast.editor.email not in answer.text
    assert actions(database, cast)[0] == "person-exported"


def test_oneself_is_erased_with_the_password(app: Flask, database: Database, cast: Cast) -> None:
    """Signed out, led to the door; the file of the database holds nothing, the ledger remembers."""
    client = entered(app, database, cast)
    page = client.get("/account/erase").text
    assert "Contraseña actual" in page
    answer = client.post("/account/erase", data=SURE)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert "Sus datos se borraron" in client.get("/sign-in").text
    assert not is_in(client)
    assert is_erased(database, cast.editor)
    assert cast.editor.email.encode() not in held(database)
    data = app.extensions["eslabon"].config.data
    assert len((data / "erased.jsonl").read_text().split("\n\n")) == 1
    assert not (data / upkeep.UNSCRUBBED).exists()
    assert actions(database, cast)[0] == "person-erased"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"current": GOOD}, "sure"), ({"sure": "yes"}, "current"), ({"sure": "yes", "current": "otra"}, "current")],
)
def test_without_word_or_password_nobody_is_erased(
    app: Flask, database: Database, cast: Cast, given: dict[str, str], field: str
) -> None:
    """What is missing is said at its field."""
    answer = entered(app, database, cast).post("/account/erase", data=given)
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.text
    assert not is_erased(database, cast.editor)


def test_the_password_cannot_be_guessed_there(app: Flask, database: Database, cast: Cast) -> None:
    """After ten tries one waits, also with the right one."""
    client = entered(app, database, cast)
    for _ in range(10):
        assert client.post("/account/erase", data={**SURE, "current": "otra"}).status_code == 422
    assert client.post("/account/erase", data=SURE).status_code == 429
    assert not is_erased(database, cast.editor)


def test_with_a_second_factor_a_code_is_needed(app: Flask, database: Database, cast: Cast) -> None:
    """A recovery code does too."""
    client = entered(app, database, cast)
    _, codes = turned_on(client)
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_of(client)
    for code in ("", "000000"):
        answer = client.post("/account/erase", data={**SURE, "code": code})
        assert answer.status_code == 422
        assert 'id="field-code-error"' in answer.text
    assert client.post("/account/erase", data={**SURE, "code": codes[0]}).status_code == 303
    assert is_erased(database, cast.editor)


def test_without_a_password_one_must_have_come_in_just_now(app: Flask, database: Database, cast: Cast) -> None:
    """Somebody whom a provider vouches for signs in again."""
    late = of(app, cast.viewer, timedelta(minutes=11))
    assert "no tiene contraseña" in late.get("/account/erase").text
    answer = late.post("/account/erase", data={"sure": "yes"})
    assert answer.status_code == 422
    assert "hace más de 10 minutos" in answer.text
    assert not is_erased(database, cast.viewer)
    assert of(app, cast.viewer, timedelta(minutes=9)).post("/account/erase", data={"sure": "yes"}).status_code == 303
    assert is_erased(database, cast.viewer)


def test_the_last_owner_stays(app: Flask, database: Database, cast: Cast) -> None:
    """And is told why."""
    client = client_of(app, cast.owner)
    answer = client.post("/account/erase", data={"sure": "yes"})
    assert answer.status_code == 422
    assert "propietari" in answer.text
    assert not is_erased(database, cast.owner)
    assert not (app.extensions["eslabon"].config.data / "erased.jsonl").exists()


def test_an_owner_erases_whoever_has_no_access(app: Flask, database: Database, cast: Cast) -> None:
    """From the person's page, after saying where the name stays."""
    with database.writing() as session:
        chain = replace(ValueChain(name="Bodega"), description=f"Pregunte a {cast.disabled.name}")
        made = maps.create(session, actor(cast.owner), chain=chain)
    client, address = client_of(app, cast.owner), f"/people/{cast.disabled.id}/erase"
    assert address in client.get(f"/people/{cast.disabled.id}").text
    assert f'href="/maps/{made}"' in client.get(address).text
    answer = client.post(address, data={"sure": "yes"})
    assert (answer.status_code, answer.location) == (303, "/people")
    assert is_erased(database, cast.disabled)
    assert client.get(f"/people/{cast.disabled.id}").status_code == 404
    assert client.post(address, data={"sure": "yes"}).status_code == 404


def test_whoever_has_access_is_not_erased_by_others(app: Flask, database: Database, cast: Cast) -> None:
    """The account goes first; the page does not offer it."""
    client, address = client_of(app, cast.owner), f"/people/{cast.viewer.id}/erase"
    assert address not in client.get(f"/people/{cast.viewer.id}").text
    answer = client.post(address, data={"sure": "yes"})
    assert answer.status_code == 422
    assert "retire antes la cuenta" in answer.text
    assert not is_erased(database, cast.viewer)


def test_what_stays_is_told_within_reach_only(app: Flask, database: Database, cast: Cast) -> None:
    """A map of another team is not named, although one's name stands in it."""
    with database.writing() as session:
        chain = replace(ValueChain(name="Secreto de bodega"), description=f"Pregunte a {cast.outsider.name}")
        maps.create(session, actor(cast.owner), chain=chain)
    page = client_of(app, cast.outsider).get("/account/erase").text
    assert "Secreto" not in page
    assert "ningún mapa a su alcance" in page
