"""Accounts in the browser: coming in, one's own account, going out."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import event

from app.services.accounts import links
from app.services.accounts.attempts import MOST, Tried
from app.services.accounts.passwords import Passwords
from app.services.accounts.sessions import IDLE, LIFE, TOUCH
from app.web.accounts.keepers import EXTENSION
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.app.services.accounts.test_passwords import CountingHasher
from tests.cast import Cast, actor, client_of, key_of, token_of

GOOD, OTHER = "la bodega abre a las siete", "la nómina sale el día treinta"
SIGN_IN = "eslabon_sign_in"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def link_for(database: Database, cast: Cast, person: Person, *, resets_code: bool = False) -> str:
    """Return the address of a link that the owner makes."""
    now = datetime.now(UTC)
    with database.writing() as session:
        key = links.make(session, actor(cast.owner), person=person, now=now, resets_code=resets_code)
    return f"/link/{key}"


def chosen(password: str = GOOD, **fields: str) -> dict[str, str]:
    """Return the form of a link, filled in."""
    return {"name": "Elías Duarte", "password": password, "password_again": password, **fields}


def entered(app: Flask, database: Database, cast: Cast) -> FlaskClient:
    """Return the editor's browser after coming in by a link, with the password `GOOD`; its hash is a quick one."""
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], passwords=Passwords(QUICK))
    client = client_of(app)
    answer = client.post(link_for(database, cast, cast.editor), data=chosen())
    assert answer.status_code == 303
    return renewed(client)


def renewed(client: FlaskClient) -> FlaskClient:
    """Return a browser with the token of its present pages."""
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_of(client)
    return client


def sign_in(client: FlaskClient, password: str = GOOD, email: str = "elias@andina.example", **fields: str) -> int:
    """Fill in the sign-in; return the status of the answer."""
    status = client.post("/sign-in", data={"email": email, "password": password, **fields}).status_code
    renewed(client)
    return status


def is_in(client: FlaskClient) -> bool:
    """Tell whether a browser is signed in."""
    return client.get("/account").status_code == 200


def cookie(client: FlaskClient) -> str | None:
    """Return the key that a browser holds."""
    found = client.get_cookie(SIGN_IN)
    return None if found is None else found.value


def test_the_first_link_makes_an_account_usable(app: Flask, database: Database, cast: Cast) -> None:
    """Mail scanners may look at it first; its form lets in, once."""
    address = link_for(database, cast, cast.editor)
    for _ in range(2):
        assert app.test_client().get(address).status_code == 200
    client = client_of(app)
    assert client.post(address, data=chosen()).location == "/"
    assert is_in(client)
    assert client_of(app).get(address).status_code == 404
    assert client_of(app).post(address, data=chosen(OTHER)).status_code == 404
    assert sign_in(client_of(app)) == 303


def test_a_refused_form_comes_back_filled_in(app: Flask, database: Database, cast: Cast) -> None:
    """With every fault beside its field; only passwords are typed anew."""
    address = link_for(database, cast, cast.editor)
    answer = client_of(app).post(address, data=chosen("corta", name="Elías Duarte Ríos") | {"password_again": "larga"})
    assert answer.status_code == 422
    assert 'value="Elías Duarte Ríos"' in answer.text
    assert 'id="field-password-error"' in answer.text
    assert 'id="field-password_again-error"' in answer.text
    assert "corta" not in answer.text.replace("frase corta", "")
    assert client_of(app).post(address, data=chosen()).status_code == 303


def test_whoever_fails_to_sign_in_learns_nothing(app: Flask, database: Database, cast: Cast) -> None:
    """Wrong password, no such person, no password yet, no access any more: one answer, one hash of work each."""
    entered(app, database, cast)
    hasher = CountingHasher()
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], passwords=Passwords(hasher))
    told = set()
    for number, email in enumerate(
        (cast.editor.email, "nobody@andina.example", cast.viewer.email, cast.disabled.email)
    ):
        client = client_of(app)
        answer = client.post("/sign-in", data={"email": email, "password": "equivocada"})
        assert answer.status_code == 422
        assert hasher.times == number + 1
        text = answer.text.replace(email, "…").replace(client.environ_base["HTTP_X_CSRFTOKEN"], "…")
        told.add(re.sub(r'(csrf-token" content|csrf_token" value)="[^"]*"', "", text))
        assert cookie(client) is None
    assert len(told) == 1


