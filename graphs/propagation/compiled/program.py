"""The steps of an elimination as arrays, and how they are taken forward and back."""

from typing import NamedTuple

import numpy as np

from graphs.propagation.kernels import Places, kernel
from graphs.propagation.parameters import Array


class Program(NamedTuple):
    """The steps as arrays. The last step keeps its variables, and gives the result.

    `tables` counts the given tables; the message of step s is table `tables` + s. `offsets` is the first row of each
    table. Step s has the axes `axes[s]:axes[s + 1]` of `sizes`, the eliminated variable first, and the tables
    `inputs[s]:inputs[s + 1]` of `taken`; `strides[first[i] + a]` is how many rows input i moves with axis a.
    `parents` is the step that takes each message.
    """

    tables: int
    offsets: Places
    axes: Places
    sizes: Places
    inputs: Places
    taken: Places
    first: Places
    strides: Places
    parents: Places


@kernel
def laid_out(
    domains: Places,
    scope_starts: Places,
    scopes: Places,
    kept: Places,
    order: Places,
    joint_starts: Places,
    joint: Places,
) -> Program:
    """Lay the steps out."""
    tables, steps = len(scope_starts) - 1, len(order) + 1
    last = steps - 1
    rank = np.empty(len(domains), np.int64)
    for step in range(last):
        rank[order[step]] = step
    for place in range(len(kept)):
        rank[kept[place]] = last + place
    # The axes of each step: its variable, then its neighbours in order of elimination.
    axes = np.zeros(steps + 1, np.int64)
    for step in range(last):
        axes[step + 1] = axes[step] + 1 + joint_starts[step + 1] - joint_starts[step]
    axes[steps] = axes[last] + 1 + len(kept)
    variables = np.empty(axes[steps], np.int64)
    sizes = np.ones(axes[steps], np.int64)
    parents = np.full(steps, last, np.int64)
    for step in range(last):
        start = axes[step]
        variables[start] = order[step]
        ranks = np.sort(rank[joint[joint_starts[step] : joint_starts[step + 1]]])
        for place in range(len(ranks)):
            variables[start + 1 + place] = order[ranks[place]] if ranks[place] < last else kept[ranks[place] - last]
        if len(ranks) and ranks[0] < last:
            parents[step] = ranks[0]
    variables[axes[last]] = -1
    for place in range(len(kept)):
        variables[axes[last] + 1 + place] = kept[place]
    for place in range(axes[steps]):
        if variables[place] >= 0:
            sizes[place] = domains[variables[place]]
    # Who takes each table.
    takers = np.full(tables + steps, last, np.int64)
    for table in range(tables):
        for place in range(scope_starts[table], scope_starts[table + 1]):
            takers[table] = min(takers[table], rank[scopes[place]])
    takers[tables : tables + steps] = parents
    inputs = np.zeros(steps + 1, np.int64)
    for table in range(tables + last):
        inputs[takers[table] + 1] += 1
    inputs = np.cumsum(inputs)
    taken = np.empty(inputs[steps], np.int64)
    filled = inputs[:-1].copy()
    for table in range(tables + last):
        taken[filled[takers[table]]] = table
        filled[takers[table]] += 1
    # Rows.
    offsets = np.zeros(tables + steps + 1, np.int64)
    for table in range(tables):
        entries = 1
        for place in range(scope_starts[table], scope_starts[table + 1]):
            entries *= domains[scopes[place]]
        offsets[table + 1] = offsets[table] + entries
    for step in range(steps):
        entries = 1
        for place in range(axes[step] + 1, axes[step + 1]):
            entries *= sizes[place]
        offsets[tables + step + 1] = offsets[tables + step] + entries
    # How far each input moves with each axis.
    first = np.zeros(len(taken) + 1, np.int64)
    for step in range(steps):
        for place in range(inputs[step], inputs[step + 1]):
            first[place + 1] = first[place] + axes[step + 1] - axes[step]
    strides = np.zeros(first[-1], np.int64)
    axis_of = np.empty(len(domains), np.int64)
    for step in range(steps):
        for place in range(axes[step], axes[step + 1]):
            if variables[place] >= 0:
                axis_of[variables[place]] = place - axes[step]
        for place in range(inputs[step], inputs[step + 1]):
            table = taken[place]
            stride = 1
            if table < tables:
                for at in range(scope_starts[table + 1] - 1, scope_starts[table] - 1, -1):
                    strides[first[place] + axis_of[scopes[at]]] = stride
                    stride *= domains[scopes[at]]
            else:
                for at in range(axes[table - tables + 1] - 1, axes[table - tables], -1):
                    strides[first[place] + axis_of[variables[at]]] = stride
                    stride *= sizes[at]
    return Program(tables, offsets, axes, sizes, inputs, taken, first, strides, parents)


