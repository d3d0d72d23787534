"""A chain as the rows of a table: what import reads back from them is the chain again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.formats.handoff_table.cells import fitting_name, fitting_text
from app.formats.handoff_table.columns import SCORES
from app.formats.handoff_table.entries import Entry
from app.formats.handoff_table.groups import joinable
from app.formats.handoff_table.handoffs import handoff_ids, made_id
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import HandoffId, NodeId


def held(chain: ValueChain) -> ValueChain:
    """Return a chain with its texts as they come back from a table; the names of nodes are not told apart yet."""
    return replace(chain, nodes=tuple(map(_held_node, chain.nodes)), handoffs=tuple(map(_held_handoff, chain.handoffs)))


def _held_node(node: Node) -> Node:
    return replace(node, name=fitting_name(node.name) or node.id, lane=fitting_name(node.lane))


def _held_handoff(handoff: Handoff) -> Handoff:
    deliverable = fitting_name(handoff.deliverable) or handoff.id
    medium, description = fitting_text(handoff.medium), fitting_text(handoff.description)
    return replace(handoff, deliverable=deliverable, medium=medium, description=description)


def rows_of(chain: ValueChain) -> tuple[Entry, ...]:
    """Return a row for each handoff."""
    chain = held(chain)
    names = names_of(chain)
    nodes = {node.id: node for node in chain.nodes}
    groups = {group.id: group for group in chain.groups}
    entries = tuple(
        Entry(
            row=number,
            **_ends(nodes[handoff.supplier], nodes[handoff.client], names),
            **_substance(handoff),
            **evidence_of(handoff.failure or Evidence()),
            group=handoff.group,
            group_kind=groups[handoff.group].kind if handoff.group else None,
            required=groups[handoff.group].required if handoff.group else None,
        )
        for number, handoff in enumerate(chain.handoffs, start=2)
    )
    return _with_ids(_kept_apart(entries), tuple(handoff.id for handoff in chain.handoffs))


def names_of(chain: ValueChain) -> dict[NodeId, str]:
    """Return a name for each node by which a table can tell it from the others."""
    ids = [node.id for node in chain.nodes]
    return dict(zip(ids, told_apart((node.id, node.name) for node in chain.nodes), strict=True))


def told_apart(nodes: Iterable[tuple[NodeId, str]]) -> Iterator[str]:
    """Give a name for each of some nodes, told by id and name, that no other has."""
    taken: set[str] = set()
    for identifier, said in nodes:
        name = fitting_name(said) or identifier
        while name in taken:
            name = f"{name} ({identifier})"
        taken.add(name)
        yield name


def _ends(supplier: Node, client: Node, names: Mapping[NodeId, str]) -> dict[str, Any]:
    return {
        "supplier": names[supplier.id],
        "client": names[client.id],
        "supplier_kind": supplier.kind,
        "client_kind": client.kind,
        "supplier_lane": supplier.lane,
        "client_lane": client.lane,
        "weight": client.weight,
    }


def _substance(handoff: Handoff) -> dict[str, Any]:
    agreed = handoff.agreed_time
    return {
        "deliverable": handoff.deliverable,
        "channel": handoff.channel,
        "medium": handoff.medium,
        "agreed_amount": agreed.amount if agreed else None,
        "agreed_unit": agreed.unit if agreed else None,
        "dependency": handoff.dependency,
        "containment": handoff.containment,
        "share": handoff.share,
        "valid_from": handoff.valid_from,
        "valid_to": handoff.valid_to,
        "notes": handoff.description,
    }


def evidence_of(evidence: Evidence) -> dict[str, Any]:
    """Return what is known of a failure, column by column."""
    deliveries = evidence.deliveries
    return {
        "deliveries": deliveries.count if deliveries else None,
        "failed": deliveries.failed if deliveries else None,
        "late": deliveries.late if deliveries else None,
        "incomplete": deliveries.incomplete if deliveries else None,
        "wrong": deliveries.wrong if deliveries else None,
        **{SCORES[entry.score].value: entry.count for entry in evidence.scores},
        "total": evidence.total,
        "own": evidence.own,
    }


def _kept_apart(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Say of rows that import would join that they are in no group on purpose."""
    apart = {entry.row for _, alike in joinable(entries) for entry in alike}
    return tuple(replace(entry, group="") if entry.row in apart else entry for entry in entries)


def _with_ids(entries: tuple[Entry, ...], ids: tuple[HandoffId, ...]) -> tuple[Entry, ...]:
    """Give ids to the rows for which import would make others."""
    taken: set[str] = set()
    named: list[Entry] = []
    for entry, handoff_id in zip(entries, ids, strict=True):
        named.append(_given(entry, made_id(entry, taken), handoff_id))
        taken.add(handoff_id)
    while (made := handoff_ids(named)) != ids:  # an id further down is in the way of one further up
        named = [_given(*each) for each in zip(named, made, ids, strict=True)]
    return tuple(named)


def _given(entry: Entry, made: str, wanted: HandoffId) -> Entry:
    return entry if made == wanted else replace(entry, handoff_id=wanted)
