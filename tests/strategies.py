"""Random valid chains with every field of the document, for `parse(generate(x)) == x` and "command then inverse".

`chains()` gives chains without a problem (`rules.problems`). Texts hold what people paste and what breaks writers of
CSV, DOT and XML; foreign content is written as compact JSON; scores and viewpoints stand in their own order. What a
document cannot tell apart is given in one form only: no empty evidence.
"""

import json
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
    JsonText,
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

Value = TypeVar("Value")

HOSTILE_TEXTS = (
    "=1+1",
    "@SUM(A1)",
    "'ya con apóstrofo",
    "-",
    "<b onload='x'>&amp;</b>",
    'comillas "dobles", y; signos\t',
    "termina en \\",
    "a:b {c} [d] | e %s {0}",
    "línea\r\notra\u2028tercera",
    "\ufeffmarca",
    "אבג\u202eabc",
    "n\u0303 no es ñ",
    "\x00\x07",
    "🙂 日本",
    " con espacios ",
    "NaN",
    "1,5 %",
)

IDENTIFIERS = st.text("abcxyz019_-", min_size=1, max_size=6)
NAMES = st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text(min_size=1, max_size=8).filter(str.strip))
TEXTS = st.one_of(st.just(""), NAMES, st.text(max_size=8))
SHARES = st.floats(0, 1)
AMOUNTS = st.one_of(st.floats(0, 1e15), st.integers(0, 1000).map(float))
POSITIVE = st.one_of(st.floats(0, 1e15, exclude_min=True), st.integers(1, 1000).map(float))
COORDINATES = st.floats(-1e6, 1e6)
SCORES = st.integers(1, 5)
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
JSON_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), TEXTS)
JSON_VALUES = st.one_of(JSON_LEAVES, st.lists(JSON_LEAVES, max_size=2), st.dictionaries(TEXTS, JSON_LEAVES, max_size=2))
EXTENSIONS = st.dictionaries(TEXTS, JSON_VALUES, max_size=2).map(
    lambda content: JsonText(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
)
VALIDITY = st.one_of(
    st.tuples(st.none() | DATES, st.none()),
    st.tuples(st.none(), DATES),
    st.tuples(DATES, DATES).map(lambda ends: (min(ends), max(ends))),
)


def optional(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Give a value or none."""
    return st.one_of(st.none(), values)


@st.composite
def chains(draw: st.DrawFn, *, nodes_from: int = 0, handoffs_from: int = 0) -> ValueChain:
    """Give a valid chain, small unless it must have some nodes (two, if it must have handoffs) and handoffs."""
    placed = draw(_parts(draw(_distinct(nodes(), nodes_from, 5))))
    handoffs = draw(_handoffs(placed, handoffs_from))
    grouped, groups = draw(_groups(handoffs))
    return ValueChain(
        name=draw(NAMES),
        id=draw(optional(IDENTIFIERS.map(MapId))),
        description=draw(TEXTS),
        language=draw(st.sampled_from((None, "es", "en", "pt-BR"))),
        as_of=draw(optional(DATES)),
        minimum_group=draw(optional(st.integers(1, 50))),
        currency=draw(st.sampled_from(("", "COP", "USD", "€"))),
        nodes=placed,
        handoffs=grouped,
        groups=groups,
        actions=draw(_distinct(actions(placed, grouped), 0, 3)),
        extensions=draw(optional(EXTENSIONS)),
    )


@st.composite
def nodes(draw: st.DrawFn) -> Node:
    """Give a node that stands alone."""
    kind = draw(st.sampled_from(NodeKind))
    valid_from, valid_to = draw(VALIDITY)
    answered = draw(st.sets(st.sampled_from(Viewpoint), max_size=2))
    return Node(
        id=NodeId(draw(IDENTIFIERS)),
        name=draw(NAMES),
        kind=kind,
        process_kind=draw(optional(st.sampled_from(ProcessKind))) if kind is NodeKind.PROCESS else None,
        code=draw(TEXTS),
        owner=draw(TEXTS),
        lane=draw(TEXTS),
        description=draw(TEXTS),
        own_failure=draw(evidence()),
        weight=draw(optional(AMOUNTS)),
        channels=tuple(draw(st.lists(st.sampled_from(Viewpoint), unique=True, max_size=3))),
        viewpoints=tuple(NoneBecause(viewpoint=each, reason=draw(TEXTS)) for each in Viewpoint if each in answered),
        position=draw(optional(st.builds(Position, x=COORDINATES, y=COORDINATES))),
        valid_from=valid_from,
        valid_to=valid_to,
        extensions=draw(optional(EXTENSIONS)),
    )


@st.composite
def handoffs(draw: st.DrawFn, supplier: NodeId, client: NodeId) -> Handoff:
    """Give a handoff outside groups between two nodes."""
    requirements = draw(_distinct(REQUIREMENTS, 0, 2))
    valid_from, valid_to = draw(VALIDITY)
    return Handoff(
        id=HandoffId(draw(IDENTIFIERS)),
        supplier=supplier,
        client=client,
        deliverable=draw(NAMES),
        description=draw(TEXTS),
        channel=draw(optional(st.sampled_from(Viewpoint))),
        medium=draw(TEXTS),
        requirements=requirements,
        agreed_time=draw(optional(st.builds(AgreedTime, amount=POSITIVE, unit=st.sampled_from(TimeUnit)))),
        failure=draw(evidence(tuple(requirement.id for requirement in requirements))),
        dependency=draw(optional(SHARES)),
        containment=draw(optional(SHARES)),
        valid_from=valid_from,
        valid_to=valid_to,
        extensions=draw(optional(EXTENSIONS)),
    )


REQUIREMENTS = st.builds(
    Requirement,
    id=IDENTIFIERS.map(RequirementId),
    kind=optional(st.sampled_from(RequirementKind)),
    status=optional(st.sampled_from(RequirementStatus)),
    dimension=optional(st.sampled_from(QualityDimension)),
    statement=TEXTS,
    importance=optional(SCORES),
    evidence=optional(st.sampled_from(EvidenceKind)),
    source=TEXTS,
    confirmed_by=TEXTS,
)


@st.composite
def evidence(draw: st.DrawFn, requirements: Sequence[RequirementId] = ()) -> Evidence | None:
    """Give evidence of any kind, several at once, or none."""
    assumed = draw(st.sampled_from(("", "total", "own")))
    scored = draw(st.sets(SCORES, max_size=3))
    known = Evidence(
        deliveries=draw(optional(deliveries())),
        scores=tuple(ScoreCount(score=score, count=draw(st.integers(0, 99))) for score in sorted(scored)),
        ratings=tuple(draw(st.lists(_ratings(requirements), max_size=2))),
        total=draw(SHARES) if assumed == "total" else None,
        own=draw(SHARES) if assumed == "own" else None,
    )
    return None if known == Evidence() else known


@st.composite
def deliveries(draw: st.DrawFn) -> Deliveries:
    """Give counts that add up."""
    count = draw(st.integers(1, 500))
    failed = draw(st.integers(0, count))
    ways = optional(st.integers(0, failed))
    return Deliveries(count=count, failed=failed, late=draw(ways), incomplete=draw(ways), wrong=draw(ways))


@st.composite
def actions(draw: st.DrawFn, nodes: Sequence[Node], handoffs: Sequence[Handoff]) -> Action:
    """Give an improvement of some of these nodes and handoffs."""
    possible = [_changes(node=node.id) for node in nodes] + [_changes(handoff=handoff.id) for handoff in handoffs]
    changes = st.lists(st.one_of(possible), max_size=3) if possible else st.just([])
    return Action(
        id=ActionId(draw(IDENTIFIERS)),
        name=draw(TEXTS),
        cost=draw(optional(AMOUNTS)),
        owner=draw(TEXTS),
        due=draw(optional(DATES)),
        changes=tuple(draw(changes)),
    )


def _changes(*, node: NodeId | None = None, handoff: HandoffId | None = None) -> st.SearchStrategy[ActionChange]:
    of_link = optional(SHARES) if handoff is not None else st.none()
    thing = {"node": st.just(node), "handoff": st.just(handoff), "dependency": of_link, "containment": of_link}
    return st.one_of(
        st.builds(ActionChange, own=SHARES, own_times=optional(AMOUNTS), **thing),
        st.builds(ActionChange, own_times=AMOUNTS, **thing),
    )


def _ratings(requirements: Sequence[RequirementId]) -> st.SearchStrategy[Rating]:
    return st.builds(
        Rating,
        score=SCORES,
        date=optional(DATES),
        role=optional(st.sampled_from(RaterRole)),
        by=st.sampled_from(Rater),
        importance=optional(SCORES),
        requirement=st.sampled_from((None, *requirements)),
        comment=TEXTS,
    )


@st.composite
def _parts(draw: st.DrawFn, nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Make some processes a part of one before them, and shuffle: no circles, and any order."""
    placed: list[Node] = []
    for node in nodes:
        wholes = [each.id for each in placed if each.kind is NodeKind.PROCESS]
        part_of = draw(st.sampled_from((None, *wholes))) if node.kind is NodeKind.PROCESS else None
        placed.append(replace(node, part_of=part_of))
    return tuple(draw(st.permutations(placed)))


@st.composite
def _handoffs(draw: st.DrawFn, nodes: Sequence[Node], at_least: int) -> tuple[Handoff, ...]:
    pairs = [(supplier.id, client.id) for supplier in nodes for client in nodes if supplier is not client]
    if not pairs:
        return ()
    between = st.sampled_from(pairs).flatmap(lambda pair: handoffs(*pair))
    return draw(_distinct(between, at_least, 7))


@st.composite
def _groups(draw: st.DrawFn, handoffs: Sequence[Handoff]) -> tuple[tuple[Handoff, ...], tuple[HandoffGroup, ...]]:
    """Put the handoffs of some clients into one or two groups each; a group of routes may stay empty."""
    groups: list[HandoffGroup] = []
    members = {handoff.id: handoff for handoff in handoffs}
    for client in dict.fromkeys(handoff.client for handoff in handoffs):
        left = [handoff.id for handoff in handoffs if handoff.client == client]
        for _ in range(draw(st.integers(0, 2))):
            chosen = draw(st.sets(st.sampled_from(left))) if left else set[HandoffId]()
            group = draw(_group(f"{client}-{len(groups)}", client, len(chosen)))
            groups.append(group)
            left = [identifier for identifier in left if identifier not in chosen]
            for identifier in chosen:
                share = draw(optional(POSITIVE)) if group.kind is GroupKind.ROUTES else None
                members[identifier] = replace(members[identifier], group=group.id, share=share)
    return tuple(members.values()), tuple(draw(st.permutations(groups)))


@st.composite
def _group(draw: st.DrawFn, identifier: str, client: NodeId, size: int) -> HandoffGroup:
    required = draw(optional(st.integers(1, size))) if size else None
    kind = GroupKind.ROUTES if required is None else GroupKind.ALTERNATIVES
    return HandoffGroup(id=GroupId(identifier), client=client, kind=kind, required=required)


Named = TypeVar("Named", Node, Handoff, Action, Requirement)


def _distinct(things: st.SearchStrategy[Named], at_least: int, at_most: int) -> st.SearchStrategy[tuple[Named, ...]]:
    return st.lists(things, min_size=at_least, max_size=at_most, unique_by=lambda thing: thing.id).map(tuple)
