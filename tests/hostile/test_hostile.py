"""Hostile files: each is refused with a clear error, or what it says comes out literally; nothing hangs or breaks."""

import json
import random

import pytest

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import LIMITS, MOST_PROBLEMS
from app.wording import LANGUAGES, wording
from graphs.propagation import propagate
from process_models.domain.chain import ValueChain
from tests.hostile import documents, tables

MUTANTS = 2_000


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


@pytest.mark.parametrize("seed", [2026, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(100))])
def test_spoilt_documents_break_nothing(seed: int, example: ValueChain) -> None:
    """Whatever happens to the bytes of a document, it is refused, or read and not changed by writing it again."""
    content = generate_map_document(example).content
    for spoilt in _mutants(content, b'{}[]",:\\0e-\x00\xff\xc3u', seed):
        chain = parse_map_document(spoilt).chain
        assert chain is None or parse_map_document(generate_map_document(chain).content).chain == chain


@pytest.mark.parametrize("seed", [2026, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(100))])
def test_spoilt_tables_break_nothing(seed: int, example: ValueChain) -> None:
    """Whatever happens to the bytes of a table, it is refused, or read and not changed by writing it again."""
    content = generate_handoff_table(example).content
    for spoilt in _mutants(content, b"\",;\t\r\n'=-%0.\x00\xff\xc3", seed):
        chain = parse_handoff_table(spoilt).chain
        assert chain is None or parse_handoff_table(generate_handoff_table(chain).content).chain == chain


def test_what_is_left_of_a_spoilt_map_can_be_propagated(example: ValueChain) -> None:
    """Figures of whatever still obeys the rules: probabilities, or a refusal that says how large."""
    content = generate_map_document(example).content
    chains = {parse_map_document(spoilt).chain for spoilt in _mutants(content, b"0123456789.", 7)} - {None}
    assert len(chains) > 30
    for chain in chains:
        assert chain is not None
        assert all(0 <= probability <= 1 for probability in propagate(chain).nodes.values())


def _mutants(content: bytes, signs: bytes, seed: int) -> list[bytes]:
    chance = random.Random(seed)  # noqa: S311 - the same mutants each time
    return [_spoilt(content, signs, chance) for _ in range(MUTANTS)]


def _spoilt(content: bytes, signs: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(spoilt))
        end = start + chance.choice((0, 1, 1, 2, 40))
        source = chance.randrange(len(content))
        piece = chance.choice((b"", bytes([chance.choice(signs)]), content[source : source + chance.randint(1, 60)]))
        spoilt[start:end] = piece
    return bytes(spoilt)


@pytest.fixture
def example() -> ValueChain:
    """Return a map with something of everything that a table holds."""
    rows = (
        "supplier,client,deliverable,client_kind,weight,deliveries,failed,dependency,group,group_kind,share,notes",
        'Ventas,Bodega,Pedido,process,,200,30,0.8,,,,"línea, con ""comillas"""',
        "Camión A,Cliente,Caja,customer,1200,10,1,,g,routes,0.4,=1+1",
        "Camión B,Cliente,Caja,customer,,,,15 %,g,,0.6,",
    )
    chain = parse_handoff_table("\n".join(rows).encode()).chain
    assert chain is not None
    return chain
