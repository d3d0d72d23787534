"""Which nodes fail in each of 512 trials: suppliers first, each cycle until nothing more fails."""

import numpy as np

from graphs.propagation.sampled.kernels import ALL, NONE, WIDTH, Flat, Scratch, Words, inlined, kernel
from graphs.propagation.sampled.words import draw, mixed


@kernel
def forward(flat: Flat, block: np.uint64, room: Scratch) -> None:
    """Let every node fail or not; `block` is the key of the block's random numbers."""
    failed = room.failed
    for v in range(len(flat.leak)):
        for j in range(WIDTH):
            failed[v, j] = NONE
    for component in range(len(flat.components) - 1):
        first = flat.components[component]
        if flat.components[component + 1] - first == 1:
            pull(flat, block, first, room)
        else:
            fail_component(flat, block, component, room)


@kernel
def fail_component(flat: Flat, block: np.uint64, component: int, room: Scratch) -> None:
    """Let the nodes of a component fail, from none of them."""
    first, last = flat.components[component], flat.components[component + 1]
    for v in range(first, last):
        pull(flat, block, v, room)
    if last - first > 1:
        for place in range(flat.back_starts[component], flat.back_starts[component + 1]):
            e = flat.back[place]
            for j in range(WIDTH):
                room.row[2, j] = room.failed[flat.source[e], j]
            spread(flat, block, e, room)
        settle(flat, block, component, room)


@kernel
def pull(flat: Flat, block: np.uint64, v: int, room: Scratch) -> None:
    """Let a node fail by all that it receives, in the trials in which it has not failed yet."""
    failed, row = room.failed, room.row
    if flat.leak[v] != NONE:
        for j in range(WIDTH):
            row[0, j] = ~failed[v, j]
        draw(mixed(flat.leak_key[v] ^ block), flat.leak[v], row)
        for j in range(WIDTH):
            failed[v, j] |= row[1, j]
    for e in range(flat.starts[v], flat.needed[v]):
        if flat.alone[e] != NONE:
            _begin(flat, block, e, v, room)
        if flat.source[e] >= 0 and flat.passed[e] != NONE:
            _inherit(flat, block, e, v, room)
    for group in range(flat.group_starts[v], flat.group_starts[v + 1]):
        if flat.spare[group] < 0:
            _choose(flat, block, group, v, room)
        else:
            tally(flat, block, group, v, room)
            for j in range(WIDTH):
                failed[v, j] |= row[4, j]


@inlined
def _begin(flat: Flat, block: np.uint64, e: int, v: int, room: Scratch) -> None:
    """Let a needed handoff hit by itself."""
    failed, row = room.failed, room.row
    for j in range(WIDTH):
        row[0, j] = ~failed[v, j]
    draw(mixed(flat.alone_key[e] ^ block), flat.alone[e], row)
    for j in range(WIDTH):
        failed[v, j] |= row[1, j]


@inlined
def _inherit(flat: Flat, block: np.uint64, e: int, v: int, room: Scratch) -> None:
    """Let a needed handoff pass on what its supplier got wrong."""
    failed, row, u = room.failed, room.row, flat.source[e]
    some = NONE
    for j in range(WIDTH):
        row[0, j] = failed[u, j] & ~failed[v, j]
        some |= row[0, j]
    if some != NONE:
        draw(mixed(flat.passed_key[e] ^ block), flat.passed[e], row)
        for j in range(WIDTH):
            failed[v, j] |= row[1, j]


@kernel
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


@kernel
def chosen(flat: Flat, block: np.uint64, e: int, row: Words) -> None:
    """Put the trials in which a route is chosen into row 4, and take them out of row 3, which no member before has."""
    for j in range(WIDTH):
        row[0, j] = row[3, j]
    draw(mixed(flat.choice_key[e] ^ block), flat.choice[e], row)
    for j in range(WIDTH):
        row[4, j] = row[1, j]
        row[3, j] &= ~row[1, j]


@kernel
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


@kernel
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


@kernel
def width_of(spare: int) -> tuple[int, int]:
    """Return how many planes count past `spare`, and where they begin."""
    depth = 0
    while (1 << depth) < spare + 1:
        depth += 1
    return depth, (1 << depth) - spare - 1


@kernel
def spread(flat: Flat, block: np.uint64, e: int, room: Scratch) -> bool:
    """Pass the supplier's failures of row 2 on; what fails anew is pending, and the client queued. Say if any does."""
    failed, row, v = room.failed, room.row, flat.client[e]
    some = NONE
    for j in range(WIDTH):
        row[0, j] = row[2, j] & ~failed[v, j]
        some |= row[0, j]
    if some == NONE:
        return False
    if e < flat.needed[v]:
        draw(mixed(flat.passed_key[e] ^ block), flat.passed[e], row)
    else:
        for j in range(WIDTH):
            row[6, j] = failed[v, j]
        pull(flat, block, v, room)
        for j in range(WIDTH):
            row[1, j] = failed[v, j] & ~row[6, j]
    some = NONE
    for j in range(WIDTH):
        some |= row[1, j]
        failed[v, j] |= row[1, j]
        room.pending[v, j] |= row[1, j]
    return bool(some != NONE)


@kernel
def settle(flat: Flat, block: np.uint64, component: int, room: Scratch) -> None:
    """Pass what is pending inside a component on until nothing is."""
    first, last = flat.components[component], flat.components[component + 1]
    head, waiting, size = 0, 0, last - first
    for v in range(first, last):
        if _is_pending(room, v):
            room.queue[waiting] = v
            room.queued[v] = True
            waiting += 1
    while waiting:
        u = room.queue[head]
        head = (head + 1) % size
        waiting -= 1
        room.queued[u] = False
        for j in range(WIDTH):
            room.row[2, j] = room.pending[u, j]
            room.pending[u, j] = NONE
        for place in range(flat.out_starts[u], flat.out_starts[u + 1]):
            e = flat.out[place]
            v = flat.client[e]
            if flat.home[v] == component and spread(flat, block, e, room) and not room.queued[v]:
                room.queue[(head + waiting) % size] = v
                room.queued[v] = True
                waiting += 1


@kernel
def _is_pending(room: Scratch, v: int) -> bool:
    some = NONE
    for j in range(WIDTH):
        some |= room.pending[v, j]
    return bool(some != NONE)
