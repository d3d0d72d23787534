"""What to do next about an outcome: where to begin mending, what to measure, what to count instead of supposing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.reports.propagation.contributions import Contribution
from app.reports.sentences import Speaker
from graphs.propagation import OutcomeRisk, Propagation
from process_models.domain.evidence import Rate
from process_models.domain.identifiers import HandoffId, NodeId
from process_models.domain.vocabulary import EvidenceKind

MOST_OF_A_KIND = 4
_WORTH_KNOWING = 0.05
"""Share of an outcome's failures from which on it is worth knowing better."""

MANY_RATINGS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Something to do, why, and at which handoff or node."""

    sentence: str
    reason: str
    handoff: HandoffId | None = None
    node: NodeId | None = None


def next_steps(
    found: Propagation,
    outcome: NodeId,
    told: Sequence[Contribution],
    upstream: Collection[HandoffId],
    speaker: Speaker,
) -> tuple[NextStep, ...]:
    """Return what to do next, the most useful first."""
    return (
        *_mend(found.outcomes[outcome], told, speaker),
        *islice(_measure(found, upstream, speaker), MOST_OF_A_KIND),
        *islice(_count(found, told, speaker), MOST_OF_A_KIND),
        *islice(_ask_more(found, told, speaker), MOST_OF_A_KIND),
    )


def _mend(risk: OutcomeRisk, told: Sequence[Contribution], speaker: Speaker) -> Iterator[NextStep]:
    """Yield the own failure without which the outcome would fail least."""
    words = speaker.words
    best = max(told, key=lambda each: each.importance.improvement, default=None)
    if best is None or best.importance.improvement <= 0:
        return
    left = max(0.0, risk.probability - best.importance.improvement)
    yield NextStep(
        sentence=words.text("propagation.next.mend", thing=best.name),
        reason=words.text(
            "propagation.next.mend.reason", now=words.percent(risk.probability), then=words.percent(left)
        ),
        handoff=best.handoff,
        node=best.node,
    )


def _measure(found: Propagation, upstream: Collection[HandoffId], speaker: Speaker) -> Iterator[NextStep]:
    for handoff in found.unknown:
        if handoff in upstream:
            yield NextStep(
                sentence=speaker.words.text("propagation.next.measure", thing=speaker.handoff(handoff)),
                reason=speaker.words.text("propagation.next.measure.reason"),
                handoff=handoff,
            )


def _count(found: Propagation, told: Sequence[Contribution], speaker: Speaker) -> Iterator[NextStep]:
    words = speaker.words
    for each, known in _rated(found, told):
        if known.evidence is EvidenceKind.ASSUMPTION:
            yield NextStep(
                sentence=words.text("propagation.next.count", thing=each.name),
                reason=words.text("propagation.next.count.reason", percent=words.percent(each.share)),
                handoff=each.handoff,
            )


def _ask_more(found: Propagation, told: Sequence[Contribution], speaker: Speaker) -> Iterator[NextStep]:
    words = speaker.words
    for each, known in _rated(found, told):
        if known.evidence is EvidenceKind.OPINION and (known.count or 0) < MANY_RATINGS:
            reason = words.counted("propagation.next.ask.reason", known.count or 0, percent=words.percent(each.share))
            yield NextStep(
                sentence=words.text("propagation.next.ask", thing=each.name), reason=reason, handoff=each.handoff
            )


def _rated(found: Propagation, told: Sequence[Contribution]) -> Iterator[tuple[Contribution, Rate]]:
    """Yield the handoffs that contribute enough to be worth knowing better, each with what its rate rests on."""
    for each in told:
        if each.handoff is not None and each.share >= _WORTH_KNOWING:
            yield each, found.handoffs[each.handoff].evidence
