"""Calibration inside a cycle: all its measured handoffs at once, by Newton's method in one signed number each.

z >= 0 is an own failure o = 1 - e^(-z), z < 0 a containment 1 - c = (1 - declared c) · e^z; at z = 0 the formula of
`calibration` has a kink. Where equal rates go round a loop of certain dependencies the system is singular, and the
small regularisation gives the even split.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.certainty import Certainty
from graphs.propagation.drafts import Boundary, Component
from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.formula import STRETCH, Formula, next_step, unsigned
from graphs.propagation.model import Model, Part
from graphs.propagation.near_loops import Nearly
from graphs.propagation.parameters import Array, Parameters, declared
from graphs.propagation.responses import Responses
from graphs.propagation.silenced import silenced
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

RESIDUAL = 1e-12
"""By how much a rate inside a loop may be missed before Newton's method stops."""

LONG = 32
"""Measured handoffs of a loop beyond which the formula alone is tried first."""

LARGEST_STEP = 2.0**26
"""Entries of tables that a step of Newton's method may take in one column: one pass for each measured handoff."""

_MOST_ENTRIES = 2.0**32
"""Of tables in all steps, in one column: a minute at most."""

_SWEEPS = 60
_FURTHER = 1e3
_NEARLY_THERE = 1e-6
"""By how much a rate may be missed for Newton's method to go on from there, not from the whole rates."""

_MANY = 16
_QUICK_STRETCHES = 8
_LONG_WAY = 5
"""How many times more steps are taken where more failures pass on inside than could ever come back."""

_MOST_STEPS = 1_000


class LoopTooLarge(TooLargeForExact):
    """So many rates inside a cycle would have to be solved for together."""

    def __init__(self, *, entries: float, handoffs: int, nodes: int) -> None:
        bits, limit_bits = math.ceil(math.log2(entries)), round(math.log2(LARGEST_STEP))
        EslabonError.__init__(
            self, error("loop-too-large-for-exact", handoffs=handoffs, nodes=nodes, bits=bits, limit_bits=limit_bits)
        )
        self.entries, self.limit, self.component, self.nodes = entries, LARGEST_STEP, nodes, nodes


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
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self._members)

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
        model, place = self._part.model, {node: place for place, node in enumerate(self._members)}
        return Nearly(
            model=model,
            members=self._members,
            handoffs=list(handoffs),
            suppliers=[place[model.suppliers[e]] for e in handoffs],
            clients=[place[model.clients[e]] for e in handoffs],
        )

    def local(self, parameters: Parameters) -> Parameters:
        """Return what of the parameters of the whole map belongs to it."""
        return parameters.of(self._part.nodes, self._part.handoffs)

    def places(self, handoffs: Sequence[int]) -> list[int]:
        """Return the local numbers of handoffs of the whole map."""
        return [self._place[e] for e in handoffs]

    def silenced(self, parameters: Parameters, upstream: Array | None, handoffs: Sequence[int]) -> Array:
        """Return π of some handoffs inside, (handoff, column), in one pass and without derivatives."""
        return silenced(self._part.model, self._plan, parameters, handoffs, upstream)

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
    is_long = len(places) > LONG and loop.responses(places) is None
    missed = newton.sweep() if is_long else np.inf
    if missed >= enough:
        missed = newton.solve(newton.found if missed < _NEARLY_THERE else newton.start())
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
            return Formula(z=np.zeros_like(z), pi=supposed, rates=self.rates, declared=declared).miss()
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

    def sweep(self) -> float:
        """Set own failures and containments by the formula alone, over and over; return by how much rates are missed.

        It starts from π as it would be if what a member receives were independent. In a long loop little comes back to
        where it began, and one pass or a few are enough. `found` is where the least was missed.
        """
        declared, own_before = self.parameters.containment[self.handoffs], self.parameters.own[self.handoffs]
        pi, _ = self.loop.nearly(self.handoffs).failures(self.parameters, self.rates)
        z, least = np.zeros_like(self.rates), np.inf
        for _ in range(_SWEEPS):
            z = z + Formula(z=z, pi=pi, rates=self.rates, declared=declared).miss()
            own, containment = unsigned(z, declared)
            self.parameters.own[self.handoffs], self.parameters.containment[self.handoffs] = own, containment
            pi = self.loop.silenced(self.parameters, self.upstream, self.handoffs)
            missed = float(np.abs(own + (1 - own) * (1 - containment) * pi - self.rates).max())
            if missed < least:
                self.found, least = z, missed
            if missed < self.enough:
                return missed
            if missed > _FURTHER * least:
                break
        self.parameters.own[self.handoffs], self.parameters.containment[self.handoffs] = own_before, declared
        return least

    @property
    def _quick(self) -> Responses | None:
        """How π is found all together: with many columns that is worth more than the right slopes."""
        return self.loop.responses(self.handoffs) if self.rates.shape[1] >= _MANY else None

    def solve(self, z: Array) -> float:
        """Set own failures and containments in the parameters; return by how much the rates are missed."""
        steps = self._steps()
        self.found = z
        declared = self.parameters.containment[self.handoffs].copy()
        missed = np.full(z.shape[1], np.inf)
        open_columns = np.arange(z.shape[1])
        rows = np.array(self.handoffs)[:, None]
        for step in range(steps):
            now = z[:, open_columns]
            own, containment = unsigned(now, declared[:, open_columns])
            self.parameters.own[rows, open_columns] = own
            self.parameters.containment[rows, open_columns] = containment
            pi, slopes = self._without_own(open_columns, step)
            rates = self.rates[:, open_columns]
            missed[open_columns] = np.abs(own + (1 - own) * (1 - containment) * pi - rates).max(axis=0)
            still = missed[open_columns] >= self.enough
            if not still.any():
                break
            formula = Formula(z=now, pi=pi, rates=rates, declared=declared[:, open_columns])
            z[:, open_columns] = np.where(still, next_step(now, formula.miss(), slopes(formula), step), now)
            open_columns = open_columns[still]
        return float(missed.max())

    def _steps(self) -> int:
        """Return how many steps may be taken."""
        entries = 1.0 if self._quick else self.loop.cost * len(self.handoffs)
        if entries > LARGEST_STEP:
            raise LoopTooLarge(entries=entries, handoffs=len(self.handoffs), nodes=self.loop.nodes)
        return int(max(2 * STRETCH, min(_MOST_STEPS, _MOST_ENTRIES / entries)))

    def _without_own(self, columns: NDArray[np.int64], step: int) -> tuple[Array, Callable[["Formula"], Array]]:
        """Return π of each handoff, and how the slopes follow."""
        upstream = None if self.upstream is None else self.upstream[:, columns]
        parameters, quick = self.parameters.part(columns), self._quick
        if quick is None or step >= _QUICK_STRETCHES * STRETCH:
            pi, by_parameters = self.loop.without_own(parameters, upstream, self.handoffs)
            return pi, lambda formula: formula.slopes(*by_parameters)
        nearly = self.loop.nearly(self.handoffs)
        _, by_rate = nearly.failures(parameters, self.rates[:, columns])
        return quick.without_own(parameters, upstream), lambda formula: formula.near_slopes(nearly, by_rate)
