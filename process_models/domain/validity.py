"""The map as of a date (propagation.md, "As of a date")."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import GroupId, HandoffId
from process_models.domain.problems import Problem, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedChain:
    """What of a chain counts on a date, and what the date changed about its groups."""

    chain: ValueChain
    warnings: tuple[Problem, ...] = ()


def as_of(chain: ValueChain, day: date | None) -> DatedChain:
    """Return the chain as it stands on a day; without a day everything counts.

    Nodes and handoffs outside their validity (both ends included) are left out, handoffs of a node that is left out
    too, and ratings dated later. `required` becomes at most the number of members left; an empty group goes.
    """
    if day is None:
        return DatedChain(chain=chain)
    nodes = tuple(_node_on(node, day) for node in chain.nodes if _is_valid(node, day))
    present = {node.id for node in nodes}
    handoffs = tuple(
        replace(handoff, failure=_known_on(handoff.failure, day))
        for handoff in chain.handoffs
        if _is_valid(handoff, day) and handoff.supplier in present and handoff.client in present
    )
    groups, warnings = _fit(chain.groups, Counter(handoff.group for handoff in handoffs if handoff.group))
    dated = replace(chain, as_of=day, nodes=nodes, handoffs=handoffs, groups=groups)
    return DatedChain(chain=dated, warnings=warnings)


def without(chain: ValueChain, handoffs: Collection[HandoffId]) -> DatedChain:
    """Return the chain without some handoffs; groups are treated as by a date."""
    if not handoffs:
        return DatedChain(chain=chain)
    left = tuple(handoff for handoff in chain.handoffs if handoff.id not in handoffs)
    groups, warnings = _fit(chain.groups, Counter(handoff.group for handoff in left if handoff.group))
    return DatedChain(chain=replace(chain, handoffs=left, groups=groups), warnings=warnings)


def _is_valid(thing: Node | Handoff, day: date) -> bool:
    return (thing.valid_from is None or thing.valid_from <= day) and (thing.valid_to is None or day <= thing.valid_to)


def _node_on(node: Node, day: date) -> Node:
    return replace(node, own_failure=_known_on(node.own_failure, day))


def _known_on(evidence: Evidence | None, day: date) -> Evidence | None:
    if evidence is None or not evidence.ratings:
        return evidence
    ratings = tuple(rating for rating in evidence.ratings if rating.date is None or rating.date <= day)
    return replace(evidence, ratings=ratings)


def _fit(
    groups: Iterable[HandoffGroup], sizes: Counter[GroupId]
) -> tuple[tuple[HandoffGroup, ...], tuple[Problem, ...]]:
    kept: list[HandoffGroup] = []
    warnings: list[Problem] = []
    for index, group in enumerate(groups):
        size = sizes[group.id]
        if size == 0:
            continue
        if group.required is not None and group.required > size:
            place = f"/groups/{index}/required"
            warnings.append(warning("required-lowered", place, group=group.id, required=group.required, left=size))
            kept.append(replace(group, required=size))
        else:
            kept.append(group)
    return tuple(kept), tuple(warnings)
