"""Rules of evidence: counts that add up, scores on their scale, one assumption at most."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from process_models.domain.evidence import Deliveries, Evidence, Rating, ScoreCount
from process_models.domain.identifiers import RequirementId
from process_models.domain.problems import Problem, error
from process_models.domain.rules.values import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    amount_problems,
    positive_problems,
    score_problems,
    share_problems,
    text_problems,
    under,
)


def evidence_problems(evidence: Evidence | None, requirements: AbstractSet[RequirementId]) -> Iterator[Problem]:
    """What is wrong in the evidence of a handoff with these requirements, or of a node, which has none."""
    if evidence is None:
        return
    if evidence.deliveries is not None:
        yield from under("/deliveries", _deliveries(evidence.deliveries))
    yield from under("/scores", _scores(evidence.scores))
    for index, rating in enumerate(evidence.ratings):
        yield from under(f"/ratings/{index}", _rating(rating, requirements))
    yield from share_problems("/total", evidence.total)
    yield from share_problems("/own", evidence.own)
    if evidence.total is not None and evidence.own is not None:
        yield error("total-and-own", "/own")


def _deliveries(deliveries: Deliveries) -> Iterator[Problem]:
    yield from positive_problems("/count", deliveries.count)
    if not 0 <= deliveries.failed <= deliveries.count:
        yield error("failed-beyond-count", "/failed", failed=deliveries.failed, count=deliveries.count)
    ways = {"late": deliveries.late, "incomplete": deliveries.incomplete, "wrong": deliveries.wrong}
    for way, count in ways.items():
        if count is not None and not 0 <= count <= deliveries.failed:
            yield error("way-beyond-failed", f"/{way}", count=count, failed=deliveries.failed)


def _scores(scores: tuple[ScoreCount, ...]) -> Iterator[Problem]:
    seen: set[int] = set()
    for entry in scores:
        place = f"/{entry.score}"
        if not LOWEST_SCORE <= entry.score <= HIGHEST_SCORE:
            yield error("not-one-to-five", place, value=entry.score)
        if entry.score in seen:
            yield error("duplicate-score", place, score=entry.score)
        seen.add(entry.score)
        yield from amount_problems(place, entry.count)


def _rating(rating: Rating, requirements: AbstractSet[RequirementId]) -> Iterator[Problem]:
    yield from score_problems("/score", rating.score)
    yield from score_problems("/importance", rating.importance)
    if rating.requirement is not None and rating.requirement not in requirements:
        yield error("unknown-requirement", "/requirement", requirement=rating.requirement)
    yield from text_problems("/comment", rating.comment)
