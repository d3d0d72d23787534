"""The list of maps: what each shows, the empty one, the hints, the picture that browsers keep, and a map that goes."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from process_models.domain import commands
from tests.app.web.maps.asking import STORY, all_of, change, kept, read, said
from tests.cast import Cast, client_of
from tests.kept import too_large
from tests.values import HOSTILE_TEXTS


def card_at_last(client: FlaskClient, map_id: str) -> TestResponse:
    """Return the card of a map once its figures are known: until then it asks for itself again."""
    for _ in range(200):
        answer = client.get(f"/maps/{map_id}/card")
        if "hx-get" not in answer.text:
            return answer
    raise AssertionError(answer.text)


def test_a_map_shows_its_worst_outcome_and_how_much_is_measured(app: Flask, cast: Cast) -> None:
    """In words, with who changed it last; its figure is there at once or asked for by a script."""
    map_id = kept(app, cast.editor)
    told = said(card_at_last(client_of(app, cast.viewer), map_id))
    assert "Cliente minorista: insatisfecho el" in told
    assert "2 entregas: 2 con hechos" in told
    listed = said(client_of(app, cast.viewer).get("/"))
    assert "Pedidos y nómina" in listed
    assert cast.editor.name in listed


def test_a_map_that_is_too_large_says_so_and_the_list_does_not_wait(app: Flask, cast: Cast) -> None:
    """Until it is simulated, the card asks again; then its figure has an error beside it."""
    map_id = kept(app, cast.editor, too_large(45, dependency=0.02))
    assert client_of(app, cast.viewer).get("/").status_code == 200
    assert re.search(r"[0-9] % ± 0,1</b> de las veces", card_at_last(client_of(app, cast.viewer), map_id).text)


def test_the_empty_list_teaches(app: Flask, cast: Cast) -> None:
    """Whoever edits gets the first step; whoever only looks is told who can take it."""
    page = read(client_of(app, cast.editor).get("/"))
    assert "Aquí estarán los mapas" in said(page)
    assert page.xpath('//a[@href="/maps/new"]')
    assert not read(client_of(app, cast.viewer).get("/")).xpath('//a[@href="/maps/new"]')


def test_the_example_is_one_click_away_and_made_once(app: Flask, cast: Cast) -> None:
    """Sent twice, there is one."""
    client = client_of(app, cast.editor)
    answers = [client.post("/maps/example", data={"key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert [chain.id for chain in all_of(app, cast.editor)] == ["pedidos-y-nomina"]
    assert "/propagation" in client.get("/").text


def test_hints_are_put_away_and_taken_out_without_script(app: Flask, cast: Cast) -> None:
    """In this browser alone."""
    client = client_of(app, cast.viewer)
    assert 'class="hints"' in client.get("/").text
    assert client.post("/hints").status_code == 303
    assert 'class="hints"' not in client.get("/").text
    assert 'class="hints"' in client_of(app, cast.viewer).get("/").text
    client.post("/hints", data={"show": "yes"})
    assert 'class="hints"' in client.get("/").text


def test_a_picture_is_sent_once_for_each_revision(app: Flask, cast: Cast) -> None:
    """The drawing alone, and nothing at all to a browser that has it."""
    map_id, client = kept(app, cast.editor), client_of(app, cast.viewer)
    first = client.get(f"/maps/{map_id}/thumbnail.svg")
    assert first.mimetype == "image/svg+xml"
    assert "Pedido" in first.text
    assert "no-cache" in first.headers["Cache-Control"]
    again = client.get(f"/maps/{map_id}/thumbnail.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    change(app, cast.editor, map_id, replace(commands.DescribeMap.as_is(STORY), currency="COP"))
    newer = client.get(f"/maps/{map_id}/thumbnail.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_a_hostile_name_is_only_a_name(app: Flask, cast: Cast, name: str) -> None:
    """Markup is text on every page of a map."""
    if "\0" in name:
        return
    nodes = (replace(STORY.nodes[0], name=name or "x"), *STORY.nodes[1:])
    map_id = kept(app, cast.editor, replace(STORY, name=name, nodes=nodes))
    client = client_of(app, cast.owner)
    for path in ("/", f"/maps/{map_id}/export", f"/maps/{map_id}/settings", f"/maps/{map_id}/history"):
        page = read(client.get(path))
        assert not page.xpath("//*[@onload] | //*[@style] | //b[@onload]")


def test_only_an_owner_removes_and_only_what_was_seen(app: Flask, cast: Cast) -> None:
    """An editor may not; an owner who saw an older revision is told."""
    map_id = kept(app, cast.editor)
    newer = change(app, cast.editor, map_id, replace(commands.DescribeMap.as_is(STORY), name="Otro"))
    path = f"/maps/{map_id}/remove"
    assert client_of(app, cast.editor).post(path, data={"base_revision": newer}).status_code == 403
    owner = client_of(app, cast.owner)
    assert owner.post(path, data={"base_revision": 1}).status_code == 409
    assert owner.post(path).status_code == 400
    assert len(all_of(app, cast.owner)) == 1
    assert owner.post(path, data={"base_revision": newer}, follow_redirects=True).status_code == 200
    assert all_of(app, cast.owner) == []
