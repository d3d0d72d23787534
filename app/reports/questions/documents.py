"""Answers as JSON objects, for other programs; their keys are docs/cli.md's."""

from typing import Any

from graphs.propagation.questions.diagnosis import Diagnosis
from graphs.propagation.questions.measuring import Measurement
from graphs.propagation.questions.plan import Plan
from graphs.propagation.questions.what_if import Comparison

Findings = Diagnosis | Comparison | Plan | tuple[Measurement, ...]
"""What a question can have found."""


def document(found: Findings) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return an answer as JSON says it."""
    match found:
        case Diagnosis():
            return _diagnosis(found)
        case Comparison():
            return _comparison(found)
        case Plan():
            return _plan(found)
        case tuple():
            return [_measurement(each) for each in found]


def _diagnosis(found: Diagnosis) -> dict[str, Any]:
    """Return what is likely given what was observed."""
    return {
        "evidence_probability": found.evidence_probability,
        "own": dict(found.own),
        "nodes": dict(found.nodes),
    }


def _comparison(found: Comparison) -> dict[str, Any]:
    """Return the figures before and after, and their differences."""
    return {
        "before": dict(found.before),
        "after": dict(found.after),
        "difference": found.difference,
        "expected_loss": {
            "before": found.loss_before,
            "after": found.loss_after,
            "difference": found.loss_difference,
        },
    }


def _plan(found: Plan) -> dict[str, Any]:
    """Return what to buy, and what every smaller budget would reach."""
    return {
        "chosen": list(found.chosen),
        "cost": found.cost,
        "expected_loss": {"before": found.before, "after": found.after},
        "exact": found.is_exact,
        "bound": found.bound,
        "curve": [list(point) for point in found.curve],
    }


def _measurement(found: Measurement) -> dict[str, Any]:
    return {
        "handoff": found.handoff,
        "narrows": dict(found.narrows),
        "answers_to_halve": found.answers_to_halve,
    }
