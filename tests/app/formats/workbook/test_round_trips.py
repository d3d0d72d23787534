"""Workbooks there and back: a chain comes back from its workbook but for what was told, and CSV says the same."""

import re
import zipfile
from dataclasses import fields, replace
from io import BytesIO

import pytest
from hypothesis import given, settings

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.workbook import generate_workbook, parse_workbook
from app.formats.workbook.held import held
from app.services.files import exchange
from app.wording import LANGUAGES
from process_models.domain.chain import ValueChain
from tests.shared import shared
from tests.strategies import chains

RECEIPT = "data/receipt-handoffs.csv"


def back(chain: ValueChain, language: str = "en") -> ValueChain:
    """Return what comes back from the workbook of a chain."""
    parsed = parse_workbook(generate_workbook(chain, language).content)
    assert parsed.chain is not None, parsed.problems
    return parsed.chain


def sheets(content: bytes) -> dict[str, str]:
    """Return the XML of the sheets of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/")}


def there_and_back(chain: ValueChain) -> None:
    """Judge the ways of one chain: JSON to XLSX to JSON, XLSX to CSV, and that no cell is a formula."""
    document = parse_map_document(generate_map_document(chain).content).chain
    assert document == chain
    written = generate_workbook(document, "es")
    kept = held(chain)
    assert back(chain, "es") == kept
    assert (written.losses == ()) == (
        kept == replace(chain, groups=kept.groups) and len(kept.groups) == len(chain.groups)
    )
    assert parse_map_document(generate_map_document(kept).content).chain == kept
    assert generate_handoff_table(back(chain, "en")).content == generate_handoff_table(kept).content
    assert not any("<f>" in xml or "<f " in xml for xml in sheets(written.content).values())


@settings(max_examples=500)
@given(chains())
def test_random_maps_come_back_but_for_what_was_told(chain: ValueChain) -> None:
    """Five hundred maps with every field of the document, hostile texts among them."""
    there_and_back(chain)


def test_the_example_comes_back() -> None:
    """The worked example keeps everything but its single ratings."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    there_and_back(chain)
    told = [(loss.code, dict(loss.fields)["key"]) for loss in generate_workbook(chain).losses]
    assert told == [("workbook-lost-of-handoffs", "ratings")]


def test_real_cases_come_back() -> None:
    """A table of real permit cases becomes a workbook without loss, and the same table again."""
    path = shared(RECEIPT, "a table of real permit cases keeps everything there and back over a workbook")
    chain = parse_handoff_table(path.read_bytes()).chain
    assert chain is not None
    assert generate_workbook(chain).losses == ()
    assert back(chain) == chain
    assert generate_handoff_table(back(chain)).content == generate_handoff_table(chain).content


@settings(max_examples=60)
@given(chains())
def test_what_was_imported_from_csv_comes_back_from_a_workbook(chain: ValueChain) -> None:
    """Whatever a table holds, a workbook holds too: CSV to XLSX to CSV is the same file."""
    table = generate_handoff_table(chain).content
    imported = parse_handoff_table(table).chain
    assert imported is not None
    assert generate_handoff_table(back(imported)).content == generate_handoff_table(imported).content


def test_every_field_of_the_map_itself_comes_back() -> None:
    """The sheet "Read me" holds what is said of the whole map."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    own = [field.name for field in fields(ValueChain) if isinstance(field.default, str | None)]
    assert {name: getattr(back(chain), name) for name in own} == {name: getattr(chain, name) for name in own}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_is_the_same_file_each_time(language: str) -> None:
    """No clock and no chance: what did not change is not written otherwise."""
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    assert generate_workbook(chain, language).content == generate_workbook(chain, language).content


def test_texts_are_texts_and_numbers_numbers() -> None:
    """Formulas are guarded texts; counts are numbers that one can calculate with."""
    table = "supplier,client,deliverable,deliveries,failed,notes\nA,B,=x,200,30,'=SUM(A1)\n"
    chain = parse_handoff_table(table.encode()).chain
    assert chain is not None
    first = sheets(generate_workbook(chain).content)["xl/worksheets/sheet1.xml"]
    assert re.search(r'<c r="[A-Z]+2"><v>200</v></c>', first)
    assert back(chain).handoffs[0].description == "=SUM(A1)"
    assert back(chain).handoffs[0].deliverable == "=x"
