"""The plans of one map, each compiled when it is first needed."""

from collections.abc import Iterable
from functools import cached_property

from graphs.propagation.cycles import inner_handoffs
from graphs.propagation.drafts import Component
from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.kernels import Bits
from graphs.propagation.loops import Loop
from graphs.propagation.messages import closure
from graphs.propagation.model import Model

_PASSES, _NEWTON_PASSES = 2, 12
"""Of a map while it is settled, and of a loop for each of its handoffs; a pass back is dearer than one forward."""

_NUMBERS_AT_ONCE = 2**22
"""Of one kind of a loop's parameters in all columns, of which Newton's method makes one for each measured rate."""

_SMALL = 2**16
"""Entries of all tables up to which a plan for fewer nodes is dearer to make than it saves."""


class Plans:
    """The plans of one map, each compiled when it is first needed; `positive` ones keep the digits of a tiny P."""

    def __init__(self, model: Model, *, positive: bool = False) -> None:
        self._model, self._positive = model, positive
        self._made: dict[frozenset[int], ExactPlan] = {}
        self._loops: dict[Component, Loop] = {}

    @cached_property
    def whole(self) -> ExactPlan:
        """The plan for all nodes."""
        return ExactPlan(self._model, range(len(self._model.nodes)), positive=self._positive)

    @cached_property
    def upstream(self) -> Bits:
        """For each node the set of those upstream of it."""
        return closure(self._model)

    def of(self, nodes: Iterable[int]) -> ExactPlan:
        """Return a plan for some nodes and all upstream of them; that for all where it is small or ordered better."""
        wanted = frozenset(nodes)
        if len(wanted) == len(self._model.nodes) or (
            "whole" in self.__dict__ and self.whole.elimination.rows <= _SMALL
        ):
            return self.whole
        if wanted not in self._made:
            self._made[wanted] = self._compiled(wanted)
        return self._made[wanted]

    def loop(self, component: Component) -> Loop:
        """Return a component, compiled apart from what is upstream of it where the plan for all allows."""
        if component not in self._loops:
            joint = self.whole.joint(component)
            boundary = None if joint is None else self.whole.boundary(component)
            self._loops[component] = Loop(self._model, component, boundary)
        return self._loops[component]

    @cached_property
    def columns_of_loops(self) -> int:
        """How many columns may be calibrated at once: inside a loop each is as many as the loop has measured rates."""
        measured = (self._measured_inside(handoffs) for handoffs in inner_handoffs(self._model).values())
        largest = max((len(each) ** 2 for each in measured), default=0)
        return max(1, _NUMBERS_AT_ONCE // max(1, largest))

    def _measured_inside(self, handoffs: Iterable[int]) -> list[int]:
        return [e for e in handoffs if self._model.rates[e].whole]

    def cost_of_calibration(self) -> float:
        """Return what is predicted to be computed to calibrate one column of many, in entries and steps of tables."""
        inner = inner_handoffs(self._model)
        measured = {loop: self._measured_inside(handoffs) for loop, handoffs in inner.items()}
        loops = sum(self._cost_of_loop(self.loop(component), each) for component, each in measured.items() if each)
        return _PASSES * self.whole.cost + _NEWTON_PASSES * loops

    def _cost_of_loop(self, loop: Loop, handoffs: list[int]) -> float:
        quick = loop.quick_cost(handoffs)
        return len(handoffs) * loop.cost if quick is None else quick

    def _compiled(self, wanted: frozenset[int]) -> ExactPlan:
        try:
            return ExactPlan(self._model, wanted, positive=self._positive)
        except TooLargeForExact:
            return self.whole
