"""If a node that is fine failed, would the outcome? Asked backwards from it, in the trials in which it is fine.

What fails a client would fail what it fails: so the trials in which a node is critical go from clients to suppliers
along handoffs that would pass the failure on. Routes change nothing, for each trial has chosen its own. A group of
alternatives is passed where one hit more is too many; that one failure may hit it twice is seen to by `cones`.
"""

import numpy as np

from graphs.propagation.kernels import Places, inlined, inner
from graphs.propagation.sampled.cones import resolve
from graphs.propagation.sampled.forward import chosen, hit, tally, width_of
from graphs.propagation.sampled.kernels import ALL, NONE, WIDTH, Flags, Flat, Scratch, Words
from graphs.propagation.sampled.words import count, draw, mixed

DECIDES, MIGHT = 0, 1
"""Whether a member of a group of alternatives counts where it decides, or where it might, with others."""


@inlined
def is_any(rows: Words, v: int) -> bool:
    """Say whether a row holds any trial."""
    some = NONE
    for j in range(WIDTH):
        some |= rows[v, j]
    return bool(some != NONE)


@inner
def begin(flat: Flat, outcome: int, room: Scratch) -> None:
    """Let the outcome be critical to itself wherever it is fine, and nothing else."""
    for v in range(flat.components[flat.home[outcome] + 1]):
        for j in range(WIDTH):
            room.critical[v, j] = NONE
    for j in range(WIDTH):
        room.critical[outcome, j] = ~room.failed[outcome, j]


@inner
def reach(flat: Flat, block: np.uint64, v: int, swept: int, hope: int, room: Scratch) -> None:
    """Let suppliers be critical where their failure would fail a node in the trials of row 2.

    Suppliers of the node's own component at `swept` or later have had their turn: theirs is pending.
    """
    row = room.row
    for e in range(flat.starts[v], flat.needed[v]):
        if flat.source[e] >= 0 and flat.passed[e] != NONE:
            for j in range(WIDTH):
                row[4, j] = row[2, j]
            _blame(flat, block, e, swept, room)
    for group in range(flat.group_starts[v], flat.group_starts[v + 1]):
        open_group(flat, block, group, v, hope, room)
        for e in range(flat.group_from[group], flat.group_to[group]):
            decisive(flat, block, group, e, room)
            if flat.source[e] >= 0 and flat.passed[e] != NONE:
                _blame(flat, block, e, swept, room)


@inner
def open_group(flat: Flat, block: np.uint64, group: int, v: int, hope: int, room: Scratch) -> None:
    """Prepare rows 3 and 7 for asking in which trials the members of a group decide."""
    row = room.row
    if flat.spare[group] < 0:
        for j in range(WIDTH):
            row[3, j] = ALL
        return
    if hope == MIGHT:
        for j in range(WIDTH):
            row[7, j] = ALL
        return
    tally(flat, block, group, v, room)
    depth, _ = width_of(flat.spare[group])
    for j in range(WIDTH):
        row[7, j] = ~row[4, j]
        for plane in range(depth):
            row[7, j] &= room.planes[plane, j]


@inner
def decisive(flat: Flat, block: np.uint64, group: int, e: int, room: Scratch) -> None:
    """Put into row 4 in which trials of row 2 a member does not hit, and would fail its client if it did."""
    row = room.row
    if flat.spare[group] < 0:
        chosen(flat, block, e, row)
        for j in range(WIDTH):
            row[4, j] &= row[2, j]
    else:
        for j in range(WIDTH):
            row[4, j] = row[2, j] & row[7, j]
        hit(flat, block, e, room)
        for j in range(WIDTH):
            row[4, j] &= ~row[1, j]


@inlined
def _blame(flat: Flat, block: np.uint64, e: int, swept: int, room: Scratch) -> None:
    """Let the supplier be critical where it is fine and its handoff would hit, in the trials of row 4."""
    row, u = room.row, flat.source[e]
    some = NONE
    for j in range(WIDTH):
        row[0, j] = row[4, j] & ~room.failed[u, j] & ~room.critical[u, j]
        some |= row[0, j]
    if some == NONE:
        return
    draw(mixed(flat.passed_key[e] ^ block), flat.passed[e], row)
    for j in range(WIDTH):
        room.critical[u, j] |= row[1, j]
    if u >= swept and flat.home[u] == flat.home[flat.client[e]]:
        for j in range(WIDTH):
            room.pending[u, j] |= row[1, j]


