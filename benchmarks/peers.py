"""Exact Bayesian networks by pyAgrum (C++) and pgmpy: the same maps as a user of theirs would put them.

They know no cycles and no groups; pyAgrum is asked for what it can do beside our calibration, too. As a programme it
answers one question in a process of its own: `python -m benchmarks.peers PEER FAMILY SIZE`.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pyagrum
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork

from benchmarks.patience import answer
from graphs.propagation.factors import Events
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, declared
from process_models.domain.chain import ValueChain
from tests.graphs.propagation.processes import layered, process_like

Work = Callable[[], float]


def plain(chain: ValueChain) -> ValueChain:
    """Return a map without its groups."""
    return replace(chain, groups=(), handoffs=tuple(replace(handoff, group=None) for handoff in chain.handoffs))


def shared_map(family: str, size: int) -> ValueChain:
    """Return a map that the peers know how to do: neither cycles nor groups."""
    return layered(size, seed=1) if family == "random" else plain(process_like(size, seed=1, rework=0))


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


class Calibrating:
    """What a user of pyAgrum writes to have calibrated draws: rates settled from upstream, an inference for each step.

    The own failure behind a measured rate follows from how often its supplier fails, which the handoffs further up must
    be settled for. So handoffs whose suppliers lie equally deep are settled together, then the network is asked again.
    The network is built once; each step writes the tables of the clients and infers the suppliers that are needed next.
    """

    def __init__(self, chain: ValueChain) -> None:
        self._model = model = Model(chain)
        self.parameters = declared(model)
        self._network = pyagrum.BayesNet()
        for node in model.nodes:
            self._network.add(pyagrum.LabelizedVariable(node.id, "", 2))
        for v, node in enumerate(model.nodes):
            for e in model.incoming(v):
                self._network.addArc(model.nodes[model.suppliers[e]].id, node.id)
        self._generations = tuple(self._by_depth())

    def once(self, rates: Array) -> float:
        """Return P of the first outcome, calibrated on one draw of the rates."""
        model, parameters = self._model, self.parameters
        parameters.own[:, 0], parameters.containment[:, 0] = rates, [h.containment or 0.0 for h in model.handoffs]
        for nodes in self._generations:
            handoffs = [e for v in nodes for e in model.incoming(v)]
            failures = self._failures(sorted({model.suppliers[e] for e in handoffs}))
            for e in handoffs:
                self._settle(e, float(rates[e]), failures[model.suppliers[e]])
            for v in nodes:
                self._write(v)
        return self._failures([model.outcomes[0]])[model.outcomes[0]]

    def _by_depth(self) -> Iterator[list[int]]:
        """Yield the nodes upstream of the outcome whose suppliers all came before."""
        model = self._model
        waiting, before = model.upstream(model.outcomes[:1]), set[int]()
        while waiting:
            ready = [v for v in sorted(waiting) if all(model.suppliers[e] in before for e in model.incoming(v))]
            before.update(ready)
            waiting = waiting.difference(ready)
            yield ready

    def _failures(self, nodes: list[int]) -> dict[int, float]:
        if not nodes:
            return {}
        names = {v: self._model.nodes[v].id for v in nodes}
        engine = pyagrum.LazyPropagation(self._network)
        for name in names.values():
            engine.addTarget(name)
        engine.makeInference()
        return {v: float(engine.posterior(name)[1]) for v, name in names.items()}

    def _settle(self, handoff: int, rate: float, supplier: float) -> None:
        """Take the supplier's part out of a rate; where there is less than that, more is contained."""
        inherited = (1 - self.parameters.containment[handoff, 0]) * supplier
        more = rate >= inherited
        self.parameters.own[handoff, 0] = 1 - (1 - rate) / (1 - inherited) if more else 0.0
        if not more:
            self.parameters.containment[handoff, 0] = 1 - rate / supplier

    def _write(self, node: int) -> None:
        own, passing = self.parameters.own[:, 0], 1 - self.parameters.containment[:, 0]
        fine = np.array(1 - self.parameters.node_own[node, 0])
        for e in reversed(self._model.incoming(node)):
            hits = self.parameters.dependency[e, 0] * np.array([own[e], 1 - (1 - own[e]) * (1 - passing[e])])
            fine = np.multiply.outer(fine, 1 - hits)
        table = np.stack([fine, 1 - fine], axis=-1)
        self._network.cpt(self._model.nodes[node].id).fillWith(table.ravel().tolist())


PEERS: dict[str, Callable[[ValueChain], Work]] = {"pyAgrum": value_by_pyagrum, "pgmpy": value_by_pgmpy}


def main() -> None:
    """Answer one question."""
    peer, family, size = sys.argv[1:]
    answer(PEERS[peer](shared_map(family, int(size))))


if __name__ == "__main__":
    main()
