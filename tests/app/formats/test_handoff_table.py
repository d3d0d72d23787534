"""Tables of handoffs: what people keep in spreadsheets becomes a map, and a map such a table again."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given

from app.formats.handoff_table import generate_handoff_table, parse_handoff_table
from app.formats.handoff_table.columns import label, word_of
from app.formats.map_document import generate_map_document, parse_map_document
from app.formats.results import Parsed
from app.wording import LANGUAGES
from process_models.domain.chain import Action, AgreedTime, Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence, Rating, ScoreCount
from process_models.domain.identifiers import ActionId, GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import GroupKind, NodeKind, TimeUnit, Viewpoint
from tests.shared import shared
from tests.strategies import chains

RECEIPT = "data/receipt-handoffs.csv"


def table(*rows: str, header: str = "supplier,client,deliverable", routes: bool = True) -> Parsed:
    """Return what a table of these rows says."""
    return parse_handoff_table("\n".join([header, *rows]).encode(), routes=routes)


def read(*rows: str, header: str = "supplier,client,deliverable", routes: bool = True) -> ValueChain:
    """Return the chain of a table without errors."""
    result = table(*rows, header=header, routes=routes)
    assert result.chain is not None, result.problems
    return result.chain


def told(*rows: str, header: str) -> list[tuple[int | None, str, str]]:
    """Return row, column and code of everything that is wrong with a table."""
    return [(problem.row, problem.column, problem.code) for problem in table(*rows, header=header).problems]


def cells(content: bytes) -> list[list[str]]:
    """Return a written table as cells."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_row_becomes_a_handoff_between_two_processes() -> None:
    """Without anything more both ends are processes; ids are made of the names."""
    chain = read("Ventas,Bodega Norte,Pedido", "Ventas,Bodega Norte,Pedido")
    assert [(node.id, node.name, node.kind) for node in chain.nodes] == [
        ("ventas", "Ventas", NodeKind.PROCESS),
        ("bodega-norte", "Bodega Norte", NodeKind.PROCESS),
    ]
    assert [handoff.id for handoff in chain.handoffs] == ["ventas-bodega-norte-pedido", "ventas-bodega-norte-pedido-2"]


def test_every_column_is_read() -> None:
    """A row with every column says everything that a table can say of a handoff."""
    chain = read(
        "Ventas;Cliente;Pedido;h1;proceso;CLIENTE;Comercial;;1200;PQR o servicio al cliente;200;30;1;2;3;4;5;;;"
        "0,8;15 %;Oficinas;rutas;;60%;2,5;Horas hábiles;=Ojo;ERP;9;0;8;2026-01-01;2026-12-31",
        "Bodega;Cliente;Pedido;h2;;;;;;complaints;100;3;;;;;;;;;;Oficinas;;;40%;;;;;;;;;",
        header="Proveedor;CLIENTE;entregable;ID;Tipo proveedor;tipo-cliente;carril_proveedor;Carril Cliente;peso;canal;"
        "entregas;fallas;Calificación 1;calificacion_2;calificacion_3;calificacion_4;calificacion_5;total;propia;"
        "dependencia;contención;grupo;tipo_grupo;requeridas;participación;tiempo_acordado;unidad_tiempo;notas;"
        "medio;tardías;incompletas;equivocadas;Desde;hasta",
    )
    assert chain.handoffs[0] == Handoff(
        id=chain.handoffs[0].id,
        supplier=chain.nodes[0].id,
        client=chain.nodes[1].id,
        deliverable="Pedido",
        description="=Ojo",
        channel=Viewpoint.COMPLAINTS,
        agreed_time=AgreedTime(amount=2.5, unit=TimeUnit.WORKING_HOURS),
        failure=Evidence(
            deliveries=Deliveries(count=200, failed=30, late=9, incomplete=0, wrong=8),
            scores=tuple(ScoreCount(score=score, count=score) for score in range(1, 6)),
        ),
        dependency=0.8,
        containment=0.15,
        group=chain.groups[0].id,
        share=0.6,
        medium="ERP",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )
    assert chain.handoffs[0].id == "h1"
    assert chain.groups == (HandoffGroup(id=chain.groups[0].id, client=chain.nodes[1].id, kind=GroupKind.ROUTES),)
    assert (chain.nodes[0].lane, chain.nodes[1].kind, chain.nodes[1].weight) == ("Comercial", NodeKind.CUSTOMER, 1200)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_tables_come_in_the_shapes_that_spreadsheets_give_them(encoding: str, separator: str, line_end: str) -> None:
    """Encodings, separators and line ends do not change what a table says."""
    rows = [["proveedor", "cliente", "entregable", "total"], ["Nómina", "Señal", "Pago, neto; a tiempo", "0.25"]]
    text = line_end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    chain = parse_handoff_table(text.encode(encoding)).chain
    assert chain is not None
    assert [node.id for node in chain.nodes] == ["nomina", "senal"]
    assert chain.handoffs[0].deliverable == "Pago, neto; a tiempo"


