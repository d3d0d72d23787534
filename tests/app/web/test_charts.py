"""Charts over the web: the figures of the page, as a picture and as a file with a heading, for whoever may look."""

import time
from urllib.parse import quote
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services.keeping import maps
from app.services.showing.charts import NARROW, WIDE
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from process_models.storage.session import Database
from tests.cast import Cast, actor, client_of
from tests.chains import chain
from tests.kept import too_large
from tests.pictures import example

CHARTS = ("pareto.svg", "outcomes.svg", "handoffs.svg", "budget.svg")


@pytest.fixture
def client(app: Flask, cast: Cast) -> FlaskClient:
    """Give the browser of somebody who may look."""
    return client_of(app, cast.viewer)


def kept(database: Database, cast: Cast, told: ValueChain) -> MapId:
    """Keep a chain as a map of the cast's organisation."""
    with database.writing() as session:
        return maps.create(session, actor(cast.owner), chain=told)


def picture(client: FlaskClient, address: str, language: str = "es") -> Element:
    """Return a chart as elements."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml"), answer.text
    return fromstring(answer.text)  # noqa: S314 - of our own renderer


def texts(found: Element) -> list[str]:
    """Return the texts of a chart."""
    return [each.text or "" for each in found.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_each_chart_is_a_picture_in_the_readers_language(
    client: FlaskClient, database: Database, cast: Cast, chart: str, language: str
) -> None:
    """Wide, and narrow for a phone."""
    here = f"/maps/{kept(database, cast, example())}/charts/{chart}"
    wide, narrow = (picture(client, f"{here}{rest}", language) for rest in ("", "?narrow=1"))
    assert (wide.get("width"), narrow.get("width")) == (f"{WIDE:g}", f"{NARROW:g}")
    assert wide.get("lang") == language
    assert wide.findtext("{http://www.w3.org/2000/svg}title") not in texts(wide)


def test_the_page_shows_the_pareto_with_its_figures(client: FlaskClient, database: Database, cast: Cast) -> None:
    """As a picture with its alternative text, beside the table that is there; the same figures as in the list."""
    here = f"/maps/{kept(database, cast, example())}/propagation"
    for _ in range(100):
        page = html.document_fromstring(client.get(f"{here}?outcome=minorista").data)
        if page.xpath("//ol[@class='pareto']"):
            break
        time.sleep(0.2)
    listed = [each.text_content() for each in page.xpath("//ol[@class='pareto']//span[@class='num']")][:11]
    figures = html.document_fromstring(client.get(f"{here}/figures?outcome=minorista").data)
    (image,) = figures.xpath("//figure[@class='chart']//img")
    assert "Despacho → Cliente minorista: Entrega en el local, 19 %" in image.get("alt")
    assert figures.xpath("//table")
    shown = texts(picture(client, image.get("src")))
    assert listed == [each for each in listed if each in shown]
    (small,) = figures.xpath("//figure[@class='chart']//source/@srcset")
    assert picture(client, small).get("width") == f"{NARROW:g}"


def test_a_file_says_what_it_is_and_that_it_left_is_noted(
    app: Flask, client: FlaskClient, database: Database, cast: Cast
) -> None:
    """Title, map, revision and day over it; its name says it, too."""
    map_id = kept(database, cast, example())
    answer = client.get(f"/maps/{map_id}/charts/pareto.svg?outcome=minorista&file=1")
    found = texts(fromstring(answer.text))  # noqa: S314 - of our own renderer
    assert found[0] == "Dónde nacen las fallas que llegan a Cliente minorista"
    assert found[1].startswith("Pedidos y nómina, revisión 1, 30 de septiembre de 2026")
    assert "Donde-nacen-las-fallas" in answer.headers["Content-Disposition"]
    assert quote("Dónde nacen") in answer.headers["Content-Disposition"]
    log = client_of(app, cast.owner).get("/audit").text
    assert "se llevó un mapa como archivo" in log


def test_a_browser_keeps_a_chart_until_it_changes(client: FlaskClient, database: Database, cast: Cast) -> None:
    """And asks each time."""
    here = f"/maps/{kept(database, cast, example())}/charts/pareto.svg"
    first = client.get(here)
    assert client.get(here, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert "no-cache" in first.headers["Cache-Control"]
    english = {"If-None-Match": first.headers["ETag"], "Accept-Language": "en"}
    assert client.get(here, headers=english).status_code == 200


def test_what_there_is_not_is_said(client: FlaskClient, database: Database, cast: Cast) -> None:
    """No such outcome, no outcome at all, a map that cannot be computed, a budget that is none."""
    here = f"/maps/{kept(database, cast, example())}/charts"
    assert client.get(f"{here}/pareto.svg?outcome=nadie").status_code == 404
    assert client.get(f"{here}/pareto.svg?outcome=ventas").status_code == 404
    assert client.get(f"{here}/budget.svg?budget=mucho").status_code == 200
    bare = f"/maps/{kept(database, cast, chain('a -> b: x 1/9'))}/charts"
    answer = client.get(f"{bare}/pareto.svg")
    assert (answer.status_code, "no tiene clientes" in answer.text) == (422, True)
    assert texts(picture(client, f"{bare}/outcomes.svg")) == ["No hay cifras que mostrar."]
    large = f"/maps/{kept(database, cast, too_large(45))}/charts"
    assert client.get(f"{large}/budget.svg").status_code == 422


def test_others_see_none(app: Flask, database: Database, cast: Cast) -> None:
    """Another team, another organisation."""
    here = f"/maps/{kept(database, cast, example())}/charts"
    for person in (cast.outsider, cast.stranger):
        assert {client_of(app, person).get(f"{here}/{chart}").status_code for chart in CHARTS} == {404}
