"""Teams, invitations, sharing and shared maps, as browsers without script meet them."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.keeping import maps
from process_models.domain.people import Person
from process_models.storage import teams
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.page_forms import form_of
from tests.pictures import example

PHRASE = "la bodega abre a las siete"


def team_of(database: Database, person: Person) -> int:
    """Return the number of somebody's team."""
    with database.reading() as session:
        return teams.memberships(session, person.id)[0].team


def map_of(database: Database, person: Person, name: str) -> str:
    """Keep the example under a name; return where it is."""
    with database.writing() as session:
        return maps.create(session, actor(person), chain=replace(example(), name=name))


def path_in(page: str, kind: str) -> str:
    """Return the path of the link that a page shows."""
    found = re.search(rf'value="http://localhost(/{kind}/[\w-]{{43}})"', page)
    assert found is not None, page
    return found[1]


@pytest.fixture
def invited(app: Flask, database: Database, cast: Cast) -> str:
    """Let Tomás, who owns a team and not the organisation, invite Luz; return the path of the link."""
    client, team = client_of(app, cast.outsider), team_of(database, cast.outsider)
    form = form_of(client.get(f"/teams/{team}"), f"/teams/{team}/invitations")
    return path_in(form.sent(client, email="luz@andina.example", role="editor").text, "invitations")


def test_a_newcomer_comes_in_by_the_invitation(app: Flask, database: Database, cast: Cast, invited: str) -> None:
    """Looking changes nothing; it works once; she sees her team's map and no other team's."""
    own, other = map_of(database, cast.outsider, "Rutas"), map_of(database, cast.owner, "Nómina secreta")
    client = client_of(app)
    for _ in range(2):
        page = client.get(invited)
        assert page.status_code == 200
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Logística" in page.text
    form = {"name": "Luz Marina", "password": PHRASE, "password_again": PHRASE}
    assert client.post(invited, data={**form, "password_again": "otra cosa distinta"}).status_code == 422
    assert client.post(invited, data=form).status_code == 303
    listed = client.get("/").text
    assert own in listed
    assert other not in listed
    assert "Nómina secreta" not in listed
    assert client_of(app).post(invited, data=form).status_code == 404
    assert client_of(app).get(invited).status_code == 404


def test_an_invitation_is_revoked(app: Flask, database: Database, cast: Cast, invited: str) -> None:
    """Then it says the same as one that never was."""
    client, team = client_of(app, cast.outsider), team_of(database, cast.outsider)
    page = client.get(f"/teams/{team}")
    action = re.search(rf"/teams/{team}/invitations/\d+/revoke", page.text)
    assert action is not None
    assert form_of(page, action[0]).sent(client).status_code == 303
    gone, never = client_of(app).get(invited), client_of(app).get("/invitations/" + "a" * 43)
    assert (gone.status_code, never.status_code) == (404, 404)
    assert "luz@andina.example" not in client.get(f"/teams/{team}").text


def test_whoever_is_signed_in_as_somebody_else_is_told(app: Flask, cast: Cast, database: Database) -> None:
    """And whoever has the address joins with one button."""
    client, team = client_of(app, cast.outsider), team_of(database, cast.outsider)
    form = form_of(client.get(f"/teams/{team}"), f"/teams/{team}/invitations")
    path = path_in(form.sent(client, email=cast.viewer.email, role="viewer").text, "invitations")
    assert f"/sign-in?next={path}" in client_of(app).get(path).text.replace("%2F", "/")
    assert cast.editor.email in client_of(app, cast.editor).get(path).text
    assert client_of(app, cast.editor).post(path).status_code == 422
    vera = client_of(app, cast.viewer)
    assert vera.post(path).location == f"/teams/{team}"
    assert vera.get(f"/teams/{team}").status_code == 200


def test_a_stale_form_shows_both_names(app: Flask, database: Database, cast: Cast) -> None:
    """What was typed stands in the form, what is there now is said."""
    client, team = client_of(app, cast.owner), team_of(database, cast.owner)
    stale = form_of(client.get(f"/teams/{team}"), f"/teams/{team}/name")
    assert stale.sent(client, name="Andina Norte").status_code == 303
    answer = stale.sent(client, name="Andina Sur")
    assert answer.status_code == 409
    assert "Andina Norte" in answer.text
    again = form_of(answer, f"/teams/{team}/name")
    assert again.value("name") == "Andina Sur"
    assert again.sent(client).status_code == 303


def test_a_stale_role_shows_both_in_words(app: Flask, database: Database, cast: Cast) -> None:
    """What it is now, and what was chosen."""
    client, team = client_of(app, cast.owner), team_of(database, cast.owner)
    address = f"/teams/{team}/members/{cast.viewer.id}/role"
    stale = form_of(client.get(f"/teams/{team}"), address)
    assert stale.sent(client, role="editor").status_code == 303
    answer = stale.sent(client, role="owner")
    assert answer.status_code == 409
    assert "ahora es «Edición» y usted eligió «Propietario»" in answer.text


def links_of(client: FlaskClient, map_id: str) -> str:
    """Make a link to a map; return its path."""
    form = form_of(client.get(f"/maps/{map_id}/sharing"), f"/maps/{map_id}/sharing/links")
    page = form.sent(client, label="Gerencia", days="7").text
    assert 'value="Gerencia"' not in page
    return path_in(page, "shared")


