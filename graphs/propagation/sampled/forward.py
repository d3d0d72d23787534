"""Which nodes fail in each of 512 trials: suppliers first, each cycle until nothing more fails."""

import numpy as np

from graphs.propagation.kernels import inlined, inner
from graphs.propagation.sampled.kernels import ALL, NONE, WIDTH, Flat, Scratch, Words
from graphs.propagation.sampled.words import draw, mixed


@inner
def forward(flat: Flat, block: np.uint64, room: Scratch) -> None:
    """Let every node fail or not; `block` is the key of the block's random numbers."""
    failed, row = room.failed, room.row
    leak, leak_key, starts, needed, source = flat.leak, flat.leak_key, flat.starts, flat.needed, flat.source
    alone, passed, passed_key, components = flat.alone, flat.passed, flat.passed_key, flat.components
    for v in range(len(leak)):
        for j in range(WIDTH):
            failed[v, j] = NONE
    for component in range(len(components) - 1):
        first, last = components[component], components[component + 1]
        for v in range(first, last):
            if needed[v] != starts[v + 1]:
                pull(flat, block, v, room)
                continue
            _leak(failed, row, v, mixed(leak_key[v] ^ block), leak[v])
            for e in range(starts[v], needed[v]):
                if alone[e] != NONE:
                    _leak(failed, row, v, mixed(flat.alone_key[e] ^ block), alone[e])
                if source[e] >= 0 and passed[e] != NONE:
                    _inherit(failed, row, source[e], v, mixed(passed_key[e] ^ block), passed[e])
        if last - first > 1:
            _go_round(flat, block, component, room)


@inner
def fail_component(flat: Flat, block: np.uint64, component: int, room: Scratch) -> None:
    """Let the nodes of a component fail, from none of them."""
    first, last = flat.components[component], flat.components[component + 1]
    for v in range(first, last):
        pull(flat, block, v, room)
    if last - first > 1:
        _go_round(flat, block, component, room)


@inner
def _go_round(flat: Flat, block: np.uint64, component: int, room: Scratch) -> None:
    """Pass on what handoffs that lead back bring, and what follows from it."""
    back, source, passed, passed_key = flat.back, flat.source, flat.passed, flat.passed_key
    client, needed, failed, pending, row = flat.client, flat.needed, room.failed, room.pending, room.row
    for place in range(flat.back_starts[component], flat.back_starts[component + 1]):
        e = back[place]
        for j in range(WIDTH):
            row[2, j] = failed[source[e], j]
        if e < needed[client[e]]:
            _pass_on(failed, pending, row, client[e], mixed(passed_key[e] ^ block), passed[e])
        else:
            spread(flat, block, e, room)
    settle(flat, block, component, room)


@inner
def pull(flat: Flat, block: np.uint64, v: int, room: Scratch) -> None:
    """Let a node fail by all that it receives, in the trials in which it has not failed yet."""
    failed, row, passed = room.failed, room.row, flat.passed
    _leak(failed, row, v, mixed(flat.leak_key[v] ^ block), flat.leak[v])
    for e in range(flat.starts[v], flat.needed[v]):
        if flat.alone[e] != NONE:
            _leak(failed, row, v, mixed(flat.alone_key[e] ^ block), flat.alone[e])
        if flat.source[e] >= 0 and passed[e] != NONE:
            _inherit(failed, row, flat.source[e], v, mixed(flat.passed_key[e] ^ block), passed[e])
    for group in range(flat.group_starts[v], flat.group_starts[v + 1]):
        if flat.spare[group] < 0:
            _choose(flat, block, group, v, room)
        else:
            tally(flat, block, group, v, room)
            for j in range(WIDTH):
                failed[v, j] |= row[4, j]


@inlined
def _leak(failed: Words, row: Words, v: int, key: np.uint64, threshold: np.uint64) -> None:
    """Let a node fail by itself, or by what a needed handoff does by itself."""
    if threshold != NONE:
        for j in range(WIDTH):
            row[0, j] = ~failed[v, j]
        draw(key, threshold, row)
        for j in range(WIDTH):
            failed[v, j] |= row[1, j]


@inlined
def _inherit(failed: Words, row: Words, u: int, v: int, key: np.uint64, threshold: np.uint64) -> None:
    """Let a needed handoff pass on what its supplier got wrong."""
    some = NONE
    for j in range(WIDTH):
        row[0, j] = failed[u, j] & ~failed[v, j]
        some |= row[0, j]
    if some != NONE:
        draw(key, threshold, row)
        for j in range(WIDTH):
            failed[v, j] |= row[1, j]


@inner
def _choose(flat: Flat, block: np.uint64, group: int, v: int, room: Scratch) -> None:
    """Let the chosen route of each trial hit."""
    failed, row = room.failed, room.row
    for j in range(WIDTH):
        row[3, j] = ALL
    for e in range(flat.group_from[group], flat.group_to[group]):
        chosen(flat, block, e, row)
        for j in range(WIDTH):
            row[4, j] &= ~failed[v, j]
        hit(flat, block, e, room)
        for j in range(WIDTH):
            failed[v, j] |= row[1, j]


