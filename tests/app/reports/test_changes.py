"""A change in words: whatever is different between two contents of a map is said, and nothing else."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import given

from app.reports.changes import MOST_SENTENCES, changes, shortened
from app.wording import LANGUAGES, wording
from process_models.domain import commands
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
    RaterRole,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
    Viewpoint,
)
from tests.chains import chain
from tests.strategies import chains

Thing = TypeVar("Thing", Node, Handoff)

SPANISH, ENGLISH = map(wording, LANGUAGES)
STORY = chain("""
    process ventas name=Ventas
    process bodega name=Bodega
    customer cliente name="Cliente minorista"
    alternatives transporte required=1 client=bodega
    ventas -> bodega: Pedido completo 30/200 id=pedido
    bodega -> cliente: Caja id=caja
    action plantilla name=Plantilla handoff=pedido own_times=0.4
""")
PEDIDO = HandoffId("pedido")
VENTAS = NodeId("ventas")


def said(after: ValueChain, before: ValueChain = STORY) -> tuple[str, ...]:
    """Return what is different, in Spanish."""
    return changes(before, after, SPANISH)


def handoff(**new: Any) -> tuple[str, ...]:  # noqa: ANN401 - the fields of a handoff
    """Return what is said when the order's handoff gets new fields."""
    return _after(commands.ReplaceHandoff(handoff=replace(_order(), **new)))


def node(**new: Any) -> tuple[str, ...]:  # noqa: ANN401 - the fields of a node
    """Return what is said when Ventas gets new fields."""
    return _after(commands.ReplaceNode(node=replace(STORY.nodes[0], **new)))


def failure(known: Evidence, **new: Any) -> tuple[str, ...]:  # noqa: ANN401 - the fields of evidence
    """Return what is said when more is known of the order's failure than before."""
    before = commands.ReplaceHandoff(handoff=replace(_order(), failure=known)).perform(STORY).chain
    now = replace(_order(), failure=replace(known, **new))
    return said(commands.ReplaceHandoff(handoff=now).perform(before).chain, before)


def _after(*sent: commands.Command) -> tuple[str, ...]:
    return said(commands.Together(commands=sent).perform(STORY).chain)


def _order() -> Handoff:
    found = STORY.handoff(PEDIDO)
    assert found is not None
    return found


def test_a_measured_failure_says_both_figures_with_their_denominators() -> None:
    """The sentence that an auditor asks for."""
    now = Evidence(deliveries=Deliveries(count=200, failed=20))
    assert handoff(failure=now) == (
        "cambió la falla de Ventas → Bodega: Pedido completo: de 15 % (30 de 200) a 10 % (20 de 200)",
    )
    changed = commands.ReplaceHandoff(handoff=replace(_order(), failure=now)).perform(STORY).chain
    assert changes(STORY, changed, ENGLISH) == (
        "changed the failure of Ventas → Bodega: Pedido completo: from 15% (30 of 200) to 10% (20 of 200)",
    )


