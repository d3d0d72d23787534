"""What one change does to everything downstream, in the same trials; undone afterwards.

`resolve` lets a node fail where the backward pass leaves it open: the node reaches a group of alternatives twice, and
two hits at once may be too many where one is not. `without` takes one own failure away: where it is nearly certain,
trials in which its client is fine are too rare to tell what it does.
"""

import numpy as np

from graphs.propagation.kernels import Places, inner, kernel
from graphs.propagation.sampled.forward import fail_component, spread
from graphs.propagation.sampled.kernels import NONE, WIDTH, Flags, Flat, Scratch


@kernel
def mark_doubles(flat: Flat, most: int) -> Flags:
    """Say which nodes reach a group of alternatives by two of its members; all, where finding out takes too long."""
    size = len(flat.leak)
    double, reached = np.zeros(size, np.bool_), np.zeros(size, np.int64)
    seen, stack = np.full(size, -1), np.zeros(size, np.int64)
    visits = 0
    for group in range(len(flat.spare)):
        if flat.spare[group] < 0:
            continue
        for v in range(size):
            reached[v] = 0
        visits += size
        for e in range(flat.group_from[group], flat.group_to[group]):
            visits += _reach_back(flat, e, reached, seen, stack)
            if visits > most:
                double[:] = True
                return double
        for v in range(size):
            double[v] |= reached[v] > 1
    return double


@inner
def _reach_back(flat: Flat, member: int, reached: Places, seen: Places, stack: Places) -> int:
    """Count a member of a group for all nodes that reach it; return how many these are."""
    if flat.source[member] < 0:
        return 0
    height, visits = 1, 0
    stack[0] = flat.source[member]
    seen[stack[0]] = member
    while height:
        height -= 1
        v = stack[height]
        reached[v] += 1
        visits += 1
        for e in range(flat.starts[v], flat.starts[v + 1]):
            u = flat.source[e]
            if u >= 0 and seen[u] != member:
                seen[u] = member
                stack[height] = u
                height += 1
    return visits


@inner
def resolve(flat: Flat, block: np.uint64, v: int, room: Scratch) -> bool:
    """Let a node be critical where its failure would fail the outcome; say if it is anywhere where it was not known.

    Row 9 becomes those trials. What newly fails and is known to be critical decides; what cannot matter is left out.
    """
    row = room.row
    some = NONE
    for j in range(WIDTH):
        row[8, j] = room.possible[v, j] & ~room.critical[v, j] & ~room.failed[v, j]
        row[9, j] = NONE
        some |= row[8, j]
    if some == NONE:
        return False
    touched = _remember(v, 0, room)
    for j in range(WIDTH):
        room.failed[v, j] |= row[8, j]
        room.pending[v, j] = row[8, j]
    touched = _flood(flat, block, v, touched, room)
    _restore(touched, room)
    some = NONE
    for j in range(WIDTH):
        row[9, j] &= row[8, j]
        room.critical[v, j] |= row[9, j]
        some |= row[9, j]
    return bool(some != NONE)


@inner
def _flood(flat: Flat, block: np.uint64, v: int, touched: int, room: Scratch) -> int:
    """Pass a node's pending failures on to all downstream, until they are decided; return how many nodes changed."""
    row, size = room.row, len(flat.leak)
    room.queue[0], head, waiting = v, 0, 1
    while waiting:
        u = room.queue[head]
        head = (head + 1) % size
        waiting -= 1
        room.queued[u] = False
        for j in range(WIDTH):
            row[10, j] = room.pending[u, j]
            room.pending[u, j] = NONE
        for place in range(flat.out_starts[u], flat.out_starts[u + 1]):
            e = flat.out[place]
            w = flat.client[e]
            some = NONE
            for j in range(WIDTH):
                row[2, j] = row[10, j] & room.possible[w, j] & ~row[9, j]
                some |= row[2, j] & ~room.failed[w, j]
            if some == NONE or flat.passed[e] == NONE:
                continue
            touched = _remember(w, touched, room)
            if spread(flat, block, e, room):
                for j in range(WIDTH):
                    row[9, j] |= row[1, j] & room.critical[w, j]
                if not room.queued[w]:
                    room.queue[(head + waiting) % size] = w
                    room.queued[w] = True
                    waiting += 1
    return touched


@inner
def _remember(v: int, touched: int, room: Scratch) -> int:
    """Keep a node's failures as they are, if they are not kept yet; return how many nodes are kept."""
    if room.kept[v]:
        return touched
    room.kept[v] = True
    room.touched[touched] = v
    for j in range(WIDTH):
        room.saved[v, j] = room.failed[v, j]
    return touched + 1


@inner
def _restore(touched: int, room: Scratch) -> None:
    """Put all that was kept back."""
    for place in range(touched):
        v = room.touched[place]
        room.kept[v] = False
        for j in range(WIDTH):
            room.failed[v, j] = room.saved[v, j]


@inner
def without(flat: Flat, block: np.uint64, v: int, room: Scratch) -> int:
    """Compute all downstream of a node anew after its thresholds were changed; return how many nodes are kept.

    What it was is in `saved`; `undo` brings it back.
    """
    touched = 0
    room.queued[v] = True
    for component in range(flat.home[v], len(flat.components) - 1):
        first, last = flat.components[component], flat.components[component + 1]
        if not _is_queued(first, last, room):
            continue
        for w in range(first, last):
            touched = _remember(w, touched, room)
            for j in range(WIDTH):
                room.failed[w, j] = NONE
        fail_component(flat, block, component, room)
        for w in range(first, last):
            _announce(flat, w, room)
    return touched


@inner
def undo(touched: int, room: Scratch) -> None:
    """Bring back what was before."""
    _restore(touched, room)


@inner
def _is_queued(first: int, last: int, room: Scratch) -> bool:
    some = False
    for v in range(first, last):
        some |= room.queued[v]
        room.queued[v] = False
    return some


@inner
def _announce(flat: Flat, v: int, room: Scratch) -> None:
    """Queue the clients of a node that is not what it was."""
    changed = NONE
    for j in range(WIDTH):
        changed |= room.failed[v, j] ^ room.saved[v, j]
    if changed != NONE:
        for place in range(flat.out_starts[v], flat.out_starts[v + 1]):
            w = flat.client[flat.out[place]]
            if flat.home[w] != flat.home[v]:
                room.queued[w] = True
