"""What propagation reports: plain values for screens, sheets and files; every probability is a share of occasions."""

from collections.abc import Mapping
from dataclasses import dataclass

from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.problems import Problem
from process_models.domain.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffFigures:
    """A handoff as calibrated.

    `rate` is P(Y_e), how often it fails its client; `own` and `containment` are o_e and c_e; `inherited` is what
    remains of the rate when the own failure is removed; `evidence` is what the rate rests on.
    """

    rate: float
    own: float
    containment: float
    inherited: float
    evidence: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """The six figures of one own failure for one outcome (propagation.md, "What is reported").

    `birnbaum` P(X | it fails) - P(X | it does not); `improvement` P(X) - P(X without it); `contribution` its
    Aumann-Shapley share of P(X), which add up; `fussell_vesely` improvement / P(X); `raw` (risk achievement worth)
    P(X | it fails) / P(X); `rrw` (risk reduction worth) P(X) / P(X without it). None where the divisor is 0.
    """

    birnbaum: float
    improvement: float
    contribution: float
    fussell_vesely: float | None
    raw: float | None
    rrw: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Probabilities given that an outcome failed: own failures of handoffs and nodes, and failures of nodes.

    All three are empty where the outcome cannot fail.
    """

    handoffs: Mapping[HandoffId, float]
    nodes: Mapping[NodeId, float]
    node_failures: Mapping[NodeId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Between which figures P(X) lies with 95 % probability given what was counted, and its median over the draws."""

    low: float
    high: float
    median: float
    draws: int

    def holds(self, probability: float) -> bool:
        """Whether the point figure lies within."""
        return self.low <= probability <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRisk:
    """How likely a customer is dissatisfied, or employees are badly served, and where that is made.

    `interval` is None where no draws were asked for; `standard_error` is that of the probability where it was sampled;
    `evidence` is the share of the contributions that rests on each kind of evidence, empty where it cannot fail.
    """

    probability: float
    standard_error: float | None = None
    if_unknown_fails: float
    weight: float
    handoffs: Mapping[HandoffId, Importance]
    nodes: Mapping[NodeId, Importance]
    posterior_given_failed: Posterior
    evidence: Mapping[EvidenceKind, float]
    interval: Interval | None = None

    @property
    def leading(self) -> float:
        """Return the figure that a reader sees first: the point, or the median where the point lies outside."""
        if self.interval is None or self.interval.holds(self.probability):
            return self.probability
        return self.interval.median

    def share(self, contribution: float) -> float:
        """Return which part of the outcome's failures a contribution is; 0 where the outcome cannot fail."""
        return min(1.0, contribution / self.probability) if self.probability else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureChain:
    """One way in which a single own failure reaches an outcome: where it begins, over which handoffs, how likely.

    Exactly one of `origin_handoff` and `origin_node` is given; a handoff of origin stands first in `path`.
    """

    outcome: NodeId
    probability: float
    origin_handoff: HandoffId | None
    origin_node: NodeId | None
    path: tuple[HandoffId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSet:
    """Own failures, as `node:ID` and `handoff:ID`, that together spoil an outcome, none of which can be spared.

    `probability` that all of them happen.
    """

    outcome: NodeId
    probability: float
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopSum:
    """Handoffs round a loop whose rates are too alike to be told apart: their contributions as one sum by outcome."""

    handoffs: tuple[HandoffId, ...]
    contributions: Mapping[NodeId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the figures were computed: `name` is `exact` or `sampling`.

    `largest_table` in entries; `whole_components` taken by recursion over subsets; `residual` by how much the
    calibration missed a rate inside a loop. Where sampled: how many `trials`, and `too_large` why not exactly, if that
    was not as asked.
    """

    name: str
    largest_table: int = 0
    whole_components: int = 0
    residual: float
    trials: int | None = None
    too_large: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Propagation:
    """All figures of a map as of its date.

    `chain` is what of the map counted; `nodes` P(X_v); `unknown` the handoffs of which nothing is known; `cycles` the
    components of more than one node; `cut_sets` the minimal ones, where asked for; `expected_loss` the sum of
    weight · P(X) over the outcomes.
    """

    chain: ValueChain
    nodes: Mapping[NodeId, float]
    handoffs: Mapping[HandoffId, HandoffFigures]
    outcomes: Mapping[NodeId, OutcomeRisk]
    chains: tuple[FailureChain, ...]
    cycles: tuple[tuple[NodeId, ...], ...]
    unknown: tuple[HandoffId, ...]
    loop_sums: tuple[LoopSum, ...]
    expected_loss: float
    method: Method
    warnings: tuple[Problem, ...]
    cut_sets: tuple[CutSet, ...] | None = None
