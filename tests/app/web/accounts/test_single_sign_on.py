"""Coming in by a provider of single sign-on: a real one on this machine, well behaved and not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwk
from werkzeug.test import TestResponse

from app.config import Config, WrongSettings
from app.factory import create_app
from app.services.accounts.provider import KEYS_AGAIN
from app.services.teams import invitations
from app.web import clock
from app.web.accounts.keepers import EXTENSION
from process_models.domain.people import Person, Role
from process_models.storage import credentials, identities, people, teams
from process_models.storage.session import Database
from tests.app.services.accounts.oidc_provider import OidcProvider, oidc_provider
from tests.app.web.accounts.test_accounts import GOOD, QUICK, chosen, is_in, link_for, sign_in
from tests.cast import Cast, actor, client_of, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def oidc() -> Iterator[OidcProvider]:
    """Serve a provider."""
    with oidc_provider() as provider:
        yield provider


class Served:
    """Makes applications that believe the provider."""

    def __init__(self, database: Database, folder: Path, oidc: OidcProvider, stack: ExitStack) -> None:
        self.database, self.folder, self.oidc, self.stack = database, folder, oidc, stack

    def app(self, **settings: Any) -> Flask:  # noqa: ANN401 - as the settings
        """Return one."""
        url = self.database.url.render_as_string(hide_password=False)
        app = create_app(Config(data=self.folder, database_url=url, provider=self.oidc.settings(**settings)))
        self.stack.callback(app.extensions["eslabon"].database.close)
        return app

    def person(self, email: str) -> Person | None:
        """Return whoever has an address."""
        with self.database.reading() as session:
            return people.by_email(session, email)


@pytest.fixture
def served(database: Database, tmp_path: Path, cast: Cast, oidc: OidcProvider) -> Iterator[Served]:
    """Give a maker of applications on a database with the cast in it."""
    assert cast.everybody
    with ExitStack() as stack:
        yield Served(database, tmp_path, oidc, stack)


def come_in(client: FlaskClient, oidc: OidcProvider, wanted: str = "") -> TestResponse:
    """Leave for the provider and come back."""
    left = client.get("/sign-in/provider", query_string={"next": wanted})
    return left if left.status_code != 303 else client.get(oidc.authorized(left.location))


@pytest.mark.parametrize(("wanted", "led"), [("/account", "/account"), ("//evil.example", "/")])
def test_a_verified_address_links_an_account(served: Served, oidc: OidcProvider, wanted: str, led: str) -> None:
    """From then on the subject counts, whatever the address becomes; the account page says so and ends it."""
    app = served.app(name="Acceso Andina")
    client = client_of(app)
    assert "Acceso Andina" in client.get("/sign-in").text
    assert come_in(client, oidc, wanted).location == led
    assert oidc.issuer in client.get("/account").text
    oidc.person |= {"email": "otra@elsewhere.example", "email_verified": False}
    again = client_of(app)
    assert come_in(again, oidc).location == "/"
    assert is_in(again)


def test_it_is_unlinked_by_whoever_has_another_way_in(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast
) -> None:
    """Whoever has no password keeps it."""
    app = served.app()
    assert come_in(client_of(app), oidc).status_code == 303
    client = client_of(app, cast.editor)
    assert client.post("/account/identity/unlink").status_code == 422
    with database.writing() as session:
        credentials.save(session, replace(credentials.load(session, cast.editor.id), password_hash="x"))  # noqa: S106
    assert client.post("/account/identity/unlink").location == "/account"
    with database.reading() as session:
        assert identities.of_person(session, cast.editor.id) == ()


def test_people_of_a_domain_get_an_account(served: Served, oidc: OidcProvider) -> None:
    """In the organisation that was named, with the role that was; others are told whom to ask."""
    oidc.person = {"sub": "2", "email": "nadia@andina.example", "email_verified": True, "name": "Nadia Niño"}
    assert "propietario" in come_in(client_of(served.app()), oidc).text
    app = served.app(domains=("andina.example",), organisation="Distribuidora Andina", role=Role.EDITOR)
    client = client_of(app)
    assert come_in(client, oidc).status_code == 303
    made = served.person("nadia@andina.example")
    assert made is not None
    assert (made.name, made.role) == ("Nadia Niño", Role.EDITOR)
    assert is_in(client)


@pytest.mark.parametrize(
    "person",
    [
        {"email": "elias@andina.example", "email_verified": False},
        {"email": "elias@andina.example", "email_verified": "true"},
        {"email": "\uff45lias@andina.example"},
        {"email": "nobody@elsewhere.example"},
        {"email": "delia@andina.example"},
        {"email": "saul@otra.example"},
        {"email": "x\x00@andina.example"},
        {"email": 7},
    ],
)
def test_whoever_has_no_account_stays_out(served: Served, oidc: OidcProvider, person: dict[str, Any]) -> None:
    """Nor whoever's address is not verified, looks alike, belongs elsewhere, or whose account was taken away."""
    oidc.person |= person
    client = client_of(served.app(domains=("andina.example",), organisation="Distribuidora Andina"))
    answer = come_in(client, oidc)
    assert answer.status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"iss": "https://elsewhere.example"}, ""),
        ({"aud": "somebody"}, ""),
        ({"aud": ["eslabon", "somebody"]}, ""),
        ({"nonce": "another"}, ""),
        ({"exp": 1}, ""),
        ({"iat": 1}, ""),
        ({"sub": 7}, ""),
        ({"sub": ""}, ""),
        ({"sub": "x\x00"}, ""),
        ({"sub": "x" * 256}, ""),
        ({}, "none"),
        ({}, "HS256"),
        ({}, "other key"),
        ({}, "unknown kid"),
    ],
)
def test_a_token_that_proves_nobody_is_refused(
    served: Served, oidc: OidcProvider, wrong: dict[str, Any], fault: str
) -> None:
    """Whatever is wrong with it; and keys are looked for again at most once."""
    oidc.wrong, oidc.fault = wrong, fault
    app = served.app()
    for _ in range(2):
        client = client_of(app)
        assert come_in(client, oidc).status_code == 422
        assert not is_in(client)
    assert oidc.asked.count("/keys") == 1


