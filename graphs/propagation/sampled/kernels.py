"""What the sampling kernels work on: a map as arrays, and its room for trials."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.kernels import Places

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Table = NDArray[np.int64]

WIDTH = 8
"""Words in a row: 512 trials, one line of the processor's cache."""

LANES = 64 * WIDTH
"""Trials in a block."""

NONE = np.uint64(0)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
"""All trials of a word; as a threshold: certain."""


class Flat(NamedTuple):
    """A map with its probabilities as arrays; nodes by position, suppliers before clients but for cycles.

    A tuple, because that is what kernels take. A probability p is a threshold of 64 binary digits, `ALL` where p is 1.
    Handoffs stand in the order of their clients' positions, those needed first, then group by group.

    Attributes:
        leak: node: fails by itself or by a needed handoff's own failure.
        leak_key: node: its random numbers.
        starts: node: its first handoff; one more at the end.
        needed: node: the first of its handoffs that is in a group.
        source: handoff: the supplier's position, -1 where nothing is passed on.
        client: handoff: the client's position.
        alone: handoff: hits by itself; 0 where that is in the leak of its client, as it mostly is for needed ones.
        passed: handoff: hits, given that the supplier failed and that it does not hit by itself.
        alone_key: handoff: random numbers of `alone`.
        passed_key: handoff: random numbers of `passed`.
        choice: handoff: chosen on an occasion, given that no member before it is.
        choice_key: handoff: random numbers of `choice`.
        group_starts: node: its first group; one more at the end.
        group_from: group: its first handoff.
        group_to: group: the handoff after its last.
        spare: group: how many members may fail; -1 for routes.
        components: component: its first position; one more at the end.
        home: node: its component.
        back_starts: component: its first handoff that leads back; one more at the end.
        back: handoffs that lead back to an earlier position of their component.
        out_starts: node: its first in `out`; one more at the end.
        out: handoffs that pass the failures of a node on.
    """

    leak: Words
    leak_key: Words
    starts: Places
    needed: Places
    source: Places
    client: Places
    alone: Words
    passed: Words
    alone_key: Words
    passed_key: Words
    choice: Words
    choice_key: Words
    group_starts: Places
    group_from: Places
    group_to: Places
    spare: Places
    components: Places
    home: Places
    back_starts: Places
    back: Places
    out_starts: Places
    out: Places


class Scratch(NamedTuple):
    """What a thread writes on: rows of words by node, a queue of nodes, and a few rows for intermediate results.

    Attributes:
        failed: node: the trials in which it fails.
        critical: node: the trials in which its failure would fail the outcome.
        pending: node: failures, or what is critical, still to be passed on.
        possible: node: the trials in which its failure might fail the outcome.
        saved: node: its failures before a change.
        touched: the nodes whose failures are saved.
        kept: node: whether its failures are saved.
        queue: nodes with pending failures, as a ring.
        queued: node: whether it is in the queue.
        row: 0 and 1 are where words are drawn (which trials need one, the result), the rest is the caller's.
        planes: bit-sliced counters.
    """

    failed: Words
    critical: Words
    pending: Words
    possible: Words
    saved: Words
    touched: Places
    kept: Flags
    queue: Places
    queued: Flags
    row: Words
    planes: Words


def scratch(nodes: int, *, changing: bool) -> Scratch:
    """Return room for a map of so many nodes; `changing`: also for what changes would do."""
    changed = nodes if changing else 0
    return Scratch(
        failed=np.zeros((nodes, WIDTH), np.uint64),
        critical=np.zeros((nodes, WIDTH), np.uint64),
        pending=np.zeros((nodes, WIDTH), np.uint64),
        possible=np.zeros((changed, WIDTH), np.uint64),
        saved=np.zeros((changed, WIDTH), np.uint64),
        touched=np.zeros(changed, np.int64),
        kept=np.zeros(changed, np.bool_),
        queue=np.zeros(max(1, nodes), np.int64),
        queued=np.zeros(nodes, np.bool_),
        row=np.zeros((12, WIDTH), np.uint64),
        planes=np.zeros((64, WIDTH), np.uint64),
    )
