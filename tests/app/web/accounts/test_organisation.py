"""The people of an organisation, as whoever looks after its accounts sees and changes them."""

import re

import pytest
from flask import Flask

from tests.cast import Cast, client_of

PHRASE = "la bodega abre a las siete"
NEW = {"name": "Luz Marina", "email": "luz@andina.example", "role": "editor"}


def link_in(page: str) -> str:
    """Return the path of the link that a page shows."""
    found = re.search(r'value="http://localhost(/link/[\w-]{43})"', page)
    assert found is not None, page
    return found[1]


def test_a_new_person_comes_in_by_the_link_that_is_shown(app: Flask, cast: Cast) -> None:
    """With the role that was chosen."""
    shown = client_of(app, cast.owner).post("/people", data=NEW)
    client = client_of(app)
    form = {"name": NEW["name"], "password": PHRASE, "password_again": PHRASE}
    assert client.post(link_in(shown.text), data=form).status_code == 303
    assert "puede ver y editar" in client.get("/account").text
    listed = client_of(app, cast.owner).get("/people").text
    assert "luz@andina.example" in listed
    assert cast.stranger.email not in listed


def test_a_form_that_is_sent_twice_adds_one_person(app: Flask, cast: Cast) -> None:
    """The second answer shows a link that lets them in; with the same key nobody else is added."""
    owner = client_of(app, cast.owner)
    first, second = (owner.post("/people", data={**NEW, "key": "k"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert owner.get("/people").text.count("luz@andina.example") == 1
    assert client_of(app).get(link_in(second.text)).status_code == 200
    other = owner.post("/people", data={**NEW, "email": "leo@andina.example", "key": "k"})
    assert other.status_code == 422
    assert "leo@andina.example" not in owner.get("/people").text


def test_a_refused_form_comes_back_filled_in(app: Flask, cast: Cast) -> None:
    """Every fault beside its field; nobody was added."""
    answer = client_of(app, cast.owner).post("/people", data={**NEW, "email": cast.stranger.email, "name": " "})
    assert answer.status_code == 422
    assert f'value="{cast.stranger.email}"' in answer.text
    assert 'id="field-name-error"' in answer.text
    again = client_of(app, cast.owner).post("/people", data={**NEW, "email": cast.stranger.email})
    assert 'id="field-email-error"' in again.text


def test_another_role_counts_at_once(app: Flask, cast: Cast) -> None:
    """Open browsers are signed out; a page that was open too long overwrites nothing."""
    former = client_of(app, cast.viewer)
    owner = client_of(app, cast.owner)
    address, form = f"/people/{cast.viewer.id}/role", {"role": "editor", "base_version": str(cast.viewer.version)}
    assert owner.post(address, data=form).status_code == 303
    assert former.get("/account").status_code == 303
    assert "puede ver y editar" in client_of(app, cast.viewer).get("/account").text
    assert owner.post(address, data={**form, "role": "owner"}).status_code == 409


@pytest.mark.parametrize("what", ["role", "disable"])
def test_the_last_owner_stays_one(app: Flask, cast: Cast, what: str) -> None:
    """Else nobody could let anybody in again."""
    owner = client_of(app, cast.owner)
    form = {"role": "viewer", "base_version": str(cast.owner.version)}
    answer = owner.post(f"/people/{cast.owner.id}/{what}", data=form)
    assert answer.status_code == 422
    assert "la única cuenta con el rol de propietario" in answer.text
    assert owner.get("/people").status_code == 200


def test_an_account_is_taken_away_and_given_back(app: Flask, cast: Cast) -> None:
    """At once, everywhere; back again with a new link."""
    theirs, owner = client_of(app, cast.editor), client_of(app, cast.owner)
    assert owner.post(f"/people/{cast.editor.id}/disable").status_code == 303
    assert theirs.get("/account").status_code == 303
    assert owner.post(f"/people/{cast.editor.id}/link").status_code == 422
    path = link_in(owner.post(f"/people/{cast.editor.id}/enable").text)
    assert client_of(app).get(path).status_code == 200


def test_a_link_for_whoever_forgot(app: Flask, cast: Cast) -> None:
    """A newer one ends the older."""
    owner = client_of(app, cast.owner)
    first, second = (link_in(owner.post(f"/people/{cast.viewer.id}/link").text) for _ in range(2))
    assert [client_of(app).get(path).status_code for path in (first, second)] == [404, 200]


@pytest.mark.parametrize("what", ["link", "role", "disable", "enable"])
def test_other_organisations_people_are_not_found(app: Flask, cast: Cast, what: str) -> None:
    """Nor are numbers that nobody has."""
    owner = client_of(app, cast.owner)
    for number in (cast.stranger.id, 999_999, 10**30):
        answer = owner.post(f"/people/{number}/{what}", data={"role": "viewer", "base_version": "1"})
        assert answer.status_code == 404
        assert cast.stranger.name not in answer.text
    assert client_of(app, cast.stranger).get("/account").status_code == 200


def test_a_role_that_there_is_not_is_refused(app: Flask, cast: Cast) -> None:
    """Nobody is made less by a mistake."""
    form = {"role": "emperor", "base_version": str(cast.editor.version)}
    assert client_of(app, cast.owner).post(f"/people/{cast.editor.id}/role", data=form).status_code == 400
    assert "puede ver y editar" in client_of(app, cast.editor).get("/account").text
