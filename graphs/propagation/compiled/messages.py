"""The messages towards one table, brought up to date."""

import numpy as np

from graphs.propagation.compiled.program import Program, share, sum_out
from graphs.propagation.kernels import Bits, Places, kernel
from graphs.propagation.parameters import Array


@kernel
def query(
    program: Program,
    table: int,
    relevant: Bits,
    owners: Places,
    changed: Places,
    up: Places,
    down: Places,
    clock: int,
    values: Array,
    adjoints: Array,
) -> None:
    """Bring all messages towards the step of a table up to date, and give the derivative by the table's entries."""
    last = len(program.parents) - 1
    home = last
    for step in range(last + 1):
        for place in range(program.inputs[step], program.inputs[step + 1]):
            if program.taken[place] == table:
                home = step
    on_path = np.zeros(last + 1, np.bool_)
    path = np.empty(last + 1, np.int64)
    length = 0
    step = home
    while step != last:
        on_path[step] = True
        path[length] = step
        length += 1
        step = program.parents[step]
    for step in range(last):
        if not on_path[step] and _is_older(program, step, -1, up[step], relevant, owners, changed, up):
            sum_out(program, step, values)
            up[step] = clock
    # From the top of the tree down to the step itself; above the top all else sums to one.
    if length:
        top = path[length - 1]
        if down[top] < 0:
            adjoints[program.offsets[program.tables + top] : program.offsets[program.tables + top + 1]] = 1.0
            down[top] = clock
    for place in range(length - 1, 0, -1):
        step, child = path[place], path[place - 1]
        stamp = down[child]
        if down[step] > stamp or _is_older(program, step, program.tables + child, stamp, relevant, owners, changed, up):
            adjoints[program.offsets[program.tables + child] : program.offsets[program.tables + child + 1]] = 0.0
            _share_with(program, step, program.tables + child, values, adjoints)
            down[child] = clock
    adjoints[program.offsets[table] : program.offsets[table + 1]] = 0.0
    if home == last:
        adjoints[program.offsets[program.tables + last] : program.offsets[program.tables + last + 1]] = 1.0
    _share_with(program, home, table, values, adjoints)


@kernel
def _is_older(
    program: Program, step: int, but: int, stamp: int, relevant: Bits, owners: Places, changed: Places, up: Places
) -> bool:
    """Tell whether something that a step takes, but for one table, is newer than a stamp and matters."""
    if stamp < 0:
        return True
    for place in range(program.inputs[step], program.inputs[step + 1]):
        table = program.taken[place]
        if table == but:
            continue
        if table >= program.tables:
            if up[table - program.tables] > stamp:
                return True
        elif changed[table] > stamp:
            owner = owners[table]
            if relevant[owner >> 6] >> np.uint64(owner & 63) & np.uint64(1):
                return True
    return False


@kernel
def _share_with(program: Program, step: int, table: int, values: Array, adjoints: Array) -> None:
    for place in range(program.inputs[step], program.inputs[step + 1]):
        if program.taken[place] == table:
            share(program, step, place - program.inputs[step], values, adjoints)
