"""The nodes that the rows of a table mention, by name, in order of appearance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.formats.handoff_table.claims import Claims, Said
from app.formats.handoff_table.columns import Column
from app.formats.handoff_table.entries import Entry
from app.wording import wording
from process_models.domain.chain import Node
from process_models.domain.identifiers import NodeId
from process_models.domain.naming import identifier
from process_models.domain.vocabulary import NodeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The nodes of a table, with where each was named first and what was said of them."""

    nodes: tuple[Node, ...]
    ids: Mapping[str, NodeId]
    named: Mapping[str, Said[str]]
    kinds: Claims[NodeKind]
    lanes: Claims[str]
    weights: Claims[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """A node that has a row of its own in another sheet, under the name by which handoffs speak of it."""

    name: str
    row: int
    sheet: str
    id: NodeId | None = None
    kind: NodeKind | None = None
    lane: str | None = None
    weight: float | None = None


def map_name(language: str) -> str:
    """Return the name of a map that comes from a table, which has no place for one."""
    return wording(language).text("table.map-name")


def cast_of(entries: Iterable[Entry], introduced: Iterable[Introduced] = ()) -> Cast:
    """Return the nodes that were introduced, and those that rows mention besides."""
    named: dict[str, Said[str]] = {}
    given: dict[str, NodeId] = {}
    kinds, lanes, weights = Claims[NodeKind](), Claims[str](), Claims[float]()
    for one in introduced:
        named[one.name] = Said(value=one.name, row=one.row, column=Column.SUPPLIER, sheet=one.sheet)
        given |= {one.name: one.id} if one.id else {}
        kinds.hear(one.name, one.kind, one.row, Column.SUPPLIER_KIND, one.sheet)
        lanes.hear(one.name, one.lane, one.row, Column.SUPPLIER_LANE, one.sheet)
        weights.hear(one.name, one.weight, one.row, Column.WEIGHT, one.sheet)
    for entry in entries:
        named.setdefault(entry.supplier, Said(value=entry.supplier, row=entry.row, column=Column.SUPPLIER))
        named.setdefault(entry.client, Said(value=entry.client, row=entry.row, column=Column.CLIENT))
        kinds.hear(entry.supplier, entry.supplier_kind, entry.row, Column.SUPPLIER_KIND)
        kinds.hear(entry.client, entry.client_kind, entry.row, Column.CLIENT_KIND)
        lanes.hear(entry.supplier, entry.supplier_lane, entry.row, Column.SUPPLIER_LANE)
        lanes.hear(entry.client, entry.client_lane, entry.row, Column.CLIENT_LANE)
        weights.hear(entry.client, entry.weight, entry.row, Column.WEIGHT)
    ids = node_ids(named, given)
    nodes = tuple(
        Node(
            id=ids[name],
            name=name,
            kind=kinds.of(name) or NodeKind.PROCESS,
            lane=lanes.of(name) or "",
            weight=weights.of(name),
        )
        for name in named
    )
    return Cast(nodes=nodes, ids=ids, named=named, kinds=kinds, lanes=lanes, weights=weights)


def node_ids(names: Iterable[str], given: Mapping[str, NodeId] | None = None) -> dict[str, NodeId]:
    """Return the id that each name gets, in this order; those that have one keep it."""
    ids: dict[str, NodeId] = {}
    kept = given or {}
    taken: set[str] = set(kept.values())
    for name in names:
        ids[name] = kept.get(name) or NodeId(identifier(name, taken=taken, fallback="nodo"))
        taken.add(ids[name])
    return ids
