"""What else changes when nodes and handoffs go: groups get smaller, actions forget them."""

from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from process_models.domain.chain import Action, ActionChange, HandoffGroup, ValueChain
from process_models.domain.commands.edits import Edit
from process_models.domain.identifiers import HandoffId


def groups_without(chain: ValueChain, leaving: AbstractSet[HandoffId]) -> Iterator[Edit[HandoffGroup]]:
    """Groups require at most the handoffs that are left to them; one that loses its last goes."""
    members = [handoff for handoff in chain.handoffs if handoff.group is not None]
    touched = {handoff.group for handoff in members if handoff.id in leaving}
    sizes = Counter(handoff.group for handoff in members if handoff.id not in leaving)
    for group in chain.groups:
        if group.id not in touched:
            continue
        if not sizes[group.id]:
            yield Edit(before=group)
        elif group.required is not None and group.required > sizes[group.id]:
            yield Edit(before=group, after=replace(group, required=sizes[group.id]))


def actions_without(chain: ValueChain, is_gone: Callable[[ActionChange], bool]) -> Iterator[Edit[Action]]:
    """Actions keep the changes of what is still there."""
    for action in chain.actions:
        changes = tuple(change for change in action.changes if not is_gone(change))
        if changes != action.changes:
            yield Edit(before=action, after=replace(action, changes=changes))
