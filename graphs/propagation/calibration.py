"""Calibration: which own failures and containments give the rates that were measured.

What is counted or rated at a link includes what came from further up. With π = P(X_u | O_e = 0), the chance that the
supplier fails without this handoff's own failure, and x = π(1 - declared c), each measured rate r gives

    r >= x:  o = 1 - (1 - r)/(1 - x) (0 where x = 1), c as declared        r < x:  o = 0, c = 1 - r/π

(propagation.md, "From evidence to o_e"). Handoffs that leave a component follow from its suppliers' failures; inside a
component the formula holds for all its handoffs at once and is solved by Newton's method in one signed number each:
z >= 0 is an own failure o = 1 - e^(-z), z < 0 a containment 1 - c = (1 - declared c) · e^z.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graphs.propagation.certainty import can_fail, must_fail
from graphs.propagation.exact import ExactPlan, Plans
from graphs.propagation.levels import components, generations
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
                residual = max(residual, _solve_loop(model, plans.of(component), loop, rates, parameters))
        members = {node for component in generation for node in component}
        leaving = [e for e in model.measured if model.suppliers[e] in members and e not in inside]
        _leave(model, plans.whole, leaving, rates, parameters)
    return Calibration(parameters=parameters, residual=residual)


def inner_handoffs(model: Model) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return, for each component of more than one node, the handoffs inside it that pass failures on."""
    home = {node: members for members in components(model, range(len(model.nodes))) for node in members}
    inner: dict[tuple[int, ...], list[int]] = {}
    for e, (supplier, client) in enumerate(zip(model.suppliers, model.clients, strict=True)):
        if model.passes_on[e] and home[supplier] is home[client]:
            inner.setdefault(home[supplier], []).append(e)
    return {members: tuple(handoffs) for members, handoffs in inner.items()}


def supplier_failures(model: Model, plans: Plans, parameters: Parameters) -> Array:
    """Return π = P(X_u | O_e = 0) for every handoff, in one column of parameters; 0 for a customer's."""
    failures = node_failures(model, plans.whole, parameters)
    pi = np.array([failures[u] if model.passes_on[e] else 0.0 for e, u in enumerate(model.suppliers)])
    for component, handoffs in inner_handoffs(model).items():
        inside, _ = _without_own(model, plans.of(component), parameters, handoffs)
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


# ---- loops


def _solve_loop(model: Model, plan: ExactPlan, handoffs: Sequence[int], rates: Array, parameters: Parameters) -> float:
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
            pi, by_parameters = _without_own(self.model, self.plan, self.parameters, self.handoffs)
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


def _without_own(
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
