"""`eslabon report`: a PDF with the figures of the map, and clear words where there is none to be had."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli.main import main
from tests.app.cli.running import Run, run

__all__ = ["run"]

EXAMPLE = Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json"


def printed(output: Path, *options: str, file: Path = EXAMPLE) -> int:
    """Return the exit code of printing a report."""
    with pytest.raises(SystemExit) as left:
        main(["report", str(file), "-o", str(output), *options])
    return int(left.value.code or 0)


def test_the_outcomes_are_told_with_their_figures(tmp_path: Path) -> None:
    """The customer, how often it is failed, and what contributes, as text that can be selected."""
    output = tmp_path / "informe.pdf"
    assert printed(output, "--language", "es") == 0
    told = "".join(page.extract_text() for page in PdfReader(BytesIO(output.read_bytes())).pages)
    assert "¿Por qué está insatisfecho Cliente minorista?" in told
    assert "Despacho → Cliente minorista" in told
    assert "27 %" in told


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    """A report can be told from another by its fingerprint."""
    for name in ("one.pdf", "two.pdf"):
        assert printed(tmp_path / name) == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("options", [("--sections", "nothing"), ("--paper", "A7")])
def test_what_there_is_not_is_said(options: tuple[str, ...], tmp_path: Path) -> None:
    """A wrong section or paper is a wrong usage."""
    assert printed(tmp_path / "informe.pdf", *options) == 2
    assert printed(tmp_path / "informe.txt") == 2


def test_a_kept_map_says_whose_it_is_and_which_revision(run: Run, tmp_path: Path) -> None:
    """Organisation, author and revision stand on the cover, its day on every sheet; the same gives the same bytes."""
    run(
        "user", "add", "ana@example.org", "--name", "Ana Ruiz", "--role", "owner", "--organisation", "Distribuidora Sol"
    )
    _, map_id, said = run("map", "import", str(EXAMPLE))
    assert map_id.strip(), said
    outputs = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for output in outputs:
        code, _, said = run("report", "--map", map_id.strip(), "-o", str(output), "--sections", "summary")
        assert code == 0, said
    cover = PdfReader(BytesIO(outputs[0].read_bytes())).pages[0].extract_text()
    assert "Distribuidora Sol" in cover
    assert "Ana Ruiz" in cover
    assert "revisión 1" in cover
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_a_map_whose_signs_the_font_lacks_is_printed_with_a_word_about_it(run: Run, tmp_path: Path) -> None:
    """The report is there, and what its reader will see is told."""
    file, output = tmp_path / "mapa.csv", tmp_path / "informe.pdf"
    file.write_text("proveedor,cliente,entregable\n销售部,倉庫,Pedido\n", encoding="utf-8")
    code, _, said = run("report", str(file), "-o", str(output))
    assert code == 0
    assert "casillas" in said
    assert output.exists()
