"""The exact engine against pyAgrum (exact Bayesian networks in C++) and against a plain networkx loop.

The peers know no cycles, groups or calibration, so the maps here have none: process-like, every own failure given.
Ours gives the probability of every node and every derivative of a customer's; pyAgrum that of the customer; the loop an
estimate of it from a thousand trials.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import networkx as nx
import numpy as np
import pyagrum

from benchmarks.timing import heading, paired, row
from graphs.propagation import propagate
from graphs.propagation.exact import ExactPlan
from graphs.propagation.factors import hits
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import process_like

SIZES = (60, 100, 200)
TRIALS = 1_000
TOLERANCE = 1e-9
_FAILS = np.array([[0.0], [1.0]])


def main() -> None:
    """Print both tables."""
    maps = {f"process-like {size}": _without_groups(process_like(size, seed=1, rework=0)) for size in SIZES}
    heading("Every node and every derivative, exactly", "pyAgrum (one node)")
    for name, chain in maps.items():
        _agree(chain)
        row(f"{name} ({len(chain.handoffs)} handoffs)", paired(_ours(chain), _bayesian_network(chain)))
    heading(f"The same, and {TRIALS:,} trials by hand", "networkx loop")
    for name, chain in maps.items():
        row(f"{name} ({len(chain.handoffs)} handoffs)", paired(_ours(chain), _networkx_loop(chain), runs=3))
    heading("Everything that is reported, with rework loops, groups and calibration", "value and derivatives alone")
    for size in SIZES:
        chain = process_like(size, seed=1)
        row(
            f"process-like {size} ({len(chain.handoffs)} handoffs)",
            paired(partial(propagate, chain), _ours(chain), runs=3),
        )


def _without_groups(chain: ValueChain) -> ValueChain:
    return replace(chain, groups=(), handoffs=tuple(replace(handoff, group=None) for handoff in chain.handoffs))


def _ours(chain: ValueChain) -> Callable[[], float]:
    def run() -> float:
        model = Model(chain)
        outcome = model.outcomes[0]
        plan = ExactPlan(model, range(len(model.nodes)))
        return float(plan.evaluate(declared(model), {outcome: _FAILS}).probability[0])

    return run


def _bayesian_network(chain: ValueChain) -> Callable[[], float]:
    """Noisy-OR nodes: what begins by itself is the leak, what is passed on the weight of an arc."""
    model = Model(chain)
    values = hits(declared(model))

    def run() -> float:
        network = pyagrum.BayesNet()
        leaks = np.ones(len(model.nodes))
        for e, client in enumerate(model.clients):
            leaks[client] *= 1 - values.alone[e, 0]
        for v, node in enumerate(model.nodes):
            network.addNoisyORNet(pyagrum.LabelizedVariable(node.id, "", 2), 1 - leaks[v])
        for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
            fine = 1 - values.alone[e, 0]
            weight = 1 - (fine - values.passed_on[e, 0]) / fine
            network.addWeightedArc(model.nodes[supplier].id, model.nodes[client].id, weight)
        engine = pyagrum.LazyPropagation(network)
        outcome = model.nodes[model.outcomes[0]].id
        engine.addTarget(outcome)
        engine.makeInference()
        return float(engine.posterior(outcome)[1])

    return run


def _networkx_loop(chain: ValueChain) -> Callable[[], float]:
    """What one writes by hand: in each trial the nodes in topological order, a draw for every handoff."""
    model = Model(chain)
    values = hits(declared(model))
    graph = nx.MultiDiGraph()
    for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
        graph.add_edge(supplier, client, alone=values.alone[e, 0], passed_on=values.passed_on[e, 0])
    order = list(nx.topological_sort(graph))

    def run() -> float:
        rng = random.Random(1)  # noqa: S311 - no secret hangs on it
        failures = 0
        for _ in range(TRIALS):
            failed: set[int] = set()
            for node in order:
                for supplier, _, handoff in graph.in_edges(node, data=True):
                    if rng.random() < handoff["alone"] + (handoff["passed_on"] if supplier in failed else 0):
                        failed.add(node)
                        break
            failures += model.outcomes[0] in failed
        return failures / TRIALS

    return run


def _agree(chain: ValueChain) -> None:
    """Refuse to compare speeds of different results."""
    ours, theirs = _ours(chain)(), _bayesian_network(chain)()
    if abs(ours - theirs) > TOLERANCE:
        raise SystemExit(f"pyAgrum says {theirs}, we say {ours}")


if __name__ == "__main__":
    main()
