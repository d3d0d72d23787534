"""Which part of the expected loss each handoff and node makes."""

from graphs.propagation import Propagation


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
