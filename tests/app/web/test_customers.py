"""The customers page: who is seen from where, and an answer typed in its place, whoever else typed meanwhile."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services.keeping import maps
from app.wording import wording
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.domain.vocabulary import Viewpoint
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.pictures import example

HOSTILE = '"><script>alert(1)</script><b onclick="x">'


@pytest.fixture
def map_id(database: Database, cast: Cast) -> MapId:
    """Give the example map, kept by the cast's organisation."""
    return kept(database, cast, example())


@pytest.fixture
def client(app: Flask, cast: Cast) -> FlaskClient:
    """Give the browser of somebody who may edit."""
    return client_of(app, cast.editor)


def kept(database: Database, cast: Cast, told: ValueChain) -> MapId:
    """Keep a chain as a map of the cast's organisation."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=told)


def shown(client: FlaskClient, map_id: MapId, rest: str = "", language: str = "es") -> html.HtmlElement:
    """Return the page."""
    answer = client.get(f"/maps/{map_id}/customers{rest}", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.data)


def cell(read: html.HtmlElement, process: str, viewpoint: str) -> str:
    """Return what a process says of a viewpoint."""
    (found,) = read.xpath(f"//td[@id='answer-{process}-{viewpoint}']")
    for hidden in found.xpath(".//span[@class='visually-hidden']"):
        hidden.drop_tree()
    return " ".join(found.text_content().split())


def answered(client: FlaskClient, map_id: MapId, reason: str, base: int, viewpoint: str = "audit") -> html.HtmlElement:
    """Answer for the warehouse, and return the page that comes."""
    form = {"process": "bodega", "viewpoint": viewpoint, "reason": reason, "base_revision": str(base)}
    answer = client.post(f"/maps/{map_id}/customers", data=form, follow_redirects=True)
    return html.document_fromstring(answer.data)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_eight_viewpoints_head_the_coverage(client: FlaskClient, map_id: MapId, language: str) -> None:
    """Headers in both directions, so that a screen reader says both."""
    read, words = shown(client, map_id, language=language), wording(language)
    heads = read.xpath("//table[contains(@class, 'coverage')]/thead//th[@scope='col']")
    assert [head.text_content() for head in heads][1:] == [words.text(f"viewpoint.{each}") for each in Viewpoint]
    rows = read.xpath("//table[contains(@class, 'coverage')]/tbody//th[@scope='row']")
    assert len(rows) == sum(node.kind == "process" for node in example().nodes)


def test_a_cell_names_clients_or_the_reason_or_asks(client: FlaskClient, map_id: MapId) -> None:
    """The three answers that there are."""
    read = shown(client, map_id)
    assert cell(read, "bodega", "internal") == "Ventas, Despacho"
    assert cell(read, "ventas", "audit") == "Ninguno: No recibe auditorías externas Cambiar"
    assert cell(read, "bodega", "audit") == "Responder…"


def test_an_answer_is_typed_in_its_place_and_kept(client: FlaskClient, map_id: MapId) -> None:
    """The form stands in the cell; what was typed stands there afterwards, and can be taken back."""
    form = shown(client, map_id, "?process=bodega&viewpoint=audit")
    assert form.xpath("//td[@id='answer-bodega-audit']//textarea[@name='reason']")
    read = answered(client, map_id, "  La audita\r\notro proceso ", 1)
    assert cell(read, "bodega", "audit") == "Ninguno: La audita otro proceso Cambiar"
    assert "La respuesta quedó guardada." in read.text_content()
    assert cell(answered(client, map_id, "", 2), "bodega", "audit") == "Responder…"


def test_two_answers_to_one_question_are_both_shown(client: FlaskClient, map_id: MapId) -> None:
    """Nothing typed is lost: mine stands in the form, theirs beside it, and saving again is my decision."""
    answered(client, map_id, "La de ellos", 1)
    read = answered(client, map_id, "La mía", 1)
    text = cell(read, "bodega", "audit")
    assert "Mientras usted escribía" in text
    assert "«La de ellos»" in text
    assert read.xpath("//textarea[@name='reason']")[0].text.strip() == "La mía"
    (base,) = read.xpath("//td//input[@name='base_revision']/@value")
    assert cell(answered(client, map_id, "La mía", int(base)), "bodega", "audit") == "Ninguno: La mía Cambiar"


def test_what_cannot_be_kept_comes_back(client: FlaskClient, map_id: MapId) -> None:
    """With the reason why."""
    read = answered(client, map_id, "x" * 600, 1)
    assert "la razón tiene 600 letras; caben 500" in cell(read, "bodega", "audit")
    assert read.xpath("//textarea[@name='reason']")[0].text.strip() == "x" * 600


def test_questions_that_nobody_asks_are_not_found(client: FlaskClient, map_id: MapId) -> None:
    """A viewpoint that there is not, a form without its revision."""
    assert client.get(f"/maps/{map_id}/customers?process=bodega&viewpoint=moon").status_code == 404
    form = {"process": "bodega", "viewpoint": "audit", "reason": "x"}
    assert client.post(f"/maps/{map_id}/customers", data=form).status_code == 400


def test_who_may_only_look_sees_no_form(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Nor a way to one."""
    client = client_of(app, cast.viewer)
    read = shown(client, map_id, "?process=bodega&viewpoint=audit")
    assert not read.xpath("//form[@method='post']//textarea")
    assert cell(read, "bodega", "audit") == "sin responder"
    form = {"process": "bodega", "viewpoint": "audit", "reason": "x", "base_revision": "1"}
    assert client.post(f"/maps/{map_id}/customers", data=form).status_code == 403


def test_a_map_without_customers_says_where_to_add_them(client: FlaskClient, database: Database, cast: Cast) -> None:
    """And what to ask to find them."""
    read = shown(client, kept(database, cast, chain("ventas -> bodega: Pedido")))
    assert "El mapa aún no tiene clientes externos ni empleados." in read.text_content()
    assert "Pregunte quién recibe lo que la organización produce." in read.text_content()


def test_names_and_reasons_are_only_text(client: FlaskClient, database: Database, cast: Cast) -> None:
    """They add no element to the page."""
    told = example()
    spoilt = replace(told, nodes=tuple(replace(node, name=f"{HOSTILE} {node.name}") for node in told.nodes))
    map_id = kept(database, cast, spoilt)
    read = answered(client, map_id, HOSTILE, 1)
    assert HOSTILE in cell(read, "bodega", "audit")
    assert all(script.get("src", "").startswith("/static/") for script in read.xpath("//script"))
    assert not read.xpath("//@onclick")
