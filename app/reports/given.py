"""A handoff with its two ends, its group and its rate, as people speak of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Rate, best_rate
from process_models.domain.identifiers import GroupId
from process_models.domain.validity import as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A handoff as people speak of it: who gives what to whom, and how well.

    `rate` is that of its best evidence; `is_current` tells whether it counts on the map's date.
    """

    handoff: Handoff
    supplier: Node
    client: Node
    rate: Rate
    group: HandoffGroup | None
    is_current: bool


def handoffs(chain: ValueChain) -> tuple[Given, ...]:
    """Return all handoffs of a map, in the document's order."""
    return tuple(given_of(chain, chain.handoffs))


def given_of(chain: ValueChain, wanted: Iterable[Handoff]) -> tuple[Given, ...]:
    """Return some handoffs of a map with their ends, in their order."""
    nodes = {each.id: each for each in chain.nodes}
    groups: Mapping[GroupId, HandoffGroup] = {each.id: each for each in chain.groups}
    current = {each.id for each in as_of(chain, chain.as_of).chain.handoffs}
    return tuple(
        Given(
            handoff=each,
            supplier=nodes[each.supplier],
            client=nodes[each.client],
            rate=best_rate(each.failure),
            group=None if each.group is None else groups[each.group],
            is_current=each.id in current,
        )
        for each in wanted
    )
