"""Pasted lists: "Ventas → Bodega: Pedido", one a line, becomes a map, or is told what is wrong in which line."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.pasted_list import parse_pasted_list
from app.formats.results import Limits
from app.wording import LANGUAGES, wording
from process_models.domain.chain import ValueChain
from process_models.domain.vocabulary import GroupKind, NodeKind
from tests.values import HOSTILE_TEXTS

DOCS = Path(__file__).parents[3] / "docs"
PIECES = st.sampled_from(
    ("Ventas", "→", "->", "=>", "--", ":", ";", "\t", "\n", "\r\n", " ", "(cliente)", "(", "- ", "1. ", *HOSTILE_TEXTS)
)


def read(text: str, *, routes: bool = True) -> ValueChain:
    """Return the chain of a list without errors."""
    result = parse_pasted_list(text, routes=routes)
    assert result.chain is not None, result.problems
    return result.chain


def drawn(chain: ValueChain) -> list[tuple[str, str, str]]:
    """Return who gives what to whom, by names."""
    names = {node.id: node.name for node in chain.nodes}
    return [(names[each.supplier], names[each.client], each.deliverable) for each in chain.handoffs]


def told(text: str) -> list[tuple[int | None, str]]:
    """Return line and code of everything that is wrong with a list."""
    return [(problem.row, problem.code) for problem in parse_pasted_list(text).problems if problem.is_error]


def noticed(text: str) -> list[tuple[int | None, str]]:
    """Return line and code of what was done unasked."""
    return [(problem.row, problem.code) for problem in parse_pasted_list(text).notices]


@pytest.mark.parametrize(
    "line",
    [
        "Ventas → Bodega: Pedido",
        "Ventas->Bodega:Pedido",
        "  Ventas  -->  Bodega :  Pedido ",
        "Ventas => Bodega: Pedido",
        "Ventas ⇒ Bodega: Pedido",
        "Ventas\tBodega\tPedido",
        "Ventas; Bodega; Pedido",
        "- Ventas → Bodega: Pedido",
        "• Ventas → Bodega: Pedido",
        "12. Ventas → Bodega: Pedido",
        "3) Ventas → Bodega: Pedido",
        "\n\nVentas → Bodega: Pedido\r\n",
    ],
)
def test_a_line_says_who_gives_what_to_whom(line: str) -> None:
    """Whatever arrow or separator people use, and behind whatever bullet."""
    assert drawn(read(line)) == [("Ventas", "Bodega", "Pedido")]


def test_what_looks_like_a_bullet_and_is_none_belongs_to_the_name() -> None:
    """Bullets are followed by a space."""
    assert drawn(read("3M → -B: 1.5")) == [("3M", "-B", "1.5")]


def test_the_first_colon_behind_the_arrow_parts_client_and_deliverable() -> None:
    """Later ones, semicolons and tabs belong to the deliverable."""
    assert drawn(read("A: x → B: Pedido: urgente; hoy")) == [("A: x", "B", "Pedido: urgente; hoy")]


def test_a_kind_in_brackets_says_what_a_node_is() -> None:
    """In either language, on any line that names the node; other brackets stay in the name."""
    chain = read("Ana (cliente) → Bodega (norte): Pedido\nBodega (norte) (supplier) → Ana: Caja")
    assert [(node.name, node.kind) for node in chain.nodes] == [
        ("Ana", NodeKind.CUSTOMER),
        ("Bodega (norte)", NodeKind.SUPPLIER),
    ]


def test_a_name_that_says_what_it_is_is_believed_and_that_is_told() -> None:
    """Customers, suppliers and employees by their first word, unless some line says otherwise."""
    lines = ("Proveedor A → B: x", "B → Cliente: x", "Cliente interno → B: y", "C → Cliente interno (proceso): z")
    text = "\n".join(lines)
    kinds = {node.name: node.kind for node in read(text).nodes}
    assert kinds["Proveedor A"] is NodeKind.SUPPLIER
    assert kinds["Cliente"] is NodeKind.CUSTOMER
    assert kinds["Cliente interno"] is NodeKind.PROCESS
    assert noticed(text) == [(1, "list-supposed-supplier"), (2, "list-supposed-customer")]


def test_two_kinds_of_one_node_contradict_each_other() -> None:
    """The second line is told what the first said."""
    assert told("A (cliente) → B: x\nA (proveedor) → B: y") == [(2, "contradiction")]


def test_several_suppliers_of_one_deliverable_are_routes_if_wanted() -> None:
    """As in a table: joined and told, or kept apart."""
    text = "A → C: x\nB → C: x"
    joined = read(text)
    assert [group.kind for group in joined.groups] == [GroupKind.ROUTES]
    assert noticed(text) == [(1, "routes-joined")]
    assert read(text, routes=False).groups == ()


def test_the_same_handoff_is_taken_once() -> None:
    """And its second line is told the first."""
    text = "A → B: x\n\n A ->  B : x"
    assert len(read(text).handoffs) == 1
    assert noticed(text) == [(3, "list-repeated")]


def test_names_alike_are_kept_apart_and_told() -> None:
    """Capitals and accents make two nodes; somebody may have meant one."""
    text = "Nomina → B: x\nNómina → B: y\nNOMINA → B: z"
    assert len(read(text).nodes) == 4
    assert noticed(text) == [(2, "list-alike"), (3, "list-alike")]


def test_every_wrong_line_is_told_at_once() -> None:
    """With the number that it has in the list, blank lines counted."""
    text = "Ventas Bodega Pedido\n\nA → B → C: x\nA → B\n→ B: x\nA → : x\nA → A: x\nA;B\nA\0 → B: x\nA → B: x"
    assert told(text) == [
        (1, "list-no-arrow"),
        (3, "list-two-arrows"),
        (4, "list-no-deliverable"),
        (5, "list-no-name"),
        (6, "list-no-name"),
        (7, "self-handoff"),
        (8, "list-no-arrow"),
        (9, "no-text"),
    ]


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        (" \n\t\n", Limits(), "empty-list"),
        ("A → B: x\n" * 3, Limits(handoffs=2), "too-many-handoffs"),
        ("A → B: x\nB → C: x", Limits(nodes=2), "too-many-nodes"),
        ("A → B: x", Limits(size=7), "too-large"),
        ("A → B: x", Limits(cell=7), "cell-too-long"),
    ],
)
def test_a_list_without_end_is_refused(text: str, limits: Limits, code: str) -> None:
    """Nothing of it is built."""
    result = parse_pasted_list(text, limits=limits)
    assert (result.chain, [problem.code for problem in result.problems]) == (None, [code])


@pytest.mark.parametrize("sign", ["-", "(", "→", ":", "\t", "1", " (a)", "\n", "\n→", "a → b: c (", " "])
def test_a_list_of_one_sign_ends_soon(sign: str) -> None:
    """Millions of signs are read or refused without going through them again and again."""
    result = parse_pasted_list(sign * (2_000_000 // len(sign)))
    assert result.chain is None or len(result.chain.handoffs) == 1


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    """A chain without a problem that a document can hold, or problems with words in both languages."""
    result = parse_pasted_list(text)
    problems = (*result.problems, *result.notices)
    assert all(wording(language).problem(problem) for problem in problems for language in LANGUAGES)
    if result.chain is None:
        assert any(problem.is_error for problem in problems)
    else:
        assert parse_map_document(generate_map_document(result.chain).content).chain == result.chain


def test_the_list_on_the_page_is_a_map() -> None:
    """The documentation's example can be copied and pasted."""
    example = re.search(r"```text\n(.*?)```", (DOCS / "pasted-list.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    kinds = {node.name: node.kind for node in read(example[1]).nodes}
    assert kinds["Cliente minorista"] is NodeKind.CUSTOMER
    assert kinds["Operador A"] is NodeKind.SUPPLIER
