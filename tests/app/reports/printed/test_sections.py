"""What a report says of maps that have little to say, or too much for a sheet."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from app.reports.printed.blocks import Figure, Section, Table
from app.reports.printed.report import report
from app.services.reporting import making
from app.services.reporting.portions import pieces
from app.wording import wording
from process_models.domain.chain import ValueChain
from tests.chains import chain
from tests.ugly import MAPS

ASKED = making.Asked()


def told(found: ValueChain) -> str:
    """Return the text of a report, on one line."""
    pages = pypdf.PdfReader(BytesIO(making.of_chain(found, ASKED))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def the_map(found: ValueChain) -> Section:
    """Return the section with the drawing."""
    sections = report(making.chain_material(found, ASKED)).sections
    return next(section for section in sections if section.name == "map")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nothing at all", "report.map.empty"),
        ("no outcomes", "propagation.empty.title"),
        ("nothing measured", "propagation.said.unmeasured"),
        ("one node", "propagation.empty.title"),
    ],
)
def test_a_map_without_figures_says_so(name: str, code: str) -> None:
    """A whole report, in words that one understands."""
    assert wording("es").text(code).lower() in told(MAPS[name]()).lower()


def test_why_a_map_could_not_be_computed_is_said() -> None:
    """The summary says it, and the map is drawn nonetheless."""
    material = making.chain_material(chain("a -> cliente: Entrega 1/10"), ASKED)
    printed = report(replace(material, found=None, refusal="El mapa es demasiado enredado"))
    assert [section.name for section in printed.sections][:2] == ["summary", "map"]
    assert "outcomes" not in {section.name for section in printed.sections}
    assert "El mapa es demasiado enredado" in str(printed.sections[0].blocks)
    assert any(isinstance(block, Figure) for block in printed.sections[1].blocks)


def test_a_map_that_fits_is_one_drawing() -> None:
    """On one sheet, with its legend."""
    figures = [block for block in the_map(MAPS["hostile names"]()).blocks if isinstance(block, Figure)]
    assert len(figures) == 1
    assert figures[0].legend is not None


def test_a_large_map_goes_by_lanes() -> None:
    """Each lane under its name; one that takes several sheets is numbered."""
    headings = [part.heading for part in the_map(MAPS["lanes"]()).parts]
    assert headings[0] == "Carril 0"
    assert headings[1:3] == ["Carril 1, 1 de 2", "Carril 1, 2 de 2"]
    assert headings[-1].startswith("Carril 5")


def test_what_is_on_no_sheet_is_in_a_table() -> None:
    """Every handoff of a map of 300 processes is drawn or listed."""
    found = MAPS["300 nodes"]()
    section, material = the_map(found), making.chain_material(found, ASKED)
    table = next(block for block in section.parts[-1].blocks if isinstance(block, Table))
    shown = frozenset().union(*(portion.members for portion in material.portions))
    drawn = [each for each in found.handoffs if {each.supplier, each.client} & shown]
    assert len(drawn) + len(table.rows) == len(found.handoffs)


def test_neighbours_come_one_after_the_other() -> None:
    """Without lanes, a map is cut along its handoffs, and nobody is in two pieces."""
    found = MAPS["a line of 60"]()
    cut = pieces(found)
    assert cut[0].nodes == tuple(f"p{place}" for place in range(8))
    inside = [node for piece in cut for node in piece.nodes]
    assert len(inside) == len(set(inside)) == 61
