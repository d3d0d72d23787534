"""How often the supplier of a handoff inside a loop fails, if the handoff itself never did: all of them in one pass.

A handoff's own failure stands in one table alone. What all other tables say of that table's variables does not depend
on it. So P(X_u | O_e = 0) is that times the table written without the own failure, summed over the states in which the
supplier fails. A component taken whole has one table for all its handoffs; there it is P(X_u) less o times its
derivative, by a recursion back for each supplier.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters


def silenced(
    model: Model, plan: ExactPlan, parameters: Parameters, handoffs: Sequence[int], upstream: Array | None = None
) -> Array:
    """Return P(X_u | O_e = 0) of handoffs inside loops, u the supplier of each: (handoffs, columns).

    Args:
        model: the map.
        plan: one for all of its nodes.
        parameters: in any number of columns.
        handoffs: the handoffs.
        upstream: for a plan with a boundary, the joint distribution over it, of shape (joint states, columns).
    """
    values, adjoints, wholes = plan.there_and_back(plan.events.probabilities(parameters), {}, upstream)
    silent = plan.events.probabilities(replace(parameters, own=np.zeros_like(parameters.own)))
    derivatives = np.zeros_like(silent)
    found: dict[int, Array] = {}
    for table, some in _by_table(plan, handoffs).items():
        rows = plan.elimination.table(table)
        place = table - plan.first_whole
        if place < 0:
            plan.fill(table, silent, values)
            for e in some:
                found[e] = _where_fails(plan, table, model.suppliers[e], values[rows] * adjoints[rows]).sum(axis=0)
            continue
        for supplier in sorted({model.suppliers[e] for e in some}):
            asked = _where_fails(plan, table, supplier, adjoints[rows])
            failures = (asked * values[rows]).sum(axis=0)
            wholes[place].pull(asked, derivatives)
            by_own = plan.events.by_own(some, derivatives, parameters)
            derivatives[:] = 0
            for e, slope in zip(some, by_own, strict=True):
                if model.suppliers[e] == supplier:
                    found[e] = failures - parameters.own[e] * slope
    return np.array([found[e] for e in handoffs]).clip(0, 1)


def _by_table(plan: ExactPlan, handoffs: Sequence[int]) -> dict[int, list[int]]:
    """Return the handoffs by the table in which they stand."""
    found: dict[int, list[int]] = {}
    for e in handoffs:
        found.setdefault(plan.tables_of_handoffs[e], []).append(e)
    return found


def _where_fails(plan: ExactPlan, table: int, node: int, entries: Array) -> Array:
    """Return the entries of a table with 0 for those in which a node is fine whose state is one of its variables."""
    variables = plan.scopes[table]
    place = variables.index(plan.draft.states[node])
    sizes = [plan.draft.domains[variable] for variable in variables]
    found = entries.reshape(math.prod(sizes[:place]), sizes[place], -1).copy()
    found[:, 0] = 0
    return found.reshape(entries.shape)