ABOUT = "Ventas → Bodega: Pedido completo"
EFFECTS = "falla propia \u00d7 0,4, dependencia 50 %, contención 25 %"


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"supplier": NodeId("cliente")}, f"cambió el proveedor de {ABOUT}: de Ventas a Cliente minorista"),
        ({"client": NodeId("cliente")}, f"cambió el cliente de {ABOUT}: de Bodega a Cliente minorista"),
        ({"deliverable": "Pedido"}, f"cambió el entregable de {ABOUT}: de «Pedido completo» a «Pedido»"),
        ({"description": "Con\nlíneas"}, f"anotó la descripción de {ABOUT}: «Con líneas»"),
        ({"channel": Viewpoint.INTERNAL}, f"anotó el canal de {ABOUT}: «Clientes internos»"),
        ({"medium": "ERP"}, f"anotó el medio de {ABOUT}: «ERP»"),
        (
            {"agreed_time": AgreedTime(amount=1, unit=TimeUnit.WORKING_DAYS)},
            f"anotó el tiempo acordado de {ABOUT}: 1 día hábil",
        ),
        (
            {"agreed_time": AgreedTime(amount=2.5, unit=TimeUnit.HOURS)},
            f"anotó el tiempo acordado de {ABOUT}: 2,5 horas",
        ),
        ({"failure": None}, f"borró la falla de {ABOUT} (antes: 15 % (30 de 200))"),
        ({"dependency": 0.8}, f"anotó la dependencia de {ABOUT}: 80 %"),
        ({"containment": 0.25}, f"anotó la contención de {ABOUT}: 25 %"),
        ({"group": GroupId("transporte")}, f"anotó el grupo de {ABOUT}: «transporte»"),
        ({"share": 1.5}, f"anotó la participación de {ABOUT}: 1,5"),
        ({"valid_from": date(2026, 1, 1)}, f"anotó el comienzo de la vigencia de {ABOUT}: 1 de enero de 2026"),
        ({"valid_to": date(2026, 1, 31)}, f"anotó el final de la vigencia de {ABOUT}: 31 de enero de 2026"),
        ({"extensions": JsonText('{"a":1}')}, f"cambió los datos de otros programas de {ABOUT}"),
        (
            {"requirements": (Requirement(id=RequirementId("r1"), statement="Con código"),)},
            f"agregó un requisito de {ABOUT}: «Con código»",
        ),
    ],
)
def test_a_field_of_a_handoff_in_words(new: dict[str, Any], sentence: str) -> None:
    """Each alone, by the name that the handoff had."""
    assert handoff(**new) == (sentence,)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"name": "Comercial"}, "cambió el nombre de Ventas: de «Ventas» a «Comercial»"),
        ({"kind": NodeKind.SUPPLIER}, "cambió el tipo de Ventas: de proceso a proveedor externo"),
        ({"process_kind": ProcessKind.CORE}, "anotó la clase de proceso de Ventas: misional"),
        ({"code": "PR-07"}, "anotó el código de Ventas: «PR-07»"),
        ({"part_of": NodeId("bodega")}, "anotó el proceso mayor de Ventas: Bodega"),
        ({"owner": "Jefatura"}, "anotó el responsable de Ventas: «Jefatura»"),
        ({"lane": "Comercial"}, "anotó el carril de Ventas: «Comercial»"),
        ({"description": "x"}, "anotó la descripción de Ventas: «x»"),
        ({"weight": 1200}, "anotó el peso de Ventas: 1.200"),
        (
            {"channels": (Viewpoint.AUDIT, Viewpoint.INTERNAL)},
            "anotó los canales de Ventas: «Auditorías, acompañamientos o asesorías», «Clientes internos»",
        ),
        (
            {"viewpoints": (NoneBecause(viewpoint=Viewpoint.INTERNAL, reason="Trabaja sola"),)},
            "anotó por qué nadie es cliente de Ventas por «Clientes internos»: «Trabaja sola»",
        ),
        ({"position": Position(x=1, y=2)}, "cambió el lugar en el dibujo de Ventas"),
        ({"valid_from": date(2026, 1, 1)}, "anotó el comienzo de la vigencia de Ventas: 1 de enero de 2026"),
        ({"valid_to": date(2026, 1, 1)}, "anotó el final de la vigencia de Ventas: 1 de enero de 2026"),
        ({"extensions": JsonText("{}")}, "cambió los datos de otros programas de Ventas"),
        ({"own_failure": Evidence(own=0.02)}, "anotó la falla propia supuesta de Ventas: 2 %"),
    ],
)
def test_a_field_of_a_node_in_words(new: dict[str, Any], sentence: str) -> None:
    """Each alone, by the name that the node had."""
    assert node(**new) == (sentence,)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (
            {"deliveries": Deliveries(count=10, failed=4, late=2)},
            f"cambió las fallas por tardanza de {ABOUT}: de 1 a 2",
        ),
        (
            {"deliveries": Deliveries(count=10, failed=4, late=1, incomplete=0)},
            f"anotó las fallas por entregas incompletas de {ABOUT}: 0",
        ),
        (
            {"deliveries": Deliveries(count=10, failed=4, late=1, wrong=3)},
            f"anotó las fallas por errores de {ABOUT}: 3",
        ),
        (
            {"scores": (ScoreCount(score=1, count=2), ScoreCount(score=5, count=1200))},
            f"anotó las calificaciones contadas de {ABOUT}: 2 con nota 1, 1.200 con nota 5",
        ),
        ({"total": 0.3}, f"anotó la falla supuesta de {ABOUT}: 30 %"),
        ({"own": 0.3}, f"anotó la falla propia supuesta de {ABOUT}: 30 %"),
        (
            {"ratings": (Rating(score=2, role=RaterRole.OPERATIONAL, importance=5, date=date(2026, 8, 1)),)},
            f"agregó una calificación de {ABOUT}: 2, del cliente, nivel operativo, 1 de agosto de 2026, importancia 5",
        ),
        (
            {"ratings": (Rating(score=2, requirement=RequirementId("r9"), comment="Tarde"),)},
            f"agregó una calificación de {ABOUT}: 2, del cliente, sobre «r9», «Tarde»",
        ),
    ],
)
def test_what_is_known_of_a_failure_in_words(new: dict[str, Any], sentence: str) -> None:
    """Each kind of evidence alone."""
    assert failure(Evidence(deliveries=Deliveries(count=10, failed=4, late=1)), **new) == (sentence,)


