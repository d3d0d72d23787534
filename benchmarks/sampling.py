"""The sampling engine against a plain networkx loop and NDlib's independent cascade, and what importances cost.

The peers know neither groups nor calibration, so the maps have none: each node receives two handoffs from not far
upstream, or, where there is feedback, hands back. Speeds are trials times handoffs per second, each side with as many
trials as it does in a few seconds; `python -m benchmarks.sampling`.
"""

import random
import resource
import time
from collections.abc import Callable

import networkx as nx
import numpy as np
from ndlib.models import ModelConfig
from ndlib.models.epidemics import IndependentCascadesModel

from graphs.propagation.parameters import Parameters
from graphs.propagation.sampled.effort import Effort
from graphs.propagation.sampled.layout import Layout, layout, leaks, passed_on
from graphs.propagation.sampled.network import Network
from graphs.propagation.sampled.sampling import sample_layout

_RUNS = 5
_INFECTED = 1
_CONTAINED = 0.1


def main() -> None:
    """Print the three tables."""
    print("\n### Trials times handoffs a second, in millions\n")
    print("| handoffs | ours | networkx loop | NDlib | ours / networkx | ours / NDlib |\n|---|---|---|---|---|---|")
    for handoffs in (10_000, 100_000):
        _against_peers(handoffs)
    print("\n### Every Birnbaum importance of an outcome, as a multiple of P alone\n")
    print("| handoffs | feedback | times P alone |\n|---|---|---|")
    for handoffs, feedback in ((10_000, 0.0), (100_000, 0.0), (10_000, 0.02), (100_000, 0.02)):
        _importances(handoffs, feedback)
    _million()


def invented(handoffs: int, feedback: float, seed: int = 1) -> tuple[Network, Parameters]:
    """Return a map with about two handoffs for each node, some of them leading back, and its last node as outcome."""
    rng = np.random.default_rng(seed)
    nodes = handoffs // 2 + 1
    clients = np.repeat(np.arange(1, nodes), 2)
    suppliers = np.maximum(0, clients - rng.geometric(nodes**-0.5, len(clients)))
    back = rng.random(len(clients)) < feedback
    size = len(clients)
    network = Network(
        suppliers=np.where(back, clients, suppliers),
        clients=np.where(back, suppliers, clients),
        passes=np.ones(size, np.bool_),
        group=np.full(size, -1),
        choice=np.zeros(size),
        spare=np.zeros(0, np.int64),
        node_keys=rng.integers(0, 2**63, nodes).astype(np.uint64),
        handoff_keys=rng.integers(0, 2**63, size).astype(np.uint64),
        outcomes=(nodes - 1,),
    )
    parameters = Parameters(
        own=rng.uniform(0, 0.04, (size, 1)),
        containment=np.where(rng.random((size, 1)) < _CONTAINED, 0.4, 0.0),
        dependency=rng.uniform(0.2, 0.7, (size, 1)),
        node_own=np.zeros((nodes, 1)),
    )
    return network, parameters


def _against_peers(handoffs: int) -> None:
    network, parameters = invented(handoffs, 0.0)
    plan = layout(network)
    ours = _speed(lambda: _sampled(plan, parameters, 1 << 17, importances=False), (1 << 17) * network.handoffs)
    graph = _graph(network, parameters)
    loop = _speed(lambda: _networkx_loop(graph, 10), 10 * network.handoffs)
    ndlib = _speed(_cascade(graph), network.handoffs)
    print(
        f"| {network.handoffs:,} | {ours / 1e6:,.0f} | {loop / 1e6:.2f} | {ndlib / 1e6:.3f} "
        f"| {ours / loop:,.0f} | {ours / ndlib:,.0f} |",
        flush=True,
    )


def _speed(work: Callable[[], object], amount: int) -> float:
    """Return the median speed of some runs, after one that is not counted."""
    work()
    return amount / float(np.median([_seconds(work) for _ in range(_RUNS)]))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _sampled(
    plan: Layout, parameters: Parameters, samples: int, *, importances: bool, threads: int | None = None
) -> None:
    outcomes = plan.network.outcomes if importances else ()
    effort = Effort(samples=samples)
    sample_layout(plan, parameters, outcomes=outcomes, effort=effort, seed=1, threads=threads, progress=None)


def _graph(network: Network, parameters: Parameters) -> nx.DiGraph:
    """Return the map with what begins at each node, and what each handoff passes on."""
    own, containment, dependency = parameters.own[:, 0], parameters.containment[:, 0], parameters.dependency[:, 0]
    begins = leaks(np.zeros(network.nodes), network.clients, dependency * own)
    graph = nx.DiGraph()
    graph.add_nodes_from((v, {"begins": float(p)}) for v, p in enumerate(begins))
    passes = passed_on(own, containment, dependency)
    for u, v, p in zip(network.suppliers.tolist(), network.clients.tolist(), passes.tolist(), strict=True):
        graph.add_edge(u, v, passes=p)
    return graph


def _networkx_loop(graph: nx.DiGraph, trials: int) -> int:
    """What one writes by hand: for each trial a search from what begins, with a draw for each handoff it meets."""
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    failures = 0
    for _ in range(trials):
        failed = {v for v, begins in graph.nodes(data="begins") if rng.random() < begins}
        waiting = list(failed)
        while waiting:
            for _, v, passes in graph.out_edges(waiting.pop(), data="passes"):
                if v not in failed and rng.random() < passes:
                    failed.add(v)
                    waiting.append(v)
        failures += len(failed)
    return failures


def _cascade(graph: nx.DiGraph) -> Callable[[], object]:
    """Return what makes one trial of NDlib's independent cascade, from what begins in it; set up once."""
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    model = IndependentCascadesModel(graph)
    config = ModelConfig.Configuration()
    config.add_model_initial_configuration("Infected", [0])
    for u, v, passes in graph.edges(data="passes"):
        config.add_edge_configuration("threshold", (u, v), passes)
    model.set_initial_status(config)

    def trial() -> object:
        model.reset([v for v, begins in graph.nodes(data="begins") if rng.random() < begins])
        while _INFECTED in model.status.values():
            model.iteration(node_status=False)
        return model

    return trial


def _importances(handoffs: int, feedback: float) -> None:
    network, parameters = invented(handoffs, feedback)
    plan = layout(network)
    ratios = []
    for _ in range(_RUNS + 1):
        alone = _seconds(lambda: _sampled(plan, parameters, 1 << 15, importances=False, threads=1))
        ratios.append(_seconds(lambda: _sampled(plan, parameters, 1 << 15, importances=True, threads=1)) / alone)
    print(f"| {network.handoffs:,} | {feedback:.0%} | {float(np.median(ratios[1:])):.2f} |", flush=True)


def _million() -> None:
    network, parameters = invented(1_000_000, 0.02)
    start = time.perf_counter()
    plan = layout(network)
    effort = Effort(standard_error=0.002)
    found = sample_layout(
        plan, parameters, outcomes=network.outcomes, effort=effort, seed=1, threads=None, progress=None
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    error = found.failures.error[network.outcomes[0]]
    print(
        f"\n{network.handoffs:,} handoffs, 2 % feedback, every importance: {seconds:.1f} s, {found.trials:,} trials, "
        f"standard error {error:.4f}, at most {peak:.2f} GiB in this process"
    )


if __name__ == "__main__":
    main()
