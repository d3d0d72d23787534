"""Rules of improvements and of what they change."""

from collections.abc import Iterator

from process_models.domain.chain import Action, ActionChange, ValueChain
from process_models.domain.problems import Problem, error
from process_models.domain.rules.known import Known
from process_models.domain.rules.values import (
    amount_problems,
    identifier_problems,
    share_problems,
    text_problems,
    under,
)


def action_problems(chain: ValueChain, known: Known) -> Iterator[Problem]:
    """What is wrong in each action."""
    seen: set[str] = set()
    for index, action in enumerate(chain.actions):
        yield from under(f"/actions/{index}", _one(action, seen, known))


def _one(action: Action, seen: set[str], known: Known) -> Iterator[Problem]:
    yield from identifier_problems(action.id, seen)
    yield from text_problems("/name", action.name)
    yield from amount_problems("/cost", action.cost)
    yield from text_problems("/owner", action.owner)
    for index, change in enumerate(action.changes):
        yield from under(f"/changes/{index}", _change(change, known))


def _change(change: ActionChange, known: Known) -> Iterator[Problem]:
    if (change.handoff is None) == (change.node is None):
        yield error("change-of-not-one-thing")
    if change.handoff is not None and change.handoff not in known.handoffs:
        yield error("unknown-handoff", "/handoff", handoff=change.handoff)
    if change.node is not None and change.node not in known.nodes:
        yield error("unknown-node", "/node", node=change.node)
    if all(value is None for value in (change.own, change.own_times, change.dependency, change.containment)):
        yield error("change-of-nothing")
    yield from share_problems("/own", change.own)
    yield from amount_problems("/own_times", change.own_times)
    yield from _link_values(change)


def _link_values(change: ActionChange) -> Iterator[Problem]:
    for name, value in (("dependency", change.dependency), ("containment", change.containment)):
        if value is not None and change.handoff is None:
            yield error("change-of-a-link-on-a-node", f"/{name}")
        yield from share_problems(f"/{name}", value)
