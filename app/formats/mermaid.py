"""A map as Mermaid text, for pages that draw it themselves (docs/graphml.md); written, never read.

Every text stands in double quotes with every sign escaped that Mermaid, Markdown or HTML could take for one of theirs.
"""

from collections.abc import Iterator

from app.formats.figures import figure
from app.formats.results import Written
from app.wording import DEFAULT_LANGUAGE, Wording, wording
from graphs.rendering.lettering import wrapped
from graphs.rendering.styles import node_look, stroke
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import best_rate
from process_models.domain.problems import warning
from process_models.domain.vocabulary import EvidenceKind, NodeKind, ProcessKind

_SHAPES = {
    NodeKind.PROCESS: ("(", ")"),
    NodeKind.SUPPLIER: ("[/", "/]"),
    NodeKind.CUSTOMER: ("([", "])"),
    NodeKind.EMPLOYEES: ("[[", "]]"),
}
_ARROWS = {
    EvidenceKind.FACT: "-->",
    EvidenceKind.OPINION: "-.->",
    EvidenceKind.ASSUMPTION: "-.->",
    EvidenceKind.UNKNOWN: "-.->",
}
_PLAIN = frozenset(" ,.:·/%¿?!")
_LINE = "<br/>"
SUPPORT = "support"


def generate_mermaid(chain: ValueChain, language: str = DEFAULT_LANGUAGE) -> Written:
    """Return the map as a flowchart, its figures in a language."""
    lines = "\n".join(_lines(chain, wording(language)))
    return Written(content=f"{lines}\n".encode(), losses=(warning("lost-for-drawing"),))


def escaped(text: str) -> str:
    """Return a text that comes out literally inside double quotes: letters and digits as they are, others by number.

    >>> escaped('end"] --> x')
    'end#34;#93; #45;#45;#62; x'
    """
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in text)


def _lines(chain: ValueChain, words: Wording) -> Iterator[str]:
    numbers = {node.id: f"n{number}" for number, node in enumerate(chain.nodes, start=1)}
    yield "flowchart LR"
    for node in chain.nodes:
        yield f"  {numbers[node.id]}{_node(node)}"
    for handoff in chain.handoffs:
        arrow = _ARROWS[best_rate(handoff.failure).evidence]
        yield f"  {numbers[handoff.supplier]} {arrow}|{_label(handoff, words)}| {numbers[handoff.client]}"
    for number, handoff in enumerate(chain.handoffs):
        yield f"  linkStyle {number} {_line_style(handoff)}"
    yield from _classes()


def _node(node: Node) -> str:
    opening, closing = _SHAPES[node.kind]
    return f"{opening}{_quoted(*_named(node.name, node.id))}{closing}:::{_class(node)}"


def _class(node: Node) -> str:
    return SUPPORT if node.process_kind is ProcessKind.SUPPORT else node.kind.value


def _label(handoff: Handoff, words: Wording) -> str:
    return _quoted(*_named(handoff.deliverable, handoff.id), figure(handoff, words))


def _named(name: str, identifier: str) -> tuple[str, ...]:
    """Return a name in lines; the id where nothing of the name can be seen."""
    lines = wrapped(name)
    return lines if any(lines) else (identifier,)


def _quoted(*lines: str) -> str:
    return f'"{_LINE.join(map(escaped, lines))}"'


def _line_style(handoff: Handoff) -> str:
    rate = best_rate(handoff.failure)
    line = stroke(rate.evidence, rate.probability)
    dashes = f",stroke-dasharray:{' '.join(f'{dash:g}' for dash in line.dashes)}" if line.dashes else ""
    return f"stroke:{line.color},stroke-width:{line.width:g}px{dashes}"


def _classes() -> Iterator[str]:
    looks = {kind.value: node_look(kind) for kind in NodeKind} | {SUPPORT: node_look(NodeKind.PROCESS, supports=True)}
    for name, look in looks.items():
        yield f"  classDef {name} fill:{look.fill},stroke:{look.outline},color:{look.ink}"
