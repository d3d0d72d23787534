"""The diagnosis page: a plain form, an address that holds what was observed, the figures of `eslabon diagnose`."""

import time
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services.showing import questions
from app.wording import wording
from process_models.domain.identifiers import MapId
from process_models.storage.session import Database
from tests.app.web.test_propagation import HOSTILE, kept, texts
from tests.cast import Cast, client_of
from tests.kept import too_large
from tests.pictures import example


@pytest.fixture
def client(app: Flask, cast: Cast) -> FlaskClient:
    """Give the browser of somebody who may look."""
    return client_of(app, cast.viewer)


def page(client: FlaskClient, map_id: MapId, language: str = "es", **observed: list[str]) -> html.HtmlElement:
    """Return the page, once its answer is there."""
    for _ in range(100):
        address = f"/maps/{map_id}/propagation/diagnosis?{urlencode(observed, doseq=True)}"
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        read = html.document_fromstring(answer.data)
        if not read.xpath("//progress"):
            return read
        assert "http-equiv" in answer.text  # without a script the page asks again by itself
        time.sleep(0.2)
    raise AssertionError("the answer never came")


def test_before_anything_is_told_there_is_the_form(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Everything of the map can be seen to fail or to be fine; customers are in sight, the rest is folded."""
    read = page(client, kept(database, cast, example()))
    assert texts(read, "//summary") == ["Clientes externos y empleados", "Procesos y proveedores", "Entregas"]
    assert [details.get("open") is not None for details in read.xpath("//details")] == [True, False, False]
    boxes = read.xpath("//form[@method='get' and contains(@action, 'diagnosis')]//input/@name")
    assert (boxes.count("failed"), boxes.count("fine")) == (32, 32)
    assert "Cliente minorista: salió bien" in texts(read, "//label")
    assert not read.xpath("//section[@id='answer']")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_answer_is_that_of_the_command_line(
    client: FlaskClient, database: Database, cast: Cast, language: str
) -> None:
    """The likeliest first, beside what was likely before; what was observed is told and stays ticked."""
    words = wording(language)
    found = questions.diagnosis(example(), failed=["node:minorista"], fine=["handoff:camion-a"]).found
    read = page(client, kept(database, cast, example()), language, failed=["node:minorista"], fine=["handoff:camion-a"])
    assert words.percent(found.evidence_probability) in texts(read, "//section[@id='answer']/p")[0]
    own = sorted((p for p in found.own.values() if p > 1e-6), reverse=True)
    assert texts(read, "//section[@id='answer']//span[@class='num']") == [words.percent(p) for p in own]
    results = sorted((p for node, p in found.nodes.items() if p > 1e-6 and node != "minorista"), reverse=True)
    shown = texts(read, "//section[@aria-labelledby='results-title']//span[@class='num']")
    assert shown == [words.percent(p) for p in results]
    assert read.xpath("//input[@checked]/@value") == ["node:minorista", "handoff:camion-a"]
    assert len(texts(read, "//section[@id='observed']//li")) == 2


def test_a_failure_is_told_with_what_it_was_before(client: FlaskClient, database: Database, cast: Cast) -> None:
    """In words, and by a tick on the bar; its name leads to the thing."""
    map_id = kept(database, cast, example())
    read = page(client, map_id, failed=["node:minorista"])
    first = read.xpath("//section[@id='answer']//li")[0]
    assert first.xpath("./a/@href") == [f"/maps/{map_id}/handoffs/pedido"]
    assert texts(first, ".//span") == ["23 %", "antes 11 %"]
    assert len(first.xpath(".//*[local-name()='line']")) == 2


def test_what_cannot_happen_says_so(client: FlaskClient, database: Database, cast: Cast) -> None:
    """The same thing failed and fine; what to do is told, and the form keeps what was ticked."""
    read = page(client, kept(database, cast, example()), failed=["node:bodega"], fine=["node:bodega"])
    assert texts(read, "//p[@class='notice warning']") == [
        "Lo observado no puede ocurrir según el mapa: su probabilidad es 0."
    ]
    assert texts(read, "//section[@id='observed']//li") == ["Bodega: falló · salió bien"]
    assert not read.xpath("//section[@id='answer']")
    assert len(read.xpath("//input[@checked]")) == 2


def test_what_the_map_does_not_have_is_told(client: FlaskClient, database: Database, cast: Cast) -> None:
    """An address that somebody wrote, or that is older than the map; all that is wrong, and nothing breaks."""
    map_id = kept(database, cast, example())
    read = page(client, map_id, failed=["node:nadie", "x" * 2_000, '"><script>'], fine=["handoff:nada", ""])
    assert len(texts(read, "//p[@class='notice warning']")) == 4
    assert "No existe el nodo «nadie»." in texts(read, "//p[@class='notice warning']")
    assert not [script for script in read.xpath("//script") if not script.get("src")]


def test_a_map_that_is_too_large_says_so(client: FlaskClient, database: Database, cast: Cast) -> None:
    """And the form stays."""
    read = page(client, kept(database, cast, too_large(45)), failed=["node:p44"])
    assert any("demasiado grande para el cálculo exacto" in text for text in texts(read, "//p"))
    assert read.xpath("//input[@checked]/@value") == ["node:p44"]


def test_names_are_only_text(client: FlaskClient, database: Database, cast: Cast) -> None:
    """Whatever somebody called a node or a deliverable, it adds no element and no address to the page."""
    told = example()
    spoilt = replace(
        told,
        nodes=tuple(replace(node, name=f"{HOSTILE} {node.name}") for node in told.nodes),
        handoffs=tuple(replace(each, deliverable=f"{HOSTILE} {each.deliverable}") for each in told.handoffs),
    )
    read = page(client, kept(database, cast, spoilt), failed=["node:minorista"], fine=["handoff:pago"])
    assert all(script.get("src", "").startswith("/static/") for script in read.xpath("//script"))
    assert not read.xpath("//@onclick")
    assert all(not address.startswith("javascript:") for address in read.xpath("//@href"))


def test_nobody_else_finds_the_map(app: Flask, database: Database, cast: Cast) -> None:
    """Not another team, not another organisation; whoever is not signed in is led to the door."""
    address = f"/maps/{kept(database, cast, example())}/propagation/diagnosis?failed=node:minorista"
    for person in (cast.outsider, cast.stranger):
        answer = client_of(app, person).get(address)
        assert answer.status_code == 404
        assert "minorista" not in answer.text.lower().replace("node:minorista", "")
    assert client_of(app, None).get(address).status_code == 303
