"""Which things a change touched: what decides whether two people's changes stand together."""

from collections.abc import Iterator, Sequence

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.commands.command import Command
from process_models.domain.commands.maps import DescribeMap, ImportContent, Together

MAP = "map"
"""The map's own fields."""

CONTENT = "content"
"""Everything at once."""


def touched(before: ValueChain, after: ValueChain) -> frozenset[str]:
    """Return the things that differ between two contents: `node:ID`, `handoff:ID`, `group:ID`, `action:ID`, `map`."""
    return frozenset(_touched(before, after))


def touched_by(command: Command, before: ValueChain, after: ValueChain) -> frozenset[str]:
    """Return what a command touched that led from one content to the other."""
    return frozenset({CONTENT}) if _is_import(command) else touched(before, after)


def in_both(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return the things in both, of which `content` is all.

    >>> sorted(in_both(frozenset({"node:a", "map"}), frozenset({"node:a"})))
    ['node:a']
    >>> sorted(in_both(frozenset({"content"}), frozenset({"node:a"})))
    ['node:a']
    """
    if CONTENT in some:
        return others
    return some if CONTENT in others else some & others


def _touched(before: ValueChain, after: ValueChain) -> Iterator[str]:
    if DescribeMap.as_is(before) != DescribeMap.as_is(after):
        yield MAP
    yield from _differing("node", before.nodes, after.nodes)
    yield from _differing("handoff", before.handoffs, after.handoffs)
    yield from _differing("group", before.groups, after.groups)
    yield from _differing("action", before.actions, after.actions)


def _differing(
    kind: str,
    before: Sequence[Node | Handoff | HandoffGroup | Action],
    after: Sequence[Node | Handoff | HandoffGroup | Action],
) -> Iterator[str]:
    was = {thing.id: thing for thing in before}
    for thing in after:
        former = was.pop(thing.id, None)
        if former is not thing and former != thing:
            yield f"{kind}:{thing.id}"
    yield from (f"{kind}:{gone}" for gone in was)


def _is_import(command: Command) -> bool:
    match command:
        case ImportContent():
            return True
        case Together():
            return any(map(_is_import, command.commands))
    return False
