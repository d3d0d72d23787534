"""Random valid chains with every field of the document, for `parse(generate(x)) == x` and "command then inverse".

`chains()` gives chains without a problem (`rules.problems`). Texts hold what people paste and what breaks writers of
CSV, DOT and XML; foreign content is written as compact JSON; scores and viewpoints stand in their own order. What a
document cannot tell apart is given in one form only: no empty evidence.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from process_models.domain.chain import (
    Action,
    ActionChange,
    AgreedTime,
    Handoff,
    HandoffGroup,
    Node,
    NoneBecause,
    Position,
    Requirement,
    ValueChain,
)
from process_models.domain.evidence import Deliveries, Evidence, Rating, ScoreCount
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, MapId, NodeId, RequirementId
from process_models.domain.vocabulary import (
    EvidenceKind,
    GroupKind,
    NodeKind,
    ProcessKind,
    QualityDimension,
    Rater,
    RaterRole,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)
from tests.values import (
    AMOUNTS,
    COORDINATES,
    IDENTIFIERS,
    MAYBE_AMOUNT,
    MAYBE_DATE,
    MAYBE_EXTENSIONS,
    MAYBE_POSITIVE,
    MAYBE_SCORE,
    MAYBE_SHARE,
    NAMES,
    POSITIVE,
    SCORES,
    SHARES,
    TEXTS,
    VALIDITY,
    optional,
)

Value = TypeVar("Value")
Named = TypeVar("Named", Node, Handoff, Action)
Lasting = TypeVar("Lasting", Node, Handoff)


def _delivered(counts: list[int], ways: list[int | None]) -> Deliveries:
    count, failed = max(1, *counts), min(counts)
    late, incomplete, wrong = (None if way is None else min(way, failed) for way in ways)
    return Deliveries(count=count, failed=failed, late=late, incomplete=incomplete, wrong=wrong)


def _without_nothing(evidence: Evidence) -> Evidence | None:
    return None if evidence == Evidence() else evidence


DELIVERIES = st.builds(
    _delivered,
    st.lists(st.integers(0, 500), min_size=2, max_size=2),
    st.lists(optional(st.integers(0, 500)), min_size=3, max_size=3),
)
COUNTED_SCORES = st.dictionaries(SCORES, st.integers(0, 99), max_size=3).map(
    lambda counts: tuple(ScoreCount(score=score, count=count) for score, count in sorted(counts.items()))
)
RATINGS = st.builds(
    Rating,
    score=SCORES,
    date=MAYBE_DATE,
    role=optional(st.sampled_from(RaterRole)),
    by=st.sampled_from(Rater),
    importance=MAYBE_SCORE,
    comment=TEXTS,
)
MEASURED = {
    "deliveries": optional(DELIVERIES),
    "scores": COUNTED_SCORES,
    "ratings": st.lists(RATINGS, max_size=2).map(tuple),
}
EVIDENCE = st.one_of(
    st.none(),
    st.builds(Evidence, **MEASURED, own=MAYBE_SHARE).map(_without_nothing),
    st.builds(Evidence, **MEASURED, total=SHARES),
)
REQUIREMENTS = st.builds(
    Requirement,
    id=IDENTIFIERS.map(RequirementId),
    kind=optional(st.sampled_from(RequirementKind)),
    status=optional(st.sampled_from(RequirementStatus)),
    dimension=optional(st.sampled_from(QualityDimension)),
    statement=TEXTS,
    importance=MAYBE_SCORE,
    evidence=optional(st.sampled_from(EvidenceKind)),
    source=TEXTS,
    confirmed_by=TEXTS,
)


def _valid(thing: Lasting, ends: tuple[date | None, date | None]) -> Lasting:
    return replace(thing, valid_from=ends[0], valid_to=ends[1])


def _process_alone_has_a_kind(node: Node) -> Node:
    return node if node.kind is NodeKind.PROCESS else replace(node, process_kind=None)


def _rated_by_requirement(handoff: Handoff, which: int) -> Handoff:
    """Say that the ratings are of one requirement, if there is such a one, and not of the whole."""
    if handoff.failure is None or which >= len(handoff.requirements):
        return handoff
    rated = handoff.requirements[which].id
    ratings = tuple(replace(rating, requirement=rated) for rating in handoff.failure.ratings)
    return replace(handoff, failure=replace(handoff.failure, ratings=ratings))


NODES = st.builds(
    _valid,
    st.builds(
        Node,
        id=IDENTIFIERS.map(NodeId),
        name=NAMES,
        kind=st.sampled_from(NodeKind),
        process_kind=optional(st.sampled_from(ProcessKind)),
        code=TEXTS,
        owner=TEXTS,
        lane=TEXTS,
        description=TEXTS,
        own_failure=EVIDENCE,
        weight=MAYBE_AMOUNT,
        channels=st.lists(st.sampled_from(Viewpoint), unique=True, max_size=3).map(tuple),
        viewpoints=st.dictionaries(st.sampled_from(Viewpoint), TEXTS, max_size=2).map(
            lambda answers: tuple(
                NoneBecause(viewpoint=each, reason=answers[each]) for each in Viewpoint if each in answers
            )
        ),
        position=optional(st.builds(Position, x=COORDINATES, y=COORDINATES)),
        extensions=MAYBE_EXTENSIONS,
    ).map(_process_alone_has_a_kind),
    VALIDITY,
)
"""Nodes that stand alone."""

HANDOFFS = st.builds(
    _valid,
    st.builds(
        _rated_by_requirement,
        st.builds(
            Handoff,
            id=IDENTIFIERS.map(HandoffId),
            supplier=st.just(NodeId("supplier")),
            client=st.just(NodeId("client")),
            deliverable=NAMES,
            description=TEXTS,
            channel=optional(st.sampled_from(Viewpoint)),
            medium=TEXTS,
            requirements=st.lists(REQUIREMENTS, max_size=2, unique_by=lambda requirement: requirement.id).map(tuple),
            agreed_time=optional(st.builds(AgreedTime, amount=POSITIVE, unit=st.sampled_from(TimeUnit))),
            failure=EVIDENCE,
            dependency=MAYBE_SHARE,
            containment=MAYBE_SHARE,
            extensions=MAYBE_EXTENSIONS,
        ),
        st.integers(0, 3),
    ),
    VALIDITY,
)
"""Handoffs outside groups, between nodes that are still to be told."""

CHANGES = st.one_of(
    st.builds(ActionChange, own=SHARES, own_times=MAYBE_AMOUNT, dependency=MAYBE_SHARE, containment=MAYBE_SHARE),
    st.builds(ActionChange, own_times=AMOUNTS, dependency=MAYBE_SHARE, containment=MAYBE_SHARE),
)
ACTIONS = st.builds(
    Action,
    id=IDENTIFIERS.map(ActionId),
    name=TEXTS,
    cost=MAYBE_AMOUNT,
    owner=TEXTS,
    due=MAYBE_DATE,
    changes=st.lists(CHANGES, max_size=3).map(tuple),
)
DESCRIPTIONS = st.builds(
    ValueChain,
    name=NAMES,
    id=optional(IDENTIFIERS.map(MapId)),
    description=TEXTS,
    language=st.sampled_from((None, "es", "en", "pt-BR")),
    as_of=MAYBE_DATE,
    minimum_group=optional(st.integers(1, 50)),
    currency=st.sampled_from(("", "COP", "USD", "€")),
    extensions=MAYBE_EXTENSIONS,
)


@st.composite
def chains(draw: st.DrawFn, *, nodes_from: int = 0, handoffs_from: int = 0) -> ValueChain:
    """Give a valid chain, small unless it must have some nodes (two, if it must have handoffs) and handoffs."""
    nodes = draw(_parts(draw(_distinct(NODES, nodes_from, 5))))
    handoffs = draw(_between(nodes, draw(_distinct(HANDOFFS, handoffs_from, 7)))) if len(nodes) > 1 else ()
    grouped, groups = draw(_groups(handoffs))
    listed = draw(_distinct(ACTIONS, 0, 3))
    actions = tuple(draw(_of(nodes, grouped, action)) for action in listed)
    return replace(draw(DESCRIPTIONS), nodes=nodes, handoffs=grouped, groups=groups, actions=actions)


def handoffs(supplier: NodeId, client: NodeId) -> st.SearchStrategy[Handoff]:
    """Give a handoff outside groups between two nodes."""
    return HANDOFFS.map(lambda handoff: replace(handoff, supplier=supplier, client=client))


def actions(nodes: Sequence[Node], handoffs: Sequence[Handoff]) -> st.SearchStrategy[Action]:
    """Give an improvement of some of these nodes and handoffs."""
    return ACTIONS.flatmap(lambda action: _of(nodes, handoffs, action))


@st.composite
def _parts(draw: st.DrawFn, nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Make some processes a part of one before them, and shuffle: no circles, and any order."""
    placed: list[Node] = []
    for node in nodes:
        wholes = [each.id for each in placed if each.kind is NodeKind.PROCESS]
        is_part = wholes and node.kind is NodeKind.PROCESS
        placed.append(replace(node, part_of=_chosen(draw, (None, *wholes)) if is_part else None))
    return tuple(draw(st.permutations(placed)))


