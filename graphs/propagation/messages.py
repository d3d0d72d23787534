"""One marginal after the other while parameters settle, without computing anything twice that still holds.

The steps of an elimination form a tree. A step's message *up* is what its subtree says; its message *down* (the
derivative by the one up) is what all the rest says. A marginal needs the messages towards its own step. When a table
changes, a message is computed anew only for those queries that the change can matter to: a table of a node that is not
upstream of what is asked is a conditional distribution, and sums to one whatever its parameters.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from graphs.propagation.compiled.messages import Kept, query, takers_of, written
from graphs.propagation.cycles import components
from graphs.propagation.exact import ExactPlan
from graphs.propagation.kernels import Bits
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters


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
        self._kept = _nothing_kept(plan)
        self._waiting: dict[int, set[int]] = {}
        self._owners_waiting = np.zeros(upstream.shape[1], dtype=np.uint64)
        self._clock = 0

    def change(self, handoffs: Sequence[int], parameters: Parameters) -> None:
        """Take over the parameters of some handoffs."""
        self._plan.events.update(handoffs, parameters, self._events)
        tables = self._plan.tables_of_handoffs
        for table in (tables[e] for e in handoffs if e in tables):
            owner = int(self._plan.owners[table])
            self._waiting.setdefault(owner, set()).add(table)
            self._owners_waiting[owner >> 6] |= np.uint64(1 << (owner & 63))

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
        program = self._plan.elimination.program
        query(program, self._kept, table, relevant, self._clock, self._values, self._adjoints)
        return self._adjoints[self._plan.elimination.table(table)]

    def _fill(self, relevant: Bits) -> None:
        """Write the tables that have changed and matter: one taken whole is dear, and may change many times before."""
        due = self._owners_waiting & relevant
        self._owners_waiting &= ~relevant
        for word in map(int, np.flatnonzero(due)):
            bits = int(due[word])
            for owner in (64 * word + bit for bit in range(64) if bits >> bit & 1):
                for table in sorted(self._waiting.pop(owner)):
                    self._plan.fill(table, self._events, self._values)
                    written(self._kept, table, self._clock)


def _nothing_kept(plan: ExactPlan) -> Kept:
    """Return that no message was sent yet."""
    steps = len(plan.elimination.program.parents)
    never = np.full(steps, -1, dtype=np.int64)
    return Kept(
        takers=takers_of(plan.elimination.program),
        owners=plan.owners,
        changed=np.zeros(len(plan.owners), dtype=np.int64),
        latest=np.zeros(steps, dtype=np.int64),
        up=never.copy(),
        down=never.copy(),
        seen=never.copy(),
        queued=never,
        stale=np.append(np.arange(steps - 1), [0, steps - 1]),
        is_stale=np.ones(steps, dtype=np.bool_),
    )


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
