"""What belongs together on a page: a handoff with its two ends, a node with its suppliers and clients."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.reports.given import Given, given_of, handoffs
from graphs.collapsing import homes_of
from graphs.hierarchy import Hierarchy
from graphs.rendering.picture import Fold
from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.errors import EslabonError
from process_models.domain.evidence import Rate, best_rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import error
from process_models.domain.validity import as_of
from process_models.domain.vocabulary import EvidenceKind

__all__ = [
    "Circle",
    "Given",
    "ThingNotFound",
    "between",
    "group",
    "handoff",
    "handoff_alone",
    "handoffs",
    "neighbourhood",
    "node",
    "node_alone",
]


class ThingNotFound(EslabonError):
    """The map has no such node, handoff or group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A node and everybody round it: what it gets, what it gives, and its parts.

    `wholes` are the processes that it is a part of, the outermost first.
    """

    node: Node
    received: tuple[Given, ...]
    given: tuple[Given, ...]
    rate: Rate
    wholes: tuple[Node, ...]
    parts: tuple[Node, ...]
    is_current: bool

    @property
    def suppliers(self) -> tuple[tuple[Node, tuple[Given, ...]], ...]:
        """Each supplier, with what it gives."""
        return _by_node((given.supplier, given) for given in self.received)

    @property
    def clients(self) -> tuple[tuple[Node, tuple[Given, ...]], ...]:
        """Each client, with what it gets."""
        return _by_node((given.client, given) for given in self.given)


def handoff(chain: ValueChain, identifier: str) -> Given:
    """Return one handoff.

    Raises:
        ThingNotFound: the map has none of that id.
    """
    return next(iter(given_of(chain, (handoff_alone(chain, identifier),))))


def handoff_alone(chain: ValueChain, identifier: str) -> Handoff:
    """Return one handoff, of a content too that breaks the rules: its ends need not be there.

    Raises:
        ThingNotFound: the map has none of that id.
    """
    found = chain.handoff(HandoffId(identifier))
    if found is None:
        raise ThingNotFound(error("unknown-handoff", handoff=identifier))
    return found


def group(chain: ValueChain, identifier: str) -> HandoffGroup:
    """Return one group.

    Raises:
        ThingNotFound: the map has none of that id.
    """
    found = next((each for each in chain.groups if each.id == identifier), None)
    if found is None:
        raise ThingNotFound(error("unknown-group", group=identifier))
    return found


def node(chain: ValueChain, identifier: str) -> Circle:
    """Return one node and everybody round it.

    Raises:
        ThingNotFound: the map has none of that id.
    """
    found = node_alone(chain, identifier)
    round_it = given_of(chain, (each for each in chain.handoffs if found.id in (each.supplier, each.client)))
    return Circle(
        node=found,
        received=tuple(each for each in round_it if each.client is found),
        given=tuple(each for each in round_it if each.supplier is found),
        rate=best_rate(found.own_failure),
        wholes=_wholes(chain, found),
        parts=tuple(each for each in chain.nodes if each.part_of == found.id),
        is_current=any(each.id == found.id for each in as_of(chain, chain.as_of).chain.nodes),
    )


def between(chain: ValueChain, fold: Fold, supplier: str, client: str) -> tuple[Given, ...]:
    """Return what one place of a collapsed view hands over to another, the worst first, and the unknown last."""
    dated = as_of(chain, chain.as_of).chain
    hierarchy = Hierarchy.of_lanes(dated) if fold.by_lane else Hierarchy.of(dated)
    homes = homes_of(hierarchy, hierarchy.opened(fold.levels, fold.opened))
    told = [each for each in dated.handoffs if (homes[each.supplier], homes[each.client]) == (supplier, client)]
    return tuple(sorted(given_of(dated, told), key=lambda given: -given.rate.probability if _is_known(given) else 1))


def node_alone(chain: ValueChain, identifier: str) -> Node:
    """Return one node, of a content too that breaks the rules.

    Raises:
        ThingNotFound: the map has none of that id.
    """
    found = chain.node(NodeId(identifier))
    if found is None:
        raise ThingNotFound(error("unknown-node", node=identifier))
    return found


def neighbourhood(chain: ValueChain, identifier: NodeId) -> ValueChain:
    """Return the part of a chain that stands next to a node: its handoffs and their other ends.

    A group of which not every handoff is near is left out, since it would seem smaller than it is; so is what is a part
    of what.
    """
    near = tuple(each for each in chain.handoffs if identifier in (each.supplier, each.client))
    left = {each.group for each in chain.handoffs if each.group is not None} - {
        each.group for each in chain.handoffs if identifier not in (each.supplier, each.client)
    }
    ends = {identifier} | {end for each in near for end in (each.supplier, each.client)}
    return ValueChain(
        name=chain.name,
        as_of=chain.as_of,
        nodes=tuple(replace(each, part_of=None) for each in chain.nodes if each.id in ends),
        handoffs=tuple(each if each.group in left else replace(each, group=None, share=None) for each in near),
        groups=tuple(each for each in chain.groups if each.id in left),
    )


def _is_known(given: Given) -> bool:
    return given.rate.evidence is not EvidenceKind.UNKNOWN


def _wholes(chain: ValueChain, node: Node) -> tuple[Node, ...]:
    nodes = {each.id: each for each in chain.nodes}
    around = reversed(Hierarchy.of(chain).ancestors(node.id))
    return tuple(nodes[NodeId(each)] for each in around)


def _by_node(pairs: Iterable[tuple[Node, Given]]) -> tuple[tuple[Node, tuple[Given, ...]], ...]:
    found: dict[NodeId, list[Given]] = defaultdict(list)
    nodes: dict[NodeId, Node] = {}
    for each, given in pairs:
        nodes[each.id] = each
        found[each.id].append(given)
    return tuple((nodes[identifier], tuple(given)) for identifier, given in found.items())
