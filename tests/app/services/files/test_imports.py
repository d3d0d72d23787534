"""Files before they are imported: what would come of them, read here or, where they are large, in another process."""

from dataclasses import replace

import pytest

from app.services.files import exchange, imports
from app.services.files.imports import LARGEST_HERE, LIMITS, ImportOverran
from app.services.files.uploads import Upload
from process_models.domain.vocabulary import EvidenceKind, NodeKind

TABLE = Upload(
    token="0" * 32,
    name="Pedidos_de 2026.csv",
    content=b"proveedor,cliente,entregable,tipo_cliente,entregas,fallas\nA,C,x,cliente,10,1\nB,C,x,,,\n",
)
LIST = Upload(token="0" * 32, name="", content="Ventas → Bodega: Pedido\nsin flecha".encode(), is_list=True)


def test_a_table_says_what_will_be_taken() -> None:
    """Counts by kind and by evidence, the name of its file, and the routes that it would make."""
    found = imports.preview(TABLE, routes=True, language="es")
    assert found.name == "Pedidos de 2026"
    assert found.kinds == {NodeKind.PROCESS: 2, NodeKind.CUSTOMER: 1}
    assert found.evidence == {EvidenceKind.FACT: 1, EvidenceKind.UNKNOWN: 1}
    assert [problem.code for problem in found.proposals] == ["routes-joined"]
    assert found.notices == ()
    assert found.chain is not None
    assert len(found.chain.groups) == 1


def test_routes_can_be_declined_and_stay_proposed() -> None:
    """The choice is still there to be changed."""
    found = imports.preview(TABLE, routes=False, language="es")
    assert found.chain is not None
    assert found.chain.groups == ()
    assert len(found.proposals) == 1


def test_a_document_keeps_its_own_name() -> None:
    """A map document has one; a file's name is for tables."""
    upload = Upload(token="0" * 32, name="otro.json", content=exchange.example())
    assert imports.preview(upload, routes=True, language="es").name == "Pedidos y nómina"


def test_a_list_without_a_name_is_called_like_a_table() -> None:
    """Somebody will name it on the page."""
    found = imports.preview(replace(LIST, content=b"A -> B: x"), routes=True, language="en")
    assert found.name == "Table of handoffs"


def test_what_is_wrong_is_told_apart_from_what_is_worth_a_look() -> None:
    """Errors by line, and no chain."""
    found = imports.preview(LIST, routes=True, language="es")
    assert found.chain is None
    assert [(problem.row, problem.code) for problem in found.errors] == [(2, "list-no-arrow")]
    assert found.kinds == {}


def test_a_large_file_is_read_in_another_process() -> None:
    """With the same result."""
    rows = [f"Proceso {number},Proceso {number + 1},Entregable" for number in range(LARGEST_HERE // 30)]
    upload = replace(TABLE, content="\n".join(["supplier,client,deliverable", *rows]).encode())
    assert len(upload.content) > LARGEST_HERE
    found = imports.preview(upload, routes=True, language="es")
    assert found.chain is not None
    assert len(found.chain.handoffs) == len(rows)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """And whoever sent it is told so."""
    monkeypatch.setattr(imports, "SECONDS", 0.0001)
    upload = replace(TABLE, content=b"supplier,client,deliverable\n" + b"A,B,x\n" * LARGEST_HERE)
    with pytest.raises(ImportOverran) as told:
        imports.preview(upload, routes=True, language="es")
    assert told.value.problems[0].code == "import-overran"


def test_the_web_takes_less_than_the_command_line() -> None:
    """And says how much."""
    rows = b"A,B,x\n" * (LIMITS.handoffs + 1)
    found = imports.preview(replace(TABLE, content=b"supplier,client,deliverable\n" + rows), routes=True, language="es")
    assert [problem.code for problem in found.errors] == ["too-many-handoffs"]


def test_a_new_map_begins_with_its_first_processes() -> None:
    """One a line, each once, in their order."""
    chain = imports.empty(" Mi  mapa ", "Ventas\n\n  Bodega  Norte\r\nVentas\n")
    assert chain.name == "Mi mapa"
    assert [(node.id, node.name) for node in chain.nodes] == [("ventas", "Ventas"), ("bodega-norte", "Bodega Norte")]


def test_a_name_that_somebody_typed_goes_before_the_files() -> None:
    """An empty one does not."""
    chain = imports.empty("A", "")
    assert imports.named(chain, "  B ").name == "B"
    assert imports.named(chain, " ").name == "A"
