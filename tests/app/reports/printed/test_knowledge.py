"""Customers, plan, unknowns, method and glossary: what they say, and what they say where there is nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from app.reports.printed.blocks import Section
from app.reports.printed.material import Bought
from app.reports.printed.report import SECTIONS, report
from app.reports.printed.sections.customers import customers
from app.reports.printed.sections.glossary import glossary
from app.reports.printed.sections.method import method
from app.reports.printed.sections.plan import plan
from app.reports.printed.sections.unknowns import unknowns
from app.services.showing import analysis, questions
from app.wording import LANGUAGES
from tests.app.reports.printed.materials import material, row, tables, told
from tests.chains import chain

STORY = chain("""
    process ventas name="Ventas" owner="Jefatura de ventas" own=0.02
    process bodega name="Bodega" owner="Jefatura de bodega"
    customer cliente name="Tienda" weight=10
    action plantilla name="Plantilla" cost=100 handoff=ventas-bodega own_times=0.5
    ventas -> bodega: Pedido 30/200
    ventas -> bodega: Existencias scores=1:2,5:8
    bodega -> cliente: Entrega 100/200
    bodega -> cliente: Factura total=0.1
    ventas -> cliente: Confirmación
""")


def test_customers_come_with_who_serves_them_how_well() -> None:
    """Their figure is that of the pages."""
    written = material(STORY)
    found = customers(written)
    assert written.found is not None
    figure = written.words.percent(written.found.outcomes[STORY.outcomes[0].id].leading)
    assert row(tables(found)[0], 0) == [
        "Tienda | cliente externo",
        (
            "Bodega: Entrega · 50 % (100 de 200) · hecho\n"
            "Bodega: Factura · 10 % · supuesto\n"
            "Ventas: Confirmación · sin medir"
        ),
        "ningún canal anotado",
        figure,
    ]
    assert "1. Canales de comunicación o información" in told(found)
    assert "1 de 16 preguntas respondidas." in told(found)


def test_a_map_without_customers_is_told_to_look_for_them() -> None:
    """The viewpoints say whom to ask."""
    assert "no tiene clientes externos ni empleados" in told(
        customers(material(chain("ventas -> bodega: Pedido 1/10")))
    )


def test_the_plan_lists_the_actions_and_what_is_left_at_each_cost() -> None:
    """The same loss as the question's own answer."""
    written, found = material(STORY), plan(material(STORY))
    best = questions.plan(STORY, 100).found
    steps, actions = tables(found)
    assert [row(steps, place)[:1] for place in range(len(steps.rows))] == [["0"], ["100"]]
    assert row(steps, 1)[1] == written.words.number(best.after, 2)
    assert row(actions, 0) == [
        "Plantilla | en el plan",
        "Ventas → Bodega: Pedido: falla propia, al 50 % de la de hoy",
        "—",
        "—",
        "100",
    ]


def test_without_actions_or_figures_the_plan_says_so() -> None:
    """How to note an action; and that no plan can be told."""
    assert "aún no tiene acciones" in told(plan(material(chain("ventas -> cliente: Pedido 1/10"))))
    assert "solo se dice con cifras" in told(plan(material(STORY, is_computed=False)))


def test_why_there_is_no_plan_is_said() -> None:
    """The actions are listed all the same."""
    refused = replace(material(STORY), bought=Bought(budget=100, plan=None, refusal="Tardó demasiado"))
    said = told(plan(refused))
    assert "Tardó demasiado." in said
    assert "Plantilla" in said


def test_nobody_is_told_that_all_is_known_where_nothing_is() -> None:
    """Without customers, or without an answer to what is worth measuring."""
    assert "no hay todavía de qué saber más" in told(unknowns(material(chain("process ventas"))))
    counted = replace(material(chain("ventas -> cliente: Pedido 1/10 d=1")), measurements=None)
    assert "no se pudo calcular" in told(unknowns(counted))


def test_unknowns_say_what_is_missing_whom_to_ask_and_how_many_answers_are_enough() -> None:
    """By what they rest on; the ranges are those of the propagation page."""
    found = unknowns(material(STORY))
    by_part = {part.heading: part for part in found.parts}
    unmeasured = row(tables(by_part["Sin medir"])[0], 0)
    assert unmeasured[0] == "Confirmación | Ventas → Tienda"
    assert unmeasured[1].startswith("Tienda: quita el ")
    assert unmeasured[2:] == ["Tienda | cliente externo", "Con 6 respuestas más, su duda baja a la mitad."]
    supposed = [row(tables(by_part["Supuestos"])[0], place)[:3] for place in range(2)]
    assert supposed == [
        ["Factura | Bodega → Tienda", "Tienda | cliente externo", "10 %"],
        ["Ventas | falla propia", "Jefatura de ventas", "2 % propia"],
    ]
    few = row(tables(by_part["Opiniones de pocas personas"])[0], 0)
    assert few[:3] == ["Existencias | Ventas → Bodega", "insatisfechas: 20 % (2 de 10)", "Bodega | Jefatura de bodega"]
    assert "entre " in told(by_part["Hasta dónde podría llegar cada cifra"])


def test_what_changes_nothing_is_said_to() -> None:
    """An unknown behind a count narrows no customer's figure."""
    behind = chain("soporte -> bodega: Sistema\nbodega -> cliente: Entrega 100/200\nventas -> soporte: Datos d=0")
    assert "no cambia la cifra de ningún cliente" in told(unknowns(material(behind)))


def test_everything_unknown_is_still_told() -> None:
    """Also where no figures could be computed at all."""
    bare = chain("ventas -> bodega: Pedido\nbodega -> cliente: Entrega")
    assert len(tables(unknowns(material(bare)))[0].rows) == 2
    assert len(tables(unknowns(material(bare, is_computed=False)))[0].rows) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_and_glossary_are_complete_in_both_languages(language: str) -> None:
    """Each rule has its sentence; the terms stand in the reader's alphabet, each once."""
    written = material(STORY, language)
    rules = method(written)
    assert len(rules.parts) == 16
    assert all(part.blocks for part in rules.parts)
    terms = ["".join(run.text for run in each[0].text) for each in tables(glossary(written))[0].rows]
    assert len(set(terms)) == len(terms)
    assert terms[0] == {"es": "Acción de mejora", "en": "Action"}[language]


def test_a_simulated_map_is_said_to_be_simulated() -> None:
    """How many times, and what stands after the ±."""
    written = material(STORY)
    simulated = analysis.propagation(STORY, method="sampling", samples=1_000, draws=0)
    found = method(type(written)(chain=STORY, found=simulated, words=written.words, drawings={}))
    assert "Simular es repetir el mapa" in told(found)
    assert "Simular es repetir el mapa" not in told(method(written))


def test_all_sections_have_names_of_their_own() -> None:
    """Links lead by them, and each is asked for by its own; the order is that of the list."""
    sections = report(material(STORY)).sections
    names = list(_names(sections))
    assert len(set(names)) == len(names)
    assert [section.name for section in sections] == list(SECTIONS)


def _names(sections: Iterable[Section]) -> Iterator[str]:
    for each in sections:
        yield each.name
        yield from _names(each.parts)
