"""The exact engine against exact Bayesian networks: pyAgrum (C++) and pgmpy.

The peers know no cycles, groups or calibration, so the maps shared with them have none, and every own failure given.
What only ours can do is timed beside them, as a multiple of one value with its derivatives.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pyagrum
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork

from benchmarks.timing import Paired, heading, paired, row
from graphs.propagation import propagate
from graphs.propagation.calibration import calibrate
from graphs.propagation.exact import ExactPlan
from graphs.propagation.factors import Events
from graphs.propagation.intervals import DRAWS, draws_of
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from graphs.propagation.plans import Plans
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import layered, process_like

TOLERANCE = 1e-9
FEW = 3
_FAILS = np.array([[0.0], [1.0]])
_MOST_ROWS = 22

Work = Callable[[], float]


def main() -> None:
    """Print the tables."""
    acyclic = {f"process-like {size}": _plain(process_like(size, seed=1, rework=0)) for size in (50, 100, 200)}
    acyclic |= {f"random {size}": layered(size, seed=1) for size in (50, 100, 150)}
    heading("P and every derivative, exactly", "pyAgrum (explicit handoffs, one calibration)")
    for name, chain in acyclic.items():
        row(_named(name, chain), _agreed(derivatives_by_ours(chain), derivatives_by_pyagrum(chain)))
    shared = {"process-like 200": acyclic["process-like 200"], "random 100": acyclic["random 100"]}
    shared["random 200"] = layered(200, seed=1)
    heading("One customer's P, exactly", "pyAgrum")
    for name, chain in shared.items():
        row(_named(name, chain), _agreed(value_by_ours(chain), value_by_pyagrum(chain)))
    heading("One customer's P, exactly, once more", "pgmpy")
    for name, chain in shared.items():
        row(_named(name, chain), _agreed(value_by_ours(chain), value_by_pgmpy(chain)))
    heading("What the peers give up", "process-like 200")
    small = value_by_ours(_plain(process_like(200, seed=1, rework=0)))
    large = _plain(process_like(1_000, seed=1, rework=0))
    row(_named("process-like 1000, P and every derivative", large), paired(derivatives_by_ours(large), small, runs=FEW))
    print_own_tables()
    chain = process_like(200, seed=1)
    heading(f"{DRAWS:,} calibrated draws of one outcome", "pyAgrum once a draw, acyclic, not calibrated")
    row(_named("process-like 200", chain), paired(draws_by_ours(chain), draws_by_pyagrum(chain), runs=FEW))


def print_own_tables() -> None:
    """What is reported, on maps with rework loops, groups and every handoff measured."""
    sizes = {size: process_like(size, seed=1) for size in (50, 100, 200, 300)}
    for title, work in (
        ("Calibration, every handoff measured", calibrated),
        ("Calibration, all figures and contributions", lambda chain: partial(propagate, chain)),
    ):
        heading(title, "P and every derivative alone")
        for size, chain in sizes.items():
            row(_named(f"process-like {size}", chain), paired(work(chain), derivatives_by_ours(chain)))


def _plain(chain: ValueChain) -> ValueChain:
    return replace(chain, groups=(), handoffs=tuple(replace(handoff, group=None) for handoff in chain.handoffs))


def _named(name: str, chain: ValueChain) -> str:
    return f"{name} ({len(chain.handoffs)} handoffs)"


def _agreed(ours: Work, peer: Work) -> Paired:
    """Time two ways, and refuse to compare speeds of different results."""
    own, other = ours(), peer()
    if abs(own - other) > TOLERANCE:
        raise SystemExit(f"the peer says {other}, we say {own}")
    return paired(ours, peer)


def derivatives_by_ours(chain: ValueChain) -> Work:
    """P and all derivatives, compiling included."""

    def run() -> float:
        model = Model(chain)
        plan = ExactPlan(model, range(len(model.nodes)))
        return float(plan.evaluate(declared(model), {model.outcomes[0]: _FAILS}).probability[0])

    return run


def value_by_ours(chain: ValueChain) -> Work:
    """P alone, compiling included."""

    def run() -> float:
        model = Model(chain)
        plan = ExactPlan(model, model.outcomes[:1])
        return float(plan.probability(declared(model), {model.outcomes[0]: _FAILS})[0])

    return run


def calibrated(chain: ValueChain) -> Callable[[], object]:
    """The calibration, compiling included."""

    def run() -> object:
        model = Model(chain)
        return calibrate(model, Plans(model), declared(model))

    return run


def draws_by_ours(chain: ValueChain) -> Callable[[], object]:
    """A thousand draws, each calibrated anew."""
    model = Model(chain)
    return partial(draws_of, model, model.outcomes[0], DRAWS, 0)


def draws_by_pyagrum(chain: ValueChain) -> Callable[[], object]:
    """The same number of inferences, on the map without its loops."""
    once = value_by_pyagrum(_plain(process_like(200, seed=1, rework=0)))
    del chain
    return lambda: [once() for _ in range(DRAWS)]


def _values(chain: ValueChain) -> tuple[Model, Array, Events]:
    model = Model(chain)
    events = Events(nodes=len(model.nodes), handoffs=len(model.handoffs))
    return model, events.probabilities(declared(model))[:, 0], events


def value_by_pyagrum(chain: ValueChain) -> Work:
    """Noisy-OR nodes: what begins by itself is the leak, what is passed on the weight of an arc."""
    model, values, events = _values(chain)

    def run() -> float:
        network = pyagrum.BayesNet()
        leaks = 1 - values[1 : 1 + len(model.nodes)]
        for e, client in enumerate(model.clients):
            leaks[client] *= 1 - values[events.alone(e)]
        for v, node in enumerate(model.nodes):
            network.addNoisyORNet(pyagrum.LabelizedVariable(node.id, "", 2), 1 - leaks[v])
        for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
            fine = 1 - values[events.alone(e)]
            weight = 1 - (fine - values[events.passed_on(e)]) / fine
            network.addWeightedArc(model.nodes[supplier].id, model.nodes[client].id, weight)
        engine = pyagrum.LazyPropagation(network)
        outcome = model.nodes[model.outcomes[0]].id
        engine.addTarget(outcome)
        engine.makeInference()
        return float(engine.posterior(outcome)[1])

    return run


def derivatives_by_pyagrum(chain: ValueChain) -> Work:
    """A node for each handoff's own failure and one for whether it hits; all posteriors given the complaint.

    From them follows every Birnbaum importance: B = P (posterior - o) / (o (1 - o)).
    """
    model = Model(chain)
    parameters = declared(model)

    def run() -> float:
        network = pyagrum.BayesNet()
        for node in model.nodes:
            network.addNoisyORNet(pyagrum.LabelizedVariable(node.id, "", 2), 0.0)
        for v, node in enumerate(model.nodes):
            begins = network.add(pyagrum.LabelizedVariable(f"b-{node.id}", "", 2))
            network.cpt(begins).fillWith([1 - parameters.node_own[v, 0], parameters.node_own[v, 0]])
            network.addWeightedArc(f"b-{node.id}", node.id, 1.0)
        for e, handoff in enumerate(model.handoffs):
            own, dependency = float(parameters.own[e, 0]), float(parameters.dependency[e, 0])
            passing = 1 - float(parameters.containment[e, 0])
            fails = network.add(pyagrum.LabelizedVariable(f"o-{handoff.id}", "", 2))
            network.cpt(fails).fillWith([1 - own, own])
            hits = network.add(pyagrum.LabelizedVariable(f"h-{handoff.id}", "", 2))
            network.addArc(network.idFromName(handoff.supplier), hits)
            network.addArc(fails, hits)
            for supplier in (0, 1):
                for by_itself in (0, 1):
                    hit = dependency * (1.0 if by_itself else supplier * passing)
                    network.cpt(hits)[{handoff.supplier: supplier, f"o-{handoff.id}": by_itself}] = [1 - hit, hit]
            network.addWeightedArc(f"h-{handoff.id}", handoff.client, 1.0)
        outcome = model.nodes[model.outcomes[0]].id
        engine = pyagrum.LazyPropagation(network)
        engine.addEvidence(outcome, 1)
        engine.makeInference()
        for handoff in model.handoffs:
            engine.posterior(f"o-{handoff.id}")
        return float(engine.evidenceProbability())

    return run


def value_by_pgmpy(chain: ValueChain) -> Work:
    """Tables over the suppliers of each node."""
    model, values, events = _values(chain)

    def run() -> float:
        network = DiscreteBayesianNetwork()
        network.add_nodes_from([node.id for node in model.nodes])
        network.add_edges_from([(handoff.supplier, handoff.client) for handoff in model.handoffs])
        for v, node in enumerate(model.nodes):
            incoming = model.incoming(v)
            fine = np.array([1 - values[events.at_node(v)]])
            for e in incoming:
                alone = 1 - values[events.alone(e)]
                fine = np.multiply.outer(fine, [alone, alone - values[events.passed_on(e)]]).ravel()
            suppliers = [model.nodes[model.suppliers[e]].id for e in incoming]
            network.add_cpds(
                TabularCPD(node.id, 2, np.stack([fine, 1 - fine]), suppliers or None, [2] * len(suppliers) or None)
            )
        outcome = model.nodes[model.outcomes[0]].id
        found = VariableElimination(network).query([outcome], show_progress=False)
        return float(found.values[1])

    return run


if __name__ == "__main__":
    main()
