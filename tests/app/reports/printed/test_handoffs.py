"""The registers of handoffs and of requirements: complete, in order, with what each figure rests on."""

from dataclasses import replace
from datetime import date

from app.reports.printed.sections.handoffs import register
from app.reports.printed.sections.requirements import MOST_NAMED, requirements
from process_models.domain.chain import AgreedTime, Requirement, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import RequirementId
from process_models.domain.vocabulary import (
    EvidenceKind,
    QualityDimension,
    RequirementKind,
    RequirementStatus,
    TimeUnit,
)
from tests.app.reports.printed.materials import material, row, tables, told
from tests.chains import chain

STORY = chain(
    """
    process ventas name="Ventas"
    process bodega name="Bodega" owner="Jefatura de bodega"
    customer cliente name="Tienda"
    ventas -> bodega: Pedido 30/200 d=0.8 c=0.1
    bodega -> cliente: Entrega 5/100
    ventas -> cliente: Confirmación
    ventas -> bodega: Refuerzo own=0.1 from=2027-01-01
    """,
    as_of=date(2026, 9, 30),
)
NEED = Requirement(
    id=RequirementId("lineas"),
    kind=RequirementKind.NEED,
    status=RequirementStatus.STATED,
    dimension=QualityDimension.COMPLETENESS,
    statement="Todas las líneas",
    importance=5,
    evidence=EvidenceKind.ASSUMPTION,
    source="Acta 12",
    confirmed_by="Bodega",
)


def with_more(found: ValueChain) -> ValueChain:
    """Return the story with an agreed time, late deliveries and a requirement at the order."""
    order = replace(
        found.handoffs[0],
        agreed_time=AgreedTime(amount=2, unit=TimeUnit.WORKING_HOURS),
        failure=Evidence(deliveries=Deliveries(count=200, failed=30, late=6)),
        requirements=(NEED,),
    )
    return replace(found, handoffs=(order, *found.handoffs[1:]))


def test_the_register_says_all_of_a_handoff_and_begins_with_what_adds_most() -> None:
    """Whom it hurts, agreed and measured time, evidence, denominator, dependency, containment, contribution."""
    written = material(with_more(STORY))
    table = tables(register(written))[0]
    assert row(table, 0) == [
        "Pedido | Ventas → Bodega",
        "Tienda | el 100 % de lo que le falla",
        "2 horas hábiles",
        "3 % (6 de 200) | llegó tarde",
        "hecho",
        "15 % (30 de 200)",
        "80 %",
        "10 %",
        "100 %",
    ]
    assert table.rows[0][4].evidence is EvidenceKind.FACT
    assert written.found is not None
    assert len(table.rows) == len(written.found.handoffs) == 3


def test_what_is_found_taken_or_unknown_is_told_apart_from_what_was_said() -> None:
    """A containment that calibration found, a dependency that nobody stated, a rate that nobody knows."""
    table = tables(register(material(STORY)))[0]
    by_handoff = {row(table, place)[0]: row(table, place) for place in range(3)}
    assert by_handoff["Entrega | Bodega → Tienda"][6:8] == ["— | se supone total", "58 % | hallada al calcular"]
    assert by_handoff["Confirmación | Ventas → Tienda"][4:6] == ["sin medir", "—"]


def test_what_does_not_count_on_the_day_is_named() -> None:
    """Nothing of the map is silently left out."""
    assert "Fuera de vigencia en la fecha del mapa, y por eso sin contar: Ventas → Bodega: Refuerzo." in told(
        register(material(STORY))
    )


def test_a_map_without_figures_keeps_its_order_and_one_without_handoffs_says_what_to_ask() -> None:
    """The register is there in any case."""
    bare = register(material(STORY, is_computed=False))
    assert [row(tables(bare)[0], place)[0] for place in range(2)] == [
        "Pedido | Ventas → Bodega",
        "Entrega | Bodega → Tienda",
    ]
    assert "quién le da qué a quién" in told(register(material(chain("process ventas"))))


def test_a_requirement_comes_with_who_said_and_who_confirmed_it() -> None:
    """Need or expectation, where it comes from, dimension, importance, evidence, source."""
    found = requirements(material(with_more(STORY)))
    assert row(tables(found)[0], 0) == [
        "Pedido | Ventas → Bodega",
        "Todas las líneas",
        "necesidad | declarado",
        "completitud",
        "5 de 5",
        "supuesto",
        "Acta 12",
        "Bodega",
    ]
    assert "Sin requisitos anotados, 2 entregas" in told(found)


def test_where_nobody_noted_a_requirement_that_is_said() -> None:
    """What is missing, and what to do; without handoffs there is nothing to require."""
    assert "Nadie ha anotado todavía" in told(requirements(material(STORY)))
    assert requirements(material(chain("process ventas"))) is None


def test_of_many_handoffs_without_requirements_some_are_named() -> None:
    """The others are counted."""
    many = "\n".join(f"ventas -> bodega: Parte{place} 1/10" for place in range(MOST_NAMED + 3))
    bare = with_more(chain(f"ventas -> bodega: Pedido 30/200\n{many}\nbodega -> cliente: Entrega 1/10"))
    assert "y 4 más." in told(requirements(material(bare)))
