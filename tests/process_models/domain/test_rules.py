"""The rules of a map, broken one at a time; the sentences that say them stand in both languages."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from app.wording import LANGUAGES, TRANSLATIONS, wording
from process_models.domain import rules
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
from process_models.domain.problems import Problem
from process_models.domain.vocabulary import GroupKind, NodeKind, ProcessKind, TimeUnit, Viewpoint
from tests.chains import chain

STORY = chain("""
    process ventas
    process bodega
    customer cliente
    alternatives transporte required=1
    routes oficinas
    action plantilla handoff=pedido own_times=0.4
    action curso node=ventas own=0.1

    ventas -> bodega: Pedido id=pedido 30/200
    proveedor-a -> bodega: Camión group=transporte
    proveedor-b -> bodega: Camión group=transporte
    bodega -> cliente: Entrega group=oficinas share=0.7
    ventas -> cliente: Entrega group=oficinas share=0.3
""")
VENTAS, CLIENTE = STORY.nodes[0], STORY.nodes[2]
PEDIDO, CAMION, ENTREGA = STORY.handoffs[0], STORY.handoffs[1], STORY.handoffs[3]
TRANSPORTE, OFICINAS = STORY.groups
PLANTILLA, CURSO = STORY.actions
Item = TypeVar("Item", Node, Handoff, HandoffGroup, Action)

TODAY, YESTERDAY = date(2026, 9, 30), date(2026, 9, 29)
NAN, INFINITY = float("nan"), float("inf")


def having(*things: Node | Handoff | HandoffGroup | Action) -> ValueChain:
    """The story with these things in the place of those of their id."""
    return replace(
        STORY,
        nodes=_swapped(STORY.nodes, things),
        handoffs=_swapped(STORY.handoffs, things),
        groups=_swapped(STORY.groups, things),
        actions=_swapped(STORY.actions, things),
    )


def _swapped(items: tuple[Item, ...], things: Iterable[object]) -> tuple[Item, ...]:
    new = {thing.id: thing for thing in things if isinstance(thing, type(items[0]))}
    return tuple(new.get(item.id, item) for item in items)


def _known_by(evidence: Evidence) -> ValueChain:
    return having(replace(PEDIDO, failure=evidence))


def _delivered(count: int, failed: int, late: int | None = None) -> ValueChain:
    return _known_by(Evidence(deliveries=Deliveries(count=count, failed=failed, late=late)))


def _rated(rating: Rating) -> ValueChain:
    return _known_by(Evidence(ratings=(Rating(score=3), rating)))


def _required(requirement: Requirement) -> ValueChain:
    return having(replace(PEDIDO, requirements=(Requirement(id=RequirementId("r1")), requirement)))


def _changing(change: ActionChange) -> ValueChain:
    return having(replace(PLANTILLA, changes=(change,)))


def _places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in problems]


R1, PEDIDO_ID, VENTAS_ID, NOBODY = RequirementId("r1"), HandoffId("pedido"), NodeId("ventas"), NodeId("nadie")

BROKEN: list[tuple[ValueChain, str, str]] = [
    (replace(STORY, id=MapId("Mi mapa")), "/id", "malformed-id"),
    (replace(STORY, name=" \t"), "/name", "blank"),
    (replace(STORY, description="\ud800"), "/description", "half-a-character"),
    (replace(STORY, language="español"), "/language", "malformed-language"),
    (replace(STORY, minimum_group=0), "/minimum_group", "not-positive"),
    (replace(STORY, extensions=JsonText("[1]")), "/extensions", "extensions-not-an-object"),
    (replace(STORY, extensions=JsonText('{"x": NaN}')), "/extensions", "extensions-not-an-object"),
    (replace(STORY, extensions=JsonText('{"x": ')), "/extensions", "extensions-not-an-object"),
    (replace(STORY, extensions=JsonText('{"x": 1e999}')), "/extensions", "extensions-not-an-object"),
    (replace(STORY, extensions=JsonText('{"x": "\\ud800"}')), "/extensions", "extensions-not-an-object"),
    (replace(STORY, extensions=JsonText("[" * 100_000)), "/extensions", "extensions-not-an-object"),
    (replace(STORY, nodes=(*STORY.nodes, VENTAS)), "/nodes/5/id", "duplicate-id"),
    (replace(STORY, handoffs=(*STORY.handoffs, PEDIDO)), "/handoffs/5/id", "duplicate-id"),
    (replace(STORY, groups=(*STORY.groups, OFICINAS)), "/groups/2/id", "duplicate-id"),
    (replace(STORY, actions=(*STORY.actions, CURSO)), "/actions/2/id", "duplicate-id"),
    (replace(STORY, nodes=(*STORY.nodes, replace(VENTAS, id=NodeId("Ñ")))), "/nodes/5/id", "malformed-id"),
    (replace(STORY, actions=(Action(id=ActionId("x" * 65)),)), "/actions/0/id", "malformed-id"),
    (having(replace(VENTAS, name="")), "/nodes/0/name", "blank"),
    (having(replace(CLIENTE, process_kind=ProcessKind.CORE)), "/nodes/2/process_kind", "process-kind-of-another-kind"),
    (having(replace(VENTAS, part_of=NOBODY)), "/nodes/0/part_of", "unknown-part-of"),
    (having(replace(VENTAS, part_of=CLIENTE.id)), "/nodes/0/part_of", "part-of-another-kind"),
    (having(replace(CLIENTE, part_of=VENTAS.id)), "/nodes/2/part_of", "part-of-by-another-kind"),
    (having(replace(VENTAS, part_of=VENTAS.id)), "/nodes/0/part_of", "part-of-circle"),
    (having(replace(CLIENTE, weight=-1.0)), "/nodes/2/weight", "negative"),
    (having(replace(CLIENTE, weight=INFINITY)), "/nodes/2/weight", "unusable-number"),
    (having(replace(CLIENTE, weight=NAN)), "/nodes/2/weight", "unusable-number"),
    (having(replace(CLIENTE, weight=10**400)), "/nodes/2/weight", "unusable-number"),
    (having(replace(VENTAS, position=Position(x=0.0, y=-INFINITY))), "/nodes/0/position/1", "unusable-number"),
    (
        having(replace(VENTAS, viewpoints=(NoneBecause(viewpoint=Viewpoint.AUDIT, reason="no"),) * 2)),
        "/nodes/0/viewpoints/audit",
        "duplicate-viewpoint",
    ),
    (having(replace(VENTAS, valid_from=TODAY, valid_to=YESTERDAY)), "/nodes/0/valid_to", "validity-reversed"),
    (
        having(replace(VENTAS, own_failure=Evidence(deliveries=Deliveries(count=9, failed=10)))),
        "/nodes/0/own_failure/deliveries/failed",
        "failed-beyond-count",
    ),
    (
        having(replace(VENTAS, own_failure=Evidence(ratings=(Rating(score=2, requirement=R1),)))),
        "/nodes/0/own_failure/ratings/0/requirement",
        "unknown-requirement",
    ),
    (having(replace(PEDIDO, supplier=NOBODY)), "/handoffs/0/supplier", "unknown-supplier"),
    (having(replace(PEDIDO, client=NOBODY)), "/handoffs/0/client", "unknown-client"),
    (having(replace(PEDIDO, client=VENTAS_ID)), "/handoffs/0/client", "self-handoff"),
    (having(replace(PEDIDO, deliverable="  ")), "/handoffs/0/deliverable", "blank"),
    (having(replace(PEDIDO, dependency=1.2)), "/handoffs/0/dependency", "not-a-share"),
    (having(replace(PEDIDO, containment=NAN)), "/handoffs/0/containment", "not-a-share"),
    (having(replace(PEDIDO, group=GroupId("nada"))), "/handoffs/0/group", "unknown-group"),
    (having(replace(PEDIDO, group=OFICINAS.id)), "/handoffs/0/group", "group-of-another-client"),
    (having(replace(PEDIDO, share=0.5)), "/handoffs/0/share", "share-outside-routes"),
    (having(replace(CAMION, share=0.5)), "/handoffs/1/share", "share-outside-routes"),
    (having(replace(ENTREGA, share=0.0)), "/handoffs/3/share", "not-positive"),
    (
        having(replace(PEDIDO, agreed_time=AgreedTime(amount=0, unit=TimeUnit.DAYS))),
        "/handoffs/0/agreed_time/amount",
        "not-positive",
    ),
    (having(replace(PEDIDO, valid_from=TODAY, valid_to=YESTERDAY)), "/handoffs/0/valid_to", "validity-reversed"),
    (_required(Requirement(id=R1)), "/handoffs/0/requirements/1/id", "duplicate-id"),
    (
        _required(Requirement(id=RequirementId("r2"), importance=6)),
        "/handoffs/0/requirements/1/importance",
        "not-one-to-five",
    ),
    (_delivered(0, 0), "/handoffs/0/failure/deliveries/count", "not-positive"),
    (_delivered(10, -1), "/handoffs/0/failure/deliveries/failed", "failed-beyond-count"),
    (_delivered(10, 5, late=6), "/handoffs/0/failure/deliveries/late", "way-beyond-failed"),
    (_known_by(Evidence(scores=(ScoreCount(score=6, count=1),))), "/handoffs/0/failure/scores/6", "not-one-to-five"),
    (_known_by(Evidence(scores=(ScoreCount(score=5, count=-1),))), "/handoffs/0/failure/scores/5", "negative"),
    (
        _known_by(Evidence(scores=(ScoreCount(score=5, count=1),) * 2)),
        "/handoffs/0/failure/scores/5",
        "duplicate-score",
    ),
    (_rated(Rating(score=0)), "/handoffs/0/failure/ratings/1/score", "not-one-to-five"),
    (_rated(Rating(score=1, importance=6)), "/handoffs/0/failure/ratings/1/importance", "not-one-to-five"),
    (_rated(Rating(score=1, requirement=R1)), "/handoffs/0/failure/ratings/1/requirement", "unknown-requirement"),
    (_known_by(Evidence(total=-0.1)), "/handoffs/0/failure/total", "not-a-share"),
    (_known_by(Evidence(own=1.1)), "/handoffs/0/failure/own", "not-a-share"),
    (_known_by(Evidence(total=0.1, own=0.1)), "/handoffs/0/failure/own", "total-and-own"),
    (having(replace(OFICINAS, required=1)), "/groups/1/required", "required-of-routes"),
    (having(replace(TRANSPORTE, required=None)), "/groups/0/required", "required-missing"),
    (having(replace(TRANSPORTE, required=0)), "/groups/0/required", "required-beyond-group"),
    (having(replace(TRANSPORTE, required=3)), "/groups/0/required", "required-beyond-group"),
    (
        replace(STORY, groups=(*STORY.groups, HandoffGroup(id=GroupId("g"), client=NOBODY, kind=GroupKind.ROUTES))),
        "/groups/2/client",
        "unknown-client",
    ),
    (having(replace(PLANTILLA, cost=-1.0)), "/actions/0/cost", "negative"),
    (_changing(ActionChange(own=0.1)), "/actions/0/changes/0", "change-of-not-one-thing"),
    (
        _changing(ActionChange(handoff=PEDIDO_ID, node=VENTAS_ID, own=0.1)),
        "/actions/0/changes/0",
        "change-of-not-one-thing",
    ),
    (_changing(ActionChange(handoff=PEDIDO_ID)), "/actions/0/changes/0", "change-of-nothing"),
    (_changing(ActionChange(handoff=HandoffId("x"), own=0.1)), "/actions/0/changes/0/handoff", "unknown-handoff"),
    (_changing(ActionChange(node=NOBODY, own=0.1)), "/actions/0/changes/0/node", "unknown-node"),
    (_changing(ActionChange(handoff=PEDIDO_ID, own_times=-1)), "/actions/0/changes/0/own_times", "negative"),
    (_changing(ActionChange(handoff=PEDIDO_ID, dependency=2)), "/actions/0/changes/0/dependency", "not-a-share"),
    (
        _changing(ActionChange(node=VENTAS_ID, containment=0.5)),
        "/actions/0/changes/0/containment",
        "change-of-a-link-on-a-node",
    ),
]


def test_the_story_is_a_valid_map() -> None:
    """Nothing is wrong, and nothing worth a look, in a sound map."""
    assert rules.problems(STORY) == ()
    assert rules.warnings(STORY) == ()


@pytest.mark.parametrize(("told", "place", "code"), BROKEN, ids=[f"{code}{place}" for _, place, code in BROKEN])
def test_each_broken_rule_is_told_once_at_its_place(told: ValueChain, place: str, code: str) -> None:
    """A map with one mistake gets one problem, with its JSON pointer, that both languages can say."""
    problems = rules.problems(told)
    assert _places(problems) == [(place, code)]
    assert all(wording(language).problem(problems[0]) for language in LANGUAGES)


def test_all_problems_are_told_at_once_in_the_order_of_the_document() -> None:
    """People mend a file in one go, from top to bottom."""
    broken = replace(
        having(
            replace(VENTAS, name="", weight=-1.0),
            replace(PEDIDO, client=NOBODY, dependency=7.0),
            replace(OFICINAS, required=2),
        ),
        name="",
        extensions=JsonText(""),
    )
    assert _places(rules.problems(broken)) == [
        ("/name", "blank"),
        ("/nodes/0/name", "blank"),
        ("/nodes/0/weight", "negative"),
        ("/handoffs/0/client", "unknown-client"),
        ("/handoffs/0/dependency", "not-a-share"),
        ("/groups/1/required", "required-of-routes"),
        ("/extensions", "extensions-not-an-object"),
    ]


def test_a_circle_of_parts_is_named_once_at_its_first_process() -> None:
    """Three processes in a circle, and one that only hangs on it, give one problem."""
    circle = chain("""
        process rama part_of=b
        process c part_of=a
        process a part_of=b
        process b part_of=c
    """)
    (problem,) = rules.problems(circle)
    assert (problem.pointer, problem.fields) == ("/nodes/1/part_of", (("circle", "c → a → b → c"),))


def test_a_long_circle_is_named_short() -> None:
    """What is said of a circle of a thousand processes still fits on a line."""
    circle = chain("\n".join(f"process p{index} part_of=p{(index + 1) % 1000}" for index in range(1000)))
    (problem,) = rules.problems(circle)
    assert len(str(problem.fields)) < 100


def test_a_language_may_name_its_country() -> None:
    """The reader falls back; the map keeps what it says."""
    assert all(not rules.problems(replace(STORY, language=code)) for code in ("es", "en", "es-CO", "pt_BR", "nah"))


def test_warnings_say_what_is_worth_a_look() -> None:
    """A customer whom nobody serves, a process without client, a name used twice … are said and stop nothing."""
    told = chain("""
        process ventas name=Ventas weight=3
        process ventas2 name=" VENTAS"
        process comercial
        process caja part_of=comercial
        customer cliente
        customer cliente2
        supplier proveedor
        routes vacias client=cliente
        routes oficinas
        ventas -> cliente: Entrega group=oficinas share=0.5
        ventas2 -> cliente: Entrega group=oficinas
    """)
    assert rules.problems(told) == ()
    assert _places(rules.warnings(told)) == [
        ("/nodes/0/weight", "weight-without-effect"),
        ("/nodes/1/name", "duplicate-name"),
        ("/nodes/3", "process-without-client"),
        ("/nodes/5", "unserved"),
        ("/nodes/6", "supplier-without-handoff"),
        ("/groups/0", "empty-group"),
        ("/groups/1", "shares-incomplete"),
    ]
    assert all(wording(language).problem(said) for said in rules.warnings(told) for language in LANGUAGES)
    assert not any(said.is_error for said in rules.warnings(told))


def test_every_code_of_the_domain_has_its_sentence_in_both_languages() -> None:
    """No problem is ever said as a bare code."""
    domain = Path(rules.__file__).parent.parent
    code = re.compile(r"\b(?:error|warning)\(\s*\"([a-z0-9-]+)\"")
    codes = {found for path in domain.rglob("*.py") for found in code.findall(path.read_text(encoding="utf-8"))}
    for language in LANGUAGES:
        words = (TRANSLATIONS / language / "LC_MESSAGES/problems.po").read_text(encoding="utf-8")
        assert {each for each in codes if f'"problem.{each}"' not in words} == set()


def test_a_large_map_is_checked_in_one_walk() -> None:
    """20,000 nodes and 100,000 handoffs are the limit of a document; none of it is looked up twice."""
    nodes = tuple(Node(id=NodeId(f"n{index}"), name=f"Área {index}", kind=NodeKind.PROCESS) for index in range(20_000))
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{index}"),
            supplier=nodes[index % 20_000].id,
            client=nodes[(7 * index + 1) % 20_000].id,
            deliverable="Envío",
        )
        for index in range(100_000)
    )
    large = ValueChain(name="Grande", nodes=nodes, handoffs=handoffs)
    assert rules.problems(large) == ()
    assert rules.warnings(large) == ()