def test_ratings_that_went_are_told_apart_from_those_that_stay() -> None:
    """Ratings have no names: of two equal ones one may go."""
    two = Evidence(ratings=(Rating(score=2), Rating(score=2), Rating(score=4)))
    assert failure(two, ratings=(Rating(score=4), Rating(score=2))) == (
        f"retiró una calificación de {ABOUT}: 2, del cliente",
    )
    assert failure(two, ratings=(Rating(score=4), Rating(score=2), Rating(score=2))) == (
        f"cambió el orden de los datos de {ABOUT}",
    )


def test_a_difference_that_rounding_hides_is_said_exactly() -> None:
    """Both figures would read "15 %"."""
    assert failure(Evidence(total=0.15), total=0.1501) == (f"cambió la falla supuesta de {ABOUT}: de 15 % a 15,01 %",)


REQUIREMENT = Requirement(id=RequirementId("r1"), statement="Con código")


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"statement": "Sin código"}, "cambió el texto {of}: de «Con código» a «Sin código»"),
        ({"kind": RequirementKind.NEED}, "anotó el tipo {of}: necesidad"),
        ({"status": RequirementStatus.OBLIGATORY}, "anotó el origen {of}: obligatorio"),
        ({"dimension": QualityDimension.TIME}, "anotó la dimensión {of}: tiempo"),
        ({"importance": 5}, "anotó la importancia {of}: 5"),
        ({"evidence": EvidenceKind.FACT}, "anotó el sustento {of}: hecho"),
        ({"source": "Acta 12"}, "anotó la fuente {of}: «Acta 12»"),
        ({"confirmed_by": "Bodega"}, "anotó la confirmación {of}: «Bodega»"),
    ],
)
def test_a_field_of_a_requirement_in_words(new: dict[str, Any], sentence: str) -> None:
    """Each alone, with the requirement's own words."""
    before = commands.ReplaceHandoff(handoff=replace(_order(), requirements=(REQUIREMENT,))).perform(STORY).chain
    now = replace(_order(), requirements=(replace(REQUIREMENT, **new),))
    after = commands.ReplaceHandoff(handoff=now).perform(before).chain
    assert said(after, before) == (sentence.format(of=f"del requisito «Con código» de {ABOUT}"),)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"name": "Pedidos"}, "cambió el nombre del mapa: de «Prueba» a «Pedidos»"),
        ({"id": MapId("pedidos")}, "anotó el identificador del mapa: «pedidos»"),
        ({"description": "x"}, "anotó la descripción del mapa: «x»"),
        ({"language": "es"}, "anotó el idioma del mapa: «es»"),
        ({"as_of": date(2026, 9, 30)}, "anotó la fecha del mapa: 30 de septiembre de 2026"),
        ({"minimum_group": 7}, "anotó el grupo mínimo del mapa: 7"),
        ({"currency": "COP"}, "anotó la moneda del mapa: «COP»"),
        ({"extensions": JsonText("{}")}, "cambió los datos de otros programas del mapa"),
    ],
)
def test_a_field_of_the_map_in_words(new: dict[str, Any], sentence: str) -> None:
    """Whatever `DescribeMap` sets."""
    assert _after(replace(commands.DescribeMap.as_is(STORY), **new)) == (sentence,)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"name": "Formato"}, "cambió el nombre de la acción «Plantilla»: de «Plantilla» a «Formato»"),
        ({"cost": 1500}, "anotó el costo de la acción «Plantilla»: 1.500"),
        ({"owner": "Ana"}, "anotó el responsable de la acción «Plantilla»: «Ana»"),
        ({"due": date(2026, 12, 15)}, "anotó la fecha límite de la acción «Plantilla»: 15 de diciembre de 2026"),
        (
            {"changes": ()},
            f"retiró un efecto de la acción «Plantilla»: {ABOUT} (falla propia \u00d7 0,4)",
        ),
    ],
)
def test_a_field_of_an_action_in_words(new: dict[str, Any], sentence: str) -> None:
    """Each alone."""
    assert _after(commands.ReplaceAction(action=replace(STORY.actions[0], **new))) == (sentence,)


