"""Elimination against binary decision diagrams (dd, in Python), on fault trees as maps.

Seconds say little, since one is compiled and the other is not; sizes say more: entries of all tables, and nodes of the
finished diagrams of the top and of all branches. In the *weak* variant of a family handoffs fail by themselves and do
not always spoil their client, as those of a value chain do; `python -m benchmarks.diagrams`.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np

from benchmarks.patience import Answer, answer, ask
from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.model import Model
from graphs.propagation.parameters import declared
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Evidence
from tests.graphs.propagation.fault_trees import FaultTree, Gate, as_map, diagrams, random_tree

SECONDS = 10
TOLERANCE = 1e-9
_OWN, _DEPENDENCY = 0.02, 0.6
_FAILS = np.array([[0.0], [1.0]])


def main() -> None:
    """Print the table, or build the one diagram that is asked for."""
    if len(sys.argv) > 1:
        family, size, weak = sys.argv[1:]
        tree = FAMILIES[family](int(size))
        answer(lambda: _by_diagram(weakened(tree) if weak else tree))
    else:
        _print_table()


def _print_table() -> None:
    print(f"\n### Elimination and decision diagrams, on fault trees (a diagram has {SECONDS} s)\n")
    print(
        "| family | size | handoffs | entries of all tables | elimination, ms | nodes of all diagrams | diagrams, ms |"
    )
    print("|---|---|---|---|---|---|---|")
    _compare("shared branches", 10, "", quiet=True)
    for family, sizes in SIZES.items():
        for size in sizes:
            for weak in ("", "weak"):
                _compare(family, size, weak)


def shared(size: int) -> FaultTree:
    """Random gates, every seventh of which takes a branch that another has already."""
    return random_tree(size, seed=1)


def much_shared(size: int) -> FaultTree:
    """Most gates do."""
    return random_tree(size, seed=1, shared=0.7)


def wide(size: int) -> FaultTree:
    """One gate that fails with a third of its events."""
    events = _events(size)
    return FaultTree(events=events, gates=(Gate(name="g", inputs=tuple(events), threshold=size // 3),))


def nested(size: int) -> FaultTree:
    """A third of so many gates, each with two of three events of its own and one that it shares with the next."""
    events = _events(2 * size + 1)
    gates = [_gate(f"g{i}", [f"e{2 * i}", f"e{2 * i + 1}", f"e{2 * i + 2}"], 2) for i in range(size)]
    return FaultTree(events=events, gates=(*gates, _gate("top", [gate.name for gate in gates], size // 3)))


def dense(size: int) -> FaultTree:
    """Layers of so many gates, each taking three of the layer before; four layers."""
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    events = _events(size)
    before, gates = list(events), list[Gate]()
    for layer in range(4):
        made = [_gate(f"g{layer}-{i}", rng.sample(before, 3), rng.randint(1, 3)) for i in range(size)]
        gates += made
        before = [gate.name for gate in made]
    return _reached(FaultTree(events=events, gates=(*gates, _gate("top", before, 1))))


def written_out(size: int) -> FaultTree:
    """Two of so many events, but written as one gate for each pair: what a list of cut sets looks like."""
    events = _events(size)
    gates = [_gate(f"g-{a}-{b}", [a, b], 2) for a, b in combinations(events, 2)]
    return FaultTree(events=events, gates=(*gates, _gate("top", [gate.name for gate in gates], 1)))


def cut_sets(size: int) -> FaultTree:
    """Twice as many sets of three as events, drawn at random."""
    rng = random.Random(1)  # noqa: S311 - no secret hangs on it
    events = _events(size)
    gates = [_gate(f"g{i}", rng.sample(list(events), 3), 3) for i in range(2 * size)]
    return _reached(FaultTree(events=events, gates=(*gates, _gate("top", [gate.name for gate in gates], 1))))


FAMILIES: dict[str, Callable[[int], FaultTree]] = {
    "shared branches": shared,
    "much shared": much_shared,
    "one wide k-of-n": wide,
    "k-of-n of overlapping": nested,
    "dense layers": dense,
    "pairs written out": written_out,
    "random cut sets": cut_sets,
}
SIZES = {
    "shared branches": (100, 300),
    "much shared": (50, 100, 300),
    "one wide k-of-n": (30, 100),
    "k-of-n of overlapping": (20, 60),
    "dense layers": (10, 20),
    "pairs written out": (10, 20, 30),
    "random cut sets": (15, 30),
}


def weakened(tree: FaultTree) -> FaultTree:
    """Return the tree in which what goes into a gate also fails by itself, and does not always count."""
    events, gates = dict(tree.events), list[Gate]()
    for gate in tree.gates:
        for source in gate.inputs:
            events[f"o-{source}-{gate.name}"], events[f"d-{source}-{gate.name}"] = _OWN, _DEPENDENCY
            gates.append(_gate(f"f-{source}-{gate.name}", [source, f"o-{source}-{gate.name}"], 1))
            gates.append(_gate(f"h-{source}-{gate.name}", [f"f-{source}-{gate.name}", f"d-{source}-{gate.name}"], 2))
        gates.append(replace(gate, inputs=tuple(f"h-{source}-{gate.name}" for source in gate.inputs)))
    return FaultTree(events=events, gates=tuple(gates))


def _reached(tree: FaultTree) -> FaultTree:
    """Leave out what does not matter to the top."""
    wanted = {tree.gates[-1].name}
    for gate in reversed(tree.gates):
        wanted |= set(gate.inputs) if gate.name in wanted else set()
    return FaultTree(
        events={name: chance for name, chance in tree.events.items() if name in wanted},
        gates=tuple(gate for gate in tree.gates if gate.name in wanted),
    )


def _events(size: int) -> dict[str, float]:
    rng = random.Random(size)  # noqa: S311 - no secret hangs on it
    return {f"e{i}": rng.uniform(0.02, 0.2) for i in range(size)}


def _gate(name: str, inputs: list[str], threshold: int) -> Gate:
    return Gate(name=name, inputs=tuple(inputs), threshold=max(1, threshold))


def _chain(tree: FaultTree, weak: str) -> ValueChain:
    chain = as_map(tree)
    if not weak:
        return chain
    inner = chain.handoffs[:-1]
    softer = [replace(h, failure=Evidence(own=_OWN), dependency=_DEPENDENCY) for h in inner]
    return replace(chain, handoffs=(*softer, chain.handoffs[-1]))


def _compare(family: str, size: int, weak: str, *, quiet: bool = False) -> None:
    chain = _chain(FAMILIES[family](size), weak)
    ours, entries = _by_elimination(chain)
    peer = ask("benchmarks.diagrams", family, str(size), weak, seconds=SECONDS)
    if not (ours.refusal or peer.refusal) and abs(ours.value - peer.value) > TOLERANCE:
        raise SystemExit(f"{family} {size} {weak}: {ours.value} by elimination, {peer.value} by a diagram")
    name = f"{family}, weak" if weak else family
    cells = (name, size, len(chain.handoffs), entries, ours.told(), peer.note, peer.told())
    if not quiet:
        print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _by_elimination(chain: ValueChain) -> tuple[Answer, str]:
    """Return P of the top with the plan's making, and how large its tables are."""
    model, start = Model(chain), time.perf_counter()
    try:
        plan = ExactPlan(model, model.outcomes)
    except TooLargeForExact as error:
        return Answer(refusal="refused: sampling"), f"2^{np.log2(error.entries):.0f} in one"
    value = float(plan.probability(declared(model), {model.outcomes[0]: _FAILS})[0])
    return Answer(value=value, milliseconds=1000 * (time.perf_counter() - start)), f"{plan.elimination.rows:,}"


def _by_diagram(tree: FaultTree) -> float:
    found = diagrams(tree)
    print(f"{len(found.nodes):,}")
    return found.probability(found.top)


if __name__ == "__main__":
    main()
