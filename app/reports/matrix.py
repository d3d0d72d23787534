"""The handoffs of a map as suppliers by clients."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.reports.given import Given
from graphs.rendering.styles import SHARE_CLASSES, share_class
from process_models.domain.chain import Node
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import EvidenceKind

MOST_CELLS = 10_000
"""Beyond it a matrix is no longer a picture that one reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The handoffs from one supplier to one client: how many, and the worst rate that is known of them.

    `shade` is the class that the drawing has for that rate, from 1 (pale) to 5; 0 where nothing is known.
    """

    count: int
    worst: Rate | None
    shade: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Suppliers by clients; a pair without handoffs has no cell."""

    suppliers: tuple[Node, ...]
    clients: tuple[Node, ...]
    cells: Mapping[tuple[NodeId, NodeId], Cell]

    @property
    def is_readable(self) -> bool:
        """Whether so many rows and columns can still be read as a matrix."""
        return len(self.suppliers) * len(self.clients) <= MOST_CELLS

    def by_supplier(self) -> Iterator[tuple[Node, list[tuple[Node, Cell]]]]:
        """Yield each supplier with its clients, those alone to whom it gives something."""
        clients = {client.id: client for client in self.clients}
        order = {client: place for place, client in enumerate(clients)}
        found: dict[NodeId, list[NodeId]] = defaultdict(list)
        for supplier, client in self.cells:
            found[supplier].append(client)
        for node in self.suppliers:
            yield node, [(clients[c], self.cells[node.id, c]) for c in sorted(found[node.id], key=order.__getitem__)]

    def cell(self, supplier: Node, client: Node) -> Cell | None:
        """Return what is handed over between two."""
        return self.cells.get((supplier.id, client.id))


def matrix(handoffs: Iterable[Given], nodes: Iterable[Node]) -> Matrix:
    """Return the handoffs as suppliers by clients, each side in the map's order."""
    pairs: dict[tuple[NodeId, NodeId], list[Given]] = defaultdict(list)
    for given in handoffs:
        pairs[given.supplier.id, given.client.id].append(given)
    suppliers, clients = {supplier for supplier, _ in pairs}, {client for _, client in pairs}
    every = tuple(nodes)
    return Matrix(
        suppliers=tuple(node for node in every if node.id in suppliers),
        clients=tuple(node for node in every if node.id in clients),
        cells={pair: _cell(found) for pair, found in pairs.items()},
    )


def _cell(found: Sequence[Given]) -> Cell:
    worst = _worst(found)
    shade = 0 if worst is None else 1 + SHARE_CLASSES.index(share_class(worst.probability))
    return Cell(count=len(found), worst=worst, shade=shade)


def _worst(handoffs: Iterable[Given]) -> Rate | None:
    known = (given.rate for given in handoffs if given.rate.evidence is not EvidenceKind.UNKNOWN)
    return max(known, key=lambda rate: rate.probability, default=None)
