"""The page of tokens: made, shown once, used, and revoked."""

import re

from flask import Flask

from tests.app.api.programs import API, showing
from tests.cast import Cast, client_of


def test_a_token_is_made_shown_once_and_revoked(app: Flask, cast: Cast) -> None:
    """The page never shows it again, and says when it was used."""
    browser = client_of(app, cast.editor)
    given = {"name": "Informe semanal", "scope": "read", "days": "30", "key": "k"}
    page = browser.post("/account/tokens", data=given).text
    found = re.search(r'value="(eslabon_\w{8}_[\w-]{43})"', page)
    assert found is not None
    assert found[1] not in browser.post("/account/tokens", data=given).text
    program = showing(app, found[1])
    assert program.get(f"{API}/me", buffered=True).get_json()["may"] == "viewer"
    listed = browser.get("/account/tokens").text
    assert found[1] not in listed
    assert found[1][:16] in listed
    assert "hoy" in listed
    number = re.search(r"/account/tokens/(\d+)/revoke", listed)
    assert number is not None
    assert browser.post(number[0]).status_code == 303
    assert program.get(f"{API}/me").status_code == 401


def test_what_is_wrong_comes_back(app: Flask, cast: Cast) -> None:
    """With what was typed."""
    answer = client_of(app, cast.editor).post("/account/tokens", data={"name": "", "scope": "x", "days": "400"})
    assert answer.status_code == 422
    assert 'value="400"' in answer.text


def test_an_owner_sees_everybodys(app: Flask, cast: Cast) -> None:
    """Others see their own."""
    client_of(app, cast.editor).post("/account/tokens", data={"name": "De Elías", "scope": "read", "days": "30"})
    assert "De Elías" in client_of(app, cast.owner).get("/account/tokens").text
    assert "De Elías" not in client_of(app, cast.viewer).get("/account/tokens").text
    assert "De Elías" not in client_of(app, cast.stranger).get("/account/tokens").text
