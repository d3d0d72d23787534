"""`eslabon team` and `eslabon user invite`: teams from the machine itself."""

import re

import pytest

from tests.app.cli.running import Run, run
from tests.mail import HOST, mailbox

__all__ = ["run"]


@pytest.fixture(autouse=True)
def _owner(run: Run) -> None:
    """Let there be an organisation with an owner."""
    run("user", "add", "ana@andina.example", "--name", "Ana", "--role", "owner", "--organisation", "Andina")


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
