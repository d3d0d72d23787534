"""What scenarios start from."""

from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.present import present
from tests.chains import chain

ROUTES = chain("""
    routes canal
    ventas -> cliente: Pedido id=a own=0.1 group=canal share=0.25
    bodega -> cliente: Entrega id=b own=0.2 group=canal share=0.75
""")


def test_what_scenarios_start_from_is_what_was_calibrated() -> None:
    """With the shares of routes as they are divided up; a node has its own failure only."""
    found = present(calibrated(ROUTES))
    assert (found["handoff:a"].own, found["handoff:a"].share) == (0.1, 0.25)
    assert found["handoff:b"].dependency == 1
    assert (found["node:ventas"].own, found["node:ventas"].containment) == (0, None)
