"""The probability engine: how internal failures travel to the customers."""

from graphs.propagation.exact import TooLargeForExact
from graphs.propagation.intervals import DRAWS
from graphs.propagation.propagation import CHAINS_PER_OUTCOME, propagate
from graphs.propagation.results import (
    CutSet,
    FailureChain,
    HandoffFigures,
    Importance,
    Interval,
    LoopSum,
    Method,
    OutcomeRisk,
    Posterior,
    Propagation,
)

__all__ = [
    "CHAINS_PER_OUTCOME",
    "DRAWS",
    "CutSet",
    "FailureChain",
    "HandoffFigures",
    "Importance",
    "Interval",
    "LoopSum",
    "Method",
    "OutcomeRisk",
    "Posterior",
    "Propagation",
    "TooLargeForExact",
    "propagate",
]
