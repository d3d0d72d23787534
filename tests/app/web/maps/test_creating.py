"""New maps: empty, pasted or from a file; shown before anything is kept, kept once however often it is sent."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.services.files import exchange
from tests.app.web.maps.asking import all_of, content_of, hidden, map_at, read, said
from tests.cast import Cast, client_of

LIST = "Ventas → Bodega: Pedido\nBodega → Cliente: Caja\nDespacho → Cliente: Caja"
TABLE = "proveedor,cliente,entregable,entregas,fallas\nA,C,x,10,1\nB,C,x,,\n"


def upload(client: FlaskClient, content: bytes, name: str = "Mi tabla.csv") -> TestResponse:
    """Send a file."""
    return client.post("/maps/new/upload", data={"file": (io.BytesIO(content), name)})


def paste(client: FlaskClient, text: str, name: str = "") -> TestResponse:
    """Send a list."""
    return client.post("/maps/new/upload", data={"list": text, "list_name": name})


def test_an_empty_map_needs_a_name_and_no_more(app: Flask, cast: Cast) -> None:
    """It is there, and who made it sees it."""
    answer = client_of(app, cast.editor).post("/maps/new", data={"name": "  Mi  mapa ", "processes": "Ventas\nBodega"})
    chain = content_of(app, cast.editor, map_at(answer))
    assert (chain.name, [node.name for node in chain.nodes]) == ("Mi mapa", ["Ventas", "Bodega"])


def test_a_map_without_a_name_is_not_made_and_what_was_typed_comes_back(app: Flask, cast: Cast) -> None:
    """With the problem at its field."""
    answer = client_of(app, cast.editor).post("/maps/new", data={"name": " ", "processes": "Ventas <b>"})
    assert answer.status_code == 422
    assert "Ventas &lt;b&gt;</textarea>" in answer.text
    assert 'id="field-name-error"' in answer.text
    assert all_of(app, cast.editor) == []


def test_sent_twice_an_empty_map_is_made_once(app: Flask, cast: Cast) -> None:
    """The key that the page gave says that it is the same."""
    client = client_of(app, cast.editor)
    key = hidden(read(client.get("/maps/new")), "key")
    answers = [client.post("/maps/new", data={"name": "A", "key": key}) for _ in range(2)]
    assert map_at(answers[0]) == map_at(answers[1])
    assert len(all_of(app, cast.editor)) == 1


def test_a_list_is_shown_before_it_is_kept(app: Flask, cast: Cast) -> None:
    """Counts, handoffs, what was supposed; then one map, however often it is confirmed."""
    client = client_of(app, cast.editor)
    sent = paste(client, LIST, "Mi lista 2.0")
    assert sent.status_code == 303
    page = read(client.get(sent.location))
    assert "4 (3 procesos, 1 cliente externo)" in said(page)
    assert "«Cliente» se toma por cliente externo" in said(page)
    assert page.xpath('//input[@name="name"]/@value') == ["Mi lista 2.0"]
    assert all_of(app, cast.editor) == []
    form = {"name": "Mi lista", "key": hidden(page, "key"), "routes": "yes"}
    made = [map_at(client.post(sent.location, data=form)) for _ in range(2)]
    assert made[0] == made[1]
    chain = content_of(app, cast.editor, made[0])
    assert (chain.name, len(chain.handoffs), len(chain.groups)) == ("Mi lista", 3, 1)


def test_routes_can_be_declined(app: Flask, cast: Cast) -> None:
    """The page offers both, and what is confirmed is what was shown."""
    client = client_of(app, cast.editor)
    where = paste(client, LIST).location
    joined, apart = read(client.get(where)), read(client.get(f"{where}?routes=no"))
    assert "Se tomarán como rutas" in said(joined)
    assert "Quedarán separados" in said(apart)
    made = map_at(client.post(where, data={"name": "A", "routes": hidden(apart, "routes")}))
    assert content_of(app, cast.editor, made).groups == ()


def test_a_wrong_list_is_told_line_by_line_and_can_be_mended_at_once(app: Flask, cast: Cast) -> None:
    """Nothing typed is lost, and nothing can be confirmed."""
    client = client_of(app, cast.editor)
    where = paste(client, "Ventas Bodega\nA → B: x\n→ C: <i>y").location
    answer = client.get(where)
    told = said(answer)
    assert "Línea 1: Falta la flecha" in told
    assert "Línea 3: Falta un nombre" in told
    assert "→ C: &lt;i&gt;y</textarea>" in answer.text
    assert client.post(where, data={"name": "A"}).status_code == 422
    assert all_of(app, cast.editor) == []


def test_a_table_is_told_row_by_row(app: Flask, cast: Cast) -> None:
    """With the column as it stands in the file."""
    client = client_of(app, cast.editor)
    where = upload(client, b"proveedor,cliente,entregable,Entregas,fallas\nA,B,x,diez,1\nA,A,y,,\n").location
    told = said(client.get(where))
    assert "Fila 2, columna «Entregas»: «diez» no es un número entero" in told
    assert "Fila 3, columna «cliente»" in told


def test_a_table_becomes_a_map_called_like_its_file(app: Flask, cast: Cast) -> None:
    """With the figures of its rows."""
    client = client_of(app, cast.editor)
    where = upload(client, TABLE.encode()).location
    page = read(client.get(where))
    assert page.xpath('//input[@name="name"]/@value') == ["Mi tabla"]
    assert "10 % 1 de 10" in said(page)
    chain = content_of(app, cast.editor, map_at(client.post(where, data={"name": "Mi tabla"})))
    assert chain.handoffs[0].failure is not None


def test_a_document_becomes_the_same_map(app: Flask, cast: Cast) -> None:
    """Nothing is lost."""
    client = client_of(app, cast.editor)
    where = upload(client, exchange.example(), "x.json").location
    page = read(client.get(where))
    made = map_at(client.post(where, data={"name": page.xpath('//input[@name="name"]/@value')[0]}))
    assert content_of(app, cast.editor, made) == exchange.read(exchange.example()).chain


def test_a_wrong_document_is_told_by_its_pointers(app: Flask, cast: Cast) -> None:
    """All at once."""
    client = client_of(app, cast.editor)
    where = upload(client, b'{"format": "value-chain-map/1", "name": " ", "nodos": []}', "x.json").location
    told = said(client.get(where))
    assert "/name" in told
    assert "/nodos" in told


@pytest.mark.parametrize("sent", ["nothing", "no-file", "blank"])
def test_nothing_sent_is_told(app: Flask, cast: Cast, sent: str) -> None:
    """At its field, on the same page."""
    forms: dict[str, dict[str, object]] = {
        "nothing": {},
        "no-file": {"file": (io.BytesIO(b""), "")},
        "blank": {"list": "  ", "list_name": "A"},
    }
    answer = client_of(app, cast.editor).post("/maps/new/upload", data=forms[sent], content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "error-summary" in answer.text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0", b"\xff\xfe\0", b"[" * 50_000, b'{"a":' * 50_000])
def test_a_hostile_file_is_refused_in_words(app: Flask, cast: Cast, content: bytes) -> None:
    """And nothing is kept as a map."""
    client = client_of(app, cast.editor)
    where = upload(client, content, "../../etc/passwd").location
    assert "por corregir" in said(client.get(where))
    assert all_of(app, cast.editor) == []


def test_too_large_a_file_is_not_read(app: Flask, cast: Cast) -> None:
    """413 before it is kept."""
    client = client_of(app, cast.editor)
    answer = client.post(
        "/maps/new/upload",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "100000001"},
    )
    assert answer.status_code == 413


def test_an_upload_is_its_owners_alone(app: Flask, cast: Cast) -> None:
    """For everybody else it is not there, nor for a token that was never given."""
    where = upload(client_of(app, cast.editor), TABLE.encode()).location
    for person in (cast.owner, cast.stranger):
        assert client_of(app, person).get(where).status_code == 404
        assert client_of(app, person).post(where, data={"name": "A"}).status_code == 404
    assert client_of(app, cast.viewer).get(where).status_code == 403
    assert client_of(app, cast.editor).get("/maps/new/0123").status_code == 404
