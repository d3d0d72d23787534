"""What to measure next, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.sentences import Speaker
from graphs.propagation.questions.measuring import Measurement
from process_models.domain.identifiers import HandoffId


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeasurement:
    """A handoff worth measuring: which part of the doubt about whom it takes away, and how many answers that asks for.

    `largest` is the largest of those parts, for a bar.
    """

    handoff: HandoffId
    title: str
    deliverable: str
    narrows: tuple[str, ...]
    largest: float
    answers: str


def told_measurements(found: Sequence[Measurement], speaker: Speaker) -> tuple[ToldMeasurement, ...]:
    """Return what to measure, the most useful first."""
    return tuple(_told(each, speaker) for each in found)


def _told(found: Measurement, speaker: Speaker) -> ToldMeasurement:
    words = speaker.words
    ranked = sorted(found.narrows.items(), key=lambda each: -each[1])
    return ToldMeasurement(
        handoff=found.handoff,
        title=speaker.ends(found.handoff),
        deliverable=speaker.deliverable(found.handoff),
        narrows=tuple(
            words.text("improvement.measure.narrows", outcome=speaker.node(outcome), percent=words.percent(share))
            for outcome, share in ranked
        ),
        largest=ranked[0][1],
        answers=words.counted("questions.measure.answers", found.answers_to_halve),
    )
