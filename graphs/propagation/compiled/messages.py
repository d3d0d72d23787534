"""The messages towards one table, brought up to date."""

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.compiled.program import Program, share, sum_out
from graphs.propagation.kernels import Bits, Places, kernel
from graphs.propagation.parameters import Array


class Kept(NamedTuple):
    """What is remembered from query to query; stamps of the last time, -1 for never.

    `takers` is the step that takes each table; `owners` the node whose rule a given table is part of. `changed` is when
    a given table was written; `latest` when anything that a step takes was; `up` and `down` when its messages were.
    `seen` marks the steps on the way that is being looked at, `queued` those whose message up is being renewed. The
    first `stale[-1]` of `stale` are the steps whose message up may not hold (`is_stale`).
    """

    takers: Places
    owners: Places
    changed: Places
    latest: Places
    up: Places
    down: Places
    seen: Places
    queued: Places
    stale: Places
    is_stale: NDArray[np.bool_]


@kernel
def takers_of(program: Program) -> Places:
    """Return the step that takes each table."""
    takers = np.full(len(program.offsets) - 1, len(program.parents) - 1, np.int64)
    for step in range(len(program.parents)):
        for place in range(program.inputs[step], program.inputs[step + 1]):
            takers[program.taken[place]] = step
    return takers


@kernel
def written(kept: Kept, table: int, clock: int) -> None:
    """Note that a given table was written."""
    kept.changed[table] = clock
    _note(kept, int(kept.takers[table]), clock)


@kernel
def query(program: Program, kept: Kept, table: int, relevant: Bits, clock: int, values: Array, adjoints: Array) -> None:
    """Bring all messages towards the step of a table up to date, and give the derivative by the table's entries."""
    last = len(program.parents) - 1
    home = int(kept.takers[table])
    path = [home]
    kept.seen[home] = clock
    while path[-1] != last:
        path.append(int(program.parents[path[-1]]))
        kept.seen[path[-1]] = clock
    _renew(program, kept, relevant, clock, values)
    # From the top of the tree down to the step itself; above the top all else sums to one.
    adjoints[program.offsets[program.tables + last] : program.offsets[program.tables + last + 1]] = 1.0
    length = len(path) - 1
    if length:
        top = path[length - 1]
        if kept.down[top] < 0:
            adjoints[program.offsets[program.tables + top] : program.offsets[program.tables + top + 1]] = 1.0
            kept.down[top] = clock
    for place in range(length - 1, 0, -1):
        step, child = path[place], path[place - 1]
        stamp = kept.down[child]
        if kept.down[step] > stamp or _is_older(program, kept, step, program.tables + child, stamp, relevant):
            adjoints[program.offsets[program.tables + child] : program.offsets[program.tables + child + 1]] = 0.0
            _share_with(program, step, program.tables + child, values, adjoints)
            kept.down[child] = clock
    adjoints[program.offsets[table] : program.offsets[table + 1]] = 0.0
    _share_with(program, home, table, values, adjoints)


@kernel
def _renew(program: Program, kept: Kept, relevant: Bits, clock: int, values: Array) -> None:
    """Bring the messages up of all steps that are not on the way up to date, lower steps first."""
    last = len(program.parents) - 1
    waiting = [last]
    for place in range(kept.stale[last + 1]):
        step = int(kept.stale[place])
        if kept.seen[step] != clock and _is_older(program, kept, step, -1, kept.up[step], relevant):
            kept.queued[step] = clock
            waiting.append(step)
    heapq.heapify(waiting)
    while waiting[0] != last:
        step = heapq.heappop(waiting)
        sum_out(program, step, values)
        kept.up[step] = clock
        kept.is_stale[step] = False
        parent = int(program.parents[step])
        kept.latest[parent] = clock
        if kept.seen[parent] == clock:
            _note(kept, parent, clock)
        elif kept.queued[parent] != clock:
            kept.queued[parent] = clock
            heapq.heappush(waiting, parent)
    still = 0
    for place in range(kept.stale[last + 1]):
        step = int(kept.stale[place])
        if kept.is_stale[step]:
            kept.stale[still] = step
            still += 1
    kept.stale[last + 1] = still


@kernel
def _note(kept: Kept, step: int, clock: int) -> None:
    """Note that something which a step takes is new."""
    last = len(kept.up) - 1
    kept.latest[step] = clock
    if not kept.is_stale[step] and step != last:
        kept.is_stale[step] = True
        kept.stale[kept.stale[last + 1]] = step
        kept.stale[last + 1] += 1


@kernel
def _is_older(program: Program, kept: Kept, step: int, but: int, stamp: int, relevant: Bits) -> bool:
    """Tell whether something that a step takes, but for one table, is newer than a stamp and matters."""
    if stamp < 0:
        return True
    if kept.latest[step] <= stamp:
        return False
    for place in range(program.inputs[step], program.inputs[step + 1]):
        table = program.taken[place]
        if table == but:
            continue
        if table >= program.tables:
            if kept.up[table - program.tables] > stamp:
                return True
        elif kept.changed[table] > stamp:
            owner = kept.owners[table]
            if relevant[owner >> 6] >> np.uint64(owner & 63) & np.uint64(1):
                return True
    return False


@kernel
def _share_with(program: Program, step: int, table: int, values: Array, adjoints: Array) -> None:
    for place in range(program.inputs[step], program.inputs[step + 1]):
        if program.taken[place] == table:
            share(program, step, place - program.inputs[step], values, adjoints)
