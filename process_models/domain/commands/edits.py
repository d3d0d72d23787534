"""The few edits of which every change consists, and their way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.commands.command import Applied
from process_models.domain.errors import CommandRefused
from process_models.domain.problems import error

Thing = TypeVar("Thing", Node, Handoff, HandoffGroup, Action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Generic[Thing]):
    """One thing put in (no `before`), taken out (no `after`), or put in another's place.

    `at` is where among its like a thing is put in; without it, at the end.
    """

    before: Thing | None = None
    after: Thing | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The edits of one change, at most one for each thing."""

    nodes: tuple[Edit[Node], ...] = ()
    handoffs: tuple[Edit[Handoff], ...] = ()
    groups: tuple[Edit[HandoffGroup], ...] = ()
    actions: tuple[Edit[Action], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """Take a change back: everything as it was, in the order in which it was.

    It is refused if what it would take back was changed since.
    """

    edits: Edits

    def perform(self, chain: ValueChain) -> Applied:
        """Return the chain before the change."""
        return edited(chain, self.edits)


def edited(chain: ValueChain, edits: Edits) -> Applied:
    """Return the chain after the edits, with the edits that take them back."""
    nodes, nodes_back = _through(chain.nodes, edits.nodes)
    handoffs, handoffs_back = _through(chain.handoffs, edits.handoffs)
    groups, groups_back = _through(chain.groups, edits.groups)
    actions, actions_back = _through(chain.actions, edits.actions)
    back = Edits(nodes=nodes_back, handoffs=handoffs_back, groups=groups_back, actions=actions_back)
    after = replace(chain, nodes=nodes, handoffs=handoffs, groups=groups, actions=actions)
    return Applied(chain=after, inverse=Restore(edits=back))


def _through(
    things: tuple[Thing, ...], edits: tuple[Edit[Thing], ...]
) -> tuple[tuple[Thing, ...], tuple[Edit[Thing], ...]]:
    """Take out and replace in one walk, then put in from the first place to the last."""
    if not edits:
        return things, ()
    due = {edit.before.id: edit for edit in edits if edit.before is not None}
    left: list[Thing] = []
    back: list[Edit[Thing]] = []
    for place, thing in enumerate(things):
        edit = due.get(thing.id)
        if edit is None or edit.before != thing:
            left.append(thing)
            continue
        del due[thing.id]
        if edit.after is not None:
            left.append(edit.after)
        back.append(Edit(before=edit.after, after=thing, at=place))
    if due:
        raise CommandRefused(*(error("changed-since", id=identifier) for identifier in due))
    for place, thing in _put_in(edits, end=len(things) + len(edits)):
        left.insert(place, thing)
        back.append(Edit(before=thing))
    return tuple(left), tuple(back)


def _put_in(edits: Iterable[Edit[Thing]], end: int) -> Iterator[tuple[int, Thing]]:
    new = ((end if edit.at is None else edit.at, edit.after) for edit in edits if edit.before is None)
    for place, thing in sorted(new, key=lambda placed: placed[0]):
        if thing is not None:
            yield place, thing
