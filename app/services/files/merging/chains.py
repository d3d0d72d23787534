"""Two contents of a map in one: the map's own with what a file says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.formats.graphml.texts import folded
from app.formats.handoff_table.rows import names_of
from app.formats.results import Says
from app.services.files.merging import matching
from app.services.files.merging.fields import taken_over, updated
from app.services.files.merging.mending import mended
from process_models.domain import rules
from process_models.domain.chain import Action, ActionChange, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, NodeId
from process_models.domain.naming import identifier
from process_models.domain.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What comes of a file on top of a map; things are named as `node:ventas`.

    `left` are those of which the file says nothing: they stay as they are. With `problems`, the two together break a
    rule, and nothing can be taken. `handoffs` gives by the id of each handoff of the file that of the same in the map.
    """

    chain: ValueChain
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    left: tuple[str, ...]
    handoffs: Mapping[str, str]
    problems: tuple[Problem, ...]


def merged(current: ValueChain, incoming: ValueChain, *, says: Says) -> Merge:
    """Return a map with what a file says: updated and added, nothing removed, nothing twice.

    Ids of the map win, so that the same file a second time changes nothing. The map's own fields, such as its
    name, stay.
    """
    nodes = matching.nodes(current, incoming, says)
    handoffs = matching.handoffs(current, incoming, says, nodes)
    groups = matching.groups(current, incoming, nodes, handoffs)
    actions = matching.actions(current, incoming)
    ids = _Ids(
        nodes=_all_ids(nodes, incoming.nodes, current.nodes, "nodo"),
        handoffs=_all_ids(handoffs, incoming.handoffs, current.handoffs, "entrega"),
        groups=_all_ids(groups, incoming.groups, current.groups, "grupo"),
        actions=_all_ids(actions, incoming.actions, current.actions, "accion"),
    )
    written = says.held(current)
    declined = _declined(current, incoming, handoffs, says)
    said: dict[str, dict[str, Any]] = {
        "node": _as_called(written, {ids.nodes[each.id]: _node(each, ids) for each in incoming.nodes}),
        "handoff": {ids.handoffs[each.id]: _handoff(each, ids, declined) for each in incoming.handoffs},
        "group": {ids.groups[each.id]: _group(each, ids) for each in incoming.groups if each.id not in declined},
        "action": {ids.actions[each.id]: _action(each, ids) for each in incoming.actions},
    }
    translated = ids.of(says)
    chain = mended(
        replace(
            current,
            nodes=_together(current.nodes, said["node"], written.nodes, translated),
            handoffs=_together(current.handoffs, said["handoff"], written.handoffs, translated),
            groups=_together(current.groups, said["group"], written.groups, translated),
            actions=_together(current.actions, said["action"], written.actions, translated),
        )
    )
    mentioned = {f"{kind}:{each}" for kind, things in said.items() for each in things}
    return _told(current, chain, mentioned, ids.handoffs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ids:
    """The id in the map of each thing of the file."""

    nodes: Mapping[str, str]
    handoffs: Mapping[str, str]
    groups: Mapping[str, str]
    actions: Mapping[str, str]

    def of(self, says: Says) -> Says:
        """Return what is said, by the ids of the map."""
        by_kind = {"node": self.nodes, "handoff": self.handoffs, "group": self.groups, "action": self.actions}

        def named(things: frozenset[str]) -> frozenset[str]:
            parts = (thing.partition(":") for thing in things)
            return frozenset(f"{kind}:{by_kind[kind].get(each, each)}" for kind, _, each in parts)

        return replace(says, in_full=named(says.in_full), kinds=named(says.kinds), apart=named(says.apart))


def _all_ids(
    pairs: Mapping[str, str], incoming: tuple[Any, ...], current: tuple[Any, ...], fallback: str
) -> dict[str, str]:
    """Give new things their own id, or a free one like it."""
    taken = {thing.id for thing in current}
    ids = dict(pairs)
    for thing in incoming:
        if thing.id not in ids:
            ids[thing.id] = thing.id if thing.id not in taken else identifier(thing.id, taken=taken, fallback=fallback)
            taken.add(ids[thing.id])
    return ids


def _declined(current: ValueChain, incoming: ValueChain, handoffs: Mapping[str, str], says: Says) -> frozenset[str]:
    """Return proposed groups that a map decided on already: all their handoffs are there, or one is in a group."""
    known = {handoff.id: handoff.group for handoff in current.handoffs}
    found: set[str] = set()
    for group in incoming.groups:
        members = [handoffs.get(each.id) for each in incoming.members(group.id)]
        grouped = any(known.get(HandoffId(each)) for each in members if each)
        if f"group:{group.id}" in says.proposed and (all(members) or grouped):
            found.add(group.id)
    return frozenset(found)


def _node(node: Node, ids: _Ids) -> Node:
    part_of = None if node.part_of is None else NodeId(ids.nodes[node.part_of])
    return replace(node, id=NodeId(ids.nodes[node.id]), part_of=part_of)


def _as_called(written: ValueChain, said: dict[str, Node]) -> dict[str, Node]:
    """Give nodes whose names a table had to make distinct the names that they have in the map."""
    made = names_of(written)
    for node in written.nodes:
        if node.id in said and made[node.id] != node.name and folded(said[node.id].name) == folded(made[node.id]):
            said[node.id] = replace(said[node.id], name=node.name)
    return said


def _handoff(handoff: Handoff, ids: _Ids, declined: frozenset[str]) -> Handoff:
    alone = handoff.group is None or handoff.group in declined
    return replace(
        handoff,
        id=HandoffId(ids.handoffs[handoff.id]),
        supplier=NodeId(ids.nodes[handoff.supplier]),
        client=NodeId(ids.nodes[handoff.client]),
        group=None if alone or handoff.group is None else GroupId(ids.groups[handoff.group]),
        share=None if alone else handoff.share,
    )


def _group(group: HandoffGroup, ids: _Ids) -> HandoffGroup:
    return replace(group, id=GroupId(ids.groups[group.id]), client=NodeId(ids.nodes[group.client]))


def _action(action: Action, ids: _Ids) -> Action:
    return replace(
        action,
        id=ActionId(ids.actions[action.id]),
        changes=tuple(_change(change, ids) for change in action.changes),
    )


def _change(change: ActionChange, ids: _Ids) -> ActionChange:
    if change.handoff is not None:
        return replace(change, handoff=HandoffId(ids.handoffs[change.handoff]))
    return change if change.node is None else replace(change, node=NodeId(ids.nodes[change.node]))


def _together(
    current: tuple[Any, ...], said: Mapping[str, Any], written: tuple[Any, ...], says: Says
) -> tuple[Any, ...]:
    """Return the things of the map as they become, in their order, and the new ones behind them."""
    known = {thing.id: thing for thing in current}
    before = known | {thing.id: thing for thing in written}
    kept = tuple(_one(each, said[each.id], before[each.id], says) if each.id in said else each for each in current)
    return (*kept, *(thing for each, thing in said.items() if each not in known))


def _one(known: Any, said: Any, written: Any, says: Says) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(known, Node) and not says.is_full(f"node:{known.id}"):
        skip = {"id"} if f"node:{known.id}" in says.kinds else {"id", "kind"}
        return updated(known, said, written=written, skip=frozenset(skip))
    if isinstance(known, Handoff) and not says.is_full(f"handoff:{known.id}"):
        found = updated(known, said, written=written, skip=frozenset({"id"}))
        return replace(found, group=None, share=None) if f"handoff:{known.id}" in says.apart else found
    return taken_over(known, said, written=written)


def _told(before: ValueChain, after: ValueChain, said: set[str], handoffs: Mapping[str, str]) -> Merge:
    was, now = _things(before), _things(after)
    return Merge(
        chain=after,
        added=tuple(name for name in now if name not in was),
        changed=tuple(name for name in was if name in now and was[name] != now[name]),
        unchanged=tuple(name for name in was if name in said and now.get(name) == was[name]),
        left=tuple(name for name in was if name not in said and now.get(name) == was[name]),
        handoffs=handoffs,
        problems=rules.problems(after),
    )


def _things(chain: ValueChain) -> dict[str, Node | Handoff | HandoffGroup | Action]:
    return {
        **{f"node:{each.id}": each for each in chain.nodes},
        **{f"handoff:{each.id}": each for each in chain.handoffs},
        **{f"group:{each.id}": each for each in chain.groups},
        **{f"action:{each.id}": each for each in chain.actions},
    }
