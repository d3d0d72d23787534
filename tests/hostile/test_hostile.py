"""Hostile files: each is refused with a clear error, or what it says comes out literally; nothing hangs or breaks."""

import json

import pytest

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, MOST_PROBLEMS
from app.wording import LANGUAGES, wording
from tests.hostile import documents, tables


@pytest.mark.parametrize("name", documents.WRONG)
def test_a_wrong_document_is_told_what_and_where(name: str) -> None:
    """The error stands at its place, and can be said in both languages."""
    content, told = documents.WRONG[name]
    result = parse_map_document(content)
    assert result.chain is None
    assert told in {(problem.pointer, problem.code) for problem in result.problems}
    assert all(wording(language).problem(problem) for problem in result.problems for language in LANGUAGES)


@pytest.mark.parametrize("name", documents.LITERAL)
def test_a_strange_document_comes_out_literally(name: str) -> None:
    """What is strange but right is read, and written as it was; a table holds of it what it can."""
    content = documents.LITERAL[name]
    chain = parse_map_document(content).chain
    assert chain is not None
    assert json.loads(generate_map_document(chain).content) == json.loads(content.decode("utf-8-sig"))
    assert parse_handoff_table(generate_handoff_table(chain).content).chain is not None


@pytest.mark.parametrize("name", tables.WRONG)
def test_a_wrong_table_is_told_what_and_where(name: str) -> None:
    """The error stands in its row and column, and can be said in both languages."""
    content, told = tables.WRONG[name]
    result = parse_handoff_table(content)
    assert result.chain is None
    assert told in {(problem.row, problem.column, problem.code) for problem in result.problems}
    assert all(wording(language).problem(problem) for problem in result.problems for language in LANGUAGES)


@pytest.mark.parametrize("name", tables.LITERAL)
def test_a_strange_table_comes_out_literally(name: str) -> None:
    """What is strange but right is read, and comes back from a table and from a document."""
    result = parse_handoff_table(tables.LITERAL[name])
    assert result.chain is not None, result.problems
    assert parse_handoff_table(generate_handoff_table(result.chain).content).chain == result.chain
    assert parse_map_document(generate_map_document(result.chain).content).chain == result.chain


@pytest.mark.parametrize(
    "sign", ["[", '{"a":', '"', "\\", " ", "a", "1", "{},", '"",', "-", "\t", ",", ";", "\n", ",\n"]
)
def test_a_file_of_one_sign_ends_soon(sign: str) -> None:
    """Millions of brackets, quotes or digits are refused without being built."""
    content = (sign * (5_000_000 // len(sign))).encode()
    assert parse_map_document(content).chain is None
    assert parse_handoff_table(content).chain is None


def test_too_large_a_file_is_not_looked_into() -> None:
    """The size is the first thing that is asked."""
    content = b" " * (LIMITS.size + 1)
    assert [problem.code for problem in parse_map_document(content).problems] == ["too-large"]
    assert [problem.code for problem in parse_handoff_table(content).problems] == ["too-large"]


def test_a_file_that_is_wrong_throughout_is_not_told_line_by_line() -> None:
    """Ten thousand problems are enough, and that there are more is said."""
    document = json.dumps({f"key{number}": 1 for number in range(2 * MOST_PROBLEMS)})
    table = "supplier,client,deliverable,own\n" + "A,B,x,y\n" * 2 * MOST_PROBLEMS
    for problems in (parse_map_document(document.encode()).problems, parse_handoff_table(table.encode()).problems):
        assert len(problems) == MOST_PROBLEMS + 1
        assert problems[-1].code == "more-problems"
