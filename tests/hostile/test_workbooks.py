"""Hostile workbooks: refused with what and where, or read; within bounded time and memory, and nothing by halves."""

import time
import tracemalloc
import zipfile

import pytest

from app.formats.registry import form_of, parse
from app.formats.results import LIMITS
from app.formats.workbook import parse_workbook
from app.wording import LANGUAGES, wording
from tests.hostile import workbooks
from tests.hostile.workbooks import SHEET, STRINGS, book, cell, sheet, strings

FOLDED = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]>"

WRONG: dict[str, tuple[bytes, str]] = {
    "no-zip": (b"proveedor;cliente;entregable", "workbook-none"),
    "cut-off": (book()[:-40], "workbook-broken"),
    "only-a-beginning": (b"PK\x03\x04\x14\0\x06\0", "workbook-broken"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-old"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook-locked"),
    "macros": (book({"xl/vbaProject.bin": b"x"}), "workbook-macros"),
    "other-zip": (book({"xl/workbook.xml": ""}).replace(b"xl/workbook.xml", b"xl/workbool.xml"), "workbook-none"),
    "definitions": (book({SHEET: FOLDED + workbooks.PARTS[SHEET]}), "workbook-broken"),
    "no-xml": (book({SHEET: "proveedor"}), "workbook-broken"),
    "deep": (book({SHEET: "<a>" * 100_000}), "workbook-too-many-cells"),
    "dense": (book({STRINGS: strings("x" * 5_000_000)}), "workbook-too-dense"),
    "many-parts": (book({f"xl/p{number}.xml": "<a/>" for number in range(1_001)}), "workbook-too-many-parts"),
    "far-cell": (cell('<c r="XFD1048576"><v>1</v></c>'), "workbook-sparse"),
    "beyond-the-last-row": (cell('<c r="A9999999"><v>1</v></c>'), "workbook-broken"),
    "text-that-is-not-there": (cell('<c r="D2" t="s"><v>99</v></c>'), "workbook-broken"),
    "repeated-text": (
        book(
            {
                STRINGS: strings(*("x" * 30_000 for _ in range(3))),
                SHEET: sheet("".join(f'<row r="{row}"><c t="s"><v>6</v></c></row>' for row in range(2, 8_000))),
            },
            zipfile.ZIP_STORED,
        ),
        "workbook-too-many-cells",
    ),
}

ODD_CELLS: dict[str, tuple[str, str]] = {
    "error": ('<c r="D2" t="e"><v>#N/A</v></c>', "cell-shows-an-error"),
    "not-calculated": ('<c r="D2"><f>A1</f></c>', "cell-not-calculated"),
    "true": ('<c r="D2" t="b"><v>1</v></c>', "cell-true-or-false"),
    "day": ('<c r="D2" s="1"><v>46000</v></c>', "cell-not-whole"),
    "endless": ('<c r="D2"><v>1e999</v></c>', "cell-not-whole"),
    "half": ('<c r="D2"><v>1.5</v></c>', "cell-not-whole"),
    "thousands": ('<c r="D2" t="inlineStr"><is><t>1.000</t></is></c>', "cell-not-whole"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_workbook_is_told_what_is_wrong(name: str) -> None:
    """Before anything is built of it, in both languages."""
    content, code = WRONG[name]
    tracemalloc.start()
    start = time.monotonic()
    result = parse_workbook(content)
    taken, (_, highest) = time.monotonic() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.chain is None
    assert [problem.code for problem in result.problems] == [code]
    assert all(wording(language).problem(problem) for problem in result.problems for language in LANGUAGES)
    assert taken < 10
    assert highest < 200_000_000


@pytest.mark.parametrize("name", ODD_CELLS)
def test_an_odd_cell_is_told_by_sheet_and_cell(name: str) -> None:
    """Errors, truths, days and halves are no counts."""
    xml, code = ODD_CELLS[name]
    problems = parse_workbook(cell(xml)).problems
    assert ("Entregas", "D2", 2, "entregas", code) in {
        (problem.sheet, problem.cell, problem.row, problem.column, problem.code) for problem in problems
    }


def test_the_tiny_workbook_is_read() -> None:
    """What is spoilt below is right before: a shared text, one in place, a number, a result, a day."""
    chain = parse_workbook(book()).chain
    assert chain is not None
    handoff = chain.handoffs[0]
    assert handoff.failure is not None
    assert handoff.failure.deliveries is not None
    assert (handoff.deliverable, handoff.failure.deliveries.failed, str(handoff.valid_from)) == (
        "Pedido",
        30,
        "2025-12-09",
    )


@pytest.mark.parametrize("name", ["x.xlsm", "x.xls", "x.xlsb", "x.ods", "x.XLSX"])
def test_a_file_that_is_called_a_workbook_is_read_as_one(name: str) -> None:
    """And a workbook under another name too."""
    assert [problem.code for problem in parse(b"a,b,c", name).problems] == ["workbook-none"]
    assert form_of(book(), "x.csv") == "xlsx"


def test_a_large_workbook_that_packs_well_is_refused() -> None:
    """More than may be unpacked is not unpacked, whatever the ratio of its parts."""
    part = sheet("<row/>" * 3_000_000)
    content = book({f"xl/worksheets/s{number}.xml": part for number in range(12)})
    assert len(content) < LIMITS.size
    assert [problem.code for problem in parse_workbook(content).problems] == ["workbook-too-large-inside"]
