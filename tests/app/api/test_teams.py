"""Teams, their people and their invitations, as programs look after them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of, showing
from tests.app.api.trail import acts_of
from tests.cast import Cast

NOWHERE = f"{API}/teams/2147483647"


@pytest.fixture
def owner(app: Flask, cast: Cast) -> FlaskClient:
    """Return the program of the organisation's owner."""
    return program_of(app, cast.owner)


@pytest.fixture
def team(owner: FlaskClient) -> str:
    """Make a team; return where it is."""
    made = owner.post(f"{API}/teams", json={"name": "Despachos"})
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"'), made.text
    return str(made.headers["Location"])


def match(answer: TestResponse) -> dict[str, str]:
    """Return the header that says on what a change is made."""
    return {"If-Match": answer.headers["ETag"]}


def codes(answer: TestResponse) -> list[str]:
    """Return what is wrong."""
    assert answer.content_type == "application/problem+json", answer.text
    return [each["code"] for each in answer.get_json()["problems"]]


def added(owner: FlaskClient, team: str, email: str, role: str = "viewer") -> str:
    """Let somebody into a team; return where that is."""
    new = owner.post(f"{team}/members", json={"email": email, "role": role})
    assert new.status_code == 201, new.text
    return str(new.headers["Location"])


def test_a_team_is_made_renamed_and_removed(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """On the version that was seen; each leaves an entry."""
    seen = owner.get(team)
    assert owner.get(team, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 304
    renamed = owner.patch(team, json={"name": "Bodega"}, headers=match(seen))
    assert renamed.get_json() == {**seen.get_json(), "name": "Bodega", "version": 2}
    assert owner.patch(team, json={"name": "Otra"}).status_code == 428
    stale = owner.patch(team, json={"name": "Otra"}, headers=match(seen))
    assert (stale.status_code, codes(stale)) == (412, ["team-moved"])
    assert owner.delete(team).status_code == 428
    assert owner.delete(team, headers=match(seen)).status_code == 412
    assert owner.delete(team, headers=match(renamed)).status_code == 204
    assert owner.get(team).status_code == 404
    number = team.rsplit("/", 1)[-1]
    done = [f"team-{word} team:{number}" for word in ("removed", "renamed", "made")]
    assert acts_of(app, cast.owner)[:3] == done


def test_a_list_holds_ones_own_teams(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """An owner of the organisation finds all, with their size; the others those that they are in."""
    added(owner, team, cast.viewer.email)
    told = {each["name"]: each for each in owner.get(f"{API}/teams").get_json()["teams"]}
    assert (told["Despachos"]["role"], told["Despachos"]["people"], told["Despachos"]["maps"]) == (None, 1, 0)
    assert "Logística" in told
    theirs = program_of(app, cast.viewer, Scope.READ).get(f"{API}/teams").get_json()["teams"]
    assert [each["name"] for each in theirs if each["role"] == "viewer"][-1] == "Despachos"
    assert "Logística" not in {each["name"] for each in theirs}
    elsewhere = program_of(app, cast.stranger).get(f"{API}/teams").get_json()["teams"]
    assert not {each["id"] for each in elsewhere} & {each["id"] for each in told.values()}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"name": " "}, [("team-name-wrong", "/name")]),
        ({"name": "x" * 500}, [("team-name-wrong", "/name")]),
        ({"name": "despachos"}, [("team-name-taken", "/name")]),
        ({"name": 1, "more": 2}, [("text-expected", "/name"), ("unknown-key", "/more")]),
        ({}, [("missing-key", "/name")]),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    owner: FlaskClient, team: str, body: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    """With every place."""
    answer = owner.post(f"{API}/teams", json=body)
    assert answer.status_code == 422, team
    assert sorted((each["code"], each["pointer"]) for each in answer.get_json()["problems"]) == sorted(wrong)


def test_a_team_that_owns_maps_stays(owner: FlaskClient, team: str) -> None:
    """It is said why."""
    owner.post(f"{API}/maps", json={"name": "Uno", "team": int(team.rsplit("/", 1)[-1])})
    refused = owner.delete(team, headers=match(owner.get(team)))
    assert (refused.status_code, codes(refused)) == (422, ["team-owns-maps"])


def test_a_key_makes_one_team_and_lets_in_once(owner: FlaskClient, cast: Cast) -> None:
    """The same request again gives the same; another with the same key is refused."""
    key = {"Idempotency-Key": "equipo-1"}
    first, again = (owner.post(f"{API}/teams", json={"name": "Cobro"}, headers=key) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert codes(owner.post(f"{API}/teams", json={"name": "Otro"}, headers=key)) == ["key-reused"]
    where, body = f"{first.headers['Location']}/members", {"email": cast.viewer.email, "role": "viewer"}
    key = {"Idempotency-Key": "persona-1"}
    let_in, twice = (owner.post(where, json=body, headers=key) for _ in range(2))
    assert (let_in.status_code, let_in.get_json()) == (201, twice.get_json())
    assert codes(owner.post(where, json=body)) == ["is-member"]
    assert len(owner.get(where).get_json()["members"]) == 1


def test_who_is_in_a_team_changes(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """Let in by their address, given another role on the version that was seen, taken out; each leaves an entry."""
    where = added(owner, team, cast.viewer.email)
    assert [each["name"] for each in owner.get(f"{team}/members").get_json()["members"]] == [cast.viewer.name]
    seen = owner.get(where)
    assert owner.patch(where, json={"role": "editor"}).status_code == 428
    changed = owner.patch(where, json={"role": "editor"}, headers=match(seen))
    assert (changed.get_json()["role"], changed.headers["ETag"]) == ("editor", '"2"')
    stale = owner.patch(where, json={"role": "owner"}, headers=match(seen))
    assert (stale.status_code, codes(stale)) == (412, ["member-moved"])
    assert owner.delete(where, headers=match(seen)).status_code == 412
    assert owner.delete(where, headers=match(changed)).status_code == 204
    gone = (owner.get(where), owner.delete(where, headers=match(changed)), owner.get(f"{team}/members/0"))
    assert {each.status_code for each in gone} == {404}
    done = [f"member-{word} person:{cast.viewer.id}" for word in ("removed", "role", "added")]
    assert acts_of(app, cast.owner)[:3] == done


def test_nobody_from_elsewhere_is_let_in(cast: Cast, owner: FlaskClient, team: str) -> None:
    """Neither another organisation's nor whoever lost the account; roles are those that there are."""
    for person in (cast.stranger, cast.disabled):
        refused = owner.post(f"{team}/members", json={"email": person.email, "role": "viewer"})
        assert codes(refused) == ["no-colleague"]
    wrong = owner.post(f"{team}/members", json={"role": "boss"}).get_json()["problems"]
    assert sorted(each["pointer"] for each in wrong) == ["/email", "/role"]
    assert owner.post(f"{NOWHERE}/members", json={"email": "x", "role": "viewer"}).status_code == 404


def test_somebody_leaves_by_themselves(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """With a token that decides about others, on the version that was seen; the team is gone from their reach."""
    where = added(owner, team, cast.viewer.email)
    assert (
        program_of(app, cast.viewer, Scope.WRITE).post(f"{team}/leave", headers={"If-Match": '"1"'}).status_code == 403
    )
    vera = program_of(app, cast.viewer)
    assert vera.post(f"{team}/leave").status_code == 428
    assert vera.post(f"{team}/leave", headers={"If-Match": '"9"'}).status_code == 412
    assert vera.post(f"{team}/leave", headers=match(vera.get(where))).status_code == 204
    assert vera.get(team).status_code == 404
    assert owner.post(f"{team}/leave", headers={"If-Match": '"1"'}).status_code == 404
    assert acts_of(app, cast.viewer)[0] == f"member-left person:{cast.viewer.id}"


def test_a_link_of_an_invitation_is_shown_once(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """The same request again tells of the same invitation without it; taken back, it opens nothing."""
    body, key = {"email": "luz@andina.example", "role": "editor"}, {"Idempotency-Key": "luz"}
    first, again = (owner.post(f"{team}/invitations", json=body, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    link = first.get_json()["link"]
    assert again.get_json() == {**first.get_json(), "link": None}
    assert first.headers["Location"] == again.headers["Location"]
    open_to_all = showing(app, None)
    assert "Despachos" in open_to_all.get(link).text
    (waiting,) = owner.get(f"{team}/invitations").get_json()["invitations"]
    assert waiting == owner.get(first.headers["Location"]).get_json()
    assert "link" not in waiting
    assert owner.delete(first.headers["Location"]).status_code == 204
    assert open_to_all.get(link).status_code == 404
    for answer in (owner.get(first.headers["Location"]), owner.delete(first.headers["Location"])):
        assert (answer.status_code, codes(answer)) == (404, ["invitation-not-found"])
    assert owner.post(f"{team}/invitations", json=body, headers=key).status_code == 404
    number = team.rsplit("/", 1)[-1]
    assert acts_of(app, cast.owner)[:2] == [f"invitation-revoked team:{number}", f"invitation-made team:{number}"]


def test_an_invitation_that_cannot_be_is_refused(cast: Cast, owner: FlaskClient, team: str) -> None:
    """No address, somebody who is in already, or the same key with something else."""
    added(owner, team, cast.viewer.email)
    where, key = f"{team}/invitations", {"Idempotency-Key": "una"}
    assert codes(owner.post(where, json={"email": cast.viewer.email, "role": "viewer"})) == ["is-member"]
    assert owner.post(where, json={"email": "nobody", "role": "viewer"}).status_code == 422
    assert owner.post(where, json={"email": "ana@andina.example", "role": "viewer"}, headers=key).status_code == 201
    other = owner.post(where, json={"email": "eva@andina.example", "role": "viewer"}, headers=key)
    assert codes(other) == ["key-reused"]
    assert owner.get(f"{NOWHERE}/invitations").status_code == 404


def test_reading_opens_what_its_owner_sees_and_changes_nothing(
    app: Flask, cast: Cast, owner: FlaskClient, team: str
) -> None:
    """The scope read lists members and invitations of a team; who may do what is for manage alone."""
    where = added(owner, team, cast.viewer.email)
    made = owner.post(f"{team}/invitations", json={"email": "luz@andina.example", "role": "editor"})
    for scope in (Scope.READ, Scope.WRITE):
        looking = program_of(app, cast.owner, scope)
        for address in (team, where, f"{team}/members", f"{team}/invitations", made.headers["Location"]):
            assert looking.get(address).status_code == 200, address
        assert looking.delete(where, headers={"If-Match": '"1"'}).status_code == 403
        assert looking.delete(made.headers["Location"]).status_code == 403
        assert looking.patch(team, json={"name": "Y"}, headers={"If-Match": '"1"'}).status_code == 403
    member = program_of(app, cast.viewer)
    assert member.get(f"{team}/members").status_code == 200
    assert member.get(f"{team}/invitations").status_code == 403


def test_another_team_finds_nothing(app: Flask, cast: Cast, owner: FlaskClient, team: str) -> None:
    """Nor does an invitation of one team open by the address of another."""
    made = owner.post(f"{team}/invitations", json={"email": "luz@andina.example", "role": "editor"})
    invitation = made.get_json()["id"]
    own = program_of(app, cast.outsider)
    (theirs,) = own.get(f"{API}/teams").get_json()["teams"]
    for address in (team, f"{team}/members", f"{team}/invitations", made.headers["Location"]):
        assert own.get(address).status_code == 404
    astray = f"{API}/teams/{theirs['id']}/invitations/{invitation}"
    assert (own.get(astray).status_code, own.delete(astray).status_code) == (404, 404)
    assert owner.get(made.headers["Location"]).status_code == 200


def test_the_organisation_is_handed_over(app: Flask, cast: Cast, owner: FlaskClient) -> None:
    """On the version that was seen; the heir owns it, and who had it edits."""
    where = f"{API}/people/{cast.editor.id}"
    seen = owner.get(where)
    assert owner.post(f"{where}/hand-over").status_code == 428
    assert owner.post(f"{where}/hand-over", headers={"If-Match": '"9"'}).status_code == 412
    assert codes(owner.post(f"{API}/people/{cast.owner.id}/hand-over", headers={"If-Match": '"1"'})) == ["no-heir"]
    assert owner.post(f"{API}/people/{cast.stranger.id}/hand-over", headers=match(seen)).status_code == 404
    assert owner.post(f"{where}/hand-over", headers=match(seen)).get_json()["role"] == "owner"
    assert owner.get(f"{API}/me").get_json()["role"] == "editor"
    assert owner.post(f"{where}/hand-over", headers=match(seen)).status_code == 403
    assert acts_of(app, cast.owner)[0] == f"ownership-handed-over person:{cast.editor.id}"
