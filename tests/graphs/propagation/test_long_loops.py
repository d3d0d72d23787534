"""Cycles of hundreds and thousands of measured handoffs: calibrated like small ones, or refused by their size."""

import numpy as np
import pytest

from graphs.propagation.calibration import supplier_failures
from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.settled import Settled, settled
from process_models.domain.chain import Handoff, Node, ValueChain
from process_models.domain.evidence import Deliveries, Evidence
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind

EXACTLY = 1e-9


@pytest.mark.parametrize("size", [60, 300, 5_000])
def test_every_rate_round_a_long_cycle_is_reproduced(size: int) -> None:
    """Rates that differ have one solution: what is missing at a handoff is its own, or it contains what is too much."""
    model = Model(_ring([40 + 7 * place % 21 for place in range(size)]))
    found = settled(model)
    assert _rates(model, found) == pytest.approx([rate.probability for rate in model.rates], abs=EXACTLY)
    assert found.residual < EXACTLY


def test_equal_rates_round_a_cycle_are_split_evenly() -> None:
    """Where the counts cannot tell, everybody has the same part, however long the way."""
    size = 120
    found = settled(Model(_ring([40] * size)))
    assert found.parameters.own[:-1, 0] == pytest.approx(np.full(size, 1 - 0.9 ** (1 / size)), rel=1e-6)


def test_a_cycle_too_large_to_be_solved_is_refused_with_its_size() -> None:
    """Two thousand equal rates would have to be solved for at once: that is said, and what the limit is."""
    with pytest.raises(TooLargeForExact) as refused:
        settled(Model(_ring([40] * 2_000)))
    (problem,) = refused.value.problems
    assert problem.code == "loop-too-large-for-exact"
    told = dict(problem.fields)
    assert (told["handoffs"], told["nodes"], told["limit_bits"]) == (2_000, 2_000, 26)


def _rates(model: Model, found: Settled) -> list[float]:
    pi = supplier_failures(model, found.plans, found.parameters, found.failures)
    own, containment = found.parameters.own[:, 0], found.parameters.containment[:, 0]
    rates: list[float] = (own + (1 - own) * (1 - containment) * pi).tolist()
    return rates


def _ring(failed: list[int]) -> ValueChain:
    """Return processes in a circle, each of which spoils the next, and a customer of the first; out of 400."""
    size = len(failed)
    ends = [(f"p{place}", f"p{(place + 1) % size}") for place in range(size)]
    handoffs = tuple(
        Handoff(
            id=HandoffId(f"h{place}"),
            supplier=NodeId(supplier),
            client=NodeId(client),
            deliverable="Entrega",
            dependency=1.0,
            failure=Evidence(deliveries=Deliveries(count=400, failed=count)),
        )
        for place, ((supplier, client), count) in enumerate(
            zip([*ends, ("p0", "cliente")], [*failed, failed[-1]], strict=True)
        )
    )
    nodes = [Node(id=NodeId(f"p{place}"), name=f"P{place}", kind=NodeKind.PROCESS) for place in range(size)]
    nodes.append(Node(id=NodeId("cliente"), name="Cliente", kind=NodeKind.CUSTOMER))
    return ValueChain(name="Círculo", nodes=tuple(nodes), handoffs=handoffs)
