"""Who contributes to an outcome's failures: the rows of a Pareto, for text and pages alike."""

from dataclasses import dataclass

from app.reports.sentences import Speaker
from graphs.propagation import Importance, OutcomeRisk
from process_models.domain.identifiers import HandoffId, NodeId

LEAST_SHOWN = 1e-6
"""Of an outcome's failures: a smaller part is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One own failure and its part in an outcome: of a handoff or, where `node` is given, of a node.

    `share` is its part of the outcome's failures, `so_far` that of all down to it.
    """

    name: str
    handoff: HandoffId | None = None
    node: NodeId | None = None
    importance: Importance
    share: float
    so_far: float


def contributions(risk: OutcomeRisk, speaker: Speaker) -> tuple[Contribution, ...]:
    """Return the own failures that reach an outcome, the largest contribution first."""
    least = LEAST_SHOWN * risk.probability
    reaching = [each for each in _named(risk, speaker) if each[3].contribution > least]
    reaching.sort(key=lambda each: (-each[3].contribution, each[0]))
    told = []
    so_far = 0.0
    for name, handoff, node, importance in reaching:
        so_far += importance.contribution
        told.append(
            Contribution(
                name=name,
                handoff=handoff,
                node=node,
                importance=importance,
                share=risk.share(importance.contribution),
                so_far=risk.share(so_far),
            )
        )
    return tuple(told)


def _named(risk: OutcomeRisk, speaker: Speaker) -> list[tuple[str, HandoffId | None, NodeId | None, Importance]]:
    handoffs = [(speaker.handoff(handoff), handoff, None, found) for handoff, found in risk.handoffs.items()]
    nodes = [
        (speaker.words.text("figures.node", node=speaker.node(node)), None, node, found)
        for node, found in risk.nodes.items()
    ]
    return [*handoffs, *nodes]
