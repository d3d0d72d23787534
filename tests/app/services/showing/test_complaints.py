"""A complaint: what can be observed, what follows, and why nothing may follow."""

from app.services.showing import complaints
from app.services.showing.complaints import Complaint
from tests.chains import chain
from tests.graphs.propagation.processes import process_like
from tests.kept import kept, too_large
from tests.pictures import example


def told(*, failed: tuple[str, ...] = (), fine: tuple[str, ...] = ()) -> Complaint:
    """Return what follows on the example map."""
    return complaints.complaint(kept(example()), failed=failed, fine=fine, language="es")


def test_everything_valid_on_the_map_s_day_can_be_observed() -> None:
    """By kind; what was seen is marked."""
    found = told(failed=("node:minorista",), fine=("handoff:pago",))
    assert [each.name for each in found.outcomes] == ["node:agentes", "node:minorista", "node:en-linea"]
    assert "handoff:refuerzo" not in {each.name for each in found.handoffs}
    assert [(each.name, each.failed, each.fine) for each in found.observed] == [
        ("node:minorista", True, False),
        ("handoff:pago", False, True),
    ]


def test_a_handoff_seen_to_be_fine_takes_suspicion_off_what_came_through_it() -> None:
    """The order cannot be the reason, nor what came with it."""
    opened = kept(chain("a -> b: x 2/10\nb -> cliente: y 3/10\nc -> cliente: z 1/10"))
    found = complaints.complaint(opened, failed=("node:cliente",), fine=("handoff:b-cliente",), language="es").findings
    assert found is not None
    assert [(each.handoff, each.percent, each.change) for each in found.own] == [("c-cliente", "100 %", "antes 10 %")]
    assert found.evidence == "Algo así ocurre el 7 % de las veces."


def test_nothing_observed_asks_nothing() -> None:
    """Not even for the figures."""
    found = told()
    assert (found.findings, found.problems, found.is_pending, found.observed) == (None, (), False, ())


def test_why_there_is_no_answer_is_told() -> None:
    """What cannot happen, what is not there, what is too large."""
    assert [each.code for each in told(failed=("node:bodega",), fine=("node:bodega",)).problems] == [
        "evidence-impossible"
    ]
    wrong = told(failed=("node:nadie", "bodega"))
    assert [each.code for each in wrong.problems] == ["unknown-node", "thing-misnamed"]
    large = complaints.complaint(kept(too_large(45)), failed=("node:p0",), language="es")
    assert [each.code for each in large.problems] == ["too-large-for-exact"]


def test_whoever_cannot_wait_is_told_that_it_is_coming() -> None:
    """Later it is there."""
    opened = kept(process_like(120, seed=3))
    first = opened.chain.outcomes[0].id
    found = complaints.complaint(opened, failed=(f"node:{first}",), language="es", within=0.001)
    assert (found.is_pending, [each.code for each in found.problems]) == (True, ["figures-pending"])
    assert complaints.complaint(opened, failed=(f"node:{first}",), language="es").findings is not None