@kernel
def sum_all(program: Program, values: Array) -> None:
    """Take every step, the last one too."""
    for step in range(len(program.parents)):
        sum_out(program, step, values)


@kernel
def share_all(program: Program, values: Array, adjoints: Array) -> None:
    """Go back through every step, from the derivatives by the result to those by all tables."""
    for step in range(len(program.parents) - 1, -1, -1):
        share(program, step, -1, values, adjoints)


@kernel
def sum_out(program: Program, step: int, values: Array) -> None:
    """Multiply the tables of a step and sum its first axis out."""
    columns = values.shape[1]
    inputs, end = program.inputs[step], program.inputs[step + 1]
    axes = program.axes[step + 1] - program.axes[step]
    sizes = program.sizes[program.axes[step] : program.axes[step + 1]]
    rows = program.offsets[program.taken[inputs:end]]
    index = np.zeros(axes, np.int64)
    if columns == 1:
        _sum_out_one(program, step, sizes, index, rows, values)
        return
    product = np.empty(columns)
    for out in range(program.offsets[program.tables + step], program.offsets[program.tables + step + 1]):
        values[out] = 0.0
        for value in range(sizes[0]):
            for column in range(columns):
                product[column] = 1.0
            for place in range(end - inputs):
                row = rows[place] + value * program.strides[program.first[inputs + place]]
                for column in range(columns):
                    product[column] *= values[row, column]
            for column in range(columns):
                values[out, column] += product[column]
        _advance(program, inputs, end, sizes, index, rows)


@kernel
def _sum_out_one(program: Program, step: int, sizes: Places, index: Places, rows: Places, values: Array) -> None:
    """Do the same for a single column."""
    inputs, end = program.inputs[step], program.inputs[step + 1]
    ahead = np.empty(end - inputs, np.int64)
    for place in range(end - inputs):
        ahead[place] = program.strides[program.first[inputs + place]]
    for out in range(program.offsets[program.tables + step], program.offsets[program.tables + step + 1]):
        total = 0.0
        for value in range(sizes[0]):
            product = 1.0
            for place in range(end - inputs):
                product *= values[rows[place] + value * ahead[place], 0]
            total += product
        values[out, 0] = total
        _advance(program, inputs, end, sizes, index, rows)


@kernel
def _advance(program: Program, inputs: int, end: int, sizes: Places, index: Places, rows: Places) -> None:
    """Move all inputs to the next entry of a step's message."""
    axis = len(sizes) - 1
    while axis > 0:
        index[axis] += 1
        back = index[axis] == sizes[axis]
        for place in range(end - inputs):
            stride = program.strides[program.first[inputs + place] + axis]
            rows[place] += stride - sizes[axis] * stride if back else stride
        if not back:
            return
        index[axis] = 0
        axis -= 1


@kernel
def share(program: Program, step: int, only: int, values: Array, adjoints: Array) -> None:
    """Add to the derivatives by the tables of a step what follows from those by its message.

    A derivative by one table is that by the message, times all other tables: products from both sides, so that
    nothing is divided. `only` restricts it to one of the tables (-1: all).
    """
    columns = values.shape[1]
    inputs, end = program.inputs[step], program.inputs[step + 1]
    count = end - inputs
    sizes = program.sizes[program.axes[step] : program.axes[step + 1]]
    rows = program.offsets[program.taken[inputs:end]]
    now = np.empty_like(rows)
    index = np.zeros(len(sizes), np.int64)
    before = np.empty((count + 1, columns))
    behind = np.empty(columns)
    for out in range(program.offsets[program.tables + step], program.offsets[program.tables + step + 1]):
        for value in range(sizes[0]):
            for place in range(count):
                now[place] = rows[place] + value * program.strides[program.first[inputs + place]]
            for column in range(columns):
                before[0, column] = adjoints[out, column]
            if only >= 0:
                for place in range(count):
                    if place != only:
                        for column in range(columns):
                            before[0, column] *= values[now[place], column]
                for column in range(columns):
                    adjoints[now[only], column] += before[0, column]
                continue
            for place in range(count - 1):
                for column in range(columns):
                    before[place + 1, column] = before[place, column] * values[now[place], column]
            for column in range(columns):
                behind[column] = 1.0
            for place in range(count - 1, -1, -1):
                for column in range(columns):
                    adjoints[now[place], column] += before[place, column] * behind[column]
                    behind[column] *= values[now[place], column]
        _advance(program, inputs, end, sizes, index, rows)
