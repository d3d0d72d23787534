"""The SIPOC table: a block for each process, and no cell that is a formula."""

import csv
import io
from dataclasses import replace

from app.formats.sipoc import block, blocks, generate_sipoc
from process_models.domain.identifiers import NodeId
from tests.chains import chain

STORY = chain(
    """
    supplier imprenta name=Imprenta
    process ventas name="=Ventas"
    process bodega name=Bodega
    customer cliente name=Cliente
    imprenta -> ventas: Formularios
    ventas -> bodega: Pedido 30/200
    ventas -> cliente: Factura
    """
)


def test_each_process_has_its_block() -> None:
    """Inputs and outputs side by side; who is no process has none."""
    assert [(block.process.id, len(block.rows)) for block in blocks(STORY)] == [("ventas", 2), ("bodega", 1)]


def test_one_process_has_the_block_that_it_has_in_the_whole() -> None:
    """Who is no process, is unknown or stands alone has none."""
    assert [block(STORY, each.process.id) for each in blocks(STORY)] == list(blocks(STORY))
    assert block(STORY, NodeId("imprenta")) is None
    assert block(STORY, NodeId("nobody")) is None
    assert block(replace(STORY, handoffs=()), NodeId("ventas")) is None


def test_the_table_says_it_in_both_languages_and_without_formulas() -> None:
    """With the figures that the drawing shows."""
    rows = list(csv.reader(io.StringIO(generate_sipoc(STORY, "es").content.decode(), newline="")))
    assert rows[0][0] == "Proveedor"
    assert rows[1] == ["Imprenta", "Formularios", "¿? sin medir", "'=Ventas", "Pedido", "15 % · 30/200", "Bodega"]
    assert rows[2] == ["", "", "", "'=Ventas", "Factura", "¿? sin medir", "Cliente"]
    assert generate_sipoc(STORY, "en").content.startswith(b"Supplier,Input,")
