"""Calibration inside a cycle: all its measured handoffs at once, by Newton's method in one signed number each.

z >= 0 is an own failure o = 1 - e^(-z), z < 0 a containment 1 - c = (1 - declared c) · e^z; at z = 0 the formula of
`calibration` has a kink. Where equal rates go round a loop of certain dependencies the system is singular, and the
small regularisation gives the even split.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.certainty import Certainty
from graphs.propagation.drafts import Boundary, Component
from graphs.propagation.exact import ExactPlan
from graphs.propagation.model import Model, Part
from graphs.propagation.near_loops import Nearly
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.responses import Responses

RESIDUAL = 1e-12
"""By how much a rate inside a loop may be missed before Newton's method stops."""

_MANY = 16
_QUICK_STRETCHES = 8
_LONG_WAY = 5
"""How many times more steps are taken where more failures pass on inside than could ever come back."""

_MOST_STEPS = 1_000
_STRETCH = 25
_REGULARISATION = 1e-4
_LONGEST_STEP = 3.0
_DAMPED = 0.2
_NEAR = 0.05
"""How much the formula may want a z changed for Newton's steps to be trusted again once they have cycled."""
_JUST_ACROSS = 1e-12
_SMALL_CROSSING = 0.02
_LARGEST = 1 - 1e-15


class Loop:
    """A component with what is upstream of it: either the joint distribution over its boundary, or all of it.

    Args:
        model: the map.
        component: the component's nodes.
        boundary: what supplies it from outside; None to take in all that is upstream.
    """

    def __init__(self, model: Model, component: Component, boundary: Boundary | None) -> None:
        nodes = model.upstream(component) if boundary is None else component
        self._part: Part = model.part(nodes)
        place = {node: local for local, node in enumerate(self._part.nodes)}
        self._place = {e: local for local, e in enumerate(self._part.handoffs)}
        local = None
        self._is_apart = boundary is not None
        if boundary is not None:
            local = Boundary(nodes=tuple(place[node] for node in boundary.nodes), sizes=boundary.sizes)
        self._members = [place[node] for node in component]
        self._plan = ExactPlan(self._part.model, self._members, local)
        self._responses: dict[tuple[int, ...], Responses] = {}

    @property
    def cost(self) -> float:
        """Entries and steps of one column."""
        return self._plan.cost

    def quick_cost(self, handoffs: Sequence[int]) -> float | None:
        """Return entries and steps of one column where π of some handoffs is found together; None where it is not."""
        places = self.places(handoffs)
        found = self.responses(places)
        if found is None:
            return None
        start = declared(self._part.model)
        goes_round = self.nearly(places).goes_round(start, start.own[places])
        return found.cost * (_LONG_WAY if goes_round else 1)

    def responses(self, handoffs: Sequence[int]) -> Responses | None:
        """Return how π of handoffs is found all together, if the component stands apart and is taken whole."""
        component = self._plan.taken_whole(tuple(self._members))
        if component is None or not self._is_apart:
            return None
        asked = tuple(handoffs)
        if asked not in self._responses:
            self._responses[asked] = Responses(self._part.model, component, self._members, asked)
        return self._responses[asked]

    def nearly(self, handoffs: Sequence[int]) -> Nearly:
        """Return how failures inside nearly follow from the rates of handoffs."""
        model = self._part.model
        return Nearly(
            model=model,
            members=self._members,
            handoffs=list(handoffs),
            suppliers=[self._members.index(model.suppliers[e]) for e in handoffs],
            clients=[self._members.index(model.clients[e]) for e in handoffs],
        )

    def local(self, parameters: Parameters) -> Parameters:
        """Return what of the parameters of the whole map belongs to it."""
        return parameters.of(self._part.nodes, self._part.handoffs)

    def places(self, handoffs: Sequence[int]) -> list[int]:
        """Return the local numbers of handoffs of the whole map."""
        return [self._place[e] for e in handoffs]

    def without_own(
        self, parameters: Parameters, upstream: Array | None, handoffs: Sequence[int]
    ) -> tuple[Array, tuple[Array, Array]]:
        """Return π = P(X_u | O_e = 0) of some handoffs inside, and its derivatives by the others.

        Args:
            parameters: the local ones.
            upstream: the joint distribution over the boundary, of shape (joint states, columns).
            handoffs: the handoffs, by their local numbers.

        Returns:
            π of shape (handoff, column); the derivatives by own failure and by containment of shape (handoff whose π,
            handoff whose parameter, column).
        """
        count, columns = len(handoffs), parameters.columns
        wide = parameters.repeated(count)
        observed = {self._part.model.suppliers[e]: np.ones((2, count * columns)) for e in handoffs}
        for place, e in enumerate(handoffs):
            block = slice(place * columns, (place + 1) * columns)
            wide.own[e, block] = 0
            observed[self._part.model.suppliers[e]][0, block] = 0
        done = self._plan.evaluate(wide, observed, None if upstream is None else np.tile(upstream, count))
        shape = (count, count, columns)
        by_own = done.derivatives.own[handoffs].reshape(shape).swapaxes(0, 1)
        by_containment = done.derivatives.containment[handoffs].reshape(shape).swapaxes(0, 1)
        by_own[range(count), range(count)] = 0
        return done.probability.clip(0, 1).reshape(count, columns), (by_own, by_containment)


