"""Where a problem stands in the command that caused it: forms show it beside the field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.commands import (
    AddAction,
    AddGroup,
    AddHandoff,
    AddNode,
    Command,
    DescribeMap,
    ImportContent,
    ReplaceAction,
    ReplaceGroup,
    ReplaceHandoff,
    ReplaceNode,
    Together,
)
from process_models.domain.pointers import pointer
from process_models.domain.problems import Problem

_LISTS: Mapping[str, str] = {"nodes": "node", "handoffs": "handoff", "groups": "group", "actions": "action"}


def in_command(problems: Iterable[Problem], command: Command, chain: ValueChain) -> tuple[Problem, ...]:
    """Return the problems of a chain with the place in the command where that carries what is wrong.

    `/handoffs/3/failure/…` is `/handoff/failure/…` if the command carries that handoff; what stands elsewhere in the
    map keeps its place in the document.
    """
    if isinstance(command, ImportContent):
        return tuple(replace(problem, pointer="/content" + problem.pointer) for problem in problems)
    carried = dict(_carried(command, ""))
    return tuple(replace(problem, pointer=_moved(problem.pointer, carried, chain)) for problem in problems)


def _moved(place: str, carried: Mapping[str, str], chain: ValueChain) -> str:
    match place.split("/", 3):
        case ["", things, index, *rest] if things in _LISTS and index.isdigit():
            name = f"{_LISTS[things]}:{getattr(chain, things)[int(index)].id}"
            return "/".join((carried[name], *rest)) if name in carried else place
        case ["", *_]:
            return carried.get("map", "") + place
    return place


def _carried(command: Command, place: str) -> Iterator[tuple[str, str]]:
    """Yield what a command carries, by name, with its place in the command."""
    match command:
        case AddNode(node=Node() as thing) | ReplaceNode(node=Node() as thing):
            yield f"node:{thing.id}", f"{place}/node"
        case AddHandoff(handoff=Handoff() as handoff) | ReplaceHandoff(handoff=Handoff() as handoff):
            yield f"handoff:{handoff.id}", f"{place}/handoff"
        case AddGroup(group=HandoffGroup() as group) | ReplaceGroup(group=HandoffGroup() as group):
            yield f"group:{group.id}", f"{place}/group"
        case AddAction(action=Action() as action) | ReplaceAction(action=Action() as action):
            yield f"action:{action.id}", f"{place}/action"
        case DescribeMap():
            yield "map", place
        case Together():
            for index, each in enumerate(command.commands):
                yield from _carried(each, place + pointer("commands", index))
