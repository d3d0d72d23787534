"""How long the texts of a kept map may be: a page says a name dozens of times, for everybody who looks at it."""

from collections.abc import Iterator

from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.pointers import pointer
from process_models.domain.problems import Problem, error

LONGEST_LINE, LONGEST_TEXT = 1_000, 30_000
"""Signs of a name, and of a description, which a cell of a table holds."""

_LINES = {Node: ("name", "code", "owner", "lane"), Handoff: ("deliverable", "medium")}


def problems(chain: ValueChain) -> tuple[Problem, ...]:
    """Return what is too long in a map, each with its place in the document."""
    return tuple(_found(chain))


def _found(chain: ValueChain) -> Iterator[Problem]:
    yield from _too_long("", "name", chain.name, LONGEST_LINE)
    yield from _too_long("", "description", chain.description, LONGEST_TEXT)
    for index, node in enumerate(chain.nodes):
        yield from _of_thing(pointer("nodes", index), node)
    for index, handoff in enumerate(chain.handoffs):
        yield from _of_thing(pointer("handoffs", index), handoff)


def _of_thing(place: str, thing: Node | Handoff) -> Iterator[Problem]:
    yield from _too_long(place, "description", thing.description, LONGEST_TEXT)
    for name in _LINES[type(thing)]:
        yield from _too_long(place, name, getattr(thing, name), LONGEST_LINE)


def _too_long(place: str, name: str, text: str, limit: int) -> Iterator[Problem]:
    if len(text) > limit:
        yield error("text-too-long", f"{place}/{name}", limit=limit)