def solve_loop(
    loop: Loop,
    handoffs: Sequence[int],
    rates: Array,
    parameters: Parameters,
    upstream: Array | None,
    enough: float = RESIDUAL,
) -> float:
    """Calibrate measured handoffs inside a component; return by how much the rates are missed at most.

    Args:
        loop: the component.
        handoffs: those of its measured handoffs whose rates are strictly between 0 and 1.
        rates: of shape (all handoffs, columns).
        parameters: where own failures and containments are set.
        upstream: the joint distribution over the loop's boundary, if it has one.
        enough: by how much a rate may be missed.
    """
    local, places = loop.local(parameters), loop.places(handoffs)
    wanted = rates[list(handoffs)]
    newton = _Newton(loop=loop, handoffs=places, rates=wanted, parameters=local, upstream=upstream, enough=enough)
    missed = newton.solve(newton.start())
    parameters.own[list(handoffs)] = local.own[places]
    parameters.containment[list(handoffs)] = local.containment[places]
    return missed


def settle_extremes(
    model: Model,
    component: Component,
    handoffs: Sequence[int],
    rates: Array,
    parameters: Parameters,
    known: Certainty,
) -> list[int]:
    """Settle handoffs that never or always fail, whose formula needs only what can and what must happen.

    Returns those that are open.
    """
    always = [e for e in handoffs if (rates[e] == 1).all()]
    never = [e for e in handoffs if (rates[e] == 0).all()]
    declared = parameters.containment[list(handoffs)].copy()
    before = dict(zip(handoffs, declared, strict=True))
    parameters.own[list(handoffs)] = rates[list(handoffs)]
    if always:
        parameters.own[always] = 0
        rest = [e for e in handoffs if e not in always]
        parameters.containment[rest] = 0.5  # none of these fails for certain
        known.spread(model, parameters, component)
        parameters.containment[list(handoffs)] = declared
        for e in always:
            forced = known.certain[model.suppliers[e]] & (before[e] == 0)
            parameters.own[e] = np.where(forced, 0.0, 1.0)
    if never:
        parameters.containment[never] = 1
        known.spread(model, parameters, component)
        for e in never:
            parameters.containment[e] = np.where(known.possible[model.suppliers[e]], 1.0, before[e])
    return [e for e in handoffs if e not in {*always, *never}]