def test_a_blank_says_nothing_and_the_first_that_says_more_counts() -> None:
    """A kind, lane or weight needs to be said in one row only."""
    header = "supplier,client,deliverable,client_kind,client_lane,weight"
    chain = read("A,B,x,,,", "A,B,y,customer,Norte,5", header=header)
    assert (chain.nodes[1].kind, chain.nodes[1].lane, chain.nodes[1].weight) == (NodeKind.CUSTOMER, "Norte", 5)


def test_contradictions_name_both_rows() -> None:
    """Two kinds, lanes or weights of one node, two kinds or sizes of one group: an error in the later row."""
    header = "supplier,client,deliverable,supplier_kind,client_kind,weight,group,group_kind,required"
    rows = [
        "A,B,x,process,customer,5,g,alternatives,1",
        "",
        "C,B,y,,employees,6,g,routes,2",
        "B,A,z,customer,supplier,,,,",
    ]
    result = table(*rows, header=header)
    assert [(problem.row, problem.column, dict(problem.fields)["row"]) for problem in result.problems] == [
        (4, "client_kind", 2),
        (4, "weight", 2),
        (4, "group_kind", 2),
        (4, "required", 2),
        (5, "client_kind", 2),
    ]
    assert {problem.code for problem in result.problems if problem.is_error} == {"contradiction"}
    assert (dict(result.problems[0].fields)["value"], dict(result.problems[1].fields)["value"]) == (
        "empleados (employees)",
        6,
    )


def test_names_are_compared_as_people_see_them() -> None:
    """Spaces at the ends and doubled, and the way an accent is encoded, make no other node."""
    chain = read("No\u0301mina , Agentes  A,Pago", "Nómina,Agentes A,Aviso")
    assert [node.name for node in chain.nodes] == ["Nómina", "Agentes A"]


def test_several_suppliers_of_one_deliverable_are_routes() -> None:
    """One client, one deliverable, two suppliers, no group: each time one of them serves, and that is said."""
    result = table("A,C,Permiso", "B,C,Permiso", "B,C,Aviso", "B,C,Aviso")
    assert result.chain is not None
    assert [(group.id, group.kind) for group in result.chain.groups] == [("c-permiso", GroupKind.ROUTES)]
    assert [handoff.group for handoff in result.chain.handoffs] == ["c-permiso", "c-permiso", None, None]
    assert [(notice.row, notice.code) for notice in result.notices] == [(2, "routes-joined")]


def test_rows_can_be_kept_apart() -> None:
    """By asking for it, or by a dash as group in a row."""
    assert read("A,C,Permiso", "B,C,Permiso", routes=False).groups == ()
    assert read("A,C,Permiso,-", "B,C,Permiso,", header="supplier,client,deliverable,group").groups == ()


def test_rows_kept_apart_stay_apart() -> None:
    """Export writes the dash where import would join."""
    apart = read("A,C,Permiso", "B,C,Permiso", "B,C,Aviso", routes=False)
    written = generate_handoff_table(apart)
    assert [row[-1] for row in cells(written.content)] == ["group", "-", "-", ""]
    assert parse_handoff_table(written.content).chain == apart


def test_a_group_may_be_named_as_people_name_it() -> None:
    """The name of a group becomes an id, beside those that are ids already."""
    header = "supplier,client,deliverable,group,required"
    chain = read("A,C,x,Dos camiones,1", "B,C,y,Dos camiones,", "D,C,z,dos-camiones,1", header=header)
    assert [handoff.group for handoff in chain.handoffs] == ["dos-camiones-2", "dos-camiones-2", "dos-camiones"]


