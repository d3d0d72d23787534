"""What of a chain a table of handoffs cannot hold: told with counts, so that nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from app.formats.handoff_table.cells import fitting_name, fitting_text
from app.formats.handoff_table.nodes import map_name, node_ids
from app.formats.handoff_table.rows import names_of
from app.wording import LANGUAGES
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.problems import Problem, warning

_HELD_OF_NODES = {"id", "name", "kind", "lane", "weight"}
_LOST_OF_HANDOFFS = ("requirements", "extensions")
_LOST_OF_MAPS = ("id", "description", "language", "as_of", "minimum_group", "currency", "extensions")


def losses_of(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what a table of a chain leaves out, makes anew or alters."""
    return (*_of_map(chain), *_of_nodes(chain), *_of_handoffs(chain), *_whole_things(chain), *_names(chain))


def _of_map(chain: ValueChain) -> Iterator[Problem]:
    keys = [key for key in _LOST_OF_MAPS if getattr(chain, key)]
    if chain.name not in map(map_name, LANGUAGES):
        keys.insert(0, "name")
    if keys:
        yield warning("lost-of-map", keys=", ".join(keys))


def _of_nodes(chain: ValueChain) -> Iterator[Problem]:
    clients = {handoff.client for handoff in chain.handoffs}
    lost = Counter(
        field.name
        for node in chain.nodes
        for field in fields(Node)
        if field.name not in _HELD_OF_NODES and getattr(node, field.name) != field.default
    )
    lost["weight"] = sum(node.weight is not None and node.id not in clients for node in chain.nodes)
    yield from (warning("lost-of-nodes", key=key, count=count) for key, count in lost.items() if count)


def _of_handoffs(chain: ValueChain) -> Iterator[Problem]:
    lost = Counter(key for handoff in chain.handoffs for key in _lost_keys(handoff))
    yield from (warning("lost-of-handoffs", key=key, count=count) for key, count in lost.items())


def _lost_keys(handoff: Handoff) -> Iterator[str]:
    yield from (key for key in _LOST_OF_HANDOFFS if getattr(handoff, key))
    if (handoff.failure or Evidence()).ratings:
        yield "ratings"


def _whole_things(chain: ValueChain) -> Iterator[Problem]:
    ends = {end for handoff in chain.handoffs for end in (handoff.supplier, handoff.client)}
    used = {handoff.group for handoff in chain.handoffs}
    lost = {
        "lost-nodes": sum(node.id not in ends for node in chain.nodes),
        "lost-groups": sum(group.id not in used for group in chain.groups),
        "lost-actions": len(chain.actions),
    }
    yield from (warning(code, count=count) for code, count in lost.items() if count)


def _names(chain: ValueChain) -> Iterator[Problem]:
    names = names_of(chain)
    ends = dict.fromkeys(end for handoff in chain.handoffs for end in (handoff.supplier, handoff.client))
    made = node_ids(names[end] for end in ends)
    texts = [(fitting_name, node.lane) for node in chain.nodes]
    texts += [(fitting_name, handoff.deliverable) for handoff in chain.handoffs]
    texts += [(fitting_text, text) for handoff in chain.handoffs for text in (handoff.description, handoff.medium)]
    changed = {
        "ids-made-anew": sum(made[names[end]] != end for end in ends),
        "names-changed": sum(names[node.id] != node.name for node in chain.nodes),
        "texts-changed": sum(fit(text) != text for fit, text in texts),
    }
    yield from (warning(code, count=count) for code, count in changed.items() if count)
