"""With whom a map is shared, the links that show it, and which team owns it, as programs look after them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from process_models.domain.tokens import Scope
from tests.app.api.programs import API, program_of, showing
from tests.app.api.test_teams import codes, match
from tests.app.api.trail import acts_of
from tests.cast import Cast


@pytest.fixture
def owner(app: Flask, cast: Cast) -> FlaskClient:
    """Return the program of the organisation's owner."""
    return program_of(app, cast.owner)


@pytest.fixture
def kept(owner: FlaskClient) -> str:
    """Make a map; return where it is."""
    return str(owner.post(f"{API}/maps", json={"name": "Despachos"}).headers["Location"])


def logistics(owner: FlaskClient) -> int:
    """Return the number of the other team."""
    told = owner.get(f"{API}/teams").get_json()["teams"]
    return next(int(each["id"]) for each in told if each["name"] == "Logística")


@pytest.mark.parametrize("whom", ["team", "person", "email"])
def test_a_map_is_shared_changed_and_shared_no_longer(
    app: Flask, cast: Cast, owner: FlaskClient, kept: str, whom: str
) -> None:
    """With a team or a person; at the next request they find it, do more, and find it no more. Each leaves an entry."""
    named = {"team": logistics(owner), "person": cast.outsider.id, "email": cast.outsider.email}[whom]
    theirs = program_of(app, cast.outsider)
    assert theirs.get(kept).status_code == 404
    made = owner.post(f"{kept}/sharing", json={whom: named, "role": "viewer"})
    assert (made.status_code, made.headers["ETag"], made.get_json()["role"]) == (201, '"1"', "viewer")
    where = made.headers["Location"]
    assert theirs.get(kept).status_code == 200
    assert theirs.patch(kept, json={"name": "X"}, headers={"If-Match": '"1"'}).status_code == 403
    assert owner.patch(where, json={"role": "editor"}).status_code == 428
    changed = owner.patch(where, json={"role": "editor"}, headers=match(made))
    assert changed.get_json() == {**made.get_json(), "role": "editor", "version": 2}
    assert theirs.patch(kept, json={"name": "X"}, headers={"If-Match": '"1"'}).status_code == 200
    stale = owner.delete(where, headers=match(made))
    assert (stale.status_code, codes(stale)) == (412, ["grant-moved"])
    assert owner.delete(where, headers=match(changed)).status_code == 204
    assert (theirs.get(kept).status_code, owner.get(where).status_code) == (404, 404)
    done = [each for each in acts_of(app, cast.owner) if "share" in each]
    subject = f"map:{kept.rsplit('/', 1)[-1]}"
    assert done == [f"{word} {subject}" for word in ("share-revoked", "share-role", "map-shared")]


def test_it_is_told_who_reaches_a_map(app: Flask, cast: Cast, owner: FlaskClient, kept: str) -> None:
    """To its owners, with any token of theirs; whoever it is shared with is not told with whom else."""
    owner.post(f"{kept}/sharing", json={"email": cast.outsider.email, "role": "editor"})
    told = program_of(app, cast.owner, Scope.READ).get(f"{kept}/sharing").get_json()
    assert told["owner"]["id"] == owner.get(kept).get_json()["team"]
    assert [(each["person"], each["name"]) for each in told["shared"]] == [(cast.outsider.id, cast.outsider.name)]
    for person in (cast.outsider, cast.viewer):
        assert program_of(app, person).get(f"{kept}/sharing").status_code == 403
    assert program_of(app, cast.stranger).get(f"{kept}/sharing").status_code == 404


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"role": "viewer"}, ["share-with-one"]),
        ({"team": 1, "person": 1, "role": "viewer"}, ["share-with-one"]),
        ({"email": "tomas@andina.example", "role": "owner"}, ["share-no-owner"]),
        ({"email": "saul@otra.example", "role": "viewer"}, ["no-colleague"]),
        ({"person": 2147483647, "role": "viewer"}, ["no-colleague"]),
        ({"person": "x", "role": "y"}, ["whole-expected", "unknown-word"]),
        ({"team": 0, "role": "viewer"}, ["value-refused"]),
    ],
)
def test_a_share_that_cannot_be_is_refused(
    owner: FlaskClient, kept: str, body: dict[str, Any], wrong: list[str]
) -> None:
    """With everything that is wrong, and nothing is shared."""
    answer = owner.post(f"{kept}/sharing", json=body)
    assert (answer.status_code, codes(answer)) == (422, wrong)
    assert owner.get(f"{kept}/sharing").get_json()["shared"] == []


