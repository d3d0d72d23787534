"""π = P(X_u | O_e = 0) of all handoffs inside a component taken whole, without a pass for each of them.

P(X_u) is linear in how likely a client v is fine given who else fails. A handoff e from u to v passes on what u got
wrong only once u has failed; so for X_u nothing of e matters but whether it hits by itself, with probability h = d·o:

    outside groups     P(X_u) = (1 - h)·π + h·P(X_u | v fails)
    one of the routes  P(X_u) = π + s·h·(P(X_u | v fails) - P(X_u without the group)), s being its share
    alternatives       π = P(X_u) with another table of v, one for each handoff

So a component of n members needs one recursion over its subsets, and a part of one for each member and group.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graphs.propagation.compiled.responses import BY_TABLE, FORCED, IMMUNE, responses
from graphs.propagation.dense import DenseComponent, steps
from graphs.propagation.factors import Events
from graphs.propagation.kernels import Places
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters

_SMALLEST = 1e-300
_OF_A_STEP = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A response of a member, by its place: it fails for certain, or some of its handoffs are as if not there.

    Of those in `without` nothing hits; that in `without_own` does not fail by itself.
    """

    member: int
    without: tuple[int, ...] = ()
    without_own: int | None = None

    @property
    def is_forced(self) -> bool:
        """Whether the member fails for certain."""
        return not self.without and self.without_own is None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handoff:
    """How π of a handoff follows: from which cases, by their place, and with which share of the group."""

    handoff: int
    supplier: int
    forced: int | None = None
    removed: int | None = None
    share: float = 1.0


class Responses:
    """The handoffs of a component for which π is wanted.

    Args:
        model: the part of the map.
        component: its members as one factor.
        members: their nodes, in the factor's order.
        handoffs: the handoffs, all of them inside.
    """

    def __init__(
        self, model: Model, component: DenseComponent, members: Sequence[int], handoffs: Sequence[int]
    ) -> None:
        self._component = component
        self._events = Events(nodes=len(model.nodes), handoffs=len(model.handoffs))
        self._cases: list[_Case] = []
        place = {node: number for number, node in enumerate(members)}
        self._handoffs = [self._handoff(model, e, place[model.suppliers[e]], place[model.clients[e]]) for e in handoffs]

    @property
    def cost(self) -> float:
        """Entries and steps of one column; of recursions that eight columns take together each counts less."""
        members = len(self._component.members)
        return _OF_A_STEP * (1 + len(self._cases) / 3) * steps(members, self._component.outside)

    def without_own(self, parameters: Parameters, upstream: Array | None) -> Array:
        """Return π of shape (handoff, column).

        Args:
            parameters: those of the part.
            upstream: the joint distribution over what supplies the component, of shape (joint states, columns).
        """
        fine = self._component.fine(self._events.probabilities(parameters))
        tables, kinds = self._tables(parameters, fine)
        members = np.array([case.member for case in self._cases], dtype=np.int64)
        found = responses(fine, members, kinds, tables)
        chances = found[:, :, 0] if upstream is None else (found * upstream).sum(axis=2)
        return np.array([self._pi(each, parameters, chances) for each in self._handoffs]).clip(0, 1)

    def _pi(self, asked: _Handoff, parameters: Parameters, chances: Array) -> Array:
        e, u = asked.handoff, asked.supplier
        hits: Array = asked.share * parameters.dependency[e] * parameters.own[e]
        pi: Array = chances[0 if asked.forced is not None or asked.removed is None else asked.removed, u]
        if asked.forced is not None and asked.removed is None:
            pi = (pi - hits * chances[asked.forced, u]) / np.maximum(1 - hits, _SMALLEST)
        elif asked.forced is not None:
            pi = pi - hits * (chances[asked.forced, u] - chances[asked.removed, u])
        return pi

    def _tables(self, parameters: Parameters, fine: Array) -> tuple[Array, Places]:
        """Return what becomes of the member in each case, and its table; that stays empty where it is not read."""
        kinds = np.full(len(self._cases), FORCED, dtype=np.int64)
        tables = np.empty((len(self._cases), *fine.shape[1:]))
        for place, case in enumerate(self._cases):
            if not case.is_forced:
                changed = replace(parameters, own=parameters.own.copy(), dependency=parameters.dependency.copy())
                changed.dependency[list(case.without)] = 0
                if case.without_own is not None:
                    changed.own[case.without_own] = 0
                table = self._component.fine_member(case.member, self._events.probabilities(changed))
                kinds[place] = IMMUNE if (table == 1).all() else BY_TABLE
                if kinds[place] == BY_TABLE:
                    tables[place] = table
        return tables, kinds

    def _handoff(self, model: Model, handoff: int, supplier: int, client: int) -> _Handoff:
        inputs = model.inputs[model.clients[handoff]]
        for routes in inputs.routes:
            if handoff in routes.members:
                return _Handoff(
                    handoff=handoff,
                    supplier=supplier,
                    forced=self._case(_Case(member=client)),
                    removed=self._case(_Case(member=client, without=routes.members)),
                    share=routes.shares[routes.members.index(handoff)],
                )
        if handoff in inputs.needed:
            return _Handoff(handoff=handoff, supplier=supplier, forced=self._case(_Case(member=client)))
        return _Handoff(
            handoff=handoff, supplier=supplier, removed=self._case(_Case(member=client, without_own=handoff))
        )

    def _case(self, case: _Case) -> int:
        """Return the place of a case among all that are computed; the first is how things are."""
        if case not in self._cases:
            self._cases.append(case)
        return 1 + self._cases.index(case)