@st.composite
def _between(draw: st.DrawFn, nodes: Sequence[Node], handoffs: Sequence[Handoff]) -> tuple[Handoff, ...]:
    """Give each handoff two nodes."""
    pairs = [(supplier.id, client.id) for supplier in nodes for client in nodes if supplier is not client]
    ends = [_chosen(draw, pairs) for _ in handoffs]
    return tuple(
        replace(handoff, supplier=supplier, client=client)
        for handoff, (supplier, client) in zip(handoffs, ends, strict=True)
    )


@st.composite
def _groups(draw: st.DrawFn, handoffs: Sequence[Handoff]) -> tuple[tuple[Handoff, ...], tuple[HandoffGroup, ...]]:
    """Put some handoffs of some clients into a group each; a group of routes may stay empty."""
    groups: list[HandoffGroup] = []
    members = {handoff.id: handoff for handoff in handoffs}
    for client in dict.fromkeys(handoff.client for handoff in handoffs):
        if not draw(st.booleans()):
            continue
        chosen = [each for each in handoffs if each.client == client and draw(st.booleans())]
        group = _group(GroupId(f"{client}-{len(groups)}"), client, draw(st.integers(0, len(chosen))))
        groups.append(group)
        for member in chosen:
            share = draw(MAYBE_POSITIVE) if group.kind is GroupKind.ROUTES else None
            members[member.id] = replace(member, group=group.id, share=share)
    return tuple(members.values()), tuple(draw(st.permutations(groups)))


