"""The SIPOC table on the page of a process."""

import pytest
from flask import Flask

from process_models.storage.session import Database
from tests.app.web.shop import Site
from tests.cast import Cast
from tests.chains import chain
from tests.page_forms import Element, page_of

CONTENT = chain(
    """
    supplier imprenta name=Imprenta
    process ventas name=<Ventas>
    process bodega name=Bodega
    process sola name=Sola
    customer cliente name=Cliente
    imprenta -> ventas: Formularios
    ventas -> bodega: Pedido 30/200
    ventas -> cliente: Factura
    """
)


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Site:
    """Put a small map into the database."""
    return Site(app, database, cast, CONTENT)


def tables(site: Site, node: str, language: str = "es") -> list[Element]:
    """Return the SIPOC tables on the page of a node."""
    page = site.editor.get(f"{site.at}/nodes/{node}", headers={"Accept-Language": language})
    return list(page_of(page).xpath("//table[contains(@class, 'sipoc-table')]"))


def cells(row: Element) -> list[str]:
    """Return what is read in a row."""
    return [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]


def test_a_process_has_its_suppliers_inputs_outputs_and_customers_side_by_side(site: Site) -> None:
    """Its own cell stands once, beside them all."""
    (table,) = tables(site, "ventas")
    head, first, second = table.xpath(".//tr")
    assert cells(head) == ["Proveedor", "Entrada", "Proceso", "Salida", "Cliente"]
    assert cells(first) == ["Imprenta", "Formularios ¿? sin medir", "<Ventas>", "Pedido 15 % · 30/200", "Bodega"]
    assert cells(second) == ["", "", "Factura ¿? sin medir", "Cliente"]
    assert first.xpath("td[@rowspan]/@rowspan") == ["2"]


def test_it_is_told_in_english_too(site: Site) -> None:
    """With the figures as English writes them."""
    (table,) = tables(site, "ventas", "en")
    head, first, *_ = table.xpath(".//tr")
    assert cells(head) == ["Supplier", "Input", "Process", "Output", "Customer"]
    assert "15% · 30/200" in cells(first)[3]


@pytest.mark.parametrize("node", ["imprenta", "cliente", "sola"])
def test_who_is_no_process_or_stands_alone_has_none(site: Site, node: str) -> None:
    """There would be nothing to read."""
    assert tables(site, node) == []


def test_it_is_taken_home(site: Site) -> None:
    """By a link, in the reader's language."""
    page = page_of(site.editor.get(f"{site.at}/nodes/ventas"))
    (href,) = page.xpath("//a[contains(., 'SIPOC')]/@href")
    assert site.editor.get(href).data.startswith(b"Proveedor,Entrada")
