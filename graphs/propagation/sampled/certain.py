"""Own failures that are nearly certain: what the map would be without each of them."""

from typing import NamedTuple

import numpy as np

from graphs.propagation.kernels import Places, inner
from graphs.propagation.parameters import Parameters
from graphs.propagation.sampled.cones import undo, without
from graphs.propagation.sampled.kernels import NONE, WIDTH, Flat, Scratch, Table, Words
from graphs.propagation.sampled.layout import Layout, leaks, thresholds
from graphs.propagation.sampled.words import count

_NEARLY = 0.9
_AT_ONCE = 64
"""How many are asked about in each block; where there are more, they take turns."""


class Certain(NamedTuple):
    """Own failures that are nearly certain, of handoffs first, then of nodes.

    Attributes:
        node: whose thresholds change: the position of the client, or of the node.
        handoff: the place of the handoff; -1 for a node's own.
        leak: the node's threshold without it.
        passed: the handoff's threshold without it.
    """

    node: Places
    handoff: Places
    leak: Words
    passed: Words


class Differences(NamedTuple):
    """In how many trials an outcome fails, or not, because of an own failure; in how many blocks that was asked.

    Attributes:
        spoilt: outcome, own failure: it fails, and would not without.
        saved: outcome, own failure: it does not fail, and would without, as what is passed on is drawn anew.
        blocks: own failure: in how many blocks it was asked.
    """

    spoilt: Table
    saved: Table
    blocks: Places


def certain(layout: Layout, parameters: Parameters) -> Certain:
    """Return the own failures that are nearly certain."""
    handoffs = np.flatnonzero(parameters.own[:, 0] > _NEARLY)
    nodes = np.flatnonzero(parameters.node_own[:, 0] > _NEARLY)
    dependency, containment = parameters.dependency[handoffs, 0], parameters.containment[handoffs, 0]
    by_handoff = [_leak_without(layout, parameters, int(layout.network.clients[e]), handoff=int(e)) for e in handoffs]
    by_node = [_leak_without(layout, parameters, int(v), handoff=None) for v in nodes]
    return Certain(
        node=layout.position[np.concatenate([layout.network.clients[handoffs], nodes])],
        handoff=np.concatenate([layout.place[handoffs], np.full(len(nodes), -1)]),
        leak=thresholds(np.array([*by_handoff, *by_node])),
        passed=thresholds(np.concatenate([dependency * (1 - containment), np.zeros(len(nodes))])),
    )


def _leak_without(layout: Layout, parameters: Parameters, node: int, *, handoff: int | None) -> float:
    """Return how likely a node fails by itself or its needed handoffs by themselves, one own failure left out."""
    first = layout.flat.starts[layout.position[node]]
    needed = layout.handoff_at[first : layout.flat.needed[layout.position[node]]]
    needed = needed[needed != handoff] if handoff is not None else needed
    alone = parameters.dependency[needed, 0] * parameters.own[needed, 0]
    own = 0.0 if handoff is None else parameters.node_own[node, 0]
    return float(leaks(np.array([own]), np.zeros(len(needed), np.int64), alone)[0])


def differences(outcomes: int, asked: Certain) -> Differences:
    """Return zeros."""
    size = len(asked.node)
    return Differences(
        spoilt=np.zeros((outcomes, size), np.int64),
        saved=np.zeros((outcomes, size), np.int64),
        blocks=np.zeros(size, np.int64),
    )


@inner
def ask(
    flat: Flat, block: np.uint64, number: int, outcomes: Places, asked: Certain, room: Scratch, found: Differences
) -> None:
    """Count in a block what each of those whose turn it is does to the outcomes."""
    size = len(asked.node)
    turns = (size + _AT_ONCE - 1) // _AT_ONCE
    for x in range(number % max(1, turns), size, max(1, turns)):
        v, e = asked.node[x], asked.handoff[x]
        leak, alone, passed = flat.leak[v], flat.alone[max(e, 0)], flat.passed[max(e, 0)]
        flat.leak[v] = asked.leak[x]
        if e >= 0:
            flat.alone[e], flat.passed[e] = NONE, asked.passed[x]
        touched = without(flat, block, v, room)
        found.blocks[x] += 1
        for place in range(len(outcomes)):
            outcome = outcomes[place]
            if room.kept[outcome]:
                for j in range(WIDTH):
                    before, after = room.saved[outcome, j], room.failed[outcome, j]
                    found.spoilt[place, x] += count(before & ~after)
                    found.saved[place, x] += count(after & ~before)
        undo(touched, room)
        flat.leak[v] = leak
        if e >= 0:
            flat.alone[e], flat.passed[e] = alone, passed
