"""Failure chains: what may stand in one, and in which order they are told."""

from graphs.propagation import propagate
from graphs.propagation.chains import Links, failure_chains
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from tests.chains import chain


def _paths(text: str, most: int = 10) -> list[tuple[str, ...]]:
    return [told.path for told in propagate(chain(text), chains=most).chains]


def test_equal_chains_come_by_path() -> None:
    """Of two equally probable ways the lesser path is told first."""
    text = "b -> cliente: Dos own=0.1\na -> cliente: Uno own=0.1"
    assert _paths(text) == [("a-cliente",), ("b-cliente",)]


def test_an_own_failure_of_a_node_is_an_origin() -> None:
    """It begins with the handoffs that the node gives; that of the outcome itself has no path."""
    found = propagate(chain("process a own=0.2\ncustomer cliente own=0.1\na -> cliente: Uno own=0"))
    assert [(told.origin_node, told.path) for told in found.chains] == [("a", ("a-cliente",)), ("cliente", ())]


def test_no_client_is_entered_twice() -> None:
    """A loop is gone round at most until it would come back."""
    text = "a -> b: Uno own=0.1 d=0.5\nb -> a: Dos own=0 d=0.5\nb -> cliente: Tres own=0"
    assert _paths(text) == [("a-b", "b-cliente")]


def test_a_chain_goes_through_alternatives_only_where_all_are_needed() -> None:
    """One of two carriers alone spoils nothing."""
    lines = "x -> a: Uno own=0.1 group=g\ny -> a: Dos own=0.1 group=g\na -> cliente: Tres own=0"
    assert _paths(f"alternatives g required=1\n{lines}") == []
    assert len(_paths(f"alternatives g required=2\n{lines}")) == 2


def test_what_a_customer_hands_over_does_not_carry_its_dissatisfaction_on() -> None:
    """A customer's own failure reaches the next one; what the customer suffered does not."""
    text = "a -> cliente: Uno own=0.3\ncliente -> b: Solicitud own=0.1\nb -> cliente-2: Dos own=0"
    assert ("a-cliente", "cliente-b", "b-cliente-2") not in _paths(text)
    assert ("cliente-b", "b-cliente-2") in _paths(text)


def test_a_search_that_is_stopped_says_so() -> None:
    """On a map where everybody serves everybody there are more beginnings than are looked at."""
    lines = [f"p{i} -> p{j}: Trabajo own=0.1" for i in range(9) for j in range(9) if i != j]
    model = Model(chain("\n".join([*lines, "p0 -> cliente: Entrega own=0.001"])))
    found = failure_chains(model, Links(model, declared(model)), len(model.nodes) - 1, most=1_000_000)
    assert not found.complete
