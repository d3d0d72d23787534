"""Process sheets: what goes in and out, the turtle diagram, and what the map does not know."""

from dataclasses import replace

from app.reports.printed.blocks import Section, Turtle
from app.reports.printed.sections.processes import MOST_LINES, processes
from process_models.domain.chain import Requirement
from process_models.domain.identifiers import RequirementId
from tests.app.reports.printed.materials import material, row, tables, told
from tests.chains import chain

STORY = chain("""
    process ventas name="Ventas" code=PR-07 owner="Jefatura de ventas" lane=Comercial own=0.02
    process mostrador name="Mostrador" part_of=ventas owner="Ana"
    process sola name="Sola"
    ventas -> bodega: Pedido 30/200
    proveedor -> ventas: Catálogo
    ventas -> cliente: Factura
""")


def turtle(section: Section) -> Turtle:
    """Return the turtle diagram of a sheet."""
    return next(block for block in section.blocks if isinstance(block, Turtle))


def sheets(found: Section | None) -> dict[str, Section]:
    """Return the sheets by their headings."""
    assert found is not None
    return {part.heading: part for part in found.parts}


def test_a_sheet_tells_who_answers_what_goes_in_and_out_and_how_it_is_measured() -> None:
    """All of it from the map."""
    order = replace(
        STORY.handoffs[0],
        medium="ERP",
        requirements=(Requirement(id=RequirementId("r"), statement="Todas las líneas"),),
    )
    some = replace(STORY, handoffs=(order, *STORY.handoffs[1:]))
    sheet = sheets(processes(material(some)))["PR-07 Ventas"]
    drawn = turtle(sheet)
    assert drawn.inputs.lines == ("Catálogo, de proveedor",)
    assert drawn.outputs.lines == ("Pedido, a bodega", "Factura, a cliente")
    assert drawn.resources.lines == ("ERP",)
    assert drawn.people.lines == ("Responsable: Jefatura de ventas", "Mostrador: Ana")
    assert drawn.methods.lines == ("Todas las líneas",)
    assert drawn.measures.lines == (
        "Pedido: 15 % (30 de 200) · hecho",
        "Falla propia: 2 % propia, supuesto",
        "1 sin medir",
    )
    assert "Responsable: Jefatura de ventas · Carril: Comercial" in told(sheet)
    assert row(tables(sheet)[0], 0) == [
        "proveedor",
        "Catálogo | ¿? sin medir",
        "Pedido | 15 % (30 de 200) · hecho",
        "bodega",
    ]


def test_what_the_map_does_not_know_is_said() -> None:
    """A process that stands alone has six empty parts and no table."""
    sheet = sheets(processes(material(STORY)))["Sola"]
    drawn = turtle(sheet)
    parts = (drawn.inputs, drawn.outputs, drawn.resources, drawn.people, drawn.methods, drawn.measures)
    assert all(part.is_missing and part.lines == ("No se ha anotado.",) for part in parts)
    assert tables(sheet) == []


def test_a_turtle_names_some_and_the_table_all() -> None:
    """Of forty handoffs the diagram shows the first and counts the others."""
    many = chain("\n".join(f"ventas -> bodega: Parte{place} 1/10" for place in range(40)))
    sheet = sheets(processes(material(many)))["ventas"]
    lines = turtle(sheet).outputs.lines
    assert (len(lines), lines[-1]) == (MOST_LINES, "y 36 más")
    assert len(tables(sheet)[0].rows) == 40


def test_the_first_sheet_may_be_parted_so_that_its_heading_is_not_alone() -> None:
    """All others are kept whole; without a process there is no section."""
    found = processes(material(STORY))
    assert found is not None
    assert [part.is_whole for part in found.parts] == [False, True, True, True]
    assert processes(material(chain("proveedor -> cliente: Mercancía 1/10"))) is None
