"""Pasted rows: matched by id and by names, never twice, only what was pasted, everything wrong by row and column."""

from hypothesis import given

from app.services.files.pasting import pasted
from process_models.domain import commands
from process_models.domain.chain import ValueChain
from process_models.domain.vocabulary import NodeKind
from tests.chains import chain as story
from tests.strategies import chains

STORY = story(
    """
    process ventas name=Ventas lane=Comercial
    process bodega name=Bodega
    customer cliente name="Cliente minorista"
    ventas -> bodega: Pedido completo 30/200 id=pedido
    bodega -> cliente: Caja 5/100 id=caja
    """,
    name="Pedidos",
)


def after(text: str, before: ValueChain = STORY) -> ValueChain:
    """Return the content after rows were pasted that have nothing wrong."""
    found = pasted(before, text)
    assert found.after is not None, found.problems
    return found.after


def counted(chain: ValueChain) -> list[tuple[str, int, int]]:
    """Return what is counted of each handoff."""
    facts = [(each.id, each.failure.deliveries) for each in chain.handoffs if each.failure]
    return [(name, fact.failed, fact.count) for name, fact in facts if fact]


def test_rows_without_a_header_are_matched_by_their_names() -> None:
    """Supplier, client, deliverable, deliveries, failed: one is brought up to date, the other added."""
    found = pasted(STORY, "Ventas\tBodega\tPedido completo\t300\t31\r\nBodega\tTaller\tRepuesto\t10\t2\r\n")
    assert (found.added, found.changed, found.problems) == (1, 1, ())
    assert found.after is not None
    assert counted(found.after) == [("pedido", 31, 300), ("caja", 5, 100), ("bodega-taller-repuesto", 2, 10)]
    assert [node.id for node in found.after.nodes][-1] == "taller"


def test_an_id_goes_before_names_and_only_what_is_said_changes() -> None:
    """A handoff gets another deliverable by its id; blank cells and columns that are not there change nothing."""
    now = after("id\tproveedor\tcliente\tentregable\tdependencia\ncaja\tBodega\tCliente minorista\tCaja fría\t0,5\n")
    assert (now.handoffs[1].deliverable, now.handoffs[1].dependency) == ("Caja fría", 0.5)
    assert counted(now) == counted(STORY)
    assert after("Ventas\tBodega\tPedido completo\t\t\n") == STORY


def test_pasting_twice_is_pasting_once() -> None:
    """Nothing is there twice."""
    rows = "Ventas\tTaller\tOrden\t5\t1\n"
    assert after(rows, after(rows)) == after(rows)


def test_a_kind_is_taken_for_whom_rows_name() -> None:
    """Of new ones and of those that are there."""
    now = after("proveedor\tcliente\tentregable\ttipo_cliente\nBodega\tMayorista\tCaja\tcliente\n")
    assert now.nodes[-1].kind is NodeKind.CUSTOMER


def test_scores_that_are_not_pasted_stay() -> None:
    """One column of scores says nothing of the others."""
    rows = "proveedor\tcliente\tentregable\t{}\nVentas\tBodega\tPedido completo\t{}\n"
    now = after(rows.format("calificacion_5", 9), after(rows.format("calificacion_1", 2)))
    assert now.handoffs[0].failure is not None
    assert [(each.score, each.count) for each in now.handoffs[0].failure.scores] == [(1, 2), (5, 9)]


def test_everything_wrong_is_told_by_row_and_column() -> None:
    """Cells, the rules, the same handoff twice, more columns than are known; and nothing is made of the rest."""
    text = "proveedor\tcliente\tentregable\tentregas\tfallas\nVentas\tBodega\tX\tdos\t1\nVentas\t\tY\t\t\n"
    found = pasted(STORY, text)
    told = [(each.row, each.column, each.code) for each in found.problems]
    assert told == [(2, "entregas", "cell-not-whole"), (3, "cliente", "blank-cell")]
    assert found.command is None
    beyond = pasted(STORY, "Ventas\tBodega\tX\t1\t2\n")
    assert [(each.row, each.column, each.code) for each in beyond.problems] == [(1, "fallas", "failed-beyond-count")]
    twice = pasted(STORY, "A\tB\tX\nA\tB\tX\n")
    assert [(each.row, each.code) for each in twice.problems] == [(2, "paste-row-twice")]
    assert [each.code for each in pasted(STORY, "A\tB\tX\t1\t0\tmás").problems] == ["cell-without-header"]
    assert [each.code for each in pasted(STORY, "  \n").problems] == ["paste-nothing"]
    grouped = pasted(STORY, "proveedor\tcliente\tentregable\tgrupo\nA\tB\tX\tg\n")
    assert [each.code for each in grouped.problems] == ["paste-no-groups"]


@given(chains())
def test_the_one_command_is_taken_back_exactly(chain: ValueChain) -> None:
    """Whatever map it is pasted into, undo gives the former back."""
    found = pasted(chain, "Ventas\tBodega\tPedido nuevo\t300\t31\nBodega\tVentas\tAviso\n")
    assert found.command is not None, found.problems
    applied = commands.apply(chain, found.command)
    assert applied.chain == found.after
    assert commands.apply(applied.chain, applied.inverse).chain == chain
