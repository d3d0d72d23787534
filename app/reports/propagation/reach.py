"""Whom the failure of one handoff reaches, and how much of what goes wrong there it makes."""

from dataclasses import dataclass

from app.reports.propagation.contributions import LEAST_SHOWN
from app.reports.propagation.text import rate
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation import OutcomeRisk, Propagation
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One outcome that a handoff's failure reaches.

    `passed_on` is the part of its failures that become theirs and would not be without it, `contribution` its part of
    what fails there, `without` what would remain if it never failed.
    """

    outcome: NodeId
    name: str
    probability: str
    passed_on: str
    contribution: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """All outcomes that a handoff's failure reaches, the most affected first, and the names of the others."""

    handoff: HandoffId
    ends: str
    deliverable: str
    rate: str
    reached: tuple[Reached, ...]
    unreached: tuple[str, ...]


def reach(found: Propagation, handoff: HandoffId, words: Wording) -> Reach:
    """Return whom a handoff's failure reaches."""
    speaker = Speaker(found.chain, words)
    affected = passed_on(found, handoff)
    names = [outcome for outcome, _ in affected]
    return Reach(
        handoff=handoff,
        ends=speaker.ends(handoff),
        deliverable=speaker.deliverable(handoff),
        rate=_rate(found, handoff, words),
        reached=tuple(_reached(outcome, found.outcomes[outcome], handoff, speaker) for outcome in names),
        unreached=tuple(speaker.node(outcome) for outcome in found.outcomes if outcome not in names),
    )


def passed_on(found: Propagation, handoff: HandoffId) -> tuple[tuple[NodeId, float], ...]:
    """Return which part of a handoff's failures becomes that of each outcome, the most affected first."""
    affected = [
        (outcome, risk.handoffs[handoff].birnbaum)
        for outcome, risk in found.outcomes.items()
        if handoff in risk.handoffs and risk.handoffs[handoff].birnbaum > LEAST_SHOWN
    ]
    return tuple(sorted(affected, key=lambda each: -each[1]))


def _rate(found: Propagation, handoff: HandoffId, words: Wording) -> str:
    figures = found.handoffs[handoff]
    if figures.evidence.evidence is EvidenceKind.UNKNOWN:
        return words.text("propagation.reach.unmeasured")
    return rate(figures, words)


def _reached(outcome: NodeId, risk: OutcomeRisk, handoff: HandoffId, speaker: Speaker) -> Reached:
    words, importance = speaker.words, risk.handoffs[handoff]
    return Reached(
        outcome=outcome,
        name=speaker.node(outcome),
        probability=words.percent(risk.probability),
        passed_on=words.percent(importance.birnbaum),
        contribution=words.percent(risk.share(importance.contribution)),
        without=words.percent(max(0.0, risk.probability - importance.improvement)),
    )
