"""Calibration: which own failures and containments give the rates that were measured.

What is counted or rated at a link includes what came from further up. With π = P(X_u | O_e = 0), the chance that the
supplier fails without this handoff's own failure, and x = π(1 - declared c), each measured rate r gives

    r >= x:  o = (r - x)/(1 - x) (0 where x = 1), c as declared        r < x:  o = 0, c = 1 - r/π

(propagation.md, "From evidence to o_e"). The components follow one another downstream in one pass (`messages`).
Handoffs that leave a component follow from its suppliers' failures; inside a component the formula holds for all its
handoffs at once (`loops`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from graphs.propagation.certainty import Certainty, certainty, undecided
from graphs.propagation.cycles import components, inner_handoffs
from graphs.propagation.drafts import Component
from graphs.propagation.exact import ExactPlan
from graphs.propagation.loops import RESIDUAL, settle_extremes, solve_loop
from graphs.propagation.messages import Messages
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters, side_by_side
from graphs.propagation.plans import Plans
from graphs.propagation.silenced import silenced

_NEAR = 1e-9
"""How near 0 or 1 a probability must be for the structure to be asked whether it is exactly that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Parameters that reproduce the measured rates, and by how much they miss them inside loops at most.

    `failures` are P(X_v) of the nodes that were asked for, in their order: (nodes, columns).
    """

    parameters: Parameters
    failures: Array
    residual: float = 0.0


def calibrate(
    model: Model,
    plans: Plans,
    start: Parameters,
    rates: Array | None = None,
    *,
    asked: Sequence[int] = (),
    enough: float = RESIDUAL,
) -> Calibration:
    """Return the parameters under which every measured handoff fails its client as often as measured.

    Args:
        model: the map.
        plans: its plans.
        start: columns as declared (`parameters.declared`), perhaps with other own failures of unknown handoffs.
        rates: the rates to reproduce, of shape (handoffs, columns); those of the map unless given.
        asked: nodes whose failures are wanted too.
        enough: by how much a rate inside a loop may be missed.
    """
    if rates is None:
        rates = np.repeat(_measured_rates(model), start.columns, axis=1)
    width = plans.whole.columns_at_once if model.measured or asked else start.columns
    width = min(width, plans.columns_of_loops)
    width = math.ceil(start.columns / math.ceil(start.columns / width))  # a few that are left would go the dear way
    done = []
    for first in range(0, start.columns, width):
        part = slice(first, first + width)
        settling = _Settling(model, plans, start.part(part).repeated(1), rates[:, part], enough)
        settling.settle_all(asked)
        done.append(settling)
    return Calibration(
        parameters=side_by_side([settling.parameters for settling in done]),
        failures=np.concatenate([settling.failures for settling in done], axis=1),
        residual=max(settling.residual for settling in done),
    )


def supplier_failures(
    model: Model, plans: Plans, parameters: Parameters, failures: Array, *, rounded: bool = False
) -> Array:
    """Return π = P(X_u | O_e = 0) for every handoff, in one column of parameters; 0 for a customer's.

    `failures` are P(X_v) of the nodes (`node_failures`): outside cycles nothing more is needed. `rounded`: what must or
    cannot be is so but for rounding, which spares some time.
    """
    pi = np.array([failures[u] if model.passes_on[e] else 0.0 for e, u in enumerate(model.suppliers)])
    inner = inner_handoffs(model)
    if not inner:
        return pi
    every = [e for handoffs in inner.values() for e in handoffs]
    pi[every] = silenced(model, plans.whole, parameters, every)[:, 0]
    if not rounded:
        known = certainty(model, parameters)
        for component, handoffs in inner.items():
            _decide(model, parameters, component, handoffs, known, pi)
    return pi


def node_failures(model: Model, plan: ExactPlan, parameters: Parameters) -> Array:
    """Return P(X_v) of every node in one column, exactly 0 or 1 where it cannot or must fail."""
    failures = plan.evaluate(parameters).failures[:, 0].clip(0, 1)
    known = certainty(model, parameters)
    failures[~known.possible[:, 0]] = 0
    failures[known.certain[:, 0]] = 1
    return failures


def _measured_rates(model: Model) -> Array:
    return np.array([rate.probability for rate in model.rates], dtype=np.float64).reshape(-1, 1)


@dataclass(slots=True)
class _Settling:
    """The components of a map as they are settled, upstream ones first; all columns at once."""

    model: Model
    plans: Plans
    parameters: Parameters
    rates: Array
    enough: float
    residual: float = 0.0
    failures: Array = field(init=False)
    _known: Certainty = field(init=False)
    _messages: Messages = field(init=False)

    def settle_all(self, asked: Sequence[int]) -> None:
        """Set the parameters of all measured handoffs, and find how often the nodes fail that are asked for."""
        self.failures = np.zeros((len(asked), self.parameters.columns))
        if not self.model.measured and not asked:
            return
        self._known = undecided(self.model, self.parameters.columns)
        self._messages = Messages(self.plans.whole, self.parameters, self.plans.upstream)
        inner = inner_handoffs(self.model)
        inside = {e for handoffs in inner.values() for e in handoffs}
        leaving: dict[int, list[int]] = {}
        for e in self.model.measured:
            if e not in inside and self.model.passes_on[e]:
                leaving.setdefault(self.model.suppliers[e], []).append(e)
        for component in components(self.model, range(len(self.model.nodes))):
            if loop := [e for e in inner.get(component, ()) if self.model.rates[e].whole]:
                self._settle_loop(component, loop)
            self._known.spread(self.model, self.parameters, component)
            for node in component:
                if node in leaving:
                    self._leave(node, leaving[node])
        for place, node in enumerate(asked):
            self.failures[place] = self._failure(node)

    def _settle_loop(self, component: Component, handoffs: list[int]) -> None:
        open_ones = settle_extremes(self.model, component, handoffs, self.rates, self.parameters, self._known)
        if open_ones:
            loop = self.plans.loop(component)
            table, upstream = self.plans.whole.joint(component), None
            if table is not None:
                upstream = self._messages.joint(table, self.plans.whole.boundary(component).nodes).clip(0, None)
            missed = solve_loop(loop, open_ones, self.rates, self.parameters, upstream, self.enough)
            self.residual = max(self.residual, missed)
        self._messages.change(handoffs, self.parameters)

    def _leave(self, node: int, handoffs: list[int]) -> None:
        """Calibrate measured handoffs whose supplier's component does not depend on them."""
        pi = self._failure(node)
        for e in handoffs:
            self._assign(e, pi)
        self._messages.change(handoffs, self.parameters)

    def _failure(self, node: int) -> Array:
        """Return P(X_u), exactly 0 or 1 where it cannot or must fail."""
        found = self._messages.joint(self.plans.whole.look(node), [node])[1:].sum(axis=0).clip(0, 1)
        decided: Array = np.where(self._known.possible[node], np.where(self._known.certain[node], 1.0, found), 0.0)
        return decided

    def _assign(self, handoff: int, pi: Array) -> None:
        """Split a measured rate into own failure and containment by the formula above."""
        rate, declared = self.rates[handoff], self.parameters.containment[handoff].copy()
        inherited = pi * (1 - declared)
        more = rate >= inherited
        self.parameters.own[handoff] = np.where(
            more & (inherited < 1), (rate - inherited) / np.where(inherited < 1, 1 - inherited, 1.0), 0.0
        )
        self.parameters.containment[handoff] = np.where(more, declared, 1 - rate / np.where(pi > 0, pi, 1.0))


def _decide(
    model: Model, parameters: Parameters, component: Component, handoffs: Sequence[int], known: Certainty, pi: Array
) -> None:
    """Set π of handoffs inside a component to exact zeros and ones where the structure decides."""
    near = [e for e in handoffs if not _NEAR < pi[e] < 1 - _NEAR]
    without = known.without(model, parameters, component, near)
    for e in near:
        if e not in without.possible:
            pi[e] = 0
        elif e in without.certain:
            pi[e] = 1
