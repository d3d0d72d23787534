"""`eslabon report`: a PDF with the figures of the map, and clear words where there is none to be had."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli.main import main

EXAMPLE = Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json"


def report(output: Path, *options: str, file: Path = EXAMPLE) -> int:
    """Return the exit code of printing a report."""
    with pytest.raises(SystemExit) as left:
        main(["report", str(file), "-o", str(output), *options])
    return int(left.value.code or 0)


def test_the_outcomes_are_told_with_their_figures(tmp_path: Path) -> None:
    """The customer, how often it is failed, and what contributes, as text that can be selected."""
    output = tmp_path / "informe.pdf"
    assert report(output, "--language", "es") == 0
    told = "".join(page.extract_text() for page in PdfReader(BytesIO(output.read_bytes())).pages)
    assert "¿Por qué está insatisfecho Cliente minorista?" in told
    assert "Despacho → Cliente minorista" in told
    assert "27 %" in told


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    """A report can be told from another by its fingerprint."""
    for name in ("one.pdf", "two.pdf"):
        assert report(tmp_path / name) == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("options", [("--sections", "nothing"), ("--paper", "A7")])
def test_what_there_is_not_is_said(options: tuple[str, ...], tmp_path: Path) -> None:
    """A wrong section or paper is a wrong usage."""
    assert report(tmp_path / "informe.pdf", *options) == 2
    assert report(tmp_path / "informe.txt") == 2
