"""Fault trees of AND, OR and k-of-n gates with shared branches, as maps; binary decision diagrams judge them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from dd.autoref import BDD, Function

from process_models.domain.chain import Handoff, HandoffGroup, Node, ValueChain
from process_models.domain.evidence import Evidence
from process_models.domain.identifiers import GroupId, HandoffId, NodeId
from process_models.domain.vocabulary import NodeKind

TOP = NodeId("cliente")
NEAR = 12
"""How far back a shared branch may lie from the gate that takes it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Fails where at least `threshold` of its inputs do: 1 is OR, all of them is AND."""

    name: str
    inputs: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultTree:
    """Basic events with their probabilities, and gates, inputs first; the last one is the top."""

    events: dict[str, float]
    gates: tuple[Gate, ...]


def random_tree(events: int, seed: int, *, rarest: float = 0.01, shared: float = 0.15) -> FaultTree:
    """Return a tree of so many events; the same for the same seed.

    Args:
        events: how many.
        seed: the seed.
        rarest: probabilities lie between this and ten times this.
        shared: how often a gate takes a branch that another one has already.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    basic = {f"e{place}": rarest * 10 ** rng.random() for place in range(events)}
    waiting, used, gates = list(basic), list[str](), list[Gate]()
    for number in count():
        taken = rng.randint(2, 4)
        inputs, waiting = waiting[:taken], waiting[taken:]
        others = [branch for branch in used[-NEAR:] if branch not in inputs]
        if others and rng.random() < shared:
            inputs.append(rng.choice(others))
        gates.append(Gate(name=f"g{number}", inputs=tuple(inputs), threshold=_threshold(rng, len(inputs))))
        used += inputs
        if not waiting:
            break
        waiting.append(gates[-1].name)
    return FaultTree(events=basic, gates=tuple(gates))


def _threshold(rng: random.Random, inputs: int) -> int:
    return rng.choice([1, 1, inputs, rng.randint(1, inputs)])


def as_map(tree: FaultTree) -> ValueChain:
    """Return the map that fails its customer exactly where the tree's top does: a process for each event and gate."""
    nodes = [
        Node(id=NodeId(name), name=name, kind=NodeKind.PROCESS, own_failure=Evidence(own=probability))
        for name, probability in tree.events.items()
    ]
    nodes += [Node(id=NodeId(gate.name), name=gate.name, kind=NodeKind.PROCESS) for gate in tree.gates]
    nodes.append(Node(id=TOP, name="Cliente", kind=NodeKind.CUSTOMER))
    groups = [_group(gate) for gate in tree.gates if gate.threshold > 1]
    grouped = {group.client: group.id for group in groups}
    ends = [(source, gate.name) for gate in tree.gates for source in gate.inputs] + [(tree.gates[-1].name, TOP)]
    handoffs = [
        Handoff(
            id=HandoffId(f"{source}-{client}"),
            supplier=NodeId(source),
            client=NodeId(client),
            deliverable="Entrega",
            failure=Evidence(own=0.0),
            dependency=1.0,
            group=grouped.get(NodeId(client)),
        )
        for source, client in ends
    ]
    return ValueChain(name="Árbol", nodes=tuple(nodes), handoffs=tuple(handoffs), groups=tuple(groups))


def _group(gate: Gate) -> HandoffGroup:
    required = len(gate.inputs) - gate.threshold + 1
    return HandoffGroup(id=GroupId(f"r-{gate.name}"), client=NodeId(gate.name), required=required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagrams:
    """The binary decision diagrams of a tree's branches, as plain numbers.

    A node is an event with the nodes that follow where it does not happen and where it does; `of` are the branches'.
    """

    tree: FaultTree
    nodes: dict[int, tuple[str, int, int]]
    of: dict[str, int]
    sure: dict[int, float]

    @property
    def top(self) -> int:
        """The diagram of the whole tree."""
        return self.of[self.tree.gates[-1].name]

    def probability(self, diagram: int, certain: dict[str, float] | None = None) -> float:
        """Return how likely it holds, some events' probabilities changed; it only adds: tiny ones keep their digits."""
        return self._weighed(diagram, self.tree.events | (certain or {}), dict(self.sure))

    def _weighed(self, diagram: int, probabilities: dict[str, float], known: dict[int, float]) -> float:
        if diagram not in known:
            event, without, with_it = self.nodes[diagram]
            chance = probabilities[event]
            fine, failed = (self._weighed(way, probabilities, known) for way in (without, with_it))
            known[diagram] = (1 - chance) * fine + chance * failed
        return known[diagram]


def diagrams(tree: FaultTree) -> Diagrams:
    """Build them, and let go of the builder: it complains when it goes before what it has built."""
    bdd = BDD()
    bdd.declare(*_in_order(tree))
    of: dict[str, Function] = {name: bdd.var(name) for name in tree.events}
    for gate in tree.gates:
        of[gate.name] = _at_least(bdd, gate.threshold, [of[name] for name in gate.inputs])
    nodes: dict[int, tuple[str, int, int]] = {}
    sure = {int(bdd.true): 1.0, int(bdd.false): 0.0}
    waiting = list(of.values())
    while waiting:
        diagram = waiting.pop()
        event, low, high = diagram.var, diagram.low, diagram.high
        if int(diagram) in nodes or event is None or low is None or high is None:
            continue
        low, high = (~low, ~high) if diagram.negated else (low, high)
        nodes[int(diagram)] = event, int(low), int(high)
        waiting += [low, high]
    return Diagrams(tree=tree, nodes=nodes, of={name: int(found) for name, found in of.items()}, sure=sure)


def _at_least(bdd: BDD, threshold: int, inputs: Sequence[Function]) -> Function:
    """Return that so many hold; `held[k]` is that at least k of those seen so far do."""
    held = [bdd.true, *[bdd.false] * threshold]
    for diagram in inputs:
        for k in range(threshold, 0, -1):
            held[k] = bdd.ite(diagram, held[k - 1], held[k])
    return held[threshold]


def _in_order(tree: FaultTree) -> list[str]:
    """Return the events as a walk from the top meets them first: near in the tree is near in the order."""
    inputs = {gate.name: gate.inputs for gate in tree.gates}
    met: dict[str, None] = {}
    waiting = [tree.gates[-1].name]
    while waiting:
        name = waiting.pop()
        if name not in met:
            met[name] = None
            waiting += reversed(inputs.get(name, ()))
    return [name for name in met if name in tree.events]
