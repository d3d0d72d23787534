"""What sampling gives: estimates, and by how much each may be off."""

from dataclasses import dataclass

from graphs.propagation.parameters import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Sample means and their standard errors, of the same shape.

    Where something was never, or always, seen, the error is that of one trial more or less, not 0.
    """

    mean: Array
    error: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledFigures:
    """What was counted in so many trials; nodes and handoffs by index, outcomes in the order asked for.

    Attributes:
        trials: how many.
        outcomes: the nodes that were asked about.
        failures: P(X_v) of the nodes.
        handoff_birnbaum: outcome, handoff: P(X | O_e = 1) - P(X | O_e = 0).
        node_birnbaum: outcome, node: the same for the nodes' own failures.
        given_failed: outcome, node: P(X_v | X); 0 where the outcome was never seen to fail.
    """

    trials: int
    outcomes: tuple[int, ...]
    failures: Estimate
    handoff_birnbaum: Estimate
    node_birnbaum: Estimate
    given_failed: Array