@pytest.mark.parametrize("what", ["500", "huge"])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_a_provider_that_does_not_answer_is_said(served: Served, oidc: OidcProvider, what: str, path: str) -> None:
    """With the form of the sign-in, and later it goes."""
    oidc.fault = f"{what} {path}"
    client = client_of(served.app())
    assert come_in(client, oidc).status_code == 503
    oidc.fault = ""
    assert come_in(client, oidc).status_code == 303


def test_a_way_back_is_gone_once(served: Served, oidc: OidcProvider) -> None:
    """By the browser that left, with the state that it left with, and one code."""
    app = served.app()
    client = client_of(app)
    left = client.get("/sign-in/provider").location
    back = oidc.authorized(left)
    assert client_of(app).get(back).status_code == 422
    assert client.get(back.replace("state=", "state=x")).status_code == 422
    assert client.get(back).status_code == 422
    back = oidc.authorized(client.get("/sign-in/provider").location)
    assert client.get(back).status_code == 303
    assert client_of(app).get(back).status_code == 422
    other = client_of(app)
    other.get("/sign-in/provider")
    assert "no se pudo comprobar" in other.get("/sign-in/provider/back?error=access_denied").text


def test_a_cancelled_way_is_said(served: Served, oidc: OidcProvider) -> None:
    """With the button to start again, and whither one wanted to go."""
    client = client_of(served.app())
    oidc.fault = "cancelled"
    answer = come_in(client, oidc, "/account")
    assert answer.status_code == 422
    assert "se canceló en el proveedor" in answer.text
    assert "/sign-in/provider?next=/account" in answer.text
    oidc.fault = ""
    assert come_in(client, oidc).status_code == 303