def test_an_effect_says_everything_that_it_does() -> None:
    """On a node or a handoff."""
    effects = (
        ActionChange(node=VENTAS, own=0.1),
        ActionChange(handoff=PEDIDO, own_times=0.4, dependency=0.5, containment=0.25),
        STORY.actions[0].changes[0],
    )
    assert _after(commands.ReplaceAction(action=replace(STORY.actions[0], changes=effects))) == (
        "agregó un efecto de la acción «Plantilla»: Ventas (falla propia 10 %)",
        f"agregó un efecto de la acción «Plantilla»: {ABOUT} ({EFFECTS})",
    )


@pytest.mark.parametrize(
    ("command", "sentences"),
    [
        (
            commands.AddNode(node=Node(id=NodeId("x"), name="TI", kind=NodeKind.PROCESS, lane="Apoyo")),
            ("agregó el proceso TI", "anotó el carril de TI: «Apoyo»"),
        ),
        (
            commands.AddNode(node=Node(id=NodeId("x"), name="Operador", kind=NodeKind.SUPPLIER)),
            ("agregó el proveedor externo Operador",),
        ),
        (
            commands.RemoveNode(node=NodeId("cliente")),
            ("retiró el cliente externo Cliente minorista", "retiró la entrega Bodega → Cliente minorista: Caja"),
        ),
        (
            commands.AddHandoff(
                handoff=Handoff(
                    id=HandoffId("x"), supplier=VENTAS, client=NodeId("cliente"), deliverable="Aviso", dependency=0.1
                )
            ),
            (
                "agregó la entrega Ventas → Cliente minorista: Aviso",
                "anotó la dependencia de Ventas → Cliente minorista: Aviso: 10 %",
            ),
        ),
        (
            commands.RemoveHandoff(handoff=PEDIDO),
            (
                f"retiró la entrega {ABOUT}",
                f"retiró un efecto de la acción «Plantilla»: {ABOUT} (falla propia \u00d7 0,4)",
            ),
        ),
        (
            commands.AddGroup(
                group=HandoffGroup(id=GroupId("g"), client=NodeId("bodega"), kind=GroupKind.ROUTES),
                members=(PEDIDO,),
            ),
            (f"anotó el grupo de {ABOUT}: «g»", "agregó el grupo de rutas «g» de Bodega"),
        ),
        (
            commands.ReplaceGroup(
                group=HandoffGroup(id=GroupId("transporte"), client=NodeId("cliente"), kind=GroupKind.ROUTES)
            ),
            (
                "cambió el cliente del grupo «transporte» de Bodega: de Bodega a Cliente minorista",
                "cambió el tipo del grupo «transporte» de Bodega: de alternativas a rutas",
                "borró las entregas requeridas del grupo «transporte» de Bodega (antes: 1)",
            ),
        ),
        (
            commands.RemoveGroup(group=GroupId("transporte")),
            ("retiró el grupo de alternativas «transporte» de Bodega",),
        ),
        (
            commands.AddAction(action=Action(id=ActionId("a"), name="Medir", cost=10)),
            ("agregó la acción «Medir»", "anotó el costo de la acción «Medir»: 10"),
        ),
        (commands.RemoveAction(action=ActionId("plantilla")), ("retiró la acción «Plantilla»",)),
        (
            commands.ImportContent(content=replace(STORY, name="Otro", nodes=STORY.nodes[::-1])),
            ("cambió el nombre del mapa: de «Prueba» a «Otro»", "cambió el orden de los procesos y clientes"),
        ),
    ],
    ids=lambda value: type(value).__name__ if hasattr(value, "perform") else "",
)
def test_a_command_in_words(command: commands.Command, sentences: tuple[str, ...]) -> None:
    """Everything that comes, goes or differs by it, what it takes with it included."""
    assert _after(command) == sentences


