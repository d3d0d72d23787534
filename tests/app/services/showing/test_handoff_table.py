"""The table of handoffs: what a filter finds, what an order says, what stands in the matrix."""

import pytest

from app.services.showing import handoff_table, overview
from app.services.showing.handoff_table import Filter
from tests.chains import chain

SHOP = chain(
    """
    process ventas name="Ventas"
    process bodega name="Bodega"
    ventas -> bodega: Pedido 30/200 d=0.8 channel=internal
    bodega -> ventas: Existencias ratings=2,5,5
    ventas -> cliente: Confirmación own=0.1
    bodega -> cliente: Mercancía
    ventas -> bodega: Devolución 1/10 d=0.2
    """
)
GIVEN = overview.handoffs(SHOP)


def found(wanted: Filter) -> list[str]:
    """Return the deliverables that a filter lets through."""
    return [given.handoff.deliverable for given in handoff_table.selected(GIVEN, wanted)]


@pytest.mark.parametrize(
    ("wanted", "deliverables"),
    [
        (Filter(text="CONFIRMACION"), ["Confirmación"]),
        (Filter(text="bodega ventas"), ["Pedido", "Existencias", "Devolución"]),
        (Filter(supplier="bodega"), ["Existencias", "Mercancía"]),
        (Filter(client="cliente", evidence="unknown"), ["Mercancía"]),
        (Filter(evidence="opinion"), ["Existencias"]),
        (Filter(channel="internal"), ["Pedido"]),
        (Filter(text="nada de esto"), []),
    ],
)
def test_a_filter_lets_through_what_fits_all_of_it(wanted: Filter, deliverables: list[str]) -> None:
    """Accents and capitals do not matter; every word has to be there."""
    assert found(wanted) == deliverables


def test_an_empty_filter_asks_for_nothing() -> None:
    """All come, and it says so."""
    assert len(found(Filter())) == 5
    assert not Filter().is_set


@pytest.mark.parametrize(
    ("by", "descending", "deliverables"),
    [
        ("rate", True, ["Existencias", "Pedido", "Confirmación", "Devolución", "Mercancía"]),
        ("rate", False, ["Confirmación", "Devolución", "Pedido", "Existencias", "Mercancía"]),
        ("deliverable", False, ["Confirmación", "Devolución", "Existencias", "Mercancía", "Pedido"]),
        ("dependency", False, ["Devolución", "Pedido", "Existencias", "Confirmación", "Mercancía"]),
        ("evidence", False, ["Pedido", "Devolución", "Existencias", "Confirmación", "Mercancía"]),
        ("nothing", False, ["Pedido", "Existencias", "Confirmación", "Mercancía", "Devolución"]),
    ],
)
def test_an_order_puts_the_unknown_last(by: str, *, descending: bool, deliverables: list[str]) -> None:
    """What is not measured is neither good nor bad, whichever way the table is turned."""
    rows = handoff_table.ordered(GIVEN, by, descending=descending)
    assert [given.handoff.deliverable for given in rows] == deliverables


def test_every_order_can_be_asked_for() -> None:
    """No column fails on a map where much is left out."""
    for by in handoff_table.ORDERS:
        assert len(handoff_table.ordered(GIVEN, by, descending=True)) == len(GIVEN)


def test_the_totals_count_what_nobody_measured() -> None:
    """Five handoffs, one of them without any evidence."""
    assert handoff_table.totals(GIVEN) == handoff_table.Totals(handoffs=5, unmeasured=1)


def test_a_cell_has_the_count_and_the_worst_known_rate() -> None:
    """Sales give the warehouse two things; of the merchandise nothing is known; where nothing goes there is no cell."""
    seen = handoff_table.matrix(GIVEN, SHOP.nodes)
    ventas, bodega, cliente = seen.suppliers[0], seen.clients[1], seen.clients[2]
    assert [node.id for node in seen.suppliers] == ["ventas", "bodega"]
    assert [node.id for node in seen.clients] == ["ventas", "bodega", "cliente"]
    pedidos = seen.cell(ventas, bodega)
    assert pedidos is not None
    assert pedidos.worst is not None
    assert (pedidos.count, pedidos.worst.failed, pedidos.worst.count, pedidos.shade) == (2, 30, 200, 4)
    assert seen.cell(bodega, cliente) == handoff_table.Cell(count=1, worst=None)
    assert seen.cell(ventas, ventas) is None
    assert seen.is_readable
    assert [(node.id, [client.id for client, _ in cells]) for node, cells in seen.by_supplier()] == [
        ("ventas", ["bodega", "cliente"]),
        ("bodega", ["ventas", "cliente"]),
    ]