@inner
def backward(flat: Flat, block: np.uint64, outcome: int, double: Flags, room: Scratch) -> None:
    """Find in which trials each node is critical to an outcome.

    Args:
        flat: the map.
        block: the key of the block's random numbers.
        outcome: the outcome's position.
        double: node: whether it reaches a group of alternatives twice; empty where none does.
        room: what is written on; the forward pass has left which nodes fail.
    """
    if len(double):
        _sweep(flat, block, outcome, double[:0], MIGHT, room)
        for v in range(flat.components[flat.home[outcome] + 1]):
            for j in range(WIDTH):
                room.possible[v, j] = room.critical[v, j]
        for v in range(flat.components[flat.home[outcome] + 1], len(flat.leak)):
            for j in range(WIDTH):
                room.possible[v, j] = NONE
    _sweep(flat, block, outcome, double, DECIDES, room)


@inner
def _sweep(flat: Flat, block: np.uint64, outcome: int, double: Flags, hope: int, room: Scratch) -> None:
    """Go from an outcome to all upstream; where there is hope, as if every member of a group decided."""
    begin(flat, outcome, room)
    failed, critical, row = room.failed, room.critical, room.row
    starts, needed, source = flat.starts, flat.needed, flat.source
    passed, passed_key, components = flat.passed, flat.passed_key, flat.components
    for component in range(flat.home[outcome], -1, -1):
        first, last = components[component], components[component + 1]
        if last - first == 1 and len(double) and double[first]:
            resolve(flat, block, first, room)
        for v in range(last - 1, first - 1, -1):
            if is_any(critical, v) and (last - first > 1 or needed[v] != starts[v + 1]):
                for j in range(WIDTH):
                    row[2, j] = critical[v, j]
                reach(flat, block, v, v, hope, room)
            elif is_any(critical, v):
                for e in range(starts[v], needed[v]):
                    if source[e] >= 0 and passed[e] != NONE:
                        _pass_back(failed, critical, row, v, source[e], mixed(passed_key[e] ^ block), passed[e])
        if last - first > 1:
            _around(flat, block, first, double, hope, room)


@inner
def _around(flat: Flat, block: np.uint64, first: int, double: Flags, hope: int, room: Scratch) -> None:
    """Go round a component until nothing is pending, and see to those that reach a group twice."""
    last = flat.components[flat.home[first] + 1]
    _settle(flat, block, first, last, hope, room)
    if len(double):
        for v in range(last - 1, first - 1, -1):
            if double[v] and resolve(flat, block, v, room):
                for j in range(WIDTH):
                    room.row[2, j] = room.row[9, j]
                reach(flat, block, v, first, hope, room)
                _settle(flat, block, first, last, hope, room)


@inlined
def _pass_back(
    failed: Words, critical: Words, row: Words, v: int, u: int, key: np.uint64, threshold: np.uint64
) -> None:
    """Let a supplier be critical where its needed handoff would fail a client that is."""
    some = NONE
    for j in range(WIDTH):
        row[0, j] = critical[v, j] & ~failed[u, j] & ~critical[u, j]
        some |= row[0, j]
    if some != NONE:
        draw(key, threshold, row)
        for j in range(WIDTH):
            critical[u, j] |= row[1, j]


@inner
def _settle(flat: Flat, block: np.uint64, first: int, last: int, hope: int, room: Scratch) -> None:
    """Go round a component until nothing is pending."""
    again = True
    while again:
        again = False
        for v in range(last - 1, first - 1, -1):
            if is_any(room.pending, v):
                again = True
                for j in range(WIDTH):
                    room.row[2, j] = room.pending[v, j]
                    room.pending[v, j] = NONE
                reach(flat, block, v, first, hope, room)


@inner
def weigh(flat: Flat, block: np.uint64, v: int, room: Scratch, fine: Places, spoilt: Places) -> np.int64:
    """Count for each handoff of a node the trials in which it would decide, with its supplier fine or failed.

    Return in how many the node is critical; what that leaves is not counted for handoffs that are needed.
    """
    row, failed = room.row, room.failed
    total = np.int64(0)
    for j in range(WIDTH):
        row[2, j] = room.critical[v, j]
        total += count(row[2, j])
    for e in range(flat.starts[v], flat.needed[v]):
        u = flat.source[e]
        if u < 0:
            fine[e] += total
        else:
            for j in range(WIDTH):
                fine[e] += count(row[2, j] & ~failed[u, j])
    for group in range(flat.group_starts[v], flat.group_starts[v + 1]):
        open_group(flat, block, group, v, DECIDES, room)
        for e in range(flat.group_from[group], flat.group_to[group]):
            decisive(flat, block, group, e, room)
            u = flat.source[e]
            for j in range(WIDTH):
                lost = failed[u, j] if u >= 0 else NONE
                fine[e] += count(row[4, j] & ~lost)
                spoilt[e] += count(row[4, j] & lost)
    return total
