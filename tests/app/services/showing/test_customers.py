"""Who the customers are: what covers a question, and that an answer is kept beside those of others."""

import pytest

from app.reports.coverage import Coverage, State, coverage
from app.services.access import Forbidden
from app.services.keeping import editing, maps
from app.services.keeping.editing import EditConflict
from app.services.showing import customers
from app.wording import wording
from graphs.propagation import propagate
from process_models.domain.chain import NoneBecause, ValueChain
from process_models.domain.errors import CommandRefused
from process_models.domain.identifiers import MapId, NodeId
from process_models.domain.vocabulary import Viewpoint
from process_models.storage.session import Database
from tests.chains import chain
from tests.graphs.propagation.processes import process_like
from tests.kept import kept
from tests.organisations import Team, team
from tests.pictures import example

VENTAS = NodeId("ventas")


def seen(of: ValueChain) -> Coverage:
    """Return who the customers of a chain are."""
    return coverage(of, propagate(of), wording("es"))


def state(found: Coverage, process: str, viewpoint: Viewpoint) -> State:
    """Return what a process says of a viewpoint."""
    row = next(row for row in found.rows if row.process == process)
    return next(cell.state for cell in row.cells if cell.viewpoint is viewpoint)


def test_a_handoff_answers_for_its_viewpoint() -> None:
    """Within the organisation it need not say so; to a customer, it is where that customer is seen."""
    found = seen(
        chain("""
            process ventas
            customer cliente channels=complaints,delivered
            ventas -> bodega: Pedido
            ventas -> cliente: Entrega
            bodega -> cliente: Aviso channel=information
        """)
    )
    assert state(found, "ventas", Viewpoint.INTERNAL) is State.NAMED
    assert state(found, "ventas", Viewpoint.COMPLAINTS) is State.NAMED
    assert state(found, "bodega", Viewpoint.INFORMATION) is State.NAMED
    assert state(found, "bodega", Viewpoint.DELIVERED) is State.OPEN


def test_a_process_may_declare_or_say_why_nobody() -> None:
    """Both answer the question."""
    found = seen(example())
    assert state(found, "ventas", Viewpoint.AUDIT) is State.NONE
    assert state(found, "ti", Viewpoint.COMMITMENT) is State.OPEN
    declared = seen(chain("process ventas channels=audit"))
    assert state(declared, "ventas", Viewpoint.AUDIT) is State.DECLARED
    assert (declared.answered, declared.asked) == (1, 8)


def test_every_customer_stands_with_its_figure_and_its_suppliers() -> None:
    """And from which viewpoints it is known."""
    served = {each.node: each for each in seen(example()).served}
    assert list(served) == ["agentes", "minorista", "en-linea"]
    assert served[NodeId("minorista")].figure == "27 %"
    assert [(named, rate) for _, named, rate, _ in served[NodeId("minorista")].suppliers] == [
        ("Despacho: Entrega en el local", "20 % (20 de 100)"),
        ("Cartera: Estado de cuenta", ""),
        ("Agentes de atención: Atención de reclamos", "18 % (18 de 100)"),
    ]


def test_what_is_not_on_the_maps_day_is_not_asked() -> None:
    """The map as of its date."""
    found = customers.coverage(kept(example()), language="es")
    assert all(name != "Agencia de personal temporal" for row in found.rows for name in [row.name])
    assert len(found.perspectives) == 8


@pytest.fixture
def us(database: Database) -> Team:
    """Give the people of an organisation."""
    return team(database)


@pytest.fixture
def map_id(database: Database, us: Team) -> MapId:
    """Give a map of theirs."""
    with database.writing() as session:
        return maps.create(session, us.editor, chain=chain("process ventas\nventas -> cliente: Pedido"))


def answered(database: Database, us: Team, map_id: MapId, viewpoint: Viewpoint, reason: str, base: int) -> int:
    """Answer for sales; return the revision after it."""
    with database.writing() as session:
        return customers.none_because(
            session,
            us.editor,
            map_id=map_id,
            process=VENTAS,
            viewpoint=viewpoint,
            reason=reason,
            base_revision=base,
        ).revision


def reasons(database: Database, us: Team, map_id: MapId) -> tuple[NoneBecause, ...]:
    """Return the answers of sales."""
    with database.reading() as session:
        node = maps.opened(session, us.viewer, map_id=map_id).chain.node(VENTAS)
    assert node is not None
    return node.viewpoints


def test_answers_are_kept_changed_and_taken_back(database: Database, us: Team, map_id: MapId) -> None:
    """One change each; the same answer again is none."""
    assert answered(database, us, map_id, Viewpoint.AUDIT, "No recibe", 1) == 2
    assert answered(database, us, map_id, Viewpoint.AUDIT, "No recibe", 2) == 2
    assert answered(database, us, map_id, Viewpoint.COMMITMENT, "Sin acuerdos", 2) == 3
    assert answered(database, us, map_id, Viewpoint.AUDIT, "No recibe ninguna", 3) == 4
    assert [(each.viewpoint, each.reason) for each in reasons(database, us, map_id)] == [
        (Viewpoint.AUDIT, "No recibe ninguna"),
        (Viewpoint.COMMITMENT, "Sin acuerdos"),
    ]
    assert answered(database, us, map_id, Viewpoint.AUDIT, "", 4) == 5
    assert [each.viewpoint for each in reasons(database, us, map_id)] == [Viewpoint.COMMITMENT]


def test_two_answers_at_one_process_do_not_meet(database: Database, us: Team, map_id: MapId) -> None:
    """Both were typed on the first revision, of different viewpoints: both stay."""
    answered(database, us, map_id, Viewpoint.AUDIT, "No recibe", 1)
    answered(database, us, map_id, Viewpoint.COMMITMENT, "Sin acuerdos", 1)
    assert len(reasons(database, us, map_id)) == 2


def test_two_answers_to_one_question_are_a_conflict(database: Database, us: Team, map_id: MapId) -> None:
    """The first one stays, and the second hears of it."""
    answered(database, us, map_id, Viewpoint.AUDIT, "No recibe", 1)
    with pytest.raises(EditConflict):
        answered(database, us, map_id, Viewpoint.AUDIT, "Otra razón", 1)
    assert [each.reason for each in reasons(database, us, map_id)] == ["No recibe"]


def test_what_cannot_be_kept_is_refused(database: Database, us: Team, map_id: MapId) -> None:
    """A reason as long as a book, a process that is not there, somebody who may only look."""
    with pytest.raises(CommandRefused):
        answered(database, us, map_id, Viewpoint.AUDIT, "x" * 501, 1)
    with database.writing() as session, pytest.raises(CommandRefused):
        customers.none_because(
            session,
            us.editor,
            map_id=map_id,
            process=NodeId("nadie"),
            viewpoint=Viewpoint.AUDIT,
            reason="x",
            base_revision=1,
        )
    with database.writing() as session, pytest.raises(Forbidden):
        customers.none_because(
            session,
            us.viewer,
            map_id=map_id,
            process=VENTAS,
            viewpoint=Viewpoint.AUDIT,
            reason="x",
            base_revision=1,
        )
    with database.reading() as session:
        assert editing.changes_since(session, us.viewer, map_id=map_id, revision=1) == ()


def test_customers_are_shown_before_their_figures_are_there() -> None:
    """A large map is computed meanwhile; asked again, it has them."""
    opened = kept(process_like(110, seed=4))
    before = customers.coverage(opened, language="es", within=0.001)
    assert (before.is_pending, {each.figure for each in before.served}) == (True, {""})
    after = customers.coverage(opened, language="es")
    assert not after.is_pending
    assert all(each.figure for each in after.served)
