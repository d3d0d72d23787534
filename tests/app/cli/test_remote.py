"""The command line and a server: the same verbs on its maps, and everything that can go wrong said clearly."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from flask import Flask

from app.cli import remote
from app.formats.map_document import parse_map_document
from process_models.domain.tokens import Scope
from tests.app.api.programs import revoked, token_of
from tests.app.cli.test_kept import Eslabon, eslabon
from tests.cast import Cast
from tests.test_example import EXAMPLE

__all__ = ["eslabon"]

URL = "http://eslabon.test"
Serve = Callable[[httpx.BaseTransport], None]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Reach servers without a network: by what a test says that stands there."""

    def serve(transport: httpx.BaseTransport) -> None:
        found = remote.Server.of

        def of(address: str) -> remote.Server:
            server = found(address)
            return remote.Server(address=server.address, token=server.token, transport=transport)

        monkeypatch.setattr(remote.Server, "of", of)

    return serve


@pytest.fixture
def ours(app: Flask, cast: Cast, served: Serve, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Serve the application, and hold the editor's token."""
    served(httpx.WSGITransport(app=app))
    monkeypatch.setenv(remote.TOKEN, token_of(app, cast.editor, Scope.WRITE)[1])
    monkeypatch.setenv(remote.SERVER, URL)
    return app


@pytest.mark.usefixtures("ours")
def test_maps_go_to_a_server_and_come_back_whole(eslabon: Eslabon, tmp_path: Path) -> None:
    """Imported, listed, exported, and the verbs of files say of them what they say of their file."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    assert eslabon.data("map list").split()[:2] == [map_id, "1"]
    eslabon.data(f"map export {map_id} --to json -o out.json")
    assert parse_map_document((tmp_path / "out.json").read_bytes()) == parse_map_document(EXAMPLE.read_bytes())
    for verb in ("check", "propagate --json", "convert --to csv"):
        assert eslabon(f"{verb} --map {map_id}")[:2] == eslabon(f"{verb} {EXAMPLE}")[:2]
    eslabon.data(f"draw --map {map_id} -o kept.svg")
    eslabon.data(f"draw {EXAMPLE} -o file.svg")
    assert (tmp_path / "kept.svg").read_bytes() == (tmp_path / "file.svg").read_bytes()


@pytest.mark.usefixtures("ours")
def test_a_file_goes_into_a_map_of_a_server(eslabon: Eslabon, tmp_path: Path) -> None:
    """After a look, if that is wanted; said as for a map of this machine."""
    map_id = eslabon.data(f"map import {EXAMPLE}")
    (tmp_path / "more.csv").write_text("proveedor,cliente,entregable\nVentas,Recaudo,Factura\n")
    assert "Recaudo" in eslabon(f"map import more.csv --into {map_id} --dry-run")[2]
    assert eslabon.data("map list").split()[1] == "1"
    assert eslabon.data(f"map import more.csv --into {map_id}") == map_id
    assert eslabon.data("map list").split()[1] == "2"
    assert "Recaudo" in eslabon.data(f"map export {map_id} --to csv")


def test_a_server_says_why_not(
    eslabon: Eslabon, ours: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An unknown map, a token that only reads, one that was revoked, none, a person beside it, no address."""
    assert "no tiene eso" in eslabon.refusal("check --map nothing")
    assert "--as" in eslabon.refusal("map list --as olga@andina.example")
    monkeypatch.setenv(remote.TOKEN, token_of(ours, cast.editor, Scope.READ)[1])
    assert "403" in eslabon.refusal(f"map import {EXAMPLE}")
    monkeypatch.setenv(remote.TOKEN, revoked(ours, cast.editor))
    assert "no acepta el token" in eslabon.refusal("map list")
    monkeypatch.delenv(remote.TOKEN)
    assert "ESLABON_TOKEN" in eslabon.refusal("map list")
    assert "dirección" in eslabon.refusal("map list --server eslabon.test")
    assert not list(tmp_path.glob("*.json"))


def _refusing(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("Connection refused")


def _slow(_request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("timed out")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_refusing, "no se pudo llegar"),
        (_slow, "no se pudo llegar"),
        (lambda _: httpx.Response(200, html="<p>Hola"), "no responde como"),
        (lambda _: httpx.Response(302, headers={"Location": "https://elsewhere.example"}), "no responde como"),
        (lambda _: httpx.Response(200, headers={"Eslabon-API": "1.0.0"}, text="{"), "no responde como"),
        (lambda _: httpx.Response(200, headers={"Eslabon-API": "1.0.0"}, json=[]), "no responde como"),
        (lambda _: httpx.Response(200, headers={"Eslabon-API": "1.0.0"}, json={"maps": [{}]}), "no responde como"),
        (lambda _: httpx.Response(200, headers={"Eslabon-API": "2.0.0"}, json={}), "2.0.0"),
        (lambda _: httpx.Response(503, headers={"Eslabon-API": "1.0.0"}, json={"detail": "Más tarde"}), "Más tarde"),
    ],
)
def test_whatever_stands_there_is_said(
    eslabon: Eslabon,
    served: Serve,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[httpx.Request], httpx.Response],
    said: str,
) -> None:
    """Nobody there, nobody in time, another site, half an answer, a newer server, one that cannot now."""
    served(httpx.MockTransport(answer))
    monkeypatch.setenv(remote.TOKEN, "eslabon_abcdefgh_secret")
    err = eslabon.refusal(f"map list --server {URL}")
    assert said.lower() in err.lower()
    assert "secret" not in err