@dataclass(slots=True, kw_only=True)
class _Newton:
    """Newton's method for the handoffs of one component, in all columns side by side; arrays are (handoff, column)."""

    loop: Loop
    handoffs: list[int]
    rates: Array
    parameters: Parameters
    upstream: Array | None
    enough: float
    found: Array = field(init=False)

    def start(self) -> Array:
        """Return z to start from: the whole rates; with many columns as far from it as one for their mean goes."""
        z: Array = -np.log1p(-self.rates)
        if z.shape[1] < _MANY:
            return z
        if self._quick:
            supposed, _ = self.loop.nearly(self.handoffs).failures(self.parameters, self.rates)
            declared = self.parameters.containment[self.handoffs]
            return _Formula(z=np.zeros_like(z), pi=supposed, rates=self.rates, declared=declared).miss()
        middle = _Newton(
            loop=self.loop,
            handoffs=self.handoffs,
            rates=self.rates.mean(axis=1, keepdims=True),
            parameters=self.parameters.averaged(),
            upstream=None if self.upstream is None else self.upstream.mean(axis=1, keepdims=True),
            enough=self.enough,
        )
        whole = middle.start()
        middle.solve(whole.copy())
        return z + middle.found - whole

    @property
    def _quick(self) -> Responses | None:
        """How π is found all together: with many columns that is worth more than the right slopes."""
        return self.loop.responses(self.handoffs) if self.rates.shape[1] >= _MANY else None

    def solve(self, z: Array) -> float:
        """Set own failures and containments in the parameters; return by how much the rates are missed."""
        self.found = z
        declared = self.parameters.containment[self.handoffs].copy()
        missed = np.full(z.shape[1], np.inf)
        open_columns = np.arange(z.shape[1])
        rows = np.array(self.handoffs)[:, None]
        for step in range(_MOST_STEPS):
            now = z[:, open_columns]
            own, containment = _unsigned(now, declared[:, open_columns])
            self.parameters.own[rows, open_columns] = own
            self.parameters.containment[rows, open_columns] = containment
            pi, slopes = self._without_own(open_columns, step)
            rates = self.rates[:, open_columns]
            missed[open_columns] = np.abs(own + (1 - own) * (1 - containment) * pi - rates).max(axis=0)
            still = missed[open_columns] >= self.enough
            if not still.any():
                break
            formula = _Formula(z=now, pi=pi, rates=rates, declared=declared[:, open_columns])
            z[:, open_columns] = np.where(still, _next(now, formula.miss(), slopes(formula), step), now)
            open_columns = open_columns[still]
        return float(missed.max())

    def _without_own(self, columns: NDArray[np.int64], step: int) -> tuple[Array, Callable[["_Formula"], Array]]:
        """Return π of each handoff, and how the slopes follow."""
        upstream = None if self.upstream is None else self.upstream[:, columns]
        parameters, quick = self.parameters.part(columns), self._quick
        if quick is None or step >= _QUICK_STRETCHES * _STRETCH:
            pi, by_parameters = self.loop.without_own(parameters, upstream, self.handoffs)
            return pi, lambda formula: formula.slopes(*by_parameters)
        nearly = self.loop.nearly(self.handoffs)
        _, by_rate = nearly.failures(parameters, self.rates[:, columns])
        return quick.without_own(parameters, upstream), lambda formula: formula.near_slopes(nearly, by_rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formula:
    """What the formula of `calibration` wants, given π."""

    z: Array
    pi: Array
    rates: Array
    declared: Array

    @property
    def _inherited(self) -> Array:
        inherited: Array = np.clip(self.pi * (1 - self.declared), 1e-300, _LARGEST)
        return inherited

    def miss(self) -> Array:
        """Return by how much the formula wants each z changed."""
        inherited = self._inherited
        wanted = np.where(
            self.rates >= inherited,
            np.log((1 - inherited) / (1 - self.rates)),
            np.log(self.rates / inherited),
        )
        change: Array = wanted - self.z
        return change

    def slopes(self, by_own: Array, by_containment: Array) -> Array:
        """Return the derivative of what each formula wants by each z: d wanted_i / dπ_i · dπ_i / dz_j."""
        own, containment = _unsigned(self.z, self.declared)
        return self._wanted(np.where(self.z >= 0, by_own * (1 - own), -by_containment * (1 - containment)))

    def near_slopes(self, nearly: Nearly, by_rate: Array) -> Array:
        """Return nearly the same, from the derivative of failures by each rate."""
        own, containment = _unsigned(self.z, self.declared)
        passed_on = (1 - own) * (1 - containment)
        by_z = np.where(self.z >= 0, 1 - own - passed_on * self.pi, passed_on * self.pi)
        return self._wanted(nearly.slopes(by_rate, by_z, passed_on))

    def _wanted(self, by_z: Array) -> Array:
        """Return the derivative of what each formula wants, given that of each π."""
        inherited = self._inherited
        by_pi = np.where(
            self.rates >= inherited, -(1 - self.declared) / (1 - inherited), -1 / np.maximum(self.pi, 1e-300)
        )
        slopes: Array = by_pi[:, None] * by_z
        return slopes


def _unsigned(z: Array, declared: Array) -> tuple[Array, Array]:
    """Return own failure and containment of each z."""
    own = -np.expm1(-np.maximum(z, 0))
    containment = 1 - (1 - declared) * np.exp(np.minimum(z, 0))
    return own, containment


def _next(z: Array, miss: Array, slopes: Array, step: int) -> Array:
    """Take a regularised Newton step that stops at the kink z = 0.

    Newton may cycle, round a kink or from one side of many to the other. So after a first stretch of steps damped
    sweeps come near first; every second stretch is sweeps in any case, and every fourth is not, however far it is.
    """
    stretch = step // _STRETCH
    swept: Array = z + max(1 / len(z), _DAMPED * 0.5 ** (stretch // 8)) * miss
    if stretch % 2:
        return swept
    regularisation = _REGULARISATION * 0.5**stretch
    matrices = np.moveaxis(slopes, 2, 0) - (1 + regularisation) * np.eye(len(z))
    change = np.linalg.solve(matrices, miss.T[..., None])[..., 0].T
    new = z - np.clip(change, -_LONGEST_STEP, _LONGEST_STEP)
    crosses = (z * new < 0) & (np.abs(new) > _SMALL_CROSSING)
    stopped: Array = np.where(crosses, np.sign(new) * _JUST_ACROSS, new)
    near = (stretch % 4 == 0) | (np.abs(miss).max(axis=0) < _NEAR)
    chosen: Array = np.where(near, stopped, swept)
    return chosen
