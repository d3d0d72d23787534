"""The committed cases are what the server's rules and commands say today; the editor's are held to the same files."""

from collections.abc import Callable, Iterable

import pytest

from app.formats.commands import parse_command
from tests.editor import command_cases, entry_cases, naming_cases, rule_cases
from tests.editor.story import STORY, Json, chain_of, lines_of, patched


@pytest.mark.parametrize(
    ("made", "kept", "least"),
    [
        (rule_cases.cases, rule_cases.FILE, 250),
        (command_cases.cases, command_cases.FILE, 250),
        (naming_cases.cases, naming_cases.FILE, 150),
        (entry_cases.cases, entry_cases.FILE, 150),
    ],
)
def test_the_cases_are_what_the_server_says(made: Callable[[], Iterable[Json]], kept: Json, least: int) -> None:
    """Whoever changes a rule writes the cases anew, and sees in the editor's tests what is to be changed there."""
    cases = list(made())
    assert len(cases) >= least
    assert kept.read_text(encoding="utf-8") == lines_of(cases)


def test_every_rule_that_a_document_can_break_is_broken_in_a_case() -> None:
    """A rule that no case breaks could be forgotten in the editor."""
    unsaid = {"duplicate-viewpoint", "duplicate-score"}
    told = {code for case in rule_cases.cases() for code, _, _ in case["problems"]}
    assert told.isdisjoint(unsaid)
    assert len(told) == 35


def test_every_kind_of_command_is_in_a_case() -> None:
    """Each is carried out in one, and not refused."""
    done = {case["command"]["kind"] for case in command_cases.cases() if "after" in case}
    assert len(done) == 16


def test_what_a_case_does_is_taken_back_by_its_inverse() -> None:
    """The inverse that the editor must find is the right one."""
    for case in command_cases.cases():
        if "after" in case:
            before = chain_of(patched(STORY, case["set"]))
            command, inverse = (parse_command(case[name]).command for name in ("command", "inverse"))
            assert command is not None
            assert inverse is not None
            assert inverse.perform(command.perform(before).chain).chain == before
