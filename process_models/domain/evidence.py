"""Evidence of a failure rate, and what rate the best of it gives (propagation.md, "From evidence to o_e")."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from process_models.domain.identifiers import RequirementId
from process_models.domain.vocabulary import EvidenceKind, Rater, RaterRole

HIGHEST_DISSATISFIED_SCORE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Counts of deliveries: how many took place, how many failed the requirements, and in what way."""

    count: int
    failed: int
    late: int | None = None
    incomplete: int | None = None
    wrong: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One score (1-5) of a handoff, of the whole or of one requirement, typed or imported by an editor."""

    score: int
    date: dt.date | None = None
    role: RaterRole | None = None
    by: Rater = Rater.CLIENT
    importance: int | None = None
    requirement: RequirementId | None = None
    comment: str = ""

    @property
    def counts(self) -> bool:
        """Whether it speaks for the client about the whole handoff."""
        return self.by is Rater.CLIENT and self.requirement is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCount:
    """How many released answers gave one overall score."""

    score: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A failure rate with what it rests on.

    `probability` is a share of occasions (0-1); `failed` of `count` is its denominator where something was
    counted (None for assumptions and the unknown). `whole` says that it includes what came from further up;
    otherwise it is the own failure alone.
    """

    evidence: EvidenceKind
    probability: float
    whole: bool
    failed: int | None = None
    count: int | None = None


UNKNOWN_RATE = Rate(evidence=EvidenceKind.UNKNOWN, probability=0.0, whole=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known about how often a handoff or a node fails."""

    deliveries: Deliveries | None = None
    scores: tuple[ScoreCount, ...] = ()
    ratings: tuple[Rating, ...] = ()
    total: float | None = None
    own: float | None = None

    def counted_rate(self) -> Rate | None:
        """Return the fact: failed deliveries of all deliveries."""
        if self.deliveries is None:
            return None
        return _share(EvidenceKind.FACT, self.deliveries.failed, self.deliveries.count)

    def rated_rate(self) -> Rate | None:
        """Return the opinion: the share of the clients' overall scores at 2 or below (bottom-2-box)."""
        scores = tuple(self._overall_scores())
        count = sum(entry.count for entry in scores)
        if count == 0:
            return None
        dissatisfied = sum(entry.count for entry in scores if entry.score <= HIGHEST_DISSATISFIED_SCORE)
        return _share(EvidenceKind.OPINION, dissatisfied, count)

    def assumed_rate(self) -> Rate | None:
        """Return the assumption, of the whole rate (`total`) or of the own failure alone (`own`)."""
        if self.total is not None:
            return Rate(evidence=EvidenceKind.ASSUMPTION, probability=self.total, whole=True)
        if self.own is not None:
            return Rate(evidence=EvidenceKind.ASSUMPTION, probability=self.own, whole=False)
        return None

    def _overall_scores(self) -> Iterable[ScoreCount]:
        yield from self.scores
        yield from (ScoreCount(score=rating.score, count=1) for rating in self.ratings if rating.counts)


def best_rate(evidence: Evidence | None) -> Rate:
    """Return the rate of the best evidence: facts before opinions before assumptions, else the unknown rate.

    >>> best_rate(Evidence(deliveries=Deliveries(count=200, failed=30), own=0.5)).probability
    0.15
    """
    if evidence is None:
        return UNKNOWN_RATE
    return evidence.counted_rate() or evidence.rated_rate() or evidence.assumed_rate() or UNKNOWN_RATE


def _share(kind: EvidenceKind, failed: int, count: int) -> Rate:
    return Rate(evidence=kind, probability=failed / count, whole=True, failed=failed, count=count)
