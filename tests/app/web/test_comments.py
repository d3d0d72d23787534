"""Comments and search as pages: they work without script, and what was said stands there literally."""

import re

import pytest
from flask import Flask

from app.services.keeping import maps
from process_models.domain.identifiers import MapId
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.page_forms import form_of, page_of
from tests.pictures import example

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} & \"fin\""


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Keep the example."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=example())


@pytest.mark.parametrize(
    "address", ["?handoff=pedido", "?node=ventas", "", "/handoffs/pedido", "/nodes/ventas", "/comments"]
)
def test_something_is_said_wherever_a_thing_is_shown(app: Flask, cast: Cast, map_id: MapId, address: str) -> None:
    """One comes back to where one was, and it stands there, escaped."""
    client = client_of(app, cast.viewer)
    page = f"/maps/{map_id}{address}"
    form = form_of(client.get(page), f"/maps/{map_id}/comments")
    answer = form.sent(client, text=HOSTILE)
    assert answer.status_code == 303
    assert answer.location.split("#")[0] == page
    shown = client.get(page)
    assert "<script>alert" not in shown.text
    assert HOSTILE in [each.text_content() for each in page_of(shown).find_class("talk-text")]


def test_what_cannot_be_kept_comes_back(app: Flask, cast: Cast, map_id: MapId) -> None:
    """With what is wrong, on a page and in a part of one."""
    client = client_of(app, cast.viewer)
    form = form_of(client.get(f"/maps/{map_id}?node=ventas"), f"/maps/{map_id}/comments")
    long = "largo " * 1000
    answer = form.sent(client, text=long)
    assert answer.status_code == 422
    assert form_of(answer, f"/maps/{map_id}/comments").value("text").strip() == long.strip()
    part = client.post(form.action, data={**dict(form.fields), "text": ""}, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert "<!doctype" not in part.text
    assert "Falta el comentario" in part.text


def test_a_comment_is_mended_and_a_conflict_shows_both(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Nothing typed is lost; saving once more keeps one's own."""
    client = client_of(app, cast.viewer)
    form_of(client.get(f"/maps/{map_id}/comments"), f"/maps/{map_id}/comments").sent(client, text="Primero")
    found = re.search(r'id="comment-(\d+)"', client.get(f"/maps/{map_id}/comments").text)
    assert found is not None
    one = f"/maps/{map_id}/comments/{found[1]}"
    first, second = (form_of(client.get(one), one) for _ in range(2))
    assert first.sent(client, text="Suyo").status_code == 303
    answer = second.sent(client, text="Mío")
    assert answer.status_code == 409
    assert "Suyo" in answer.text
    assert form_of(answer, one).value("text") == "Mío"
    assert form_of(answer, one).sent(client).status_code == 303
    assert "Mío" in client.get(f"/maps/{map_id}/comments").text


def test_what_is_for_me_is_counted_until_it_is_read(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Looking changes nothing; a button does."""
    client, vera = client_of(app, cast.owner), client_of(app, cast.viewer)
    form = form_of(client.get(f"/maps/{map_id}?handoff=pedido"), f"/maps/{map_id}/comments")
    form.sent(client, text="@Vera Vargas, ¿lo ve?")
    for _ in range(2):
        page = vera.get("/for-me")
        assert "Pedido completo" in page.text
        assert "sin leer" in page.text
    assert form_of(page, "/for-me/read").sent(vera).status_code == 303
    assert "sin leer" not in vera.get("/for-me").text


def test_a_thing_that_was_found_is_one_click_away(app: Flask, cast: Cast, map_id: MapId) -> None:
    """The link opens the map with the thing chosen; nothing and too little teach."""
    client = client_of(app, cast.viewer)
    assert f'href="/maps/{map_id}?handoff=pedido#panel"' in client.get("/search?q=pedido+completo").text
    assert "No se encontró nada" in client.get("/search?q=zzz").text
    assert "¿Qué busca?" in client.get("/search").text
