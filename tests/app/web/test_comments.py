"""Comments and search as pages: they work without script, and what was said stands there literally."""

import re
from functools import partial

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.services.keeping import editing, maps
from app.services.talking import comments, threads
from process_models.domain.commands import RemoveHandoff
from process_models.domain.comments import Subject, SubjectKind
from process_models.domain.identifiers import HandoffId, MapId
from process_models.storage.session import Database
from tests.cast import BEGINNING, Cast, actor, client_of
from tests.page_forms import form_of, page_of
from tests.pictures import example

WHOLE = Subject(kind=SubjectKind.MAP)
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


def numbers(app_answer: TestResponse) -> list[int]:
    """Return the numbers of the comments on a page, in their order."""
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', app_answer.text)]


def many(database: Database, cast: Cast, map_id: MapId, count: int, subject: Subject = WHOLE) -> list[int]:
    """Say much about a map; return the numbers of what was said."""
    with database.writing() as session:
        say = partial(comments.say, session, actor(cast.viewer), map_id=map_id, subject=subject, at=BEGINNING)
        return [say(text=f"Zarzuela {number}").id for number in range(count)]


def test_the_list_of_comments_goes_on_page_by_page(app: Flask, database: Database, cast: Cast, map_id: MapId) -> None:
    """The newest first, each once, and back by the same pages; what is done on a page leads back to it."""
    said = many(database, cast, map_id, 2 * threads.PAGE + 2)
    client, listed = client_of(app, cast.viewer), f"/maps/{map_id}/comments"
    pages, addresses = [client.get(listed)], [listed]
    while following := page_of(pages[-1]).xpath("//a[@rel='next']/@href"):
        addresses += following
        pages.append(client.get(addresses[-1]))
    assert [number for page in pages for number in numbers(page)] == said[::-1]
    (back,) = page_of(pages[2]).xpath("//a[@rel='prev']/@href")
    assert numbers(client.get(back)) == numbers(pages[1])
    assert page_of(pages[1]).xpath("//a[@rel='prev']/@href") == [listed]
    second, following = pages[2], addresses[2]
    (edit,) = page_of(second).xpath(f"//*[@id='comment-{said[0]}']//a/@href")
    saved = form_of(client.get(edit), f"{listed}/{said[0]}").sent(client, text="Otra cosa")
    assert saved.location == f"{following}#comment-{said[0]}"
    answered = form_of(second, f"{listed}/{said[0]}/answers").sent(client, text="Sí")
    assert answered.location == f"{following}#comment-{said[0]}"
    assert form_of(second, f"{listed}/{said[1]}/resolve").sent(client).location == f"{following}#comments"
    assert numbers(client.get(f"{listed}?show=resolved")) == [said[1]]


@pytest.mark.parametrize("address", ["?handoff=pedido", "/handoffs/pedido", "/nodes/ventas"])
def test_after_editing_one_is_where_one_was(app: Flask, cast: Cast, map_id: MapId, address: str) -> None:
    """At the comment; also when one thinks better of it."""
    client, page = client_of(app, cast.viewer), f"/maps/{map_id}{address}"
    form_of(client.get(page), f"/maps/{map_id}/comments").sent(client, text="Uno")
    shown = client.get(page)
    (number,) = numbers(shown)
    (edit,) = page_of(shown).xpath(f"//*[@id='comment-{number}']//a/@href")
    form = client.get(edit)
    assert page_of(form).xpath(f"//a[@href='{page}#comment-{number}']")
    saved = form_of(form, f"/maps/{map_id}/comments/{number}").sent(client, text="Dos")
    assert saved.location == f"{page}#comment-{number}"


def test_a_comment_of_a_removed_thing_is_found_where_it_stands(
    app: Flask, database: Database, cast: Cast, map_id: MapId
) -> None:
    """Search and «Para mí» lead to the page of the list that has it, also far behind and resolved."""
    about = Subject(kind=SubjectKind.HANDOFF, thing="pedido")
    with database.writing() as session:
        olga = actor(cast.owner)
        old = comments.say(session, olga, map_id=map_id, subject=about, text="@Vera Vargas, canario", at=BEGINNING)
        editing.apply(session, olga, map_id=map_id, command=RemoveHandoff(handoff=HandoffId("pedido")), base_revision=1)
    many(database, cast, map_id, threads.PAGE)
    client = client_of(app, cast.viewer)
    for is_resolved in (False, True):
        with database.writing() as session:
            comments.resolve(session, olga, map_id=map_id, thread=old.id, is_resolved=is_resolved, at=BEGINNING)
        for page in ("/search?q=canario", "/for-me"):
            (link,) = page_of(client.get(page)).xpath(f"//a[contains(@href, '#comment-{old.id}')]/@href")
            found = client.get(link.partition("#")[0])
            assert found.status_code == 200
            assert old.id in numbers(found)
    assert client.get(f"/maps/{map_id}/comments?at=999999").status_code == 200


def test_search_goes_on_kind_by_kind(app: Flask, database: Database, cast: Cast, map_id: MapId) -> None:
    """«Más» leads to what follows of one kind, and from there on and back."""
    said = many(database, cast, map_id, 45)
    client = client_of(app, cast.viewer)
    page, seen = client.get("/search?q=zarzuela"), []
    (link,) = page_of(page).xpath("//section[@aria-labelledby='found-comment']//a[contains(@href, 'start')]/@href")
    seen += found_on(page)
    for _ in range(2):
        page = client.get(link)
        seen += found_on(page)
        link = next(iter(page_of(page).xpath("//a[@rel='next']/@href")), None)
    assert link is None
    assert seen == said[::-1]
    assert "41 a 45 de 45" in page.text
    (back,) = page_of(page).xpath("//a[@rel='prev']/@href")
    assert found_on(client.get(back)) == said[::-1][20:40]
    for nonsense in ("kind=comment&start=9999999", "kind=x&start=-1", "kind=comment&start=x"):
        assert client.get(f"/search?q=zarzuela&{nonsense}").status_code == 200


def found_on(page: TestResponse) -> list[int]:
    """Return the numbers of the comments that a page of search leads to."""
    return [int(number) for number in re.findall(r"#comment-(\d+)", page.text)]
