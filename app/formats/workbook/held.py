"""What of a chain a workbook holds, and what it does not: told with counts, so that nothing is lost in silence."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from app.formats.handoff_table.cells import fitting_name, fitting_text
from process_models.domain.chain import Action, Handoff, HandoffGroup, Node, Requirement, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.problems import Problem, warning

Thing = TypeVar("Thing", Node, Handoff, Requirement, Action)

_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-F]{4}_)", re.IGNORECASE)
"""How a spreadsheet says an underscore before what would stand for another sign; readers do not agree on it."""

_TEXTS_OF_NODES = ("code", "owner", "description")
_TEXTS_OF_REQUIREMENTS = ("statement", "source", "confirmed_by")


def held(chain: ValueChain) -> ValueChain:
    """Return the chain that comes back from the workbook of a chain."""
    return replace(
        chain,
        name=_name(chain.name) or "-",
        description=_text(chain.description),
        currency=_text(chain.currency),
        nodes=tuple(map(_node, chain.nodes)),
        handoffs=tuple(map(_handoff, chain.handoffs)),
        groups=_groups(chain),
        actions=tuple(_with(action, _text, "name", "owner") for action in chain.actions),
        extensions=None,
    )


def losses_of(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what the workbook of a chain leaves out or alters."""
    now = held(chain)
    return (*_of_map(chain), *_of_nodes(chain), *_of_handoffs(chain), *_groups_lost(chain, now), *_altered(chain, now))


def _node(node: Node) -> Node:
    reasons = tuple(replace(answer, reason=_text(answer.reason)) for answer in node.viewpoints)
    kept = tuple(answer for answer in reasons if answer.reason)
    named = replace(node, name=_name(node.name) or node.id, lane=_name(node.lane), viewpoints=kept)
    return _with(replace(named, own_failure=_evidence(node.own_failure), extensions=None), _text, *_TEXTS_OF_NODES)


def _handoff(handoff: Handoff) -> Handoff:
    requirements = tuple(_with(each, _text, *_TEXTS_OF_REQUIREMENTS) for each in handoff.requirements)
    named = replace(handoff, deliverable=_name(handoff.deliverable) or handoff.id, requirements=requirements)
    whole = replace(named, failure=_evidence(handoff.failure), extensions=None)
    return _with(whole, _text, "description", "medium")


def _evidence(evidence: Evidence | None) -> Evidence | None:
    """Return evidence without single ratings, for which a row has no room."""
    if evidence is None:
        return None
    return None if (kept := replace(evidence, ratings=())) == Evidence() else kept


def _groups(chain: ValueChain) -> tuple[HandoffGroup, ...]:
    """Return the groups that handoffs speak of, in the order in which they do."""
    groups = {group.id: group for group in chain.groups}
    used = dict.fromkeys(handoff.group for handoff in chain.handoffs if handoff.group)
    return tuple(groups[group] for group in used)


def _with(thing: Thing, fit: Callable[[str], str], *names: str) -> Thing:
    fitted: dict[str, Any] = {name: fit(getattr(thing, name)) for name in names}
    return replace(thing, **fitted)


def _name(text: str) -> str:
    return fitting_name(_written(text))


def _text(text: str) -> str:
    return fitting_text(_written(text))


def _written(text: str) -> str:
    """Return a text as the XML of a cell can say it, and as every reader understands it."""
    return _ESCAPED.sub("_", _UNWRITABLE.sub("", text))


def _of_map(chain: ValueChain) -> Iterator[Problem]:
    if chain.extensions is not None:
        yield warning("workbook-lost-of-map", keys="extensions")


def _of_nodes(chain: ValueChain) -> Iterator[Problem]:
    lost = {
        "ratings": sum(bool(node.own_failure and node.own_failure.ratings) for node in chain.nodes),
        "extensions": sum(node.extensions is not None for node in chain.nodes),
        "viewpoints": sum(len(_node(node).viewpoints) < len(node.viewpoints) for node in chain.nodes),
    }
    yield from (warning("workbook-lost-of-nodes", key=key, count=count) for key, count in lost.items() if count)


def _of_handoffs(chain: ValueChain) -> Iterator[Problem]:
    lost = {
        "ratings": sum(bool(handoff.failure and handoff.failure.ratings) for handoff in chain.handoffs),
        "extensions": sum(handoff.extensions is not None for handoff in chain.handoffs),
    }
    yield from (warning("workbook-lost-of-handoffs", key=key, count=count) for key, count in lost.items() if count)


def _groups_lost(chain: ValueChain, now: ValueChain) -> Iterator[Problem]:
    if count := len(chain.groups) - len(now.groups):
        yield warning("workbook-lost-groups", count=count)


def _altered(chain: ValueChain, now: ValueChain) -> Iterator[Problem]:
    pairs = zip(_texts(chain), _texts(now), strict=True)
    altered = Counter(kind for (kind, before), (_, after) in pairs if before != after)
    changed = {"workbook-names-changed": altered["name"], "workbook-texts-changed": altered["text"]}
    yield from (warning(code, count=count) for code, count in changed.items() if count)


def _texts(chain: ValueChain) -> Iterator[tuple[str, str]]:
    """Give every text of a chain that people wrote, the names of nodes apart."""
    requirements = [each for handoff in chain.handoffs for each in handoff.requirements]
    things: tuple[ValueChain | Node | Handoff | Requirement | Action, ...] = (
        chain,
        *chain.nodes,
        *chain.handoffs,
        *requirements,
        *chain.actions,
    )
    for thing in things:
        for field in fields(thing):
            value = getattr(thing, field.name)
            if type(value) is str and field.name not in ("id", "extensions", "supplier", "client", "group", "part_of"):
                yield ("name" if field.name == "name" and isinstance(thing, Node) else "text"), value
    for node in chain.nodes:
        reasons = {answer.viewpoint: answer.reason for answer in node.viewpoints if _text(answer.reason)}
        yield from (("text", reason) for reason in reasons.values())
