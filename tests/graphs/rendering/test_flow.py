"""Which way a picture flows."""

from graphs.rendering.flow import flow_order, runs_forward
from tests.chains import chain
from tests.pictures import drawn


def backwards(text: str) -> set[str]:
    """Return the handoffs of a chain that run from right to left."""
    picture = drawn(chain(text))
    order = flow_order(picture)
    return {each.identifier for each in picture.handoffs if not runs_forward(each, order)}


def test_a_chain_without_cycles_flows_one_way() -> None:
    """From whoever gets nothing to whoever gives nothing."""
    assert backwards("b -> c: x\na -> b: x\nc -> cliente: x\na -> c: x") == set()


def test_one_handoff_of_a_loop_runs_backwards() -> None:
    """The fewer the better: in a loop of three, one."""
    assert len(backwards("a -> b: x\nb -> c: x\nc -> a: x\nc -> cliente: x")) == 1


def test_what_customers_give_runs_backwards() -> None:
    """Customers stand at the right whatever they hand over."""
    assert backwards("cliente -> a: Pedido\na -> cliente: Entrega") == {"handoff-cliente-a"}


def test_what_external_suppliers_get_runs_backwards() -> None:
    """External suppliers stand at the left whoever serves them."""
    assert backwards("a -> proveedor: Pedido\nproveedor -> a: Material") == {"handoff-a-proveedor"}
