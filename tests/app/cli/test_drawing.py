"""`eslabon draw`: a file of the drawing, and clear words where there is none to be had."""

from pathlib import Path

import pytest

from app.cli.main import main
from tests.shared import shared

EXAMPLE = Path(__file__).parents[3] / "examples" / "pedidos-y-nomina.json"
BEGINNINGS = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF"}


def draw(output: Path, *options: str, file: Path = EXAMPLE) -> int:
    """Return the exit code of drawing a file."""
    with pytest.raises(SystemExit) as left:
        main(["draw", str(file), "-o", str(output), *options])
    return int(left.value.code or 0)


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_ending_says_the_format(ending: str, tmp_path: Path) -> None:
    """Also in capitals."""
    for output in (tmp_path / f"map.{ending}", tmp_path / f"MAP.{ending.upper()}"):
        assert draw(output) == 0
        assert output.read_bytes().startswith(BEGINNINGS[ending])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Pedido completo"),
        (("--lanes",), "Logística</text>"),
        (("--language", "en"), "as of September 30, 2026"),
        (("--view", "map"), "Cliente en línea"),
        (("--view", "upstream:minorista"), "% del aporte"),
        (("--view", "downstream:handoff:solicitud"), "✖ Solicitud de crédito"),
        (("--view", "evidence"), "H · hechos 12 de 19"),
        (("--view", "evidence", "--lanes"), "Logística</text>"),
        (("--view", "channels"), "[8] Auditorías, acompañamientos o asesorías: 1 entrega"),
        (("--view", "lanes"), "Logística</text>"),
        (("--view", "collapsed"), "1 entrega interna</text>"),
        (("--view", "collapsed:2"), "PR-07 Ventas</text>"),
        (("--view", "expanded:ventas"), "en su conjunto</text>"),
        (("--view", "processes"), "Procesos misionales</text>"),
        (("--view", "collapsed", "--lanes"), "Logística</text>"),
    ],
)
def test_options_say_what_is_drawn(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """The whole map or a view of it, with lanes or without, in either language."""
    assert draw(tmp_path / "map.svg", *options) == 0
    assert said in (tmp_path / "map.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "options", "code", "said"),
    [
        ("map.docx", (), 2, "«map.docx»"),
        ("map", (), 2, "«map»"),
        ("map.svg", ("--view", "everything"), 2, "«everything»"),
        ("map.svg", ("--view", "upstream:"), 2, "«upstream:»"),
        ("map.svg", ("--view", "collapsed:0"), 2, "«collapsed:0»"),
        ("map.svg", ("--view", "expanded:"), 2, "«expanded:»"),
        ("map.svg", ("--view", "expanded:ventas,nadie"), 1, "no tiene un proceso ni un cliente «nadie»"),
        ("map.svg", ("--view", "upstream:nadie"), 1, "no tiene un proceso ni un cliente «nadie»"),
        ("map.svg", ("--view", "downstream:handoff:"), 2, "«downstream:handoff:»"),
        ("map.svg", ("--view", "downstream:handoff:nada"), 1, "no tiene una entrega «nada»"),
        ("map.svg", ("--view", "upstream:bodega"), 1, "no es un cliente ni empleados"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    output: str,
    options: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Wrong usage is 2, a view that this map does not have is 1; no file is left behind."""
    monkeypatch.chdir(tmp_path)
    assert draw(Path(output), *options) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_table_is_drawn_too(tmp_path: Path) -> None:
    """The receipt of permits: fifteen nodes, sixty-seven handoffs, one dense component."""
    file = shared("data/receipt-handoffs.csv", "the drawing of a dense table")
    for view in ("map", "upstream:applicant-internet"):
        assert draw(tmp_path / "receipt.svg", "--view", view, file=file) == 0
    assert "del aporte" in (tmp_path / "receipt.svg").read_text(encoding="utf-8")


def test_every_worked_case_is_drawn(tmp_path: Path) -> None:
    """All views of all cases."""
    cases = sorted(shared("cases", "the drawings of the worked cases").glob("case-??.json"))
    for case in cases:
        assert draw(tmp_path / "case.svg", "--lanes", file=case) == 0