def _group(identifier: GroupId, client: NodeId, required: int) -> HandoffGroup:
    if required:
        return HandoffGroup(id=identifier, client=client, required=required)
    return HandoffGroup(id=identifier, client=client, kind=GroupKind.ROUTES)


@st.composite
def _of(draw: st.DrawFn, nodes: Sequence[Node], handoffs: Sequence[Handoff], action: Action) -> Action:
    """Say of which nodes and handoffs an action's changes are."""
    things: list[Node | Handoff] = [*nodes, *handoffs]
    changes = [_change(change, _chosen(draw, things)) for change in action.changes if things]
    return replace(action, changes=tuple(changes))


def _change(change: ActionChange, thing: Node | Handoff) -> ActionChange:
    if isinstance(thing, Handoff):
        return replace(change, handoff=thing.id)
    return replace(change, node=thing.id, dependency=None, containment=None)


def _chosen(draw: st.DrawFn, values: Sequence[Value]) -> Value:
    return values[draw(st.integers(0, len(values) - 1))]


def _distinct(things: st.SearchStrategy[Named], at_least: int, at_most: int) -> st.SearchStrategy[tuple[Named, ...]]:
    return st.lists(things, min_size=at_least, max_size=at_most, unique_by=lambda thing: thing.id).map(tuple)
