"""The handoffs of a map as a table that one works in: filtered, sorted, counted, and as suppliers by clients."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.services.showing.overview import Given
from graphs.rendering.styles import SHARE_CLASSES, share_class
from process_models.domain.chain import AgreedTime, Node
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import NodeId
from process_models.domain.vocabulary import EvidenceKind, TimeUnit

_HOURS = {TimeUnit.HOURS: 1.0, TimeUnit.WORKING_HOURS: 3.0, TimeUnit.DAYS: 24.0, TimeUnit.WORKING_DAYS: 24.0}
"""About how long it is until then, so that agreed times of different units have an order."""


MOST_CELLS = 10_000
"""Beyond it a matrix is no longer a picture that one reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which handoffs are looked for; what is empty lets everything through. `text` are words that must all be found."""

    text: str = ""
    supplier: str = ""
    client: str = ""
    evidence: str = ""
    channel: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return any((self.text, self.supplier, self.client, self.evidence, self.channel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many handoffs there are, and how many of them nobody has measured."""

    handoffs: int
    unmeasured: int


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


Key = Callable[[Given], tuple[float, str] | None]

ORDERS: Mapping[str, Key] = {
    "supplier": lambda given: (0, _heard(given.supplier.name)),
    "client": lambda given: (0, _heard(given.client.name)),
    "deliverable": lambda given: (0, _heard(given.handoff.deliverable)),
    "rate": lambda given: _if_said(_probability(given.rate)),
    "evidence": lambda given: (tuple(EvidenceKind).index(given.rate.evidence), ""),
    "agreed": lambda given: _if_said(_hours(given.handoff.agreed_time)),
    "dependency": lambda given: _if_said(given.handoff.dependency),
    "requirements": lambda given: (len(given.handoff.requirements), ""),
}
"""By what the table can be sorted."""


def selected(handoffs: Iterable[Given], wanted: Filter) -> tuple[Given, ...]:
    """Return the handoffs that a filter lets through."""
    return tuple(given for given in handoffs if _fits(given, wanted))


def ordered(handoffs: Sequence[Given], by: str, *, descending: bool) -> tuple[Given, ...]:
    """Return handoffs sorted by one of `ORDERS`, else as they are; those that say nothing of it always come last."""
    key = ORDERS.get(by)
    if key is None:
        return tuple(handoffs)
    keyed = [(key(given), given) for given in handoffs]
    said = [(value, given) for value, given in keyed if value is not None]
    said.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(given for _, given in said), *(given for value, given in keyed if value is None))


def totals(handoffs: Sequence[Given]) -> Totals:
    """Return how many there are and how many are not measured."""
    unmeasured = sum(given.rate.evidence is EvidenceKind.UNKNOWN for given in handoffs)
    return Totals(handoffs=len(handoffs), unmeasured=unmeasured)


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


def _fits(given: Given, wanted: Filter) -> bool:
    handoff = given.handoff
    return (
        wanted.supplier in {"", given.supplier.id}
        and wanted.client in {"", given.client.id}
        and wanted.evidence in {"", given.rate.evidence}
        and wanted.channel in {"", handoff.channel}
        and all(word in _said(given) for word in _heard(wanted.text).split())
    )


def _said(given: Given) -> str:
    handoff = given.handoff
    return _heard(
        f"{given.supplier.name} {given.client.name} {handoff.deliverable} {handoff.description} {handoff.medium}"
    )


def _heard(text: str) -> str:
    """Return what texts that sound alike have in common: no capitals, no accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _cell(found: Sequence[Given]) -> Cell:
    worst = _worst(found)
    shade = 0 if worst is None else 1 + SHARE_CLASSES.index(share_class(worst.probability))
    return Cell(count=len(found), worst=worst, shade=shade)


def _worst(handoffs: Iterable[Given]) -> Rate | None:
    known = (given.rate for given in handoffs if given.rate.evidence is not EvidenceKind.UNKNOWN)
    return max(known, key=lambda rate: rate.probability, default=None)


def _if_said(value: float | None) -> tuple[float, str] | None:
    return None if value is None else (value, "")


def _probability(rate: Rate) -> float | None:
    return None if rate.evidence is EvidenceKind.UNKNOWN else rate.probability


def _hours(agreed: AgreedTime | None) -> float | None:
    return None if agreed is None else agreed.amount * _HOURS[agreed.unit]
