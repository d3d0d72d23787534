"""`eslabon team` and `eslabon user invite`: teams from the machine itself."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import main
from app.config import Config
from process_models.storage import schema
from process_models.storage.session import Database
from tests.mail import HOST, mailbox

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command line on a database with an owner: exit code, output, what was said."""
    monkeypatch.setenv("ESLABON_DATA", str(tmp_path))
    monkeypatch.setenv("BASE_URL", "https://mapas.example")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = Database(Config.from_env().database_url)
    schema.upgrade(database)
    database.close()

    def running(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--language", "es"])
        said = capfd.readouterr()
        return int(left.value.code or 0), said.out, said.err

    running("user", "add", "ana@andina.example", "--name", "Ana", "--role", "owner", "--organisation", "Andina")
    return running


def test_a_team_is_made_filled_renamed_and_removed(run: Run) -> None:
    """As on its page."""
    assert run("team", "add", "Compras")[0] == 0
    assert run("team", "join", "ana@andina.example", "--team", "compras", "--role", "owner")[0] == 0
    assert run("user", "add", "leo@andina.example", "--name", "Leo", "--role", "editor", "--team", "Compras")[0] == 0
    assert run("team", "rename", "Compras", "Insumos")[0] == 0
    assert [line.split() for line in run("team", "list")[1].splitlines()] == [
        ["1", "0", "Andina"],
        ["2", "0", "Insumos"],
    ]
    assert run("team", "remove", "Insumos")[0] == 0
    code, written, said = run("team", "remove", "Andina")
    assert (code, written) == (1, "")
    assert "único equipo" in said
    assert "no hay un equipo «Nada»" in run("team", "remove", "Nada")[2]


def test_an_invitation_writes_its_link(run: Run) -> None:
    """Alone on the standard output."""
    code, written, said = run("user", "invite", "luz@andina.example", "--team", "Andina", "--role", "viewer")
    assert code == 0
    assert re.fullmatch(r"https://mapas\.example/invitations/[\w-]{43}\n", written)
    assert "luz@andina.example" in said


@pytest.mark.allow_hosts([HOST])
def test_an_invitation_is_mailed_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a mail server is set."""
    with mailbox() as server:
        given = {"HOST": HOST, "PORT": str(server.settings.port), "FROM": "eslabon@andina.example", "TLS": "none"}
        for name, value in given.items():
            monkeypatch.setenv(f"SMTP_{name}", value)
        written = run("user", "invite", "luz@andina.example", "--team", "Andina", "--role", "viewer")[1]
        assert written.strip() in server.mails[0].get_content()
