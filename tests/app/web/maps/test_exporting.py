"""Files in and out of a map: every format by its name and type, what a table loses, a new content after a look."""

import io
import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.formats.workbook import generate_workbook
from app.formats.workbook.held import held
from app.services.files import exchange
from process_models.domain import commands
from process_models.domain.chain import ValueChain
from process_models.domain.identifiers import MapId
from tests.app.web.maps.asking import STORY, change, content_of, hidden, kept, read, said
from tests.cast import Cast, client_of

BEGINNINGS = {
    "json": b"{",
    "csv": b"proveedor,cliente,entregable",
    "xlsx": b"PK\x03\x04",
    "graphml": b"<?xml",
    "mermaid": b"flowchart LR",
    "sipoc": b"Proveedor,Entrada",
    "dot": b"digraph",
    "svg": b"<svg ",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
}


@pytest.fixture
def map_id(app: Flask, cast: Cast) -> MapId:
    """Keep a map."""
    return kept(app, cast.editor)


def upload(client: FlaskClient, map_id: MapId, content: bytes, name: str = "x.csv") -> str:
    """Send a file for a map, and return where its preview is."""
    answer = client.post(f"/maps/{map_id}/import", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


@pytest.mark.parametrize("form", BEGINNINGS)
def test_each_format_is_a_file_named_after_its_map(app: Flask, cast: Cast, map_id: MapId, form: str) -> None:
    """In ASCII for old browsers and as it is for others; sent once for each revision."""
    client = client_of(app, cast.viewer)
    ending = {"mermaid": "mmd", "sipoc": "sipoc.csv"}.get(form, form)
    answer = client.get(f"/maps/{map_id}/export/file?form={form}")
    assert answer.data.startswith(BEGINNINGS[form])
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=\"Pedidos-y-nomina.{ending}\"; filename*=UTF-8''Pedidos%20y%20n%C3%B3mina.{ending}"
    )
    again = client.get(f"/maps/{map_id}/export/file?form={form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_workbook_goes_out_and_comes_in_again(app: Flask, cast: Cast, map_id: MapId) -> None:
    """What it holds changes nothing, what stands wrong in a cell is told by sheet and cell, and nothing is kept."""
    client = client_of(app, cast.editor)
    book = client.get(f"/maps/{map_id}/export/file?form=xlsx&language=es").data
    page = client.get(upload(client, map_id, book, "x.xlsx"))
    assert page.status_code == 200
    assert held(STORY) == exchange.read(book).chain
    wrong = ValueChain(name="x", nodes=STORY.nodes, handoffs=(replace(STORY.handoffs[0], dependency=2.0),))
    told = said(client.get(upload(client, map_id, generate_workbook(wrong, "es").content, "x.xlsx")))
    assert "Hoja «Entregas», celda X2, columna «dependencia»" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_template_is_for_whoever_signed_in(app: Flask, cast: Cast, language: str) -> None:
    """In the language that is asked for; untouched it says that it has no rows."""
    answer = client_of(app, cast.viewer).get(f"/template.xlsx?language={language}")
    assert answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert [problem.code for problem in exchange.read(answer.data).problems] == ["workbook-no-rows"]


def test_the_document_is_the_whole_map(app: Flask, cast: Cast, map_id: MapId) -> None:
    """What is exported is what is there."""
    answer = client_of(app, cast.viewer).get(f"/maps/{map_id}/export/file?form=json")
    assert exchange.read(answer.data).chain == STORY


def test_a_tables_headers_are_in_the_language_that_was_chosen(app: Flask, cast: Cast, map_id: MapId) -> None:
    """Not in that of the page."""
    answer = client_of(app, cast.viewer).get(f"/maps/{map_id}/export/file?form=csv&language=en")
    assert answer.data.startswith(b"supplier,client,deliverable")


def test_what_a_table_cannot_hold_is_said_before(app: Flask, cast: Cast, map_id: MapId) -> None:
    """On the page of the formats."""
    change(app, cast.editor, map_id, replace(commands.DescribeMap.as_is(STORY), description="x", currency="COP"))
    told = said(client_of(app, cast.viewer).get(f"/maps/{map_id}/export"))
    assert "La tabla no guarda estos datos del mapa: name, description, currency" in told


def test_a_drawing_is_of_the_part_that_was_chosen(app: Flask, cast: Cast, map_id: MapId) -> None:
    """By lanes, or upstream of an outcome; a view that the map does not have is not found."""
    client, path = client_of(app, cast.viewer), f"/maps/{map_id}/export/file?form=svg"
    whole, lanes, upstream = (client.get(f"{path}&view={view}").text for view in ("", "lanes", "upstream:cliente"))
    assert len({whole, lanes, upstream}) == 3
    assert client.get(f"{path}&view=upstream:nadie").status_code == 404
    assert client.get(f"/maps/{map_id}/export/file?form=exe").status_code == 404


def test_a_map_can_be_exported_as_it_was(app: Flask, cast: Cast, map_id: MapId) -> None:
    """At any revision; one that there is not is not found."""
    change(app, cast.editor, map_id, replace(commands.DescribeMap.as_is(STORY), name="Otro"))
    client, path = client_of(app, cast.viewer), f"/maps/{map_id}/export/file?form=json"
    assert json.loads(client.get(f"{path}&revision=1").data)["name"] == "Pedidos y nómina"
    assert json.loads(client.get(path).data)["name"] == "Otro"
    assert client.get(f"{path}&revision=99").status_code == 404


def test_a_new_content_is_shown_with_what_it_changes_and_can_be_undone(app: Flask, cast: Cast, map_id: MapId) -> None:
    """A table leaves the map's own fields alone; sent twice it is one change."""
    client = client_of(app, cast.editor)
    where = upload(client, map_id, b"proveedor,cliente,entregable,entregas,fallas\nVentas,Bodega,Pedido,10,1\n")
    page = read(client.get(f"{where}?way=replace"))
    assert "Retiró el cliente externo Cliente minorista" in said(page)
    assert content_of(app, cast.editor, map_id) == STORY
    form = {"base_revision": 1, "key": hidden(page, "key"), "routes": "yes", "way": hidden(page, "way")}
    assert [client.post(where, data=form).status_code for _ in range(2)] == [303, 303]
    after = content_of(app, cast.editor, map_id)
    assert (after.name, [node.name for node in after.nodes]) == ("Pedidos y nómina", ["Ventas", "Bodega"])
    assert client.post(f"/maps/{map_id}/history/2/undo", data={"base_revision": 2}).status_code == 303
    assert content_of(app, cast.editor, map_id) == STORY


def test_a_content_is_not_put_over_what_somebody_did_meanwhile(app: Flask, cast: Cast, map_id: MapId) -> None:
    """409, with what it would change now; confirmed on the newest revision, it is taken."""
    client = client_of(app, cast.editor)
    where = upload(client, map_id, exchange.example(), "x.json")
    change(app, cast.owner, map_id, replace(commands.DescribeMap.as_is(STORY), name="Otro"))
    refused = client.post(where, data={"base_revision": 1, "way": "replace"})
    assert refused.status_code == 409
    assert f"Mientras tanto {cast.owner.name} cambió el mapa" in said(refused)
    assert content_of(app, cast.editor, map_id).name == "Otro"
    assert client.post(where, data={"base_revision": 2, "way": "replace"}).status_code == 303
    assert content_of(app, cast.editor, map_id) == exchange.read(exchange.example()).chain


def test_a_file_with_mistakes_changes_nothing(app: Flask, cast: Cast, map_id: MapId) -> None:
    """It is told row by row, and cannot be confirmed."""
    client = client_of(app, cast.editor)
    where = upload(client, map_id, b"proveedor,cliente,entregable\nA,A,x\n")
    assert "Fila 2" in said(client.get(where))
    assert client.post(where, data={"base_revision": 1}).status_code == 422
    assert client.post(f"/maps/{map_id}/import").status_code == 422
    assert content_of(app, cast.editor, map_id) == STORY


def test_a_file_updates_and_adds_unless_it_is_to_replace(app: Flask, cast: Cast, map_id: MapId) -> None:
    """What it does not mention stays, and the page counts it before anything is done; it can be undone."""
    client = client_of(app, cast.editor)
    content = (
        "proveedor,cliente,entregable,entregas,fallas\nVentas,Bodega,Pedido completo,250,20\nBodega,Taller,Aviso,,\n"
    )
    where = upload(client, map_id, content.encode())
    page = read(client.get(where))
    assert "Agrega: 2. Cambia: 1. Sin cambio: 2. Queda como está, porque el archivo no lo menciona: 2." in said(page)
    assert content_of(app, cast.editor, map_id) == STORY
    form = {"base_revision": 1, "key": hidden(page, "key"), "routes": "yes", "way": hidden(page, "way")}
    assert [client.post(where, data=form).status_code for _ in range(2)] == [303, 303]
    after = content_of(app, cast.editor, map_id)
    assert [node.name for node in after.nodes] == ["Ventas", "Bodega", "Cliente minorista", "Taller"]
    assert after.nodes[0].lane == "Comercial"
    assert client.post(f"/maps/{map_id}/history/2/undo", data={"base_revision": 2}).status_code == 303
    assert content_of(app, cast.editor, map_id) == STORY