def test_a_shared_map_is_seen_by_whoever_has_the_link(app: Flask, database: Database, cast: Cast) -> None:
    """Its name, drawing, figures and handoffs; nobody's name or address, no other map, no history."""
    shown, other = map_of(database, cast.outsider, "Rutas"), map_of(database, cast.owner, "Nómina secreta")
    owner = client_of(app, cast.outsider)
    path = links_of(owner, shown)
    page = client_of(app).get(path)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "Rutas" in page.text
    assert "Cliente minorista" in page.text
    said = page.text + str(page.headers)
    for hidden in (other, "Nómina secreta", *(text for each in cast.everybody for text in (each.name, each.email))):
        assert hidden not in said, hidden
    assert f"/maps/{shown}" not in page.text
    assert client_of(app).get(f"{path}/drawing.svg").data.startswith(b"<")
    assert client_of(app).get(f"{path}/drawing.exe").status_code == 404


def test_a_revoked_link_is_like_one_that_never_was(app: Flask, database: Database, cast: Cast) -> None:
    """The same page, with the same headers."""
    shown = map_of(database, cast.outsider, "Rutas")
    owner = client_of(app, cast.outsider)
    path = links_of(owner, shown)
    page = owner.get(f"/maps/{shown}/sharing")
    action = re.search(rf"/maps/{shown}/sharing/links/\d+/revoke", page.text)
    assert action is not None
    assert form_of(page, action[0]).sent(owner).status_code == 303
    gone, never = client_of(app).get(path), client_of(app).get("/shared/" + "a" * 43)
    assert (gone.status_code, never.status_code) == (404, 404)
    assert unsigned(gone.text) == unsigned(never.text)
    assert gone.headers["Referrer-Policy"] == never.headers["Referrer-Policy"] == "no-referrer"


def unsigned(page: str) -> str:
    """Return a page without what every answer has of its own."""
    return re.sub(r'(name="csrf-token" content=)"[^"]+"', r"\1", page)


def test_too_many_wrong_keys_are_told_to_wait(app: Flask, database: Database, cast: Cast) -> None:
    """From one address; a key that is right opens its map all the same."""
    path = links_of(client_of(app, cast.outsider), map_of(database, cast.outsider, "Rutas"))
    client = client_of(app)
    answers = [client.get(f"/shared/{number}").status_code for number in range(62)]
    assert answers[:60] == [404] * 60
    assert answers[60:] == [429] * 2
    assert client.get(path).status_code == 200


def test_a_map_is_shared_and_no_longer(app: Flask, database: Database, cast: Cast) -> None:
    """By exact address; at the next request it is there, or gone."""
    shown = map_of(database, cast.outsider, "Rutas")
    owner, elias = client_of(app, cast.outsider), client_of(app, cast.editor)
    address = f"/maps/{shown}/sharing"
    assert cast.editor.name not in owner.get(address).text
    sent = owner.post(address, data={"with": "email", "email": cast.editor.email, "role": "editor"})
    assert sent.status_code == 303
    assert elias.get(f"/maps/{shown}").status_code == 200
    assert elias.get(address).status_code == 403
    page = owner.get(address)
    action = re.search(rf"{address}/\d+/revoke", page.text)
    assert action is not None
    assert form_of(page, action[0]).sent(owner).status_code == 303
    assert elias.get(f"/maps/{shown}").status_code == 404


def test_a_team_s_people_are_nobody_else_s_to_see(app: Flask, database: Database, cast: Cast, invited: str) -> None:
    """Tomás's team, its map and whom he invited are in no page that Elías, Vera or Saúl can open."""
    shown = map_of(database, cast.outsider, "Rutas del sur")
    assert client_of(app).get(invited).status_code == 200
    team = team_of(database, cast.outsider)
    for person in (cast.editor, cast.viewer, cast.stranger):
        for answer in pages(client_of(app, person), f"/teams/{team}", f"/maps/{shown}", f"/maps/{shown}/sharing"):
            for hidden in ("Rutas del sur", cast.outsider.name, cast.outsider.email, "luz@andina.example"):
                assert hidden not in answer


def pages(client: FlaskClient, *addresses: str) -> Iterator[str]:
    """Yield what somebody reads, headers included."""
    for address in ("/", "/teams", "/account", "/maps/new", *addresses):
        answer = client.get(address)
        yield answer.text + str(answer.headers)


def test_the_organisation_is_handed_over_and_left(app: Flask, cast: Cast) -> None:
    """The last owner stays; once somebody else owns, the former may go, and is signed out."""
    client = client_of(app, cast.owner)
    assert form_of(client.get("/account"), "/account/leave").sent(client).status_code == 422
    page = client.get(f"/people/{cast.editor.id}")
    assert form_of(page, f"/people/{cast.editor.id}/hand-over").sent(client).status_code == 303
    assert client.get("/people").status_code == 403
    assert form_of(client.get("/account"), "/account/leave").sent(client).status_code == 303
    assert client.get("/account").status_code == 303
    assert client_of(app, cast.editor).get("/people").status_code == 200


def test_a_new_map_is_of_the_team_that_was_chosen(app: Flask, database: Database, cast: Cast) -> None:
    """The choice is there only where there is one; the list shows the teams, and filters by them."""
    assert 'name="team"' not in client_of(app, cast.editor).get("/maps/new").text
    owner, team = client_of(app, cast.owner), team_of(database, cast.outsider)
    form = form_of(owner.get("/maps/new"), "/maps/new")
    assert form.sent(owner, name="Patios", team=str(team)).status_code == 303
    map_of(database, cast.owner, "Nómina")
    assert "Patios" in client_of(app, cast.outsider).get("/").text
    listed = owner.get(f"/?team={team}").text
    assert "Patios" in listed
    assert "Nómina" not in listed
