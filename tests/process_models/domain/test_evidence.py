"""From evidence to a rate (propagation.md, "From evidence to o_e")."""

import pytest

from process_models.domain.evidence import Deliveries, Evidence, Rate, Rating, ScoreCount, best_rate
from process_models.domain.identifiers import RequirementId
from process_models.domain.vocabulary import EvidenceKind, Rater

FACT = Deliveries(count=200, failed=30)
OPINION = (ScoreCount(score=1, count=2), ScoreCount(score=2, count=3), ScoreCount(score=5, count=20))


def test_facts_come_before_opinions_before_assumptions() -> None:
    """The best evidence alone gives the rate, with its denominator."""
    everything = Evidence(deliveries=FACT, scores=OPINION, total=0.5)
    assert best_rate(everything) == Rate(evidence=EvidenceKind.FACT, probability=0.15, whole=True, failed=30, count=200)
    rated = Evidence(scores=OPINION, total=0.5)
    assert best_rate(rated) == Rate(evidence=EvidenceKind.OPINION, probability=0.2, whole=True, failed=5, count=25)
    supposed = Evidence(total=0.5)
    assert best_rate(supposed) == Rate(evidence=EvidenceKind.ASSUMPTION, probability=0.5, whole=True)


def test_an_own_failure_is_not_the_whole_rate() -> None:
    """What came from further up comes on top of it."""
    assert best_rate(Evidence(own=0.1)) == Rate(evidence=EvidenceKind.ASSUMPTION, probability=0.1, whole=False)


@pytest.mark.parametrize("nothing", [None, Evidence(), Evidence(scores=(ScoreCount(score=1, count=0),))])
def test_nothing_known_is_unknown(nothing: Evidence | None) -> None:
    """No answers are no opinion: unknown is neither zero nor good."""
    assert best_rate(nothing).evidence is EvidenceKind.UNKNOWN


def test_an_assumed_zero_is_an_assumption() -> None:
    """Whoever supposes that nothing fails has said something."""
    assert best_rate(Evidence(own=0.0)).evidence is EvidenceKind.ASSUMPTION
    assert best_rate(Evidence(total=0.0)).evidence is EvidenceKind.ASSUMPTION


def test_scores_of_two_and_below_are_dissatisfied() -> None:
    """Bottom-2-box, over typed ratings and released answers together."""
    evidence = Evidence(
        scores=(ScoreCount(score=2, count=1), ScoreCount(score=3, count=4)),
        ratings=(Rating(score=1), Rating(score=2), Rating(score=3), Rating(score=5), Rating(score=5)),
    )
    rate = best_rate(evidence)
    assert (rate.failed, rate.count) == (3, 10)


def test_the_suppliers_own_ratings_and_those_of_one_requirement_do_not_count() -> None:
    """Only the client, and only about the whole."""
    evidence = Evidence(
        ratings=(
            Rating(score=1, by=Rater.SUPPLIER),
            Rating(score=1, requirement=RequirementId("r1")),
            Rating(score=4),
        )
    )
    rate = best_rate(evidence)
    assert (rate.failed, rate.count) == (0, 1)
    assert best_rate(Evidence(ratings=evidence.ratings[:2])).evidence is EvidenceKind.UNKNOWN
