"""Calibration inside a cycle: all its measured handoffs at once, by Newton's method in one signed number each.

z >= 0 is an own failure o = 1 - e^(-z), z < 0 a containment 1 - c = (1 - declared c) · e^z; at z = 0 the formula of
`calibration` has a kink. Where equal rates go round a loop of certain dependencies the system is singular, and the
small regularisation gives the even split.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.certainty import can_fail, must_fail
from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters

RESIDUAL = 1e-12
"""By how much a rate inside a loop may be missed before Newton's method stops."""

_MOST_STEPS = 1_000
_STRETCH = 25
_REGULARISATION = 1e-4
_LONGEST_STEP = 3.0
_JUST_ACROSS = 1e-12
_SMALL_CROSSING = 0.02
_LARGEST = 1 - 1e-15


def solve_loop(model: Model, plan: ExactPlan, handoffs: Sequence[int], rates: Array, parameters: Parameters) -> float:
    """Calibrate the measured handoffs inside a component; return by how much the rates are missed."""
    parameters.own[handoffs, 0] = rates[handoffs]
    _settle_extremes(model, handoffs, rates, parameters)
    open_ones = [e for e in handoffs if 0 < rates[e] < 1]
    if not open_ones:
        return 0.0
    loop = _Loop(model=model, plan=plan, handoffs=open_ones, rates=rates[open_ones], parameters=parameters)
    return loop.solve()


def _settle_extremes(model: Model, handoffs: Sequence[int], rates: Array, parameters: Parameters) -> None:
    """Settle handoffs that never or always fail: their formula needs only what can and what must happen."""
    always = [e for e in handoffs if rates[e] == 1]
    never = [e for e in handoffs if rates[e] == 0]
    declared = parameters.containment.copy()
    parameters.own[always] = 0
    parameters.containment[[e for e in handoffs if rates[e] < 1]] = 0.5  # none of these fails for certain
    forced = must_fail(model, parameters)
    parameters.containment[:] = declared
    parameters.own[always, 0] = [0.0 if forced[model.suppliers[e]] and declared[e, 0] == 0 else 1.0 for e in always]
    parameters.containment[never] = 1
    possible = can_fail(model, parameters)
    parameters.containment[never, 0] = [1.0 if possible[model.suppliers[e]] else declared[e, 0] for e in never]


@dataclass(slots=True, kw_only=True)
class _Loop:
    """Newton's method for the handoffs of one component with rates strictly between 0 and 1."""

    model: Model
    plan: ExactPlan
    handoffs: list[int]
    rates: Array
    parameters: Parameters

    def solve(self) -> float:
        """Set own failures and containments in the parameters; return by how much the rates are missed."""
        declared = self.parameters.containment[self.handoffs, 0].copy()
        z = -np.log1p(-self.rates)
        residual = np.inf
        for step in range(_MOST_STEPS):
            own, containment = _unsigned(z, declared)
            self.parameters.own[self.handoffs, 0] = own
            self.parameters.containment[self.handoffs, 0] = containment
            pi, by_parameters = without_own(self.model, self.plan, self.parameters, self.handoffs)
            residual = float(np.abs(own + (1 - own) * (1 - containment) * pi - self.rates).max())
            if residual < RESIDUAL:
                break
            z = _next(z, self._miss(z, pi, declared), self._slopes(z, pi, declared, by_parameters), step)
        return residual

    def _miss(self, z: Array, pi: Array, declared: Array) -> Array:
        """Return by how much the formula wants each z changed."""
        inherited = np.clip(pi * (1 - declared), 1e-300, _LARGEST)
        wanted = np.where(
            self.rates >= inherited,
            np.log((1 - inherited) / (1 - self.rates)),
            np.log(self.rates / inherited),
        )
        change: Array = wanted - z
        return change

    def _slopes(self, z: Array, pi: Array, declared: Array, by_parameters: tuple[Array, Array]) -> Array:
        """Return the derivative of what each formula wants by each z: d wanted_i / dπ_i · dπ_i / dz_j."""
        by_own, by_containment = by_parameters
        own, containment = _unsigned(z, declared)
        by_z = np.where(z >= 0, by_own * (1 - own), -by_containment * (1 - containment))
        inherited = np.clip(pi * (1 - declared), 1e-300, _LARGEST)
        by_pi = np.where(self.rates >= inherited, -(1 - declared) / (1 - inherited), -1 / np.maximum(pi, 1e-300))
        slopes: Array = by_pi[:, None] * by_z
        return slopes


def _unsigned(z: Array, declared: Array) -> tuple[Array, Array]:
    """Return own failure and containment of each z."""
    own = -np.expm1(-np.maximum(z, 0))
    containment = 1 - (1 - declared) * np.exp(np.minimum(z, 0))
    return own, containment


def _next(z: Array, miss: Array, slopes: Array, step: int) -> Array:
    """Take a regularised Newton step that stops at the kink z = 0.

    Newton may cycle round a kink; so every second stretch of steps is damped sweeps, which come near enough again.
    """
    if step // _STRETCH % 2:
        return z + miss / len(z)
    regularisation = _REGULARISATION * 0.5 ** (step // _STRETCH)
    change = np.linalg.solve(slopes - (1 + regularisation) * np.eye(len(z)), miss)
    new = z - np.clip(change, -_LONGEST_STEP, _LONGEST_STEP)
    crosses = (z * new < 0) & (np.abs(new) > _SMALL_CROSSING)
    stopped: Array = np.where(crosses, np.sign(new) * _JUST_ACROSS, new)
    return stopped


def without_own(
    model: Model, plan: ExactPlan, parameters: Parameters, handoffs: Sequence[int]
) -> tuple[Array, tuple[Array, Array]]:
    """Return π of some handoffs, one column each, and its derivatives by the others' own failure and containment.

    The derivatives have shape (handoff whose π, handoff whose parameter).
    """
    places = list(range(len(handoffs)))
    columns = parameters.repeated(len(handoffs))
    columns.own[list(handoffs), places] = 0
    observed = {model.suppliers[e]: np.ones((2, len(handoffs))) for e in handoffs}
    for place, e in enumerate(handoffs):
        observed[model.suppliers[e]][0, place] = 0
    done = plan.evaluate(columns, observed)
    derivatives = done.derivatives
    by_own, by_containment = derivatives.own[list(handoffs)].T, derivatives.containment[list(handoffs)].T
    by_own[places, places] = 0
    return done.probability.clip(0, 1), (by_own, by_containment)