def test_after_too_many_tries_one_waits(app: Flask, database: Database, cast: Cast) -> None:
    """Also with the right password, and from another browser."""
    entered(app, database, cast)
    client = client_of(app)
    for _ in range(MOST[Tried.ACCOUNT]):
        assert sign_in(client, "equivocada") == 422
    assert sign_in(client) == 429
    assert sign_in(client_of(app)) == 429


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/account?x=1", "/account?x=1"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_is_where_one_wanted_to_be(
    app: Flask, database: Database, cast: Cast, wanted: str, led: str
) -> None:
    """On this site, and nowhere else."""
    entered(app, database, cast)
    client = client_of(app)
    answer = client.post("/sign-in", data={"email": cast.editor.email, "password": GOOD, "next": wanted})
    assert answer.location == led
    again = renewed(client).get("/sign-in", query_string={"next": wanted})
    assert again.location == led


def test_the_key_is_new_at_every_sign_in(app: Flask, database: Database, cast: Cast) -> None:
    """A key or a token that somebody planted before is worth nothing after."""
    entered(app, database, cast)
    client = client_of(app, cast.stranger)
    planted, token = cookie(client), client.environ_base["HTTP_X_CSRFTOKEN"]
    assert planted is not None
    client.post("/sign-in", data={"email": cast.editor.email, "password": GOOD})
    assert cookie(client) not in {None, planted}
    assert client.post("/sign-out", headers={"X-CSRFToken": token}).status_code == 400
    thief = app.test_client()
    thief.set_cookie(SIGN_IN, planted)
    assert not is_in(thief)


def test_signing_out_ends_this_browser(app: Flask, database: Database, cast: Cast) -> None:
    """Its key is worth nothing, even to whoever copied it."""
    here, there = entered(app, database, cast), client_of(app, cast.editor)
    key = cookie(here)
    assert key is not None
    assert here.post("/sign-out").location == "/sign-in"
    assert cookie(here) is None
    copied = app.test_client()
    copied.set_cookie(SIGN_IN, key)
    assert not is_in(copied)
    assert is_in(there)


def test_signing_out_everywhere_ends_all(app: Flask, cast: Cast) -> None:
    """Other people stay in."""
    mine = [client_of(app, cast.editor) for _ in range(3)]
    other = client_of(app, cast.viewer)
    assert mine[0].post("/sign-out/everywhere").location == "/sign-in"
    assert [is_in(client) for client in mine] == [False, False, False]
    assert is_in(other)


def test_one_browser_can_be_ended_from_another(app: Flask, cast: Cast) -> None:
    """One's own, by the list of the account page; somebody else's number changes nothing."""
    mine, lost, other = (client_of(app, person) for person in (cast.editor, cast.editor, cast.viewer))
    buttons = re.findall(r"/account/sign-ins/(\d+)/end", mine.get("/account").text)
    assert len(buttons) == 1
    theirs = int(buttons[0]) + 1
    for number in (buttons[0], theirs):
        assert mine.post(f"/account/sign-ins/{number}/end").status_code == 303
    assert (is_in(mine), is_in(lost), is_in(other)) == (True, False, True)


@pytest.mark.parametrize(("age", "stays"), [(timedelta(), True), (IDLE, False), (LIFE, False)])
def test_a_key_grows_old(app: Flask, cast: Cast, age: timedelta, stays: bool) -> None:  # noqa: FBT001 - a table
    """Checked when it is used, not when somebody tidies up."""
    client = app.test_client()
    client.set_cookie(SIGN_IN, key_of(app, cast.editor, at=datetime.now(UTC) - age))
    assert is_in(client) is stays


@pytest.mark.parametrize(("age", "writes"), [(timedelta(), 0), (TOUCH + timedelta(seconds=1), 1)])
def test_reading_a_page_writes_seldom(app: Flask, cast: Cast, age: timedelta, writes: int) -> None:
    """When a browser was last used is noted every few minutes at most; ten pages in a row write once."""
    client = app.test_client()
    client.set_cookie(SIGN_IN, key_of(app, cast.editor, at=datetime.now(UTC) - age))
    seen: list[str] = []
    engine = app.extensions["eslabon"].database._engine  # noqa: SLF001 - to see what is really sent
    event.listen(engine, "before_cursor_execute", lambda *sent: seen.append(sent[2]))
    for _ in range(10):
        assert is_in(client)
    assert sum(statement.startswith("UPDATE") for statement in seen) == writes


def test_nobody_in_particular_gets_no_row(app: Flask, database: Database, cast: Cast) -> None:
    """Visitors carry their token themselves."""
    assert cast.everybody
    for _ in range(3):
        client_of(app).get("/sign-in")
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM sign_ins").scalar_one() == 0


