"""Which thing of a file is which of a map: by id where the file gives one, then by name; each at most once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from app.formats.graphml.texts import folded
from app.formats.handoff_table.cells import fitting_name
from app.formats.handoff_table.rows import names_of
from app.formats.results import Says
from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.identifiers import GroupId, HandoffId

Thing = TypeVar("Thing", Node, Handoff, Action)
Keys = Callable[[Thing], Iterable[Hashable]]
Pairs = dict[str, str]
"""By the id of a thing of the file, the id of the same thing of the map."""


def nodes(current: ValueChain, incoming: ValueChain, says: Says) -> Pairs:
    """Match nodes by id, then by name; a table may know a node by the name that it got in a table."""
    in_tables = names_of(current)
    return _matched(
        current.nodes,
        incoming.nodes,
        lambda node: says.names(f"node:{node.id}"),
        lambda node: (_heard(node.name), _heard(in_tables[node.id])),
        lambda node: (_heard(node.name),),
    )


def handoffs(current: ValueChain, incoming: ValueChain, says: Says, ends: Mapping[str, str]) -> Pairs:
    """Match handoffs by id, then by supplier, client and deliverable."""

    def known(handoff: Handoff) -> Iterable[Hashable]:
        for name in (handoff.deliverable, fitting_name(handoff.deliverable) or handoff.id):
            yield handoff.supplier, handoff.client, _heard(name) or handoff.id

    def said(handoff: Handoff) -> Iterable[Hashable]:
        supplier, client = ends.get(handoff.supplier), ends.get(handoff.client)
        if supplier and client:
            yield supplier, client, _heard(handoff.deliverable) or handoff.id

    return _matched(current.handoffs, incoming.handoffs, lambda each: says.names(f"handoff:{each.id}"), known, said)


def actions(current: ValueChain, incoming: ValueChain) -> Pairs:
    """Match improvements by id, then by name."""

    def names(action: Action) -> Iterable[Hashable]:
        return (_heard(action.name),) if _heard(action.name) else ()

    return _matched(current.actions, incoming.actions, lambda _: True, names, names)


def groups(current: ValueChain, incoming: ValueChain, ends: Mapping[str, str], members: Mapping[str, str]) -> Pairs:
    """Match groups of the same client by id, then by a handoff that is in both."""
    known = {group.id: group for group in current.groups}
    now = {handoff.id: handoff.group for handoff in current.handoffs}
    found: Pairs = {
        group.id: group.id
        for group in incoming.groups
        if group.id in known and known[group.id].client == ends.get(group.client)
    }
    taken = set(found.values())
    inside: defaultdict[GroupId, list[HandoffId]] = defaultdict(list)
    for handoff in incoming.handoffs:
        if handoff.group and handoff.id in members:
            inside[handoff.group].append(HandoffId(members[handoff.id]))
    for group in incoming.groups:
        other = next((now[each] for each in inside[group.id] if now[each]), None)
        if group.id not in found and other and other not in taken and _same_client(known[other], group, ends):
            found[group.id] = other
            taken.add(other)
    return found


def _same_client(known: HandoffGroup, group: HandoffGroup, ends: Mapping[str, str]) -> bool:
    return known.client == ends.get(group.client)


def _matched(
    current: tuple[Thing, ...],
    incoming: tuple[Thing, ...],
    is_named: Callable[[Thing], bool],
    known: Keys[Thing],
    said: Keys[Thing],
) -> Pairs:
    left = {thing.id: thing for thing in current}
    found: Pairs = {}
    for thing in incoming:
        if is_named(thing) and left.pop(thing.id, None) is not None:
            found[thing.id] = thing.id
    alike: defaultdict[Hashable, list[str]] = defaultdict(list)
    for thing in left.values():
        for key in dict.fromkeys(known(thing)):
            alike[key].append(thing.id)
    free: set[str] = set(left)
    rest = [(thing, list(said(thing))) for thing in incoming if thing.id not in found]
    for wants_same_id in (True, False):
        for thing, keys in rest:
            candidates = [each for key in keys for each in alike[key] if each in free]
            if thing.id in found or not candidates or (wants_same_id and thing.id not in candidates):
                continue
            found[thing.id] = thing.id if wants_same_id else candidates[0]
            free.discard(found[thing.id])
    return found


def _heard(name: str) -> str:
    return folded(name)
