"""The plans of one map, each compiled when it is first needed."""

from collections.abc import Iterable
from functools import cached_property

from graphs.propagation.drafts import Component
from graphs.propagation.exact import ExactPlan, TooLargeForExact
from graphs.propagation.loops import Loop
from graphs.propagation.messages import Bits, closure
from graphs.propagation.model import Model

_SMALL = 2**16
"""Entries of all tables up to which a plan for fewer nodes is dearer to make than it saves."""


class Plans:
    """The plans of one map, each compiled when it is first needed."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._made: dict[frozenset[int], ExactPlan] = {}
        self._loops: dict[Component, Loop] = {}

    @property
    def whole(self) -> ExactPlan:
        """The plan for all nodes."""
        return self.of(range(len(self._model.nodes)))

    @cached_property
    def upstream(self) -> Bits:
        """For each node the set of those upstream of it."""
        return closure(self._model)

    def of(self, nodes: Iterable[int]) -> ExactPlan:
        """Return a plan for some nodes and all upstream of them; that for all where it is small or ordered better."""
        everything = self._made.get(frozenset(range(len(self._model.nodes))))
        if everything is not None and everything.elimination.rows <= _SMALL:
            return everything
        wanted = frozenset(nodes)
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

    def _compiled(self, wanted: frozenset[int]) -> ExactPlan:
        try:
            return ExactPlan(self._model, wanted)
        except TooLargeForExact:
            if len(wanted) == len(self._model.nodes):
                raise
            return self.whole
