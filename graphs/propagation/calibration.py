"""Calibration: which own failures and containments give the rates that were measured.

What is counted or rated at a link includes what came from further up. With π = P(X_u | O_e = 0), the chance that the
supplier fails without this handoff's own failure, and x = π(1 - declared c), each measured rate r gives

    r >= x:  o = 1 - (1 - r)/(1 - x) (0 where x = 1), c as declared        r < x:  o = 0, c = 1 - r/π

(propagation.md, "From evidence to o_e"). Handoffs that leave a component follow from its suppliers' failures; inside a
component the formula holds for all its handoffs at once (`loops`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.certainty import can_fail, must_fail
from graphs.propagation.cycles import generations, inner_handoffs
from graphs.propagation.exact import ExactPlan, Plans
from graphs.propagation.loops import solve_loop, without_own
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One column of parameters that reproduces the measured rates, and by how much it misses them inside loops."""

    parameters: Parameters
    residual: float = 0.0


def calibrate(model: Model, plans: Plans, start: Parameters) -> Calibration:
    """Return the parameters under which every measured handoff fails its client as often as measured.

    Args:
        model: the map.
        plans: its plans.
        start: one column as declared (`parameters.declared`), perhaps with other own failures of unknown handoffs.
    """
    parameters = start.repeated(1)
    rates = np.array([rate.probability for rate in model.rates])
    inner = inner_handoffs(model)
    inside = {e for handoffs in inner.values() for e in handoffs}
    residual = 0.0
    for generation in generations(model, range(len(model.nodes))):
        for component in generation:
            if loop := [e for e in inner.get(component, ()) if model.rates[e].whole]:
                residual = max(residual, solve_loop(model, plans.of(component), loop, rates, parameters))
        members = {node for component in generation for node in component}
        leaving = [e for e in model.measured if model.suppliers[e] in members and e not in inside]
        _leave(model, plans.whole, leaving, rates, parameters)
    return Calibration(parameters=parameters, residual=residual)


def supplier_failures(model: Model, plans: Plans, parameters: Parameters, failures: Array) -> Array:
    """Return π = P(X_u | O_e = 0) for every handoff, in one column of parameters; 0 for a customer's.

    `failures` are P(X_v) of the nodes (`node_failures`): outside cycles nothing more is needed.
    """
    pi = np.array([failures[u] if model.passes_on[e] else 0.0 for e, u in enumerate(model.suppliers)])
    for component, handoffs in inner_handoffs(model).items():
        inside, _ = without_own(model, plans.of(component), parameters, handoffs)
        pi[list(handoffs)] = _decided(model, parameters, handoffs, inside)
    return pi


def _leave(model: Model, plan: ExactPlan, leaving: Sequence[int], rates: Array, parameters: Parameters) -> None:
    """Calibrate measured handoffs whose supplier's component does not depend on them."""
    passing = [e for e in leaving if model.passes_on[e]]
    if passing:
        failures = node_failures(model, plan, parameters)
        for e in passing:
            _assign(parameters, e, rates[e], failures[model.suppliers[e]])


def node_failures(model: Model, plan: ExactPlan, parameters: Parameters) -> Array:
    """Return P(X_v) of every node, exactly 0 or 1 where it cannot or must fail."""
    failures = plan.evaluate(parameters).failures[:, 0].clip(0, 1)
    failures[~can_fail(model, parameters)] = 0
    failures[must_fail(model, parameters)] = 1
    return failures


def _assign(parameters: Parameters, handoff: int, rate: float, pi: float) -> None:
    """Split a measured rate into own failure and containment by the formula above."""
    declared = parameters.containment[handoff, 0]
    inherited = pi * (1 - declared)
    if rate >= inherited:
        parameters.own[handoff] = 0.0 if inherited == 1 else 1 - (1 - rate) / (1 - inherited)
    else:
        parameters.own[handoff] = 0.0
        parameters.containment[handoff] = 1 - rate / pi


def _decided(model: Model, parameters: Parameters, handoffs: Iterable[int], pi: Array) -> Array:
    """Return π with exact zeros and ones where the structure decides."""
    decided = pi.copy()
    for place, e in enumerate(handoffs):
        supplier = model.suppliers[e]
        if not can_fail(model, parameters, without=e)[supplier]:
            decided[place] = 0
        elif must_fail(model, parameters, without=e)[supplier]:
            decided[place] = 1
    return decided