def test_what_restore_brings_back_is_said_like_anything_new() -> None:
    """Undoing is a change as others are, and gives the order back without a word about it."""
    removed = commands.RemoveNode(node=VENTAS).perform(STORY)
    assert said(STORY, removed.chain)[:2] == ("agregó el proceso Ventas", f"agregó la entrega {ABOUT}")


def test_only_the_things_that_are_asked_for_are_spoken_of() -> None:
    """As a conflict does, which is about some of the differences."""
    after = commands.Together(
        commands=(
            commands.RemoveHandoff(handoff=HandoffId("caja")),
            commands.ReplaceNode(node=replace(STORY.nodes[0], lane="Comercial")),
            replace(commands.DescribeMap.as_is(STORY), name="Otro"),
        )
    ).perform(STORY)
    assert changes(STORY, after.chain, SPANISH, touched={"node:ventas"}) == ("anotó el carril de Ventas: «Comercial»",)
    assert changes(STORY, after.chain, SPANISH, touched={"map", "node:bodega"}) == (
        "cambió el nombre del mapa: de «Prueba» a «Otro»",
    )
    assert changes(STORY, after.chain, SPANISH, touched={"handoff:caja"}) == (
        "retiró la entrega Bodega → Cliente minorista: Caja",
    )


def test_endless_differences_are_counted() -> None:
    """A sentence says how many more there are."""
    many = replace(
        STORY, nodes=tuple(Node(id=NodeId(f"n{i}"), name=f"N{i}", kind=NodeKind.PROCESS) for i in range(300))
    )
    whole = changes(replace(STORY, nodes=()), many, SPANISH)
    found = shortened(whole, SPANISH)
    assert len(whole) == 300
    assert len(found) == MOST_SENTENCES + 1
    assert found[-1] == "y 100 diferencias más"


def test_hostile_names_are_quoted_in_one_line_and_without_signs_that_nobody_sees() -> None:
    """Markup stays text, braces are no placeholders, and a right-to-left override turns nothing round."""
    assert node(name="<b>{0}\u202e\n" + "x" * 500)[0].startswith(
        "cambió el nombre de Ventas: de «Ventas» a «<b>{0} xxx"
    )
    assert len(node(name="x" * 30_000)[0]) < 300
    assert node(name="Ventas\u202e") == ("cambió el nombre de Ventas",)


@given(chains(), chains())
def test_whatever_differs_is_said_and_nothing_else(before: ValueChain, after: ValueChain) -> None:
    """In both languages; and of equal contents there is nothing to say."""
    for words in (SPANISH, ENGLISH):
        assert bool(changes(before, after, words)) == (before != after)
        assert changes(before, replace(before), words) == ()


@given(chains(nodes_from=2, handoffs_from=1), chains(nodes_from=2, handoffs_from=1))
def test_no_field_is_passed_over_in_silence(first: ValueChain, second: ValueChain) -> None:
    """Whichever field of a thing takes another's value, more is said than that the order changed."""
    for before, after in _one_field_apart(first, second):
        found = changes(before, after, SPANISH)
        assert found
        assert not any(sentence.startswith("cambió el orden de los datos") for sentence in found)


def _one_field_apart(first: ValueChain, second: ValueChain) -> Iterator[tuple[ValueChain, ValueChain]]:
    """Yield pairs of contents of which one field of one thing differs, lists apart: their order is not the point."""
    lists = {"ratings", "viewpoints", "changes", "requirements", "own_failure", "failure"}
    fixed = {"id", "part_of", "supplier", "client", *lists}
    for before in first.nodes[:1]:
        for node_after in _variants(before, second.nodes[0], fixed):
            yield first, replace(first, nodes=(node_after, *first.nodes[1:]))
    for was in first.handoffs[:1]:
        for handoff_after in _variants(was, second.handoffs[0], fixed):
            yield first, replace(first, handoffs=(handoff_after, *first.handoffs[1:]))


def _variants(was: Thing, other: Thing, fixed: set[str]) -> Iterator[Thing]:
    for field in fields(was):
        if field.name not in fixed and getattr(was, field.name) != getattr(other, field.name):
            yield replace(was, **{field.name: getattr(other, field.name)})