@pytest.mark.parametrize(("seconds", "status"), [(590, 303), (601, 422), (-60, 422)])
def test_whoever_was_away_for_long_starts_again(
    served: Served, oidc: OidcProvider, seconds: float, status: int
) -> None:
    """Ten minutes; nor does anybody come back before they left. The provider is not asked."""
    client = client_of(served.app())
    back = oidc.authorized(client.get("/sign-in/provider").location)
    with client.session_transaction() as visit:
        visit["provider"] = visit["provider"] | {"at": visit["provider"]["at"] - seconds}
    answer = client.get(back)
    assert answer.status_code == status
    assert ("pasaron más de 10 minutos" in answer.text) is (status == 422)
    assert is_in(client) is (status == 303)
    assert ("/token" in oidc.asked) is (status == 303)


def invited(database: Database, cast: Cast, email: str) -> str:
    """Invite somebody into the first team; return the path of the link."""
    with database.writing() as session:
        team = teams.in_organisation(session, cast.owner.organisation)[0].id
        owner = actor(cast.owner)
        _, key = invitations.make(session, owner, team=team, email=email, role=Role.EDITOR, now=clock.now())
    return invitations.path(key)


NADIA = {"sub": "9", "email": "Nadia@elsewhere.example", "email_verified": True, "name": "Nadia Niño"}


def test_where_passwords_are_off_an_invitation_is_accepted_by_the_provider(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast
) -> None:
    """Her domain need not be a known one; the account has no password; the link lets nobody in again."""
    path, oidc.person = invited(database, cast, "nadia@elsewhere.example"), dict(NADIA)
    app = served.app(is_only=True)
    client = client_of(app)
    page = client.get(path).text
    assert f"/sign-in/provider?next={path}" in page
    assert "password" not in page
    assert client.post(path, data={"name": "Nadia", **chosen()}).status_code == 403
    assert come_in(client, oidc, path).location == "/"
    assert is_in(client)
    made = served.person("nadia@elsewhere.example")
    assert made is not None
    assert (made.name, made.role) == ("Nadia Niño", Role.EDITOR)
    with database.reading() as session:
        assert credentials.load(session, made.id).password_hash is None
        assert {each.role for each in teams.memberships(session, made.id)} == {Role.EDITOR}
    assert client_of(app).get(path).status_code == 404
    assert come_in(client_of(app), oidc).status_code == 303


@pytest.mark.parametrize(
    "person",
    [{"email": "other@elsewhere.example"}, {"email_verified": False}, {"email": "\uff4eadia@elsewhere.example"}],
)
def test_an_invitation_is_for_its_address_alone(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast, person: dict[str, Any]
) -> None:
    """And it stays open for whom it is for."""
    path, oidc.person = invited(database, cast, "nadia@elsewhere.example"), NADIA | person
    client = client_of(served.app(is_only=True))
    assert come_in(client, oidc, path).status_code == 422
    assert not is_in(client)
    assert served.person("nadia@elsewhere.example") is None
    assert client.get(path).status_code == 200


def test_whoever_has_an_account_accepts_by_the_form(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast
) -> None:
    """The provider lets them in and leads back to the invitation; a spent one is told to be so."""
    oidc.person = dict(NADIA)
    app = served.app(domains=("elsewhere.example",), organisation="Distribuidora Andina", is_only=True)
    assert come_in(client_of(app), oidc).status_code == 303
    with database.writing() as session:
        team = teams.add(session, cast.owner.organisation, "Bodega", clock.now())
        owner = actor(cast.owner)
        _, key = invitations.make(
            session, owner, team=team, email="nadia@elsewhere.example", role=Role.EDITOR, now=clock.now()
        )
    path, client = invitations.path(key), client_of(app)
    assert come_in(client, oidc, path).location == path
    assert "Entrar al equipo" in client.get(path).text
    client.environ_base["HTTP_X_CSRFTOKEN"] = token_of(client)
    assert client.post(path).location == f"/teams/{team}"
    assert come_in(client_of(app), oidc, path).location == path


