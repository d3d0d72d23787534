"""Files that leave and files that come in leave an entry in the audit log, once for each, by the pages and the API."""

import io

import pytest
from flask import Flask

from app.services.files import exchange
from process_models.domain.identifiers import MapId
from process_models.domain.tokens import Scope
from process_models.storage import audit
from process_models.storage.session import Database
from tests.app.api.programs import API, program_of
from tests.app.web.maps.asking import hidden, kept, read
from tests.cast import Cast, client_of

TABLE = b"proveedor,cliente,entregable\nVentas,Bodega,Pedido\n"


@pytest.fixture
def map_id(app: Flask, cast: Cast) -> MapId:
    """Keep a map."""
    return kept(app, cast.editor)


def noted(database: Database, cast: Cast, action: str) -> list[tuple[str, dict[str, str]]]:
    """Return to what an act was done, and how, the newest first."""
    with database.reading() as session:
        found = audit.entries(session, cast.owner.organisation, limit=100)
    return [(each.subject, dict(each.details)) for each in found if each.action == action]


@pytest.mark.parametrize("form", ["json", "csv", "svg"])
def test_a_file_that_is_taken_is_noted(app: Flask, database: Database, cast: Cast, map_id: MapId, form: str) -> None:
    """Once for each time that it is sent: not where the browser has it, nor for its head alone, nor for who may not."""
    client, address = client_of(app, cast.viewer), f"/maps/{map_id}/export/file?form={form}"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.head(address).status_code == 200
    assert client_of(app, cast.outsider).get(address).status_code == 404
    assert noted(database, cast, "map-exported") == [(f"map:{map_id}", {"form": form, "revision": "1"})]


def test_a_program_that_takes_one_is_noted(app: Flask, database: Database, cast: Cast, map_id: MapId) -> None:
    """Files and drawings; what it has already is not sent, and not noted."""
    program = program_of(app, cast.viewer, Scope.READ)
    answer = program.get(f"{API}/maps/{map_id}/export?format=csv")
    again = program.get(f"{API}/maps/{map_id}/export?format=csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    assert program.get(f"{API}/maps/{map_id}/drawing?format=svg").status_code == 200
    assert [details["form"] for _, details in noted(database, cast, "map-exported")] == ["svg", "csv"]


@pytest.mark.parametrize("way", ["merge", "replace"])
def test_a_file_into_a_map_is_noted(app: Flask, database: Database, cast: Cast, map_id: MapId, way: str) -> None:
    """Once, however often its form is sent; a look at it is not."""
    client = client_of(app, cast.editor)
    sent = client.post(f"/maps/{map_id}/import", data={"file": (io.BytesIO(TABLE), "x.csv")})
    key = hidden(read(client.get(f"{sent.location}?way={way}")), "key")
    assert noted(database, cast, "map-imported") == []
    for _ in range(2):
        client.post(sent.location, data={"base_revision": 1, "key": key, "routes": "yes", "way": way})
    assert noted(database, cast, "map-imported") == [(f"map:{map_id}", {"revision": "2", "way": way})]


def test_a_file_that_becomes_a_map_is_noted(app: Flask, database: Database, cast: Cast) -> None:
    """A map that somebody types in is made, and not brought."""
    client = client_of(app, cast.editor)
    client.post("/maps/new", data={"name": "Mi mapa"})
    assert noted(database, cast, "map-imported") == []
    sent = client.post("/maps/new/upload", data={"file": (io.BytesIO(TABLE), "x.csv")})
    assert client.post(sent.location, data={"key": "k"}).status_code == 303
    assert [details["way"] for _, details in noted(database, cast, "map-imported")] == ["new"]


def test_a_program_that_brings_one_is_noted(app: Flask, database: Database, cast: Cast) -> None:
    """As a new map, updating and in the place of everything; a dry run is not."""
    program = program_of(app, cast.editor, Scope.WRITE)
    made = program.post(f"{API}/imports?filename=a.json", data=exchange.example()).headers["Location"]
    for revision, asked in enumerate(("dry_run=true", "mode=merge", "mode=replace")):
        match = {"If-Match": f'"{max(1, revision)}"'}
        answer = program.post(f"{made}/imports?filename=a.csv&{asked}", data=TABLE, headers=match)
        assert answer.status_code == 200, answer.text
    assert [details["way"] for _, details in noted(database, cast, "map-imported")] == ["replace", "merge", "new"]