@inner
def chosen(flat: Flat, block: np.uint64, e: int, row: Words) -> None:
    """Put the trials in which a route is chosen into row 4, and take them out of row 3, which no member before has."""
    for j in range(WIDTH):
        row[0, j] = row[3, j]
    draw(mixed(flat.choice_key[e] ^ block), flat.choice[e], row)
    for j in range(WIDTH):
        row[4, j] = row[1, j]
        row[3, j] &= ~row[1, j]


@inner
def hit(flat: Flat, block: np.uint64, e: int, room: Scratch) -> None:
    """Put into row 1 in which trials of row 4 a member of a group hits."""
    failed, row = room.failed, room.row
    for j in range(WIDTH):
        row[0, j] = row[4, j]
    draw(mixed(flat.alone_key[e] ^ block), flat.alone[e], row)
    u = flat.source[e]
    if u >= 0 and flat.passed[e] != NONE:
        some = NONE
        for j in range(WIDTH):
            row[5, j] = row[1, j]
            row[0, j] = failed[u, j] & row[4, j] & ~row[1, j]
            some |= row[0, j]
        if some != NONE:
            draw(mixed(flat.passed_key[e] ^ block), flat.passed[e], row)
            for j in range(WIDTH):
                row[1, j] |= row[5, j]


@inner
def tally(flat: Flat, block: np.uint64, group: int, v: int, room: Scratch) -> None:
    """Count the hits of a group of alternatives in the trials in which its client has not failed.

    Row 4 becomes the trials with more hits than are spare. The counters begin so far below a power of two that the
    last carry says that; where all their planes are set, one hit more would do it.
    """
    failed, row, planes = room.failed, room.row, room.planes
    first, last = flat.group_from[group], flat.group_to[group]
    depth, start = width_of(flat.spare[group])
    for plane in range(depth):
        for j in range(WIDTH):
            planes[plane, j] = ALL if (start >> plane) & 1 else NONE
    for j in range(WIDTH):
        row[3, j] = NONE
    for e in range(first, last):
        for j in range(WIDTH):
            row[4, j] = ~failed[v, j]
        hit(flat, block, e, room)
        for j in range(WIDTH):
            carry = row[1, j]
            for plane in range(depth):
                both = planes[plane, j] & carry
                planes[plane, j] ^= carry
                carry = both
            row[3, j] |= carry
    for j in range(WIDTH):
        row[4, j] = row[3, j]


@inner
def width_of(spare: int) -> tuple[int, int]:
    """Return how many planes count past `spare`, and where they begin."""
    depth = 0
    while (1 << depth) < spare + 1:
        depth += 1
    return depth, (1 << depth) - spare - 1


@inlined
def _pass_on(failed: Words, pending: Words, row: Words, v: int, key: np.uint64, threshold: np.uint64) -> bool:
    """Do what `spread` does for a handoff that is needed."""
    some = NONE
    for j in range(WIDTH):
        row[0, j] = row[2, j] & ~failed[v, j]
        some |= row[0, j]
    if some == NONE:
        return False
    draw(key, threshold, row)
    some = NONE
    for j in range(WIDTH):
        some |= row[1, j]
        failed[v, j] |= row[1, j]
        pending[v, j] |= row[1, j]
    return bool(some != NONE)


@inner
def spread(flat: Flat, block: np.uint64, e: int, room: Scratch) -> bool:
    """Pass the supplier's failures of row 2 on; what fails anew is pending. Say if anything does."""
    failed, pending, row, v = room.failed, room.pending, room.row, flat.client[e]
    if e < flat.needed[v]:
        return _pass_on(failed, pending, row, v, mixed(flat.passed_key[e] ^ block), flat.passed[e])
    some = NONE
    for j in range(WIDTH):
        some |= row[2, j] & ~failed[v, j]
        row[6, j] = failed[v, j]
    if some == NONE:
        return False
    pull(flat, block, v, room)
    some = NONE
    for j in range(WIDTH):
        row[1, j] = failed[v, j] & ~row[6, j]
        some |= row[1, j]
        pending[v, j] |= row[1, j]
    return bool(some != NONE)


@inner
def settle(flat: Flat, block: np.uint64, component: int, room: Scratch) -> None:
    """Pass what is pending inside a component on until nothing is."""
    out_starts, out, client, home, needed = flat.out_starts, flat.out, flat.client, flat.home, flat.needed
    passed, passed_key, queue, queued = flat.passed, flat.passed_key, room.queue, room.queued
    failed, pending, row = room.failed, room.pending, room.row
    first, last = flat.components[component], flat.components[component + 1]
    head, waiting, size = 0, 0, last - first
    for v in range(first, last):
        if _is_pending(pending, v):
            queue[waiting], queued[v] = v, True
            waiting += 1
    while waiting:
        u = queue[head]
        head, waiting, queued[u] = (head + 1) % size, waiting - 1, False
        for j in range(WIDTH):
            row[2, j], pending[u, j] = pending[u, j], NONE
        for place in range(out_starts[u], out_starts[u + 1]):
            e = out[place]
            v = client[e]
            if home[v] != component:
                continue
            if e < needed[v]:
                more = _pass_on(failed, pending, row, v, mixed(passed_key[e] ^ block), passed[e])
            else:
                more = spread(flat, block, e, room)
            if more and not queued[v]:
                queue[(head + waiting) % size], queued[v] = v, True
                waiting += 1


@inlined
def _is_pending(pending: Words, v: int) -> bool:
    some = NONE
    for j in range(WIDTH):
        some |= pending[v, j]
    return bool(some != NONE)