def test_nobody_is_led_into_a_team_from_elsewhere(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast
) -> None:
    """Another site's page leads to the invitation, where one reads of it."""
    path, oidc.person = invited(database, cast, "nadia@elsewhere.example"), dict(NADIA)
    client = client_of(served.app())
    asked = {"query_string": {"next": path}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert client.get("/sign-in/provider", **asked).location == path


def test_a_second_step_of_ours_is_still_asked_for(
    served: Served, oidc: OidcProvider, database: Database, cast: Cast
) -> None:
    """The provider is the first step."""
    with database.writing() as session:
        kept = credentials.load(session, cast.editor.id)
        credentials.save(session, replace(kept, totp_secret="encrypted", totp_counter=1))  # noqa: S106 - of a test
    client = client_of(served.app())
    assert come_in(client, oidc).location.startswith("/sign-in/code")
    assert not is_in(client)


def test_where_passwords_are_off_only_owners_use_them(served: Served, database: Database, cast: Cast) -> None:
    """Told after the right password alone; nor does a link let others in."""
    app = served.app()
    app.extensions[EXTENSION] = replace(
        app.extensions[EXTENSION], passwords=type(app.extensions[EXTENSION].passwords)(QUICK)
    )
    for person in (cast.editor, cast.owner):
        client = client_of(app)
        assert client.post(link_for(database, cast, person), data=chosen()).status_code == 303
    strict = served.app(is_only=True)
    assert sign_in(client_of(strict), "equivocada") == 422
    assert sign_in(client_of(strict), GOOD) == 403
    assert sign_in(client_of(strict), GOOD, cast.owner.email) == 303
    assert client_of(strict).post(link_for(database, cast, cast.viewer), data=chosen()).status_code == 403


def test_without_a_provider_there_is_no_way_by_it(app: Flask) -> None:
    """Nor a button."""
    assert client_of(app).get("/sign-in/provider").status_code == 404
    assert "/sign-in/provider" not in client_of(app).get("/sign-in").text


def test_wrong_settings_are_told_all_at_once() -> None:
    """Each with its name."""
    given = {"OIDC_ISSUER": "http://id.example", "OIDC_DOMAINS": "a b", "OIDC_ROLE": "owner", "OIDC_ONLY": "yes"}
    with pytest.raises(WrongSettings) as refused:
        Config.from_env(given)
    assert {problem.code for problem in refused.value.problems} == {
        "setting-missing",
        "setting-not-encrypted",
        "setting-not-a-domain",
        "setting-not-a-role",
        "setting-not-yes-or-no",
    }


def test_a_new_key_of_the_provider_is_found(served: Served, oidc: OidcProvider) -> None:
    """Once a minute at most: until then whoever comes with it is refused."""
    app = served.app()
    assert come_in(client_of(app), oidc).status_code == 303
    oidc.key = jwk.RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
    assert come_in(client_of(app), oidc).status_code == 422
    provider = app.extensions[EXTENSION].provider
    provider._looked -= KEYS_AGAIN  # noqa: SLF001 - a minute later
    assert come_in(client_of(app), oidc).status_code == 303
    assert oidc.asked.count("/keys") == 2


def test_two_first_sign_ins_at_once_make_one_account(served: Served, oidc: OidcProvider) -> None:
    """Whoever comes second is found."""
    oidc.person = {"sub": "3", "email": "nadia@andina.example", "email_verified": True}
    app = served.app(domains=("andina.example",), organisation="Distribuidora Andina")
    clients = [client_of(app) for _ in range(4)]
    with ThreadPoolExecutor(len(clients)) as browsers:
        answers = list(browsers.map(lambda client: come_in(client, oidc).status_code, clients))
    assert answers == [303] * len(clients)
    assert all(is_in(client) for client in clients)
