"""Which way a picture flows: an order of the nodes in which as few handoffs as possible run backwards."""

from collections.abc import Iterable, Mapping
from enum import Enum

from graphs.rendering.picture import DrawnHandoff, Picture
from process_models.domain.vocabulary import NodeKind


class Zone(Enum):
    """The three parts of the sheet, from left to right."""

    SUPPLIERS = 0
    BETWEEN = 1
    CUSTOMERS = 2

    @staticmethod
    def of(kind: NodeKind) -> "Zone":
        """Return where a kind of node stands."""
        return {NodeKind.SUPPLIER: Zone.SUPPLIERS, NodeKind.CUSTOMER: Zone.CUSTOMERS}.get(kind, Zone.BETWEEN)


def flow_order(picture: Picture) -> dict[str, int]:
    """Return each node's place from suppliers to customers.

    External suppliers come first and customers last; between them the greedy order of Eades, Lin and Smyth (1993):
    who serves nobody that is left goes last, who gets nothing from anybody that is left goes first, else who gives
    most more than it gets.
    """
    first, between, last = (
        [node.identifier for node in picture.nodes if Zone.of(node.kind) is place] for place in Zone
    )
    between = _greedy(between, picture.handoffs)
    return {node: place for place, node in enumerate((*first, *between, *last))}


def runs_forward(handoff: DrawnHandoff, order: Mapping[str, int]) -> bool:
    """Tell whether a handoff goes with the flow, from left to right."""
    return order[handoff.supplier] < order[handoff.client]


def left_to_right(handoff: DrawnHandoff, *, forward: bool) -> tuple[str, str]:
    """Return a handoff's two ends as they lie on the sheet."""
    return (handoff.supplier, handoff.client) if forward else (handoff.client, handoff.supplier)


def _greedy(nodes: list[str], handoffs: Iterable[DrawnHandoff]) -> list[str]:
    left = dict.fromkeys(nodes)
    links = [(each.supplier, each.client) for each in handoffs if each.supplier in left and each.client in left]
    first: list[str] = []
    last: list[str] = []
    while left:
        gives, gets = _degrees(left, links)
        ends = [node for node in left if not gives[node]]
        starts = [node for node in left if not gets[node]]
        if ends:
            last[:0] = ends
        elif starts:
            first += starts
        else:
            first.append(max(left, key=lambda node: gives[node] - gets[node]))
        for node in ends or starts or first[-1:]:
            del left[node]
        links = [(supplier, client) for supplier, client in links if supplier in left and client in left]
    return first + last


def _degrees(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> tuple[dict[str, int], dict[str, int]]:
    gives, gets = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for supplier, client in links:
        gives[supplier] += 1
        gets[client] += 1
    return gives, gets
