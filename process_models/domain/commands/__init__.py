"""Every change of a map, as a value that can be sent, kept and undone.

Nodes, handoffs, groups and actions are added, replaced and removed whole: a command carries the new value of the one
thing that it touches, so every field of the document can be set and nothing else is touched. An id never changes.
`DescribeMap` sets the map's own fields, `Together` holds several changes that are only right together, `ImportContent`
puts a whole content in the place of the former, and `Restore` takes any change back exactly, the order included.
"""

from process_models.domain.chain import ValueChain
from process_models.domain.commands.actions import AddAction, RemoveAction, ReplaceAction
from process_models.domain.commands.command import Applied, Command
from process_models.domain.commands.edits import Edit, Edits, Restore
from process_models.domain.commands.groups import AddGroup, RemoveGroup, ReplaceGroup
from process_models.domain.commands.handoffs import AddHandoff, RemoveHandoff, ReplaceHandoff
from process_models.domain.commands.maps import DescribeMap, ImportContent, Together
from process_models.domain.commands.nodes import AddNode, RemoveNode, ReplaceNode
from process_models.domain.errors import CommandRefused
from process_models.domain.rules import problems

__all__ = [
    "AddAction",
    "AddGroup",
    "AddHandoff",
    "AddNode",
    "Applied",
    "Command",
    "DescribeMap",
    "Edit",
    "Edits",
    "ImportContent",
    "RemoveAction",
    "RemoveGroup",
    "RemoveHandoff",
    "RemoveNode",
    "ReplaceAction",
    "ReplaceGroup",
    "ReplaceHandoff",
    "ReplaceNode",
    "Restore",
    "Together",
    "apply",
]


def apply(chain: ValueChain, command: Command) -> Applied:
    """Return the chain after a command, and the command that takes it back.

    Raises:
        CommandRefused: the command names what is not there, or the chain after it breaks the rules of a map; with every
            problem of that chain.
    """
    applied = command.perform(chain)
    broken = problems(applied.chain)
    if broken:
        raise CommandRefused(*broken)
    return applied
