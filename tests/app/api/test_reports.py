"""Reports for programs: ordered, followed, listed page by page, given out as the PDF that was kept."""

import time
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.files import exchange
from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of
from tests.cast import Cast


@pytest.fixture
def viewer(app: Flask, cast: Cast) -> FlaskClient:
    """Return the program of somebody who only looks, with a token that does more than read."""
    return program_of(app, cast.viewer, Scope.WRITE)


@pytest.fixture
def kept(app: Flask, cast: Cast) -> str:
    """Keep the example map; return where its reports are."""
    made = program_of(app, cast.owner).post(f"{API}/imports?filename=a.json", data=exchange.example())
    return f"{made.headers['Location']}/reports"


def test_a_report_is_ordered_followed_and_taken(app: Flask, cast: Cast, viewer: FlaskClient, kept: str) -> None:
    """By whoever may look; the same request twice orders once, and a token that only reads orders nothing."""
    asked, headers = {"language": "en", "paper": "Letter", "classification": "Internal"}, {"Idempotency-Key": "k"}
    made, again = (viewer.post(kept, json=asked, headers=headers) for _ in range(2))
    assert (made.status_code, made.get_json()["id"]) == (201, again.get_json()["id"])
    where = made.headers["Location"]
    for _ in range(600):
        told = viewer.get(where).get_json()
        if told["state"] == "done":
            break
        time.sleep(0.2)
    assert (told["state"], told["is_kept"], told["author"]) == ("done", True, cast.viewer.name)
    assert {name: told[name] for name in asked} == asked
    reader = program_of(app, cast.viewer, Scope.READ)
    given = reader.get(f"{where}/file")
    assert (given.content_type, sha256(given.data).hexdigest()) == ("application/pdf", told["fingerprint"])
    assert reader.get(f"{where}/file", headers={"If-None-Match": given.headers["ETag"]}).status_code == 304
    assert reader.post(kept, json={}).status_code == 403


def test_reports_are_listed_page_by_page(viewer: FlaskClient, kept: str) -> None:
    """The newest first; what is not done has no file yet."""
    numbers = [viewer.post(kept, json={}).get_json()["id"] for _ in range(3)]
    first = viewer.get(f"{kept}?limit=2").get_json()
    assert [each["id"] for each in first["reports"]] == numbers[:0:-1]
    rest = viewer.get(f"{kept}?limit=2&cursor={first['next']}").get_json()
    assert ([each["id"] for each in rest["reports"]], rest["next"]) == (numbers[:1], None)
    assert viewer.get(f"{kept}/{numbers[2]}/file").status_code == 404


def test_everything_that_is_wrong_is_told(viewer: FlaskClient, kept: str) -> None:
    """With its place."""
    refused = viewer.post(kept, json={"language": "fr", "paper": "A3", "sections": ["nada"]})
    assert refused.status_code == 422
    assert {each["pointer"] for each in refused.get_json()["problems"]} == {"/language", "/paper", "/sections"}