def test_errors_name_their_row_and_the_header_as_it_stands() -> None:
    """Everything wrong in a table is told at once, where a spreadsheet shows it."""
    assert told(
        "A,A,x,10,11,,,,",
        "A,,x,,,,,,",
        "",
        "A,B,x,mil,,,,1.5,",
        "A,B,x,1.000,0,,,,",
        "A,B,x,,,g,,,2",
        "A,B,x,,,,,,",
        "A,B,x,,,,routes,,",
        header="supplier,Client,deliverable,Entregas,failed,group,group_kind,own,agreed_amount",
    ) == [
        (2, "Client", "self-handoff"),
        (2, "failed", "failed-beyond-count"),
        (3, "Client", "blank-cell"),
        (5, "Entregas", "cell-not-whole"),
        (5, "Entregas", "cell-alone"),
        (5, "own", "not-a-share"),
        (6, "Entregas", "cell-not-whole"),
        (7, "agreed_amount", "cell-alone"),
        (9, "group_kind", "cell-alone"),
    ]


def test_the_shape_of_a_table_is_checked() -> None:
    """Unknown, repeated and missing headers, and rows of another width."""
    header = "supplier,client,proveedor,colour"
    assert told("A,B,C,D", header=header) == [
        (1, "colour", "unknown-column"),
        (1, "proveedor", "repeated-column"),
        (1, "", "missing-column"),
    ]
    assert told("A,B", "A,B,x,y", header="supplier,client,deliverable") == [
        (2, "", "row-of-another-width"),
        (2, "deliverable", "blank-cell"),
        (3, "", "row-of-another-width"),
    ]


def test_warnings_are_placed_in_the_table_too() -> None:
    """A process that gives nothing to anybody is warned of where it is named first."""
    problems = table("A,B,x", "C,A,y").problems
    assert [(problem.row, problem.column, problem.code) for problem in problems] == [
        (2, "client", "process-without-client")
    ]
    assert told("A,B,x,2", header="supplier,client,deliverable,own") == [
        (2, "own", "not-a-share"),
        (2, "client", "process-without-client"),
    ]


