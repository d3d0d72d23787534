"""The groups of a table: those that rows name, and the routes that rows without one make together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.formats.handoff_table.claims import Claims
from app.formats.handoff_table.columns import Column
from app.formats.handoff_table.entries import Entry
from process_models.domain.chain import HandoffGroup
from process_models.domain.identifiers import GroupId, NodeId, is_well_formed
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem, warning
from process_models.domain.vocabulary import GroupKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The groups of a table, the rows that name each first, and what was said of them."""

    groups: tuple[HandoffGroup, ...]
    names: tuple[str, ...]
    ids: Mapping[str, GroupId]
    rows: tuple[int, ...]
    kinds: Claims[GroupKind]
    required: Claims[int]


def grouping_of(entries: Iterable[Entry], nodes: Mapping[str, NodeId]) -> Grouping:
    """Return the groups that rows name."""
    firsts: dict[str, Entry] = {}
    kinds, required = Claims[GroupKind](), Claims[int]()
    for entry in entries:
        if entry.group:
            firsts.setdefault(entry.group, entry)
            kinds.hear(entry.group, entry.group_kind, entry.row, Column.GROUP_KIND)
            required.hear(entry.group, entry.required, entry.row, Column.REQUIRED)
    ids = _group_ids(firsts)
    groups = tuple(
        HandoffGroup(
            id=ids[name],
            client=nodes[first.client],
            kind=kinds.of(name) or GroupKind.ALTERNATIVES,
            required=required.of(name),
        )
        for name, first in firsts.items()
    )
    rows = tuple(first.row for first in firsts.values())
    return Grouping(groups=groups, names=tuple(firsts), ids=ids, rows=rows, kinds=kinds, required=required)


def with_routes(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Join the rows without a group in which one client gets the same deliverable from several suppliers.

    Deliverables are the same if they are spelt alike, case included.
    """
    taken = {entry.group for entry in entries if entry.group}
    joined: dict[tuple[str, str], str] = {}
    notices = []
    for (client, deliverable), alike in joinable(entries):
        name = identifier(client, deliverable, taken=taken, fallback="rutas")
        taken.add(name)
        joined[client, deliverable] = name
        suppliers = len({entry.supplier for entry in alike})
        notice = warning("routes-joined", client=client, deliverable=deliverable, suppliers=suppliers, group=name)
        notices.append(notice.at(row=alike[0].row))
    return tuple(_in_routes(entry, joined) for entry in entries), tuple(notices)


def joinable(entries: Iterable[Entry]) -> Iterator[tuple[tuple[str, str], list[Entry]]]:
    """Find what import joins: by client and deliverable, rows without a group and of several suppliers."""
    alike = defaultdict(list)
    for entry in entries:
        if entry.group is None:
            alike[entry.client, entry.deliverable].append(entry)
    for what, rows in alike.items():
        if len({entry.supplier for entry in rows}) > 1:
            yield what, rows


def _in_routes(entry: Entry, joined: Mapping[tuple[str, str], str]) -> Entry:
    name = joined.get((entry.client, entry.deliverable))
    if entry.group is not None or name is None:
        return entry
    return replace(entry, group=name, group_kind=GroupKind.ROUTES)


def _group_ids(names: Iterable[str]) -> dict[str, GroupId]:
    """Keep names that are ids; make ids of the others."""
    ids = {name: GroupId(name) for name in names if is_well_formed(name)}
    taken = set(ids)
    for name in names:
        if name not in ids:
            ids[name] = GroupId(identifier(name, taken=taken, fallback="grupo"))
            taken.add(ids[name])
    return ids
