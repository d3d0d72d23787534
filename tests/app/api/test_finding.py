"""Search and the audit log for programs."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.files import exchange
from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of
from tests.cast import Cast


@pytest.fixture
def owner(app: Flask, cast: Cast) -> FlaskClient:
    """Return the owner's program, in an organisation with the example map."""
    owner = program_of(app, cast.owner)
    assert owner.post(f"{API}/imports?filename=a.json", data=exchange.example()).status_code == 201
    return owner


def test_everything_within_reach_is_found_by_kind(app: Flask, cast: Cast, owner: FlaskClient) -> None:
    """A comment leads to itself; nobody else finds anything."""
    where = owner.get(f"{API}/maps").get_json()["maps"][0]["id"]
    said = owner.post(
        f"{API}/maps/{where}/comments", json={"text": "Un pedido @Vera", "kind": "node", "thing": "ventas"}
    )
    groups = {each["kind"]: each for each in owner.get(f"{API}/search?q=PEDIDO").get_json()["groups"]}
    assert {"map", "node", "handoff", "comment"} >= groups.keys() - {"requirement"} >= {"handoff", "comment"}
    (hit,) = groups["comment"]["hits"]
    assert (hit["comment"], hit["map"], hit["thing"]) == (said.get_json()["id"], where, "ventas")
    assert hit["title"] == "Un pedido @Vera Vargas"
    for person in (cast.outsider, cast.stranger):
        assert program_of(app, person).get(f"{API}/search?q=pedido").get_json()["groups"] == []
    (vera,) = program_of(app, cast.viewer, Scope.READ).get(f"{API}/search?q=vera").get_json()["groups"]
    assert (vera["kind"], vera["hits"][0]["remark"], vera["hits"][0]["map"]) == ("person", "", None)


def test_a_cursor_leads_through_all_of_a_kind(owner: FlaskClient) -> None:
    """Each once, in the same order as all at once; of the other kinds nothing."""
    asked = f"{API}/search?q=e"
    whole = {each["kind"]: each for each in owner.get(f"{asked}&limit=200").get_json()["groups"]}["handoff"]
    assert (whole["next"], len(whole["hits"])) == (None, whole["count"])
    (group,) = owner.get(f"{asked}&limit=1&kind=handoff").get_json()["groups"]
    hits = group["hits"]
    while group["next"]:
        (group,) = owner.get(f"{asked}&limit=1&cursor={group['next']}").get_json()["groups"]
        hits += group["hits"]
    assert hits == whole["hits"]
    assert len(hits) > 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("q=a&cursor=%21", "cursor-wrong"),
        ("q=a&cursor=bm9kZTow", "cursor-wrong"),
        ("q=a&kind=map&cursor=bm9kZToyMA", "cursor-wrong"),
        ("q=a&kind=group", "unknown-word"),
        ("q=a&limit=1000", "value-refused"),
        ("p=a", "unknown-key"),
    ],
)
def test_a_search_cannot_be_asked_for_nonsense(owner: FlaskClient, asked: str, code: str) -> None:
    """And nothing to look for finds nothing."""
    refused = owner.get(f"{API}/search?{asked}")
    assert (refused.status_code, [each["code"] for each in refused.get_json()["problems"]]) == (422, [code])
    assert owner.get(f"{API}/search").get_json()["groups"] == []


def test_the_audit_log_is_read_by_filters_page_by_page(owner: FlaskClient, cast: Cast) -> None:
    """By whom, what, to what and when; each once, the newest first."""
    for number in range(3):
        owner.post(f"{API}/maps", json={"name": f"Mapa {number}"})
    whole = owner.get(f"{API}/audit?limit=200").get_json()["entries"]
    assert [each["number"] for each in whole] == list(range(len(whole), 0, -1))
    made = [each for each in whole if each["action"] == "map-made"]
    assert len(made) == 4
    seen, cursor = [], ""
    while cursor is not None:
        page = owner.get(f"{API}/audit?action=map-made&limit=3{cursor and f'&cursor={cursor}'}").get_json()
        seen += page["entries"]
        cursor = page["next"]
    assert seen == made
    assert owner.get(f"{API}/audit?subject={made[0]['subject']}").get_json()["entries"] == [made[0]]
    mine = owner.get(f"{API}/audit?person={cast.owner.id}&limit=200").get_json()["entries"]
    me = cast.owner.id
    assert mine == [each for each in whole if each["person"] == me or each["subject"] == f"person:{me}"]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert owner.get(f"{API}/audit?since={tomorrow}").get_json()["entries"] == []
    assert len(owner.get(f"{API}/audit?until={tomorrow}&limit=200").get_json()["entries"]) == len(whole)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("person=-1", "/person"),
        ("since=ayer", "/since"),
        ("until=2026-01-01T00:00:00", "/until"),
        ("since=0001-01-01T00:00:00%2B14:00", "/since"),
        ("cursor=x", "/cursor"),
    ],
)
def test_the_audit_log_cannot_be_asked_for_nonsense(owner: FlaskClient, asked: str, pointer: str) -> None:
    """The name of what is wrong is told."""
    refused = owner.get(f"{API}/audit?{asked}")
    assert (refused.status_code, [each["pointer"] for each in refused.get_json()["problems"]]) == (422, [pointer])


def test_whoever_cut_the_log_off_is_found_out(app: Flask, cast: Cast) -> None:
    """A head that was noted is still there, and one that never was is not."""
    stranger = program_of(app, cast.stranger)
    stranger.post(f"{API}/maps", json={"name": "Uno"})
    found = stranger.get(f"{API}/audit/verification").get_json()
    assert (found["is_whole"], found["first_broken"], found["entries"]) == (True, None, 2)
    stranger.post(f"{API}/maps", json={"name": "Otro"})
    assert stranger.get(f"{API}/audit/verification?head={found['head']}").get_json()["is_whole"] is True
    for head in ("", "x", "1:none", f"9{found['head']}"):
        told = stranger.get(f"{API}/audit/verification?head={head}").get_json()
        assert (told["is_whole"], told["has_head"], told["first_broken"]) == (False, False, None), head


@pytest.mark.parametrize(
    ("who", "scope"), [("owner", Scope.WRITE), ("editor", Scope.MANAGE), ("outsider", Scope.MANAGE)], ids=str
)
def test_only_an_owner_who_manages_reads_the_audit_log(app: Flask, cast: Cast, who: str, scope: Scope) -> None:
    """Not an owner of a team; and of another organisation everybody reads their own."""
    program = program_of(app, getattr(cast, who), scope)
    assert program.get(f"{API}/audit").status_code == 403
    assert program.get(f"{API}/audit/verification").status_code == 403
    theirs = program_of(app, cast.stranger).get(f"{API}/audit?limit=200").get_json()["entries"]
    assert {each["person"] for each in theirs} <= {cast.stranger.id, 0}
