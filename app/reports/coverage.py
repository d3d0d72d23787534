"""Who the customers are, seen from the eight viewpoints: what every process answered, and what is still to be asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.reports.propagation.page import figure
from app.reports.propagation.text import with_denominator
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import Propagation
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import best_rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind, NodeKind, Viewpoint

_WITHIN = (NodeKind.PROCESS, NodeKind.EMPLOYEES)


class State(StrEnum):
    """What a process says of a viewpoint.

    `named`: whom it serves there; `declared`: that it serves somebody, without naming whom; `none`: why nobody; `open`:
    nothing yet.
    """

    NAMED = "named"
    DECLARED = "declared"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One process from one viewpoint: its clients there, or the reason why there are none."""

    viewpoint: Viewpoint
    state: State
    clients: tuple[tuple[NodeId, str], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A process with its answers, in the order of the viewpoints."""

    process: NodeId
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """One viewpoint: who was found from there; how many processes have not answered it."""

    viewpoint: Viewpoint
    found: tuple[tuple[NodeId, str], ...]
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A customer or employees: the figure, the viewpoints from which they are seen, and who serves them how well."""

    node: NodeId
    name: str
    kind: NodeKind
    figure: str
    viewpoints: tuple[Viewpoint, ...]
    suppliers: tuple[tuple[HandoffId, str, str, EvidenceKind], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All that is known of who the customers are; `answered` of `asked` questions, process by viewpoint.

    `is_pending` says that the figures are still being computed.
    """

    perspectives: tuple[Perspective, ...]
    rows: tuple[Row, ...]
    served: tuple[Served, ...]
    answered: int
    asked: int
    is_pending: bool = False


def coverage(chain: ValueChain, found: Propagation | None, words: Wording, *, is_pending: bool = False) -> Coverage:
    """Return who the customers of a dated map are; with their figures where it has any."""
    speaker = Speaker(chain, words)
    received = _received(chain)
    rows = tuple(_row(node, received, speaker) for node in chain.nodes if node.kind is NodeKind.PROCESS)
    cells = [cell for row in rows for cell in row.cells]
    return Coverage(
        perspectives=tuple(_perspective(viewpoint, chain, rows, speaker) for viewpoint in Viewpoint),
        rows=rows,
        served=tuple(_served(node, chain, found, speaker) for node in chain.outcomes),
        answered=sum(cell.state is not State.OPEN for cell in cells),
        asked=len(cells),
        is_pending=is_pending,
    )


def channel_of(handoff: Handoff, client: Node) -> Viewpoint | None:
    """Return from which viewpoint a handoff shows its client.

    A handoff that names none still shows an internal client where it stays within the organisation.
    """
    if handoff.channel is None and client.kind in _WITHIN:
        return Viewpoint.INTERNAL
    return handoff.channel


def _received(chain: ValueChain) -> Mapping[tuple[NodeId, Viewpoint], tuple[NodeId, ...]]:
    """Return whom each process serves, by viewpoint; a customer is also seen from where the map says that it stands."""
    nodes = {node.id: node for node in chain.nodes}
    served: dict[tuple[NodeId, Viewpoint], list[NodeId]] = {}
    for handoff in chain.handoffs:
        client = nodes[handoff.client]
        channel = channel_of(handoff, client)
        seen = (channel,) if channel is not None else client.channels
        for viewpoint in seen:
            served.setdefault((handoff.supplier, viewpoint), []).append(client.id)
    return {key: tuple(dict.fromkeys(clients)) for key, clients in served.items()}


def _row(process: Node, received: Mapping[tuple[NodeId, Viewpoint], tuple[NodeId, ...]], speaker: Speaker) -> Row:
    reasons = {each.viewpoint: each.reason for each in process.viewpoints}
    return Row(
        process=process.id,
        name=speaker.node(process.id),
        cells=tuple(
            _cell(process, viewpoint, received.get((process.id, viewpoint), ()), reasons.get(viewpoint, ""), speaker)
            for viewpoint in Viewpoint
        ),
    )


def _cell(process: Node, viewpoint: Viewpoint, clients: Iterable[NodeId], reason: str, speaker: Speaker) -> Cell:
    named = tuple((client, speaker.node(client)) for client in clients)
    if named:
        state = State.NAMED
    elif reason:
        state = State.NONE
    else:
        state = State.DECLARED if viewpoint in process.channels else State.OPEN
    return Cell(viewpoint=viewpoint, state=state, clients=named, reason=reason)


def _perspective(viewpoint: Viewpoint, chain: ValueChain, rows: Iterable[Row], speaker: Speaker) -> Perspective:
    cells = [cell for row in rows for cell in row.cells if cell.viewpoint is viewpoint]
    standing = [node.id for node in chain.outcomes if viewpoint in node.channels]
    found = dict.fromkeys([*standing, *(client for cell in cells for client, _ in cell.clients)])
    return Perspective(
        viewpoint=viewpoint,
        found=tuple((node, speaker.node(node)) for node in found),
        unanswered=sum(cell.state is State.OPEN for cell in cells),
    )


def _served(node: Node, chain: ValueChain, found: Propagation | None, speaker: Speaker) -> Served:
    handoffs = [handoff for handoff in chain.handoffs if handoff.client == node.id]
    seen = dict.fromkeys([*node.channels, *_channels(handoffs, node)])
    return Served(
        node=node.id,
        name=speaker.node(node.id),
        kind=node.kind,
        figure="" if found is None or node.id not in found.outcomes else figure(found, node.id, speaker.words),
        viewpoints=tuple(seen),
        suppliers=tuple(_supplier(handoff, speaker) for handoff in handoffs),
    )


def _channels(handoffs: Iterable[Handoff], client: Node) -> Iterator[Viewpoint]:
    for handoff in handoffs:
        channel = channel_of(handoff, client)
        if channel is not None:
            yield channel


def _supplier(handoff: Handoff, speaker: Speaker) -> tuple[HandoffId, str, str, EvidenceKind]:
    """Return who serves with what, and how often it fails by the best evidence."""
    known = best_rate(handoff.failure)
    named = speaker.words.text(
        "customers.supplier", supplier=speaker.node(handoff.supplier), deliverable=speaker.deliverable(handoff.id)
    )
    measured = known.evidence is not EvidenceKind.UNKNOWN
    return (
        handoff.id,
        named,
        with_denominator(known, known.probability, speaker.words) if measured else "",
        known.evidence,
    )
