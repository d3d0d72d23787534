"""Nothing changes because another site wanted it, or because a form without our token came."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from process_models.storage.session import Database
from tests.app.web.requests import NOWHERE, UNSAFE, every_request
from tests.cast import Cast, app_on, client_of

OURS = "http://localhost"


def without_token(app: Flask, cast: Cast) -> FlaskClient:
    """Return the owner's browser; its requests carry no token."""
    client = client_of(app, cast.owner)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    return client


def test_a_form_without_the_token_is_refused_everywhere(app: Flask, cast: Cast) -> None:
    """Whatever the route, before it did anything."""
    client = without_token(app, cast)
    unsafe = [asked for asked in every_request(app, NOWHERE) if asked.verb in UNSAFE]
    assert len(unsafe) > 8
    for asked in unsafe:
        answer = client.open(asked.address, method=asked.verb)
        assert answer.status_code == 400, asked
        assert "se abrió antes de entrar" in answer.text, asked


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": OURS, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused_everywhere(app: Flask, cast: Cast, headers: dict[str, str]) -> None:
    """Even with the right token."""
    client = client_of(app, cast.owner)
    for asked in every_request(app, NOWHERE):
        if asked.verb in UNSAFE:
            answer = client.open(asked.address, method=asked.verb, headers=headers)
            assert answer.status_code == 403, asked
            assert "desde otro sitio" in answer.text, asked


@pytest.mark.parametrize("headers", [{}, {"Origin": OURS}, {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_ours_is_taken(app: Flask, cast: Cast, headers: dict[str, str]) -> None:
    """In the field or in the header, from a browser that says where it comes from or not."""
    client = client_of(app, cast.viewer)
    form = {"name": "Vera Vega", "language": "", "base_version": "1"}
    assert client.post("/account", data=form, headers=headers).status_code == 303
    token = client.environ_base.pop("HTTP_X_CSRFTOKEN")
    form = {**form, "name": "Vera Vargas", "base_version": "2", "csrf_token": token}
    assert client.post("/account", data=form, headers=headers).status_code == 303


def test_another_browsers_token_is_none(app: Flask, cast: Cast) -> None:
    """Whoever has a token of the site's cannot use it in somebody else's browser."""
    foreign = client_of(app, cast.stranger).environ_base["HTTP_X_CSRFTOKEN"]
    client = client_of(app, cast.viewer)
    assert client.post("/sign-out", headers={"X-CSRFToken": foreign}).status_code == 400


def test_looking_is_allowed_from_anywhere(app: Flask, cast: Cast) -> None:
    """A link in a mail leads here."""
    answer = client_of(app, cast.viewer).get("/account", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


def test_behind_a_proxy_the_public_address_is_ours(database: Database, tmp_path: Path, cast: Cast) -> None:
    """The one that people type, whatever the proxy says of itself."""
    with app_on(database, tmp_path, base_url="https://mapas.example") as app:
        client = client_of(app, cast.viewer)
        form = {"name": "Vera Vega", "language": "", "base_version": "1"}
        client.environ_base["wsgi.url_scheme"] = "https"
        answer = client.post("/account", data=form, headers={"Origin": "https://mapas.example"})
        assert answer.status_code == 303
