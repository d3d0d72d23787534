"""One marginal after the other while parameters settle, without computing anything twice that still holds.

The steps of an elimination form a tree. A step's message *up* is what its subtree says; its message *down* (the
derivative by the one up) is what all the rest says. A marginal needs the messages towards its own step. When a table
changes, a message is computed anew only for those queries that the change can matter to: a table of a node that is not
upstream of what is asked is a conditional distribution, and sums to one whatever its parameters.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from graphs.kernels import kernel
from graphs.propagation.cycles import components
from graphs.propagation.elimination import Program, share, sum_out
from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model
from graphs.propagation.ordering import Places
from graphs.propagation.parameters import Array, Parameters

Bits = NDArray[np.uint64]


class Messages:
    """The messages of a plan under parameters that change from query to query.

    Args:
        plan: the plan.
        parameters: its parameters at the start; any number of columns.
        upstream: for each node, the set of those upstream of it and itself (`closure`).
    """

    def __init__(self, plan: ExactPlan, parameters: Parameters, upstream: Bits) -> None:
        self._plan, self._upstream = plan, upstream
        self._events = plan.events.probabilities(parameters)
        self._values = plan.opened(self._events)
        self._adjoints = np.zeros_like(self._values)
        steps = len(plan.elimination.program.parents)
        self._changed = np.zeros(len(plan.owners), dtype=np.int64)
        self._up = np.full(steps, -1, dtype=np.int64)
        self._down = np.full(steps, -1, dtype=np.int64)
        self._waiting: set[int] = set()
        self._clock = 0

    def change(self, handoffs: Sequence[int], parameters: Parameters) -> None:
        """Take over the parameters of some handoffs."""
        self._plan.events.update(handoffs, parameters, self._events)
        tables = self._plan.tables_of_handoffs
        self._waiting |= {tables[e] for e in handoffs if e in tables}

    def joint(self, table: int, nodes: Iterable[int]) -> Array:
        """Return what all other tables say of the variables of a table: (entries, columns).

        Args:
            table: a table of ones.
            nodes: the nodes whose states its variables are.
        """
        self._clock += 1
        relevant = np.zeros(self._upstream.shape[1], dtype=np.uint64)
        for node in nodes:
            relevant |= self._upstream[node]
        self._fill(relevant)
        query(
            self._plan.elimination.program,
            table,
            relevant,
            self._plan.owners,
            self._changed,
            self._up,
            self._down,
            self._clock,
            self._values,
            self._adjoints,
        )
        return self._adjoints[self._plan.elimination.table(table)]

    def _fill(self, relevant: Bits) -> None:
        """Write the tables that have changed and matter: one taken whole is dear, and may change many times before."""
        owners = self._plan.owners
        due = {t for t in self._waiting if int(relevant[owners[t] >> 6]) >> int(owners[t] & 63) & 1}
        for table in sorted(due):
            self._plan.fill(table, self._events, self._values)
            self._changed[table] = self._clock
        self._waiting -= due


def closure(model: Model) -> Bits:
    """Return for each node the set of those upstream of it and itself, as packed bits."""
    count = len(model.nodes)
    found = np.zeros((count, (count + 63) // 64), dtype=np.uint64)
    for component in components(model, range(count)):
        together = np.zeros(found.shape[1], dtype=np.uint64)
        for node in component:
            together[node >> 6] |= np.uint64(1 << (node & 63))
            for e in model.incoming(node):
                if model.passes_on[e]:
                    together |= found[model.suppliers[e]]
        found[list(component)] = together
    return found


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