def test_no_cell_is_a_formula_and_every_text_comes_back() -> None:
    """What a spreadsheet would calculate is guarded, and the guard is taken off again."""
    texts = ["=1+1", "+1", "-1", "@A1", "\tx", "'=1", "''=1", "'70", "'", "-", "x=1", "1.º\r\n2.º"]
    header = "supplier,client,deliverable,notes"
    chain = read(*(f'A,B,x{number},"x"' for number, _ in enumerate(texts)), header=header)
    handoffs = tuple(
        Handoff(id=handoff.id, supplier=handoff.supplier, client=handoff.client, deliverable="x", description=text)
        for handoff, text in zip(chain.handoffs, texts, strict=True)
    )
    written = generate_handoff_table(ValueChain(name=chain.name, nodes=chain.nodes, handoffs=handoffs))
    assert not [cell for row in cells(written.content) for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert parse_handoff_table(written.content).chain == ValueChain(
        name=chain.name, nodes=chain.nodes, handoffs=handoffs
    )


@given(chains())
def test_what_was_imported_comes_back_from_its_export(chain: ValueChain) -> None:
    """The chain of any table is written as a table that gives the same chain, in either language."""
    imported = parse_handoff_table(generate_handoff_table(chain).content).chain
    assert imported is not None
    for language in ("es", "en"):
        written = generate_handoff_table(imported, language)
        assert parse_handoff_table(written.content).chain == imported
        assert written.losses == ()


@given(chains())
def test_a_table_keeps_what_it_holds_of_any_chain(chain: ValueChain) -> None:
    """Whoever gives what to whom, its deliveries, its group and its id survive the way through a table."""
    imported = parse_handoff_table(generate_handoff_table(chain).content).chain
    assert imported is not None
    assert [_told_of(handoff) for handoff in imported.handoffs] == [_told_of(handoff) for handoff in chain.handoffs]


def _told_of(handoff: Handoff) -> tuple[object, ...]:
    evidence = handoff.failure or Evidence()
    values = (handoff.dependency, handoff.containment, handoff.share, handoff.agreed_time, handoff.channel)
    valid = (handoff.valid_from, handoff.valid_to)
    return (handoff.id, handoff.group, *values, *valid, evidence.deliveries, evidence.total, evidence.own)


def test_what_a_table_cannot_hold_is_counted() -> None:
    """Nothing is lost in silence: each kind of loss is told with how often it happens."""
    first, second = (Node(id=NodeId(name), name="Bodega", kind=NodeKind.PROCESS, code="B") for name in ("b1", "b2"))
    alone = Node(id=NodeId("archivo"), name="Archivo", kind=NodeKind.CUSTOMER, weight=3.0)
    handoff = Handoff(
        id=HandoffId("h"),
        supplier=first.id,
        client=second.id,
        deliverable="Caja  grande",
        medium="Camión",
        failure=Evidence(deliveries=Deliveries(count=9, failed=3, late=2), ratings=(Rating(score=2),)),
    )
    chain = ValueChain(
        name="Bodegas",
        currency="COP",
        nodes=(first, second, alone),
        handoffs=(handoff,),
        groups=(HandoffGroup(id=GroupId("g"), client=second.id, kind=GroupKind.ROUTES),),
        actions=(Action(id=ActionId("a")),),
    )
    written = generate_handoff_table(chain)
    assert {(loss.code, *dict(loss.fields).values()) for loss in written.losses} == {
        ("lost-of-map", "name, currency"),
        ("lost-of-nodes", 2, "code"),
        ("lost-of-nodes", 1, "weight"),
        ("lost-of-handoffs", 1, "ratings"),
        ("lost-nodes", 1),
        ("lost-groups", 1),
        ("lost-actions", 1),
        ("ids-made-anew", 2),
        ("names-changed", 1),
        ("texts-changed", 1),
    }
    assert cells(written.content)[1] == ["Bodega", "Bodega (b2)", "Caja grande", "h", "Camión", "9", "3", "2"]


def test_only_columns_that_say_something_are_written() -> None:
    """Three columns are enough for a table that says no more; ids are written where names would make others."""
    assert generate_handoff_table(read("A,B,x")).content == b"supplier,client,deliverable\r\nA,B,x\r\n"
    named = read("A,B,x,a-b-x-2", "A,B,x,", header="supplier,client,deliverable,handoff_id")
    assert [row[3] for row in cells(generate_handoff_table(named).content)] == ["handoff_id", "a-b-x-2", ""]


def test_a_table_may_be_written_in_spanish() -> None:
    """Headers and words follow the language; Spanish is read back as well as English."""
    chain = read("A,B,x,customer,delivered", header="supplier,client,deliverable,client_kind,channel")
    written = cells(generate_handoff_table(chain, "es").content)
    assert written[0] == ["proveedor", "cliente", "entregable", "tipo_cliente", "canal"]
    assert written[1] == ["A", "B", "x", "cliente", "Producto o servicio entregado"]


def test_the_map_of_a_table_is_named_in_the_language_spoken() -> None:
    """A table has no name for its map; ours is in the reader's language, and no loss in either."""
    chains = [parse_handoff_table(b"supplier,client,deliverable\nA,B,x", language=each).chain for each in LANGUAGES]
    assert [chain and chain.name for chain in chains] == ["Tabla de entregas", "Table of handoffs"]
    assert [chain and generate_handoff_table(chain).losses for chain in chains] == [(), ()]


def test_every_word_is_read_in_both_languages() -> None:
    """Whatever closed list a column has, its values and its labels in Spanish and English are understood."""
    for words in (NodeKind, GroupKind, TimeUnit, Viewpoint):
        for word in words:
            texts = {word.value, label(word, "es"), label(word, "es").upper(), word.value.replace("_", " ")}
            assert {word_of(words, text) for text in texts} == {word}


def test_real_cases_go_there_and_back() -> None:
    """A table of real permit cases keeps everything, and an applicant is reached over one route per case."""
    path = shared(RECEIPT, "a table of real permit cases keeps everything there and back")
    result = parse_handoff_table(path.read_bytes())
    assert result.chain is not None
    assert not result.problems
    assert len(result.chain.handoffs) == 67
    document = generate_map_document(result.chain)
    assert parse_map_document(document.content).chain == result.chain
    assert parse_handoff_table(generate_handoff_table(result.chain).content).chain == result.chain
    internet = next(node for node in result.chain.nodes if node.name == "Applicant (Internet)")
    decisions = [handoff for handoff in result.chain.handoffs if handoff.client == internet.id]
    assert len({handoff.group for handoff in decisions}) == 1
    counted = [handoff.failure.deliveries for handoff in decisions if handoff.failure and handoff.failure.deliveries]
    assert (sum(each.failed for each in counted), sum(each.count for each in counted)) == (313, 1148)
