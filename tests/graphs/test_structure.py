"""Upstream: over handoffs, and never by way of a customer."""

from graphs.structure import upstream
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind

A, B, C, D = (NodeId(name) for name in "abcd")


def chain_of(*pairs: str, customers: str = "") -> ValueChain:
    """Return the chain in which the first letter of each pair serves the second."""
    names = sorted(set("".join(pairs)))
    kinds = {name: NodeKind.CUSTOMER if name in customers else NodeKind.PROCESS for name in names}
    return ValueChain(
        name="letters",
        nodes=tuple(Node(id=NodeId(name), name=name, kind=kind) for name, kind in kinds.items()),
        handoffs=tuple(
            Handoff(id=HandoffId(pair), supplier=NodeId(pair[0]), client=NodeId(pair[1]), deliverable="x")
            for pair in pairs
        ),
    )


def test_upstream_is_every_supplier_of_suppliers() -> None:
    """What a supplier's supplier gives badly can spoil the client's result."""
    assert upstream(chain_of("ab", "bc", "db"), C) == {A, B, D}


def test_a_node_is_not_upstream_of_itself_even_in_a_cycle() -> None:
    """In a cycle only the others are."""
    assert upstream(chain_of("ab", "ba"), A) == {B}


def test_a_customer_hands_on_nothing_of_what_it_got() -> None:
    """What spoils a customer does not spoil what that customer hands over."""
    chain = chain_of("ab", "bc", customers="b")
    assert upstream(chain, C) == {B}
    assert upstream(chain, B) == {A}
