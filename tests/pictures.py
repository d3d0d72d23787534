"""Pictures to test the drawing with, and texts that would do harm if anything took them for more than texts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations

from app.services.files import exchange
from app.wording import wording
from graphs.rendering.compose import compose
from graphs.rendering.picture import Figures, Picture, View
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, best_rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind

TODAY = date(2026, 11, 22)

HOSTILE = (
    '"',
    '\\"',
    "\\",
    "Ventas\\",
    "\\n\\l\\r\\N\\G\\E\\L",
    "<b>negrita</b>",
    '<table><tr><td href="https://example.org">x</td></tr></table>',
    "<>",
    "&lt;script&gt;",
    "&amp;&#60;&quot;&nbsp;",
    "<script>alert(1)</script>",
    "]]> -->",
    '<svg onload="alert(1)">',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "url(https://example.org/x.svg)",
    "a:b:c",
    "n1",
    "node -> edge; subgraph { } digraph",
    "label=x, URL=y];",
    "{a|b|<c>d}",
    "// /* comment */ #",
    "#let x = read('/etc/passwd')",
    "$x^2$ @ref <label> _a_ *b*",
    "{percent} {0} %s %(a)s",
    "e\u0301tapa",
    "العملاء الداخليون",
    "לקוח",
    "内部顾客与供应商",
    "👩🏽\u200d💼🔥",
    "ZW\u200bSP no\u00a0break",
    "x" * 20_000,
    "palabra " * 2_500,
    "=1+1",
    "../../etc/passwd",
    "-",
)
"""Each must come out literally."""

NOT_FOR_PAPER = (
    ("a\x00b", "ab"),
    ("a\x1b[31mb", "a[31mb"),
    ("a\u202eb\u202cc", "abc"),
    ("a\u2066b\u2069", "ab"),
    ("a\ud800b", "ab"),
    ("a\ufffeb\uffff", "ab"),
)
"""What no document can hold, or what turns the reading direction, and what is left of it."""


def noted(chain: ValueChain) -> Figures:
    """Return the rates of a chain as they are noted."""
    return Figures(rates={handoff.id: best_rate(handoff.failure) for handoff in chain.handoffs})


def drawn(
    chain: ValueChain,
    *,
    view: View | None = None,
    language: str = "es",
    shares: Mapping[HandoffId, float] | None = None,
    node_shares: Mapping[NodeId, float] | None = None,
) -> Picture:
    """Return the picture of a chain with its rates as they are noted."""
    figures = replace(noted(chain), shares=shares, node_shares=node_shares or {})
    return compose(chain, figures, view or View(), wording(language), today=TODAY)


def example() -> ValueChain:
    """Return the example map."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    return chain


def named(*names: str) -> ValueChain:
    """Return a chain in which all names are those of nodes, of deliverables, of a lane and of the map."""
    nodes = tuple(
        Node(id=NodeId(f"n-{place}"), name=name, kind=NodeKind.PROCESS, lane=name) for place, name in enumerate(names)
    )
    handoffs = tuple(
        Handoff(id=HandoffId(f"h-{place}"), supplier=nodes[0].id, client=node.id, deliverable=node.name)
        for place, node in enumerate(nodes[1:])
    )
    return ValueChain(name=names[-1], nodes=nodes, handoffs=handoffs)


def complete(size: int, *, lanes: int = 0) -> ValueChain:
    """Return the chain in which everybody serves everybody who comes later."""
    nodes = tuple(
        Node(
            id=NodeId(f"p{place}"),
            name=f"Proceso {place}",
            kind=NodeKind.PROCESS,
            lane=f"Carril {place % lanes}" if lanes else "",
        )
        for place in range(size)
    )
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"{supplier.id}-{client.id}"),
            supplier=supplier.id,
            client=client.id,
            deliverable="Avance",
            failure=Evidence(deliveries=Deliveries(count=100, failed=place % 30)),
        )
        for place, (supplier, client) in enumerate(combinations(nodes, 2))
    )
    return ValueChain(name="Todos con todos", nodes=nodes, handoffs=handoffs)
