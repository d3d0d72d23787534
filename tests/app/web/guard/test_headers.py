"""Every answer says what the browser must hold to: pages, files, errors, redirects."""

from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from app.services.files import exchange
from app.web.guard.headers import ALWAYS
from app.web.policies import Policy, policy
from process_models.storage.session import Database, DatabaseBusy
from tests.app.web.requests import answers, every_request, map_of
from tests.cast import Cast, app_on, client_of


def hold(answer: TestResponse, what: object) -> None:
    """Hold an answer to the headers; a page has nothing inline, and each of its forms carries the token."""
    for name, value in ALWAYS.items():
        told = "no-referrer" if name == "Referrer-Policy" and " /shared/" in str(what) else value
        assert answer.headers.getlist(name) == [told], (what, name)
    kept_by = answer.headers["Cache-Control"]
    assert kept_by == "no-store" or kept_by.startswith("private") or "immutable" in kept_by, what
    if answer.mimetype == "text/html":
        assert "<script>" not in answer.text, what
        assert not any(f' {inline}="' in answer.text for inline in ("style", "onclick", "onload", "onerror")), what
        assert "javascript:" not in answer.text, what
        for form in answer.text.split("<form")[1:]:
            assert 'method="post"' not in form.split(">")[0] or 'name="csrf_token"' in form.split("</form")[0], what


def test_every_route_sends_them(database: Database, app: Flask, cast: Cast) -> None:
    """To whoever asks."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    things = map_of(database, cast.owner, chain)
    for person in (None, cast.viewer, cast.stranger):
        for asked, answer in answers(app, person, every_request(app, things)):
            hold(answer, asked)


def broken(app: Flask) -> None:
    """Give the application two routes of which one fails, and the other has no database."""

    @policy(Policy.PUBLIC)
    def fail() -> str:
        raise ZeroDivisionError

    @policy(Policy.PUBLIC)
    def wait() -> str:
        raise DatabaseBusy.now()

    app.add_url_rule("/fail", "fail", fail)
    app.add_url_rule("/wait", "wait", wait)


@pytest.mark.parametrize(
    ("verb", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/nothing.js", 404),
        ("DELETE", "/account", 405),
        ("POST", "/sign-in", 400),
        ("GET", "/fail", 500),
        ("GET", "/wait", 503),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_errors_send_them_too(app: Flask, verb: str, address: str, status: int, language: str) -> None:
    """In the reader's language, with what to do next."""
    broken(app)
    answer = app.test_client().open(address, method=verb, headers={"Accept-Language": language})
    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text
    hold(answer, address)
    if status == 405:
        assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS", "POST"}
    if status == 503:
        assert int(answer.headers["Retry-After"]) > 0


def test_too_large_a_request_is_not_read(app: Flask) -> None:
    """It is refused by its announced length."""
    client = client_of(app)
    answer = client.post("/sign-in", data={"email": "x" * 10_000_001})
    assert answer.status_code == 413
    hold(answer, "/sign-in")
    fields = b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(5_001)) + b"--x--"
    answer = client.post("/sign-in", data=fields, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_a_name_that_is_not_ours_is_not_answered(database: Database, tmp_path: Path, cast: Cast) -> None:
    """Nobody makes this server speak for another name."""
    assert cast.everybody
    with app_on(database, tmp_path, hosts=("mapas.example",)) as app:
        assert app.test_client().get("/sign-in", headers={"Host": "mapas.example"}).status_code == 200
        answer = app.test_client().get("/sign-in", headers={"Host": "elsewhere.example"})
        assert answer.status_code == 400
        hold(answer, "/sign-in")


def test_behind_tls_cookies_and_pages_stay_encrypted(database: Database, tmp_path: Path, cast: Cast) -> None:
    """Secure cookies that no other host can set, and a year without an unencrypted page."""
    with app_on(database, tmp_path, base_url="https://mapas.example") as app:
        client = client_of(app, cast.viewer)
        answer = client.get("/account", base_url="https://mapas.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert cookie.startswith("__Host-eslabon")
            assert all(word in cookie for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
            assert "Domain" not in cookie


def test_a_proxys_word_counts_only_where_one_stands(database: Database, tmp_path: Path, cast: Cast) -> None:
    """Whoever sends `X-Forwarded-For` without one is counted by the real address."""
    assert cast.everybody
    seen: list[str | None] = []

    @policy(Policy.PUBLIC)
    def look() -> str:
        seen.append(request.remote_addr)
        return ""

    for proxies in (0, 1):
        with app_on(database, tmp_path, proxies=proxies) as app:
            app.add_url_rule("/look", "look", look)
            app.test_client().get("/look", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert seen == ["127.0.0.1", "198.51.100.7"]
