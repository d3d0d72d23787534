"""Answers as JSON objects, for other programs; their keys are docs/cli.md's."""

from typing import Any

from graphs.propagation.questions.diagnosis import Diagnosis

Findings = Diagnosis
"""What a question can have found."""


def document(found: Findings) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return an answer as JSON says it."""
    match found:
        case Diagnosis():
            return _diagnosis(found)


def _diagnosis(found: Diagnosis) -> dict[str, Any]:
    """Return what is likely given what was observed."""
    return {
        "evidence_probability": found.evidence_probability,
        "own": dict(found.own),
        "nodes": dict(found.nodes),
    }
