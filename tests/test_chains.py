"""The language of the tests' own chains."""

from datetime import date

import pytest

from process_models.domain.evidence import Deliveries
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain


def test_a_line_says_one_thing() -> None:
    """Nodes, groups, handoffs and actions are read with their settings."""
    told = chain("""
        process ventas own=0.02 part_of=comercial   # declared before it is used
        ventas -> cliente-a: Pedido completo 30/200 d=0.8 to=2026-12-31
        routes oficinas
        ventas -> cliente-a: Entrega group=oficinas
        action curso node=ventas own=0.01 cost=5
    """)
    assert [node.kind for node in told.nodes] == [NodeKind.PROCESS, NodeKind.CUSTOMER]
    pedido, entrega = told.handoffs
    assert (pedido.id, entrega.id) == ("ventas-cliente-a", "ventas-cliente-a-2")
    assert pedido.deliverable == "Pedido completo"
    assert pedido.failure is not None
    assert pedido.failure.deliveries == Deliveries(count=200, failed=30)
    assert (pedido.dependency, pedido.valid_to) == (0.8, date(2026, 12, 31))
    assert told.groups[0].client == "cliente-a"
    assert told.actions[0].changes[0].node == "ventas"


def test_a_misspelt_setting_fails() -> None:
    """A test never passes because its chain says less than it seems to."""
    with pytest.raises(ValueError, match="dependencia"):
        chain("a -> b: Cosa dependencia=1")
