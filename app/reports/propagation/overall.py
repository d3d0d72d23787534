"""What matters most over all outcomes: each own failure's part of the expected loss of the map."""

from dataclasses import dataclass

from app.reports.propagation.contributions import LEAST_SHOWN
from app.reports.sentences import Speaker
from graphs.propagation import Propagation
from process_models.domain.identifiers import HandoffId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """A handoff and its part of the expected loss; `worst` is the outcome that it harms most."""

    handoff: HandoffId
    share: float
    worst: NodeId


def overall(found: Propagation, speaker: Speaker) -> tuple[Overall, ...]:
    """Return the handoffs that contribute to any outcome, the largest weighted contribution first."""
    if not found.expected_loss:
        return ()
    losses: dict[HandoffId, dict[NodeId, float]] = {}
    for outcome, risk in found.outcomes.items():
        for handoff, importance in risk.handoffs.items():
            losses.setdefault(handoff, {})[outcome] = risk.weight * importance.contribution
    told = [
        Overall(
            handoff=handoff,
            share=min(1.0, sum(parts.values()) / found.expected_loss),
            worst=max(parts, key=lambda outcome: parts[outcome]),
        )
        for handoff, parts in losses.items()
    ]
    reaching = (each for each in told if each.share > LEAST_SHOWN)
    return tuple(sorted(reaching, key=lambda each: (-each.share, speaker.handoff(each.handoff))))
