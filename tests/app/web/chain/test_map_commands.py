"""Commands as scripts send them: what is applied, what meets a change, what cannot be."""

import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from process_models.domain.commands import ReplaceHandoff
from process_models.domain.identifiers import MapId
from process_models.domain.people import Person
from process_models.storage.session import Database
from tests.app.web.shop import REMOVE, Site
from tests.cast import Cast, client_of


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast)


def asked(client: FlaskClient, site: Site, **said: object) -> tuple[int, dict[str, object], str | None]:
    """Send a command as a script does."""
    answer = client.post(f"{site.at}/commands", data=json.dumps(said), content_type="application/json")
    return answer.status_code, answer.get_json(), answer.headers.get("ETag")


def test_a_command_is_applied_once_and_told_with_its_revision(site: Site) -> None:
    """The changes since the base, the revision as ETag; the same key again gets the same answer."""
    for _ in range(2):
        status, said, tag = asked(site.editor, site, base_revision=1, command=REMOVE, key="a-key")
        assert (status, said["revision"], tag) == (200, 2, '"2"')
        changes = said["changes"]
        assert isinstance(changes, list)
        assert [change["command"] for change in changes] == [REMOVE]
    assert len(site.now().chain.handoffs) == 2


def test_a_command_that_meets_a_change_gets_both_values(site: Site) -> None:
    """409 with what it was, what it would be and what it is."""
    pedido = site.now().chain.handoffs[0]
    site.somebody_else(ReplaceHandoff(handoff=replace(pedido, medium="ERP")))
    status, said, _ = asked(site.editor, site, base_revision=1, command=REMOVE)
    things = said["things"]
    assert isinstance(things, dict)
    met = things["handoff:ventas-bodega"]
    assert (status, said["revision"], met["yours"], met["theirs"]["medium"]) == (409, 2, None, "ERP")
    assert "medium" not in met["base"]


def test_a_command_that_cannot_be_is_told_with_its_places(site: Site) -> None:
    """Every problem with a code, a pointer and a sentence; what is not JSON too."""
    wrong = {"kind": "add-handoff", "handoff": {"id": "x", "supplier": "ventas", "client": "ventas", "dependency": 2}}
    status, said, _ = asked(site.editor, site, base_revision="1", command=wrong, more=1)
    problems = said["problems"]
    assert isinstance(problems, list)
    assert (status, {(each["code"], each["pointer"]) for each in problems}) == (
        422,
        {
            ("unknown-key", "/more"),
            ("whole-expected", "/base_revision"),
            ("missing-key", "/command/handoff/deliverable"),
        },
    )
    whole = {**wrong, "handoff": {**wrong["handoff"], "deliverable": "X"}}  # type: ignore[dict-item]
    status, said, _ = asked(site.editor, site, base_revision=1, command=whole)
    problems = said["problems"]
    assert isinstance(problems, list)
    assert (status, {each["pointer"] for each in problems}) == (422, {"/handoff/client", "/handoff/dependency"})
    for content in (b"{", b"[]", b'{"base_revision": 1, "base_revision": 2}', b"\xff"):
        answer = site.editor.post(f"{site.at}/commands", data=content, content_type="application/json")
        assert answer.status_code == 422
    assert site.now().revision == 1


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_a_command_asks_for_the_right_to_edit(site: Site, who: str) -> None:
    """A viewer may not; for another organisation there is no such map."""
    person: Person = getattr(site.cast, who)
    answer = client_of(site.app, person).post(f"{site.at}/commands", json={"base_revision": 1, "command": REMOVE})
    assert answer.status_code == {"viewer": 403, "stranger": 404}[who]
    assert MapId(site.map) == site.now().id
