"""LibreOffice opens what is written and saves it again: no repair, nothing lost."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.formats.workbook import generate_template, generate_workbook, parse_workbook
from app.formats.workbook.held import held
from app.services.files import exchange

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_libreoffice_saves_again_what_was_written(tmp_path: Path) -> None:
    """The example and the template come back from another program as they were."""
    if OFFICE is None:
        pytest.skip("unchecked without LibreOffice: that workbooks open in it and come back")
    chain = exchange.read(exchange.example()).chain
    assert chain is not None
    (tmp_path / "map.xlsx").write_bytes(generate_workbook(chain, "es").content)
    (tmp_path / "template.xlsx").write_bytes(generate_template("es"))
    files = [str(tmp_path / name) for name in ("map.xlsx", "template.xlsx")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=200)  # noqa: S603 - a program of the system
    assert parse_workbook((saved / "map.xlsx").read_bytes()).chain == held(chain)
    problems = parse_workbook((saved / "template.xlsx").read_bytes()).problems
    assert [problem.code for problem in problems] == ["workbook-no-rows"]
