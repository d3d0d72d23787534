"""Which part of the expected loss each handoff and node makes."""

from app.reports.propagation.contributions import LEAST_SHOWN
from graphs.propagation import Propagation
from process_models.domain.identifiers import HandoffId, NodeId


def by_contribution(found: Propagation) -> dict[str, float]:
    """Return every handoff and node that can be supposed otherwise, with its part of the expected loss.

    Those with the largest part come first, then the others in the order of the map.
    """
    shares = dict.fromkeys((f"handoff:{each.id}" for each in found.chain.handoffs), 0.0)
    shares |= {f"node:{node.id}": 0.0 for node in found.chain.nodes if not node.is_outcome}
    for risk in found.outcomes.values():
        for handoff, each in risk.handoffs.items():
            shares[f"handoff:{handoff}"] += risk.weight * each.contribution
        for node, each in risk.nodes.items():
            shares[f"node:{node}"] = shares.get(f"node:{node}", 0.0) + risk.weight * each.contribution
    whole = found.expected_loss or 1.0
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    return {thing: part / whole for thing, part in ranked}


def worst_outcome(found: Propagation, handoff: HandoffId) -> tuple[NodeId, float] | None:
    """Return of which outcome's failures a handoff makes the largest part, and which part; None where it makes none."""
    parts = (
        (outcome, risk.share(risk.handoffs[handoff].contribution))
        for outcome, risk in found.outcomes.items()
        if handoff in risk.handoffs and risk.handoffs[handoff].contribution > LEAST_SHOWN
    )
    return max(parts, key=lambda each: each[1], default=None)