def test_a_key_shares_once(cast: Cast, owner: FlaskClient, kept: str) -> None:
    """Sent again it tells of the same; once that ended, of nothing; another request with the key is refused."""
    body, key = {"email": cast.outsider.email, "role": "viewer"}, {"Idempotency-Key": "compartir-1"}
    first, again = (owner.post(f"{kept}/sharing", json=body, headers=key) for _ in range(2))
    assert (first.status_code, first.get_json()) == (201, again.get_json())
    assert codes(owner.post(f"{kept}/sharing", json=body)) == ["is-shared"]
    assert codes(owner.post(f"{kept}/sharing", json={**body, "role": "editor"}, headers=key)) == ["key-reused"]
    assert owner.delete(first.headers["Location"], headers=match(first)).status_code == 204
    assert codes(owner.post(f"{kept}/sharing", json=body, headers=key)) == ["grant-not-found"]


def test_a_link_to_look_is_shown_once(app: Flask, cast: Cast, owner: FlaskClient, kept: str) -> None:
    """Anybody sees the map by it until it is revoked; the list tells of it without what opens anything."""
    body, key = {"label": "Gerencia", "days": 7}, {"Idempotency-Key": "enlace-1"}
    first, again = (owner.post(f"{kept}/share-links", json=body, headers=key) for _ in range(2))
    link, where = first.get_json()["link"], first.headers["Location"]
    assert (first.status_code, again.get_json()) == (201, {**first.get_json(), "link": None})
    anybody = showing(app, None)
    assert "Despachos" in anybody.get(link).text
    listed = program_of(app, cast.owner, Scope.READ).get(f"{kept}/share-links")
    assert listed.get_json()["links"] == [owner.get(where).get_json()]
    assert link.rsplit("/", 1)[-1] not in listed.text
    assert program_of(app, cast.owner, Scope.WRITE).delete(where).status_code == 403
    assert owner.delete(where).status_code == 204
    assert anybody.get(link).status_code == 404
    for answer in (owner.get(where), owner.delete(where), owner.post(f"{kept}/share-links", json=body, headers=key)):
        assert (answer.status_code, codes(answer)) == (404, ["share-link-not-found"])
    subject = f"map:{kept.rsplit('/', 1)[-1]}"
    assert acts_of(app, cast.owner)[:2] == [f"share-link-revoked {subject}", f"share-link-made {subject}"]


def test_a_link_that_cannot_be_is_refused(owner: FlaskClient, kept: str) -> None:
    """Without a label, and for other days than there are; both are told."""
    assert codes(owner.post(f"{kept}/share-links", json={"label": " ", "days": 8})) == ["label-wrong", "life-wrong"]
    assert owner.post(f"{kept}/share-links", json={"label": "Gerencia"}).status_code == 201


def test_what_is_of_one_map_is_not_found_by_another(app: Flask, cast: Cast, owner: FlaskClient, kept: str) -> None:
    """Neither grants nor links; and another team's owner finds nothing at all."""
    other = owner.post(f"{API}/maps", json={"name": "Otro"}).headers["Location"]
    grant = owner.post(f"{kept}/sharing", json={"email": cast.editor.email, "role": "editor"})
    link = owner.post(f"{kept}/share-links", json={"label": "Gerencia"})
    theirs = program_of(app, cast.outsider)
    for made in (grant, link):
        astray = made.headers["Location"].replace(kept, other)
        assert owner.get(astray).status_code == 404
        assert owner.delete(astray, headers={"If-Match": '"1"'}).status_code == 404
        assert theirs.get(made.headers["Location"]).status_code == 404
        assert theirs.delete(made.headers["Location"], headers={"If-Match": '"1"'}).status_code == 404
        assert owner.get(made.headers["Location"]).status_code == 200


def test_a_map_is_handed_over(app: Flask, cast: Cast, owner: FlaskClient, kept: str) -> None:
    """On the owner that was seen; the other team finds it at its next request."""
    to, seen = logistics(owner), owner.get(f"{kept}/owner")
    assert seen.headers["ETag"] == f'"{seen.get_json()["team"]}"'
    assert owner.put(f"{kept}/owner", json={"team": to}).status_code == 428
    stale = owner.put(f"{kept}/owner", json={"team": to}, headers={"If-Match": '"2147483646"'})
    assert (stale.status_code, codes(stale)) == (412, ["map-owner-moved"])
    assert owner.put(f"{kept}/owner", json={"team": 2147483647}, headers=match(seen)).status_code == 404
    own = {"team": seen.get_json()["team"]}
    assert codes(owner.put(f"{kept}/owner", json=own, headers=match(seen))) == ["map-is-theirs"]
    assert program_of(app, cast.owner, Scope.WRITE).put(f"{kept}/owner", json={"team": to}).status_code == 403
    assert owner.put(f"{kept}/owner", json={"team": to}, headers=match(seen)).get_json() == {"team": to}
    assert program_of(app, cast.outsider).get(f"{kept}/owner").get_json() == {"team": to}
    assert acts_of(app, cast.owner)[0] == f"map-handed-over map:{kept.rsplit('/', 1)[-1]}"