def test_a_password_is_changed_by_whoever_knows_it(app: Flask, database: Database, cast: Cast) -> None:
    """Every other browser is signed out; this one goes on with a new key."""
    here, there = entered(app, database, cast), client_of(app, cast.editor)
    former = cookie(here)
    form = {"current": "equivocada", "password": OTHER, "password_again": OTHER}
    assert here.post("/account/password", data=form).status_code == 422
    assert here.post("/account/password", data={**form, "current": GOOD}).location == "/account"
    assert "La contraseña se cambió" in here.get("/account").text
    assert cookie(here) != former
    assert not is_in(there)
    assert (sign_in(client_of(app)), sign_in(client_of(app), OTHER)) == (422, 303)


def test_the_current_password_cannot_be_guessed_from_inside(app: Flask, database: Database, cast: Cast) -> None:
    """Whoever sits down at an open browser has ten tries."""
    client = entered(app, database, cast)
    form = {"current": "equivocada", "password": OTHER, "password_again": OTHER}
    answers = [client.post("/account/password", data=form).status_code for _ in range(MOST[Tried.PASSWORD] + 1)]
    assert answers == [422] * MOST[Tried.PASSWORD] + [429]


def turned_on(client: FlaskClient) -> tuple[TOTP, list[str]]:
    """Turn the second factor on; return the telephone and the recovery codes."""
    shown = [re.findall(r"<code>(.*?)</code>", client.get("/account/second-factor").text)[0] for _ in range(2)]
    assert shown[0] == shown[1]
    phone = TOTP(key=shown[0], format="base32")
    for current, code in (("equivocada", phone.generate().token), (GOOD, "000000")):
        assert client.post("/account/second-factor", data={"current": current, "code": code}).status_code == 422
    answer = client.post("/account/second-factor", data={"current": GOOD, "code": phone.generate().token})
    codes = re.findall(r"<code>(.*?)</code>", answer.text)
    assert len(codes) == 10
    return phone, codes


def test_with_a_second_factor_both_are_needed(app: Flask, database: Database, cast: Cast) -> None:
    """The password alone opens no page; the code that turned it on is used up; a recovery code serves once."""
    owner = entered(app, database, cast)
    phone, codes = turned_on(owner)
    assert is_in(renewed(owner))
    client = client_of(app)
    answer = client.post("/sign-in", data={"email": cast.editor.email, "password": GOOD, "next": "/account"})
    assert answer.location == "/sign-in/code?next=/account"
    waiting = cookie(client)
    assert not is_in(renewed(client))
    assert client.post("/sign-in/code", data={"code": phone.generate().token}).status_code == 422
    answer = client.post("/sign-in/code", data={"code": codes[0], "next": "/account"})
    assert answer.location == "/account"
    assert cookie(client) != waiting
    assert is_in(client)
    other = client_of(app)
    sign_in(other)
    assert other.post("/sign-in/code", data={"code": codes[0]}).status_code == 422


def test_codes_cannot_be_tried_for_ever(app: Flask, database: Database, cast: Cast) -> None:
    """Six, whatever browser they come from."""
    turned_on(entered(app, database, cast))
    answers = []
    for _ in range(2):
        client = client_of(app)
        sign_in(client)
        answers += [client.post("/sign-in/code", data={"code": "000000"}).status_code for _ in range(4)]
    assert answers == [422] * MOST[Tried.CODE] + [429] * 2


def test_a_second_factor_is_turned_off_with_the_password(app: Flask, database: Database, cast: Cast) -> None:
    """Then the password does again."""
    client = entered(app, database, cast)
    turned_on(client)
    renewed(client)
    assert client.post("/account/second-factor/off", data={"current": "equivocada"}).status_code == 422
    assert client.post("/account/second-factor/off", data={"current": GOOD}).location == "/account"
    fresh = client_of(app)
    assert sign_in(fresh) == 303
    assert is_in(fresh)


def test_name_and_language_are_ones_own(app: Flask, cast: Cast) -> None:
    """The language of the account goes before the browser's; two windows do not overwrite each other."""
    client = client_of(app, cast.viewer)
    form = {"name": "Vera Vega", "language": "en", "base_version": "1"}
    assert client.post("/account", data=form).status_code == 303
    page = client.get("/account", headers={"Accept-Language": "es"}).text
    assert '<html lang="en">' in page
    assert "Vera Vega" in page
    answer = client.post("/account", data={**form, "name": "Vera Vargas"})
    assert answer.status_code == 409
    assert "Vera Vega" in answer.text
    assert 'value="Vera Vargas"' in answer.text
    assert client.post("/account", data={**form, "name": " ", "base_version": "2"}).status_code == 422


def test_a_session_of_a_page_that_is_gone_leads_back(app: Flask, cast: Cast) -> None:
    """Whoever was signed out meanwhile signs in and is where they were."""
    assert cast.everybody
    assert client_of(app).get("/account/password?a=1").location == "/sign-in?next=/account/password?a%3D1"
    assert client_of(app).get("/sign-in/code").location == "/sign-in"
