"""What belongs together: a handoff and its ends, a node and everybody round it."""

from datetime import date

import pytest

from app.services.showing import overview
from app.services.showing.overview import ThingNotFound
from process_models.domain.identifiers import NodeId
from tests.chains import chain

SHOP = chain(
    """
    process comercial
    process ventas part_of=comercial own=0.02
    ventas -> bodega: Pedido 30/200
    ventas -> bodega: Devolución from=2030-01-01
    proveedor -> ventas: Catálogo group=g share=2
    routes g
    bodega -> cliente: Mercancía
    """,
    as_of=date(2026, 9, 30),
)


def test_a_handoff_comes_with_its_ends_and_its_figure() -> None:
    """Who gives what to whom, in which group, how well, and whether it counts today."""
    catalogue = overview.handoff(SHOP, "proveedor-ventas")
    assert (catalogue.supplier.id, catalogue.client.id) == ("proveedor", "ventas")
    assert catalogue.group is not None
    assert catalogue.group.id == "g"
    assert overview.handoff(SHOP, "ventas-bodega").rate.failed == 30
    assert [given.is_current for given in overview.handoffs(SHOP)] == [True, False, True, True]


def test_a_node_stands_between_its_suppliers_and_its_clients() -> None:
    """Each of them once, with everything that passes between."""
    ventas = overview.node(SHOP, "ventas")
    assert [(each.id, len(given)) for each, given in ventas.suppliers] == [("proveedor", 1)]
    assert [(each.id, len(given)) for each, given in ventas.clients] == [("bodega", 2)]
    (whole,) = ventas.wholes
    assert [part.id for part in overview.node(SHOP, whole.id).parts] == ["ventas"]
    assert ventas.rate.probability == 0.02


def test_a_neighbourhood_is_what_stands_next_to_a_node() -> None:
    """What is further away is left out; what is left is a valid map."""
    near = overview.neighbourhood(SHOP, NodeId("ventas"))
    assert [node.id for node in near.nodes] == ["ventas", "bodega", "proveedor"]
    assert [group.id for group in near.groups] == ["g"]
    assert [handoff.client for handoff in near.handoffs] == ["bodega", "bodega", "ventas"]


def test_what_is_not_on_the_map_is_told() -> None:
    """A node, a handoff and a group of another name."""
    for find in (overview.node, overview.handoff, overview.group):
        with pytest.raises(ThingNotFound):
            find(SHOP, "otra-cosa")
