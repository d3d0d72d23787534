"""The template: its sheets, its lists, nothing in it that is read by accident; and its examples are a map."""

import io

import pytest
from python_calamine import load_workbook

from app.formats.handoff_table import parse_handoff_table
from app.formats.workbook import generate_template, parse_workbook

SHEETS = {
    "es": ["Entregas", "Nodos", "Requisitos", "Acciones", "Léame", "Ejemplo", "Listas"],
    "en": ["Handoffs", "Nodes", "Requirements", "Actions", "Read me", "Example", "Lists"],
}


@pytest.mark.parametrize("language", SHEETS)
def test_the_sheets_of_the_template(language: str) -> None:
    """In the language that was asked for; untouched it has no rows."""
    content = generate_template(language)
    assert load_workbook(io.BytesIO(content)).sheet_names == SHEETS[language]
    told = [(problem.sheet, problem.code) for problem in parse_workbook(content).problems]
    assert told == [(SHEETS[language][0], "workbook-no-rows")]


@pytest.mark.parametrize("language", SHEETS)
def test_the_examples_make_a_map(language: str) -> None:
    """Copied to where they are read, they say something counted, rated and supposed."""
    rows = load_workbook(io.BytesIO(generate_template(language))).get_sheet_by_name(SHEETS[language][5]).to_python()
    chain = parse_handoff_table("\n".join("\t".join(map(str, row)) for row in rows).encode()).chain
    assert chain is not None
    assert [len(chain.nodes), len(chain.handoffs)] == [3, 3]
    assert all(handoff.failure for handoff in chain.handoffs)
