"""`eslabon poster`: a PDF on the paper asked for, and clear words where there is none to be had."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli.main import main
from process_models.storage.session import Database
from tests.organisations import team
from tests.test_example import EXAMPLE


def poster(output: Path, *options: str) -> int:
    """Return the exit code of printing a poster."""
    with pytest.raises(SystemExit) as left:
        main(["poster", "-o", str(output), "--language", "es", *options])
    return int(left.value.code or 0)


def test_a_poster_of_a_file(tmp_path: Path) -> None:
    """On one sheet, or on several with their plan."""
    assert poster(tmp_path / "afiche.pdf", str(EXAMPLE), "--paper", "A3") == 0
    assert len(PdfReader(tmp_path / "afiche.pdf").pages) == 1
    assert poster(tmp_path / "hojas.pdf", str(EXAMPLE), "--paper", "A2", "--tile", "A4", "--view", "lanes") == 0
    assert len(PdfReader(tmp_path / "hojas.pdf").pages) > 4


def test_a_poster_of_a_kept_map_says_whose_it_is(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its organisation and its revision."""
    monkeypatch.setenv("ESLABON_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    team(database)
    with pytest.raises(SystemExit):
        main(["map", "import", str(EXAMPLE)])
    map_id = capfd.readouterr().out.strip()
    assert poster(tmp_path / "afiche.pdf", "--map", map_id, "--paper", "A3") == 0
    told = PdfReader(tmp_path / "afiche.pdf").pages[0].extract_text()
    assert "Acme · revisión 1 · al 30 de septiembre de 2026 · 19 entregas" in " ".join(told.split())


@pytest.mark.parametrize("options", [("--paper", "A4"), ("--tile", "A2"), ("--view", "nothing")])
def test_what_there_is_not_is_said(options: tuple[str, ...], tmp_path: Path) -> None:
    """A wrong paper, tile, view or ending is a wrong usage."""
    assert poster(tmp_path / "afiche.pdf", str(EXAMPLE), *options) == 2
    assert poster(tmp_path / "afiche.svg", str(EXAMPLE)) == 2


def test_a_map_without_an_outcome_of_that_name_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """And nothing is written."""
    assert poster(tmp_path / "afiche.pdf", str(EXAMPLE), "--view", "upstream:nadie") == 1
    assert "nadie" in capfd.readouterr().err
    assert not (tmp_path / "afiche.pdf").exists()
