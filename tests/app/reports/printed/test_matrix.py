"""The matrix of suppliers by clients: its cells, its sheets, and what stands instead where it would be too large."""

import pytest

from app.reports.printed import blocks
from app.reports.printed.blocks import MatrixCell, Section
from app.reports.printed.sections.matrix import COLUMNS, MOST, matrix
from process_models.domain.chain import ValueChain
from tests.app.reports.printed.materials import material, tables, told
from tests.chains import chain

TIMES = "\N{MULTIPLICATION SIGN}"


def found(section: Section | None) -> list[blocks.Matrix]:
    """Return the matrices of a section and its parts."""
    assert section is not None
    own = [block for block in section.blocks if isinstance(block, blocks.Matrix)]
    return [*own, *(each for part in section.parts for each in found(part))]


def star(clients: int, *, lanes: int = 0) -> ValueChain:
    """Return a map in which one supplier serves many clients, in so many lanes."""
    nodes = [f"process p{place} lane=Carril{place % lanes}" for place in range(clients)] if lanes else []
    return chain("\n".join([*nodes, *(f"p0 -> p{place}: Parte 1/10" for place in range(1, clients))]))


def test_a_cell_tells_the_worst_known_failure_and_how_many_handoffs_there_are() -> None:
    """The unknown is not good: it has no class; a pair without handoffs has no cell."""
    some = chain("""
        ventas -> bodega: Pedido 30/200
        ventas -> bodega: Devolución 1/100
        ventas -> cliente: Factura
        bodega -> cliente: Entrega 1/100
    """)
    one = found(matrix(material(some)))[0]
    assert one.columns == ("bodega", "cliente")
    assert [each.heading for each in one.rows] == ["ventas", "bodega"]
    assert one.rows[0].cells == (
        MatrixCell(text="15 %", remark=f"{TIMES} 2", shade=4),
        MatrixCell(text="¿?", remark=f"{TIMES} 1", shade=0),
    )
    assert one.rows[1].cells[0] is None
    assert [shade.said for shade in one.shades] == ["< 2 %", "2 % a 5 %", "5 % a 10 %", "10 % a 20 %", "≥ 20 %"]


@pytest.mark.parametrize(("clients", "sheets"), [(COLUMNS, 1), (COLUMNS + 1, 2), (MOST, 3)])
def test_a_wide_matrix_goes_over_several_sheets_of_nearly_equal_width(clients: int, sheets: int) -> None:
    """No client is lost, and each sheet says which ones it holds."""
    section = matrix(material(star(clients + 1)))
    widths = [len(each.columns) for each in found(section)]
    assert (len(widths), sum(widths)) == (sheets, clients)
    assert max(widths) <= COLUMNS
    assert max(widths) - min(widths) <= sheets
    assert (f"Clientes 1 a {widths[0]} de {clients}" in told(section)) is (sheets > 1)


def test_a_large_map_is_told_by_lanes() -> None:
    """Lanes by lanes first, then the suppliers of each lane that gives something."""
    section = matrix(material(star(MOST + 5, lanes=3), is_computed=False))
    matrices = found(section)
    assert [each.heading for each in matrices[0].rows] == ["Carril0"]
    assert matrices[0].columns == ("Carril0", "Carril1", "Carril2")
    assert sum(len(each.columns) for each in matrices[1:]) == MOST + 4
    assert "Carril0 · Clientes 1 a" in told(section)


def test_a_large_map_without_lanes_is_a_list() -> None:
    """Each supplier with its clients; nobody is left out."""
    section = matrix(material(star(MOST + 5), is_computed=False))
    assert found(section) == []
    assert told(section).count(f"10 % {TIMES} 1") == MOST + 4
    assert len(tables(section)[0].rows) == 1


def test_without_handoffs_there_is_no_matrix() -> None:
    """The register has said so."""
    assert matrix(material(chain("process ventas"))) is None
