"""The figures of a map as one JSON object, for other programs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.reports import sentences
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import CutSet, FailureChain, HandoffFigures, Importance, OutcomeRisk, Propagation
from process_models.domain.identifiers import HandoffId, NodeId


def propagation_document(found: Propagation, words: Wording) -> dict[str, Any]:
    """Return the object; its sentences are in the language of the words, its keys are docs/cli.md's."""
    speaker = Speaker(found.chain, words)
    return {
        "method": found.method.name,
        "why": sentences.method(found.method, words),
        "trials": found.method.trials,
        "expected_loss": found.expected_loss,
        "nodes": dict(found.nodes),
        "handoffs": {handoff: _handoff(figures) for handoff, figures in found.handoffs.items()},
        "outcomes": {outcome: _outcome(risk) for outcome, risk in found.outcomes.items()},
        "chains": [_chain(told, speaker) for told in found.chains],
        **({} if found.cut_sets is None else {"cut_sets": [_cut_set(cut) for cut in found.cut_sets]}),
        "cycles": [list(cycle) for cycle in found.cycles],
        "unknown": list(found.unknown),
        "warnings": sentences.warnings(found, words),
    }


def _handoff(figures: HandoffFigures) -> dict[str, float | str]:
    return {
        "rate": figures.rate,
        "own": figures.own,
        "containment": figures.containment,
        "inherited": figures.inherited,
        "evidence": figures.evidence.evidence.value,
    }


def _outcome(risk: OutcomeRisk) -> dict[str, Any]:
    given_failed = risk.posterior_given_failed
    return {
        "probability": risk.probability,
        "standard_error": risk.standard_error,
        "if_unknown_fails": risk.if_unknown_fails,
        **_interval(risk),
        "evidence_share": {kind.value: share for kind, share in risk.evidence.items()} or None,
        "importance": {"handoffs": _importances(risk.handoffs), "nodes": _importances(risk.nodes)},
        "posterior_given_failed": {
            "handoffs": dict(given_failed.handoffs),
            "nodes": dict(given_failed.nodes),
            "node_failures": dict(given_failed.node_failures),
        },
    }


def _interval(risk: OutcomeRisk) -> dict[str, Any]:
    if risk.interval is None:
        return {}
    found = risk.interval
    return {"interval": [found.low, found.high], "median": found.median, "draws": found.draws}


def _importances(found: Mapping[HandoffId, Importance] | Mapping[NodeId, Importance]) -> dict[str, Any]:
    return {name: asdict(importance) for name, importance in found.items()}


def _chain(told: FailureChain, speaker: Speaker) -> dict[str, Any]:
    origin = {"node": told.origin_node} if told.origin_node is not None else {"handoff": told.origin_handoff}
    return {
        "outcome": told.outcome,
        "probability": told.probability,
        "origin": origin,
        "path": list(told.path),
        "text": speaker.chain(told),
    }


def _cut_set(cut: CutSet) -> dict[str, Any]:
    return {"outcome": cut.outcome, "probability": cut.probability, "members": list(cut.members)}
