"""The exact engine: the probability of what is asked, and its derivatives, in one pass forward and one back."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from graphs.propagation.cycles import components
from graphs.propagation.dense import DenseComponent, Opened
from graphs.propagation.drafts import LARGEST_TABLE, LARGEST_TOTAL, Boundary, Component, Draft, best_draft
from graphs.propagation.elimination import Elimination
from graphs.propagation.factors import Events, Factors
from graphs.propagation.levels import TooManyLevels
from graphs.propagation.model import Model
from graphs.propagation.ordering import Scope
from graphs.propagation.parameters import Array, Parameters, side_by_side
from graphs.propagation.survival import entries_of_counts
from graphs.propagation.width import is_as_wide
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

_ENTRIES_AT_ONCE = 2.0**24
_NEAR_ENTRIES = 2.0**18
"""Entries of the largest table, with its columns, that still stay near the processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What one pass gives, by column: probabilities of shape (columns,), the rest (nodes or handoffs, columns).

    `failures` are P(X_v and what was observed); `derivatives` those of `probability` by each parameter.
    """

    probability: Array
    failures: Array
    derivatives: Parameters


class TooLargeForExact(EslabonError):
    """No exact plan stays within the limit.

    Attributes:
        entries: what the best plan would need in its largest table, or in all of them together; or what it had
            reached when it was given up.
        limit: how much is computed.
        component: how many nodes the largest component has.
        nodes: how many nodes were asked about, with all upstream of them.
    """

    def __init__(self, *, entries: float, limit: float, component: int, nodes: int) -> None:
        self.entries, self.limit, self.component, self.nodes = entries, limit, component, nodes
        bits, limit_bits = round(math.log2(entries)), round(math.log2(limit))
        super().__init__(
            error("too-large-for-exact", bits=bits, limit_bits=limit_bits, component=component, nodes=nodes)
        )


class ExactPlan:
    """A map, or the part of it upstream of some nodes, compiled once; evaluated with any probabilities.

    With a `boundary`, only the given nodes: whatever is upstream of them enters through the joint distribution over the
    boundary. A `positive` plan takes larger tables, and loses no digit of tiny probabilities outside loops.
    """

    def __init__(
        self, model: Model, nodes: Collection[int], boundary: Boundary | None = None, *, positive: bool = False
    ) -> None:
        self._model = model
        self.nodes = tuple(sorted(model.upstream(nodes) if boundary is None else nodes))
        if (counted := entries_of_counts(model, self.nodes)) > LARGEST_TOTAL:
            self._refuse(counted, LARGEST_TOTAL)
        if is_as_wide(model, self.nodes, width := int(math.log2(LARGEST_TABLE))):
            self._refuse(2.0 ** (width + 1), LARGEST_TABLE)
        try:
            self._draft = best_draft(model, self.nodes, boundary, positive=positive)
        except TooManyLevels as reason:
            self._refuse(reason.entries, LARGEST_TOTAL)
        order = self._draft.order
        for entries, limit in ((order.largest, LARGEST_TABLE), (order.total, LARGEST_TOTAL)):
            if entries > limit:
                self._refuse(entries, limit)
        self.events = Events(nodes=len(model.nodes), handoffs=len(model.handoffs))
        self._factors = Factors(self._draft.factors)
        self.elimination = Elimination(self._draft.domains, self._draft.scopes, (), order)

    def _refuse(self, entries: float, limit: float) -> NoReturn:
        component = max(len(members) for members in components(self._model, self.nodes))
        raise TooLargeForExact(entries=entries, limit=limit, component=component, nodes=len(self.nodes))

    @property
    def draft(self) -> Draft:
        """The product that is computed."""
        return self._draft

    @property
    def largest_table(self) -> float:
        """Entries of the largest table."""
        return self._draft.order.largest

    @property
    def cost(self) -> float:
        """Entries and steps of one column."""
        return self._draft.cost

    @property
    def whole_components(self) -> int:
        """How many components are taken whole, by recursion over subsets."""
        return len(self._draft.whole)

    def taken_whole(self, component: Component) -> DenseComponent | None:
        """Return a component as one factor, if it is taken whole."""
        places = sorted(self._draft.whole)
        return self._draft.wholes[places.index(component)] if component in places else None

    @property
    def columns_at_once(self) -> int:
        """How many columns fit into one pass."""
        within = min(_ENTRIES_AT_ONCE / self._draft.order.total, max(16.0, _NEAR_ENTRIES / self.largest_table))
        return max(1, int(within))

    def look(self, node: int) -> int:
        """Return the table through which a node is observed."""
        return self._draft.looks[node]

    def joint(self, component: Component) -> int | None:
        """Return the table over what supplies a loop from outside, if the plan has one."""
        return self._draft.joints.get(component)

    def boundary(self, component: Component) -> Boundary:
        """Return what supplies a loop from outside."""
        scope = self._draft.given[self._draft.joints[component] - len(self._draft.factors)]
        node_of = {variable: node for node, variable in self._draft.states.items()}
        nodes = tuple(node_of[variable] for variable in scope)
        return Boundary(nodes=nodes, sizes=tuple(self._draft.sizes[node] for node in nodes))

    def evaluate(
        self,
        parameters: Parameters,
        observed: Mapping[int, Array] | None = None,
        upstream: Array | None = None,
    ) -> Evaluation:
        """Compute all columns.

        Args:
            parameters: the probabilities.
            observed: for some nodes, the weights of (fine, failed), of shape (2, columns) or (2, 1). Weights
                (0, 1) ask for "fails": the probability is then P(X_v).
            upstream: for a plan with a boundary, the joint distribution over it, of shape (joint states, columns).
        """
        width = self.columns_at_once
        starts = range(0, parameters.columns, width)
        parts = [slice(start, start + width) for start in starts]
        done = [
            self._pass(
                parameters.part(part), _columns(observed or {}, part), None if upstream is None else upstream[:, part]
            )
            for part in parts
        ]
        return done[0] if len(done) == 1 else _joined(done)

    def probability(
        self, parameters: Parameters, observed: Mapping[int, Array], upstream: Array | None = None
    ) -> Array:
        """Compute the probability of what is observed alone, of shape (columns,); arguments as for `evaluate`."""
        width = self.columns_at_once
        found = []
        for start in range(0, parameters.columns, width):
            part = slice(start, start + width)
            given = None if upstream is None else upstream[:, part]
            events = self.events.probabilities(parameters.part(part))
            values, _ = self._opened(events, _columns(observed, part), given)
            self.elimination.forward(values)
            found.append(values[self.elimination.result][0].copy())
        return np.concatenate(found)

    @cached_property
    def scopes(self) -> Sequence[Scope]:
        """The variables of every table."""
        return self._draft.scopes

    @property
    def first_whole(self) -> int:
        """The first table of a component taken whole; those of single handoffs come before."""
        return len(self._draft.factors) + len(self._draft.given)

    @cached_property
    def owners(self) -> NDArray[np.int64]:
        """For each table the node whose rule it is part of; -1 for those that are given when it is evaluated."""
        wholes = [members[0] for members in sorted(self._draft.whole)]
        return np.array([*self._draft.owners, *([-1] * len(self._draft.given)), *wholes], dtype=np.int64)

    @cached_property
    def tables_of_handoffs(self) -> Mapping[int, int]:
        """The table that each handoff of the plan is part of."""
        first, last = self.events.alone(0), self.events.passed_on(0)
        found = {f.first - first: table for table, f in enumerate(self._draft.factors) if first <= f.first < last}
        for place, members in enumerate(sorted(self._draft.whole)):
            table = self.first_whole + place
            found |= {e: table for node in members for e in self._model.incoming(node)}
        return found

    def opened(self, events: Array) -> Array:
        """Return an array for all tables, with those filled in that go in, nothing observed."""
        return self._opened(events, {}, None)[0]

    def fill(self, table: int, events: Array, values: Array) -> None:
        """Write a table anew."""
        rows = self.elimination.table(table)
        if table < len(self._draft.factors):
            self._factors.fill(events, values, rows)
        else:
            values[rows] = self._draft.wholes[table - self.first_whole].table(events)[0]

    def there_and_back(
        self, events: Array, observed: Mapping[int, Array], upstream: Array | None
    ) -> tuple[Array, Array, list[Opened]]:
        """Return all tables after the pass forward, the derivatives by them, and the components taken whole."""
        values, held = self._opened(events, observed, upstream)
        self.elimination.forward(values)
        return values, self.elimination.backward(values, np.ones((1, events.shape[1]))), held

    def _opened(
        self, events: Array, observed: Mapping[int, Array], upstream: Array | None
    ) -> tuple[Array, list[Opened]]:
        values = np.empty((self.elimination.rows, events.shape[1]))
        self._factors.fill(events, values)
        first = len(self._draft.factors)
        for given in range(first, first + len(self._draft.given)):
            values[self.elimination.table(given)] = 1
        for node, (fine, failed) in observed.items():
            if node in self._draft.looks:
                rows = self.elimination.table(self._draft.looks[node])
                values[rows.start] = fine
                values[rows.start + 1 : rows.stop] = failed
        if upstream is not None:
            values[self.elimination.table(first + len(self._draft.looks))] = upstream
        held = []
        for place, component in enumerate(self._draft.wholes):
            table, opened = component.table(events)
            values[self.elimination.table(self.first_whole + place)] = table
            held.append(opened)
        return values, held

    def _pass(self, parameters: Parameters, observed: Mapping[int, Array], upstream: Array | None) -> Evaluation:
        values, adjoints, held = self.there_and_back(self.events.probabilities(parameters), observed, upstream)
        derivatives = np.zeros((self.events.rows, parameters.columns))
        self._factors.pull(adjoints, derivatives)
        for place, opened in enumerate(held):
            opened.pull(adjoints[self.elimination.table(self.first_whole + place)], derivatives)
        failures = np.zeros_like(parameters.node_own)
        for node, look in self._draft.looks.items():
            rows = self.elimination.table(look)
            failures[node] = (adjoints[rows] * values[rows])[1:].sum(axis=0)
        return Evaluation(
            probability=values[self.elimination.result][0].copy(),
            failures=failures,
            derivatives=self.events.chained(derivatives, parameters),
        )


def _columns(observed: Mapping[int, Array], part: slice) -> dict[int, Array]:
    return {node: weights[:, part] if weights.shape[1] > 1 else weights for node, weights in observed.items()}


def _joined(done: list[Evaluation]) -> Evaluation:
    return Evaluation(
        probability=np.concatenate([part.probability for part in done]),
        failures=np.concatenate([part.failures for part in done], axis=1),
        derivatives=side_by_side([part.derivatives for part in done]),
    )
