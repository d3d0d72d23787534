"""Every command that the documentation shows runs, and everything that the command line can do is documented."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.cli.main import main, program
from app.config import Config
from app.services.running import upkeep
from process_models.storage.session import Database
from tests.docs.pages import PAGES, ROOT, commands, named, section
from tests.organisations import team

CLI = ROOT / "docs" / "cli.md"
LOOP = ROOT / "docs" / "examples" / "loop.json"
WITH_COMMANDS = [page for page in PAGES if commands(page)]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=named)
def test_every_command_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One after the other, in a folder with the project's documentation and examples, and a database with an owner."""
    monkeypatch.setenv("ESLABON_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    _with_an_owner(tmp_path / "data")
    for folder in ("docs", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    for command in commands(page):
        assert _run(command) == 0, (command, capfd.readouterr().err)


def test_pages_with_commands_are_found() -> None:
    """The tour, the command line, and the worked example."""
    assert {"README.md", "docs/cli.md", "docs/propagation.md"} <= {named(page) for page in WITH_COMMANDS}


def verbs(group: click.Group = program, name: str = "eslabon") -> Iterator[tuple[str, click.Command]]:
    """Return every verb by its whole name, those of groups among them."""
    around = click.Context(group)
    for verb in group.list_commands(around):
        command = group.get_command(around, verb)
        assert command is not None
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name} {verb}")
        else:
            yield f"{name} {verb}", command


@pytest.mark.parametrize("verb", dict(verbs()))
def test_every_verb_is_documented_with_all_its_options(verb: str) -> None:
    """docs/cli.md has a section for each verb, and a row for each of its options."""
    told = section(CLI, verb)
    assert told
    assert [option for option in _options(dict(verbs())[verb]) if f"`{option}`" not in told] == []


@pytest.mark.parametrize("verb", dict(verbs()))
def test_a_verb_has_one_synopsis(verb: str) -> None:
    """With all its options, so that nobody reads half of them."""
    synopses = re.findall(r"^```text\n(.*?)^```", section(CLI, verb), re.MULTILINE | re.DOTALL)
    assert [line for line in synopses[0].splitlines() if line.startswith(f"{verb} ")][1:] == []


def test_no_verb_is_documented_that_there_is_not() -> None:
    """A section of a verb that has gone would mislead."""
    headings = [line for line in CLI.read_text(encoding="utf-8").splitlines() if line.startswith("## eslabon ")]
    assert sorted(headings) == sorted(f"## {verb}" for verb in dict(verbs()))


def test_the_program_s_own_options_are_documented() -> None:
    """`--version` and `--help`."""
    told = CLI.read_text(encoding="utf-8")
    assert [option for option in (*_options(program), "--help") if f"`{option}`" not in told] == []


def test_every_key_of_the_figures_is_documented(capfd: pytest.CaptureFixture[str]) -> None:
    """docs/cli.md says what each key of `eslabon propagate --json` means."""
    assert _run(f"eslabon propagate {LOOP} --json") == 0
    told = section(CLI, "eslabon propagate")
    keys = set(_keys(json.loads(capfd.readouterr().out))) - {"sales", "credit", "shop", "request", "limit", "pickup"}
    assert [key for key in sorted(keys) if f"`{key}`" not in told] == []


def _with_an_owner(data: Path) -> None:
    database = Database(Config.from_env().database_url)
    upkeep.upgrade(database, data)
    team(database)
    database.close()


def _run(command: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command, comments=True)[1:])
    return int(left.value.code or 0)


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from parameter.opts


def _keys(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                yield key
                yield from _keys(inner)
        case list():
            for inner in value:
                yield from _keys(inner)
