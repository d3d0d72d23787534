"""The command line on a database of its own, for tests of accounts and teams."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import main
from app.config import Config
from process_models.storage import schema
from process_models.storage.session import Database

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command line on an empty database: exit code, output, what was said."""
    monkeypatch.setenv("ESLABON_DATA", str(tmp_path))
    monkeypatch.setenv("BASE_URL", "https://mapas.example/")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = Database(Config.from_env().database_url)
    schema.upgrade(database)
    database.close()

    def running(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--language", "es"])
        said = capfd.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return running
