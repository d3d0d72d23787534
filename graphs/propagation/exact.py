"""The exact engine: the probability of what is asked, and its derivatives, in one pass forward and one back."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graphs.propagation.cycles import components
from graphs.propagation.drafts import LARGEST_TABLE, LARGEST_TOTAL, best_draft
from graphs.propagation.elimination import Elimination
from graphs.propagation.factors import chained, hits, no_derivatives
from graphs.propagation.model import Model
from graphs.propagation.parameters import Array, Parameters
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

_ENTRIES_AT_ONCE = 2.0**24


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
    """A map, or the part of it upstream of some nodes, compiled once; evaluated with any probabilities."""

    def __init__(self, model: Model, nodes: Collection[int]) -> None:
        self._model = model
        self.nodes = tuple(sorted(model.upstream(nodes)))
        self._draft = best_draft(model, self.nodes)
        order = self._draft.order
        for entries, limit in ((order.largest, LARGEST_TABLE), (order.total, LARGEST_TOTAL)):
            if entries > limit:
                component = max(len(members) for members in components(model, self.nodes))
                raise TooLargeForExact(entries=entries, limit=limit, component=component, nodes=len(self.nodes))
        product = self._draft.product
        self._elimination = Elimination(product.domains, product.scopes, (), order)

    @property
    def largest_table(self) -> float:
        """Entries of the largest table."""
        return self._draft.order.largest

    @property
    def whole_components(self) -> int:
        """How many components are taken whole, by recursion over subsets."""
        return len(self._draft.whole)

    def evaluate(self, parameters: Parameters, observed: Mapping[int, Array] | None = None) -> Evaluation:
        """Compute all columns.

        Args:
            parameters: the probabilities.
            observed: for some nodes, the weights of (fine, failed), of shape (2, columns) or (2, 1). Weights
                (0, 1) ask for "fails": the probability is then P(X_v).
        """
        width = max(1, int(_ENTRIES_AT_ONCE / self._draft.order.total))
        starts = range(0, parameters.columns, width)
        parts = [slice(start, start + width) for start in starts]
        done = [self._pass(parameters.part(part), _columns(observed or {}, part)) for part in parts]
        return done[0] if len(done) == 1 else _joined(done)

    def _pass(self, parameters: Parameters, observed: Mapping[int, Array]) -> Evaluation:
        values = hits(parameters)
        opened = [factor.table(values) for factor in self._draft.product.factors]
        tables = [table for table, _ in opened]
        weights = {node: self._weights(node, observed) for node in self.nodes}
        for node, weight in weights.items():
            tables[self._draft.looks[node]] = weight
        forward = self._elimination.forward(tables)
        adjoints = self._elimination.backward(forward, np.ones(parameters.columns))
        derivatives = no_derivatives(parameters)
        for (_, pull), adjoint in zip(opened, adjoints, strict=True):
            pull(adjoint, derivatives)
        failures = np.zeros_like(parameters.node_own)
        for node, weight in weights.items():
            failures[node] = (adjoints[self._draft.looks[node]] * weight)[1:].sum(axis=0)
        return Evaluation(
            probability=np.broadcast_to(forward[-1], (parameters.columns,)).copy(),
            failures=failures,
            derivatives=chained(derivatives, parameters),
        )

    def _weights(self, node: int, observed: Mapping[int, Array]) -> Array:
        size = self._draft.sizes[node]
        if node not in observed:
            return np.ones((size, 1))
        fine, failed = observed[node]
        return np.stack([fine] + [failed] * (size - 1))


class Plans:
    """The plans of one map, each compiled when it is first needed."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._made: dict[frozenset[int], ExactPlan] = {}

    @property
    def whole(self) -> ExactPlan:
        """The plan for all nodes."""
        return self.of(range(len(self._model.nodes)))

    def of(self, nodes: Iterable[int]) -> ExactPlan:
        """Return the plan for some nodes and all upstream of them; that for all where it has found the better order."""
        wanted = frozenset(nodes)
        if wanted not in self._made:
            self._made[wanted] = self._compiled(wanted)
        return self._made[wanted]

    def _compiled(self, wanted: frozenset[int]) -> ExactPlan:
        try:
            return ExactPlan(self._model, wanted)
        except TooLargeForExact:
            if len(wanted) == len(self._model.nodes):
                raise
            return self.whole


def _columns(observed: Mapping[int, Array], part: slice) -> dict[int, Array]:
    return {node: weights[:, part] if weights.shape[1] > 1 else weights for node, weights in observed.items()}


def _joined(done: list[Evaluation]) -> Evaluation:
    parts = [part.derivatives for part in done]
    return Evaluation(
        probability=np.concatenate([part.probability for part in done]),
        failures=np.concatenate([part.failures for part in done], axis=1),
        derivatives=Parameters(
            own=np.concatenate([part.own for part in parts], axis=1),
            containment=np.concatenate([part.containment for part in parts], axis=1),
            dependency=np.concatenate([part.dependency for part in parts], axis=1),
            node_own=np.concatenate([part.node_own for part in parts], axis=1),
        ),
    )
