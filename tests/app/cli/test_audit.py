"""`eslabon audit` and the privacy verbs of `eslabon user`: what they write, what they refuse, how they end."""

import json
from pathlib import Path

import pytest

from app.config import Config
from app.secret import seal_of
from process_models.storage.session import Database
from tests.app.cli.running import Run, run
from tests.app.cli.test_users import added
from tests.meddling import meddle

__all__ = ["run"]


@pytest.fixture
def log(run: Run) -> Run:
    """Put an organisation with three accounts into the database: six entries, two for each."""
    for number, role in enumerate(("owner", "editor", "viewer")):
        assert added(run, f"{role}{number}@andina.example", role)[0] == 0
    return run


def kept() -> Database:
    """Return the database of the command line."""
    config = Config.from_env()
    return Database(config.database_url, seal=seal_of(config))


def written(run: Run, *arguments: str) -> str:
    """Run what succeeds; return what it wrote."""
    code, out, said = run(*arguments)
    assert code == 0, said
    return out


def test_a_whole_log_is_said_to_be(log: Run) -> None:
    """In words for people, in JSON for programs; exit code 0."""
    code, out, said = log("audit", "verify")
    assert (code, out) == (0, "")
    assert "Andina: 6 asientos, tal como se escribieron" in said
    told = json.loads(written(log, "audit", "verify", "--json"))
    assert told == [{"organisation": "Andina", "entries": 6, "whole": True, "first_broken": None, "at": None}]


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit SET action = 'signed-in' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 6", 6),
    ],
)
def test_a_broken_log_ends_with_1(log: Run, statement: str, number: int) -> None:
    """The first bad entry is named, in both ways of telling; `db check` finds it too."""
    database = kept()
    meddle(database, statement)
    database.close()
    code, _, said = log("audit", "verify")
    assert code == 1
    assert f"el primer asiento alterado o faltante es el {number}" in said
    code, out, _ = log("audit", "verify", "--json")
    assert code == 1
    told = json.loads(out)[0]
    assert (told["whole"], told["first_broken"]) == (False, number)
    assert log("db", "check")[0] == 1


def test_another_secret_is_found_out(log: Run) -> None:
    """From the first entry on."""
    (Config.from_env().data / "secret.key").write_text("otro-secreto-que-nadie-conoce-0123456789-abcdef")
    code, _, said = log("audit", "verify")
    assert code == 1
    assert "alterado o faltante es el 1" in said


def test_a_head_that_was_noted_finds_what_was_cut_off(log: Run) -> None:
    """Although the row that holds the end was mended too."""
    head = written(log, "audit", "head").strip()
    number, _, seal = head.partition(":")
    assert (number, len(seal)) == ("6", 64)
    assert log("audit", "verify", "--head", head)[0] == 0
    before = json.loads(written(log, "audit", "list", "--json"))[1]["seal"]
    database = kept()
    meddle(
        database,
        "DELETE FROM audit WHERE number = 6",
        f"UPDATE audit_heads SET number = 5, seal = '{before}'",  # noqa: S608 - of our own test
    )
    database.close()
    assert log("audit", "verify")[0] == 0
    code, _, said = log("audit", "verify", "--head", head)
    assert code == 1
    assert "ya no contiene el asiento anotado" in said


@pytest.mark.parametrize("head", ["", "6", "seis:sello", "-1:x", "9" * 40 + ":x"])
def test_a_head_that_is_none_is_not_there(log: Run, head: str) -> None:
    """And nothing breaks."""
    assert log("audit", "verify", "--head", head)[0] == 1


def test_entries_are_listed_the_newest_first(log: Run) -> None:
    """In words, or with all that an entry has; from a number on."""
    lines = written(log, "audit", "list").splitlines()
    assert len(lines) == 6
    assert "hizo un enlace de entrada" in lines[0]
    assert "creó una cuenta  person:3 role=viewer team=1" in lines[1]
    told = json.loads(written(log, "audit", "list", "--json", "--before", "3"))
    assert [each["number"] for each in told] == [2, 1]
    assert set(told[0]) == {"number", "at", "actor", "subject", "details", "seal", "action"}


@pytest.mark.parametrize("verb", ["verify", "head", "list"])
def test_an_organisation_that_is_not_there_is_said(log: Run, verb: str) -> None:
    """Nothing is written."""
    code, out, said = log("audit", verb, "--organisation", "Nadie")
    assert (code, out) == (1, "")
    assert said


@pytest.mark.parametrize("verb", ["head", "list"])
def test_of_several_organisations_one_is_named(log: Run, verb: str) -> None:
    """`verify` looks through all of them."""
    assert log("user", "add", "o@otra.example", "--name", "O", "--role", "owner", "--organisation", "Otra")[0] == 0
    assert log("audit", verb)[0] == 1
    assert log("audit", verb, "--organisation", "Otra")[0] == 0
    assert len(json.loads(written(log, "audit", "verify", "--json"))) == 2


@pytest.mark.parametrize("arguments", [("list", "--before", "x"), ("verify", "--nada"), ("nada",)])
def test_what_is_no_call_ends_with_2(log: Run, arguments: tuple[str, ...]) -> None:
    """As everywhere."""
    assert log("audit", *arguments)[0] == 2


def test_everything_about_somebody_is_written(log: Run, tmp_path: Path) -> None:
    """To the standard output or into a file; it leaves an entry."""
    told = json.loads(written(log, "user", "export", "editor1@andina.example"))
    assert told["people"][0]["name"] == "Ana Gómez"
    assert {each["action"] for each in told["audit"]} == {"person-added", "link-made"}
    assert log("user", "export", "editor1@andina.example", "-o", str(tmp_path / "ana.json"))[0] == 0
    assert json.loads((tmp_path / "ana.json").read_text(encoding="utf-8"))["memberships"]
    assert "pidió los datos de una persona" in written(log, "audit", "list").splitlines()[0]


def test_nobody_is_erased_without_yes(log: Run) -> None:
    """And nothing is changed."""
    code, _, said = log("user", "erase", "editor1@andina.example")
    assert code == 1
    assert "--yes" in said
    assert log("user", "export", "editor1@andina.example")[0] == 0


def test_somebody_is_erased_from_database_and_file(log: Run) -> None:
    """The ledger remembers the number; the log stays whole; a second time there is nobody."""
    code, _, said = log("user", "erase", "editor1@andina.example", "--yes")
    assert code == 0
    assert "Se borró a la persona 2" in said
    data = Config.from_env().data
    assert not [path for path in data.glob("*.sqlite*") if b"editor1@andina.example" in path.read_bytes()]
    assert '"person": 2' in (data / "erased.jsonl").read_text()
    assert not (data / "unscrubbed").exists()
    assert "borró a una persona" in written(log, "audit", "list").splitlines()[0]
    assert log("audit", "verify")[0] == 0
    assert log("user", "erase", "editor1@andina.example", "--yes")[0] == 1


def test_the_last_owner_is_not_erased(log: Run) -> None:
    """Nothing is noted in the ledger."""
    code, _, said = log("user", "erase", "owner0@andina.example", "--yes")
    assert code == 1
    assert said
    assert not (Config.from_env().data / "erased.jsonl").exists()


@pytest.mark.parametrize("arguments", [("export",), ("erase", "--yes")])
@pytest.mark.parametrize("email", ["nadie@andina.example", "", "erased:2"])
def test_of_nobody_nothing_is_told_or_erased(log: Run, arguments: tuple[str, ...], email: str) -> None:
    """It is said that there is nobody."""
    verb, *more = arguments
    code, out, said = log("user", verb, email, *more)
    assert (code, out) == (1, "")
    assert said
