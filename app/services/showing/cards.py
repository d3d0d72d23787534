"""What is told of a map among others: its worst outcome, and how much of it is measured."""

from collections import Counter
from dataclasses import dataclass

from app.services.showing import analysis
from app.services.showing.analysis import NoFigures
from process_models.domain.chain import Node
from process_models.domain.evidence import best_rate
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem
from process_models.domain.validity import as_of
from process_models.domain.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """On what the handoffs of a map rest: how many on facts, opinions, assumptions, and on nothing."""

    facts: int
    opinions: int
    assumptions: int
    unknown: int

    @property
    def total(self) -> int:
        """How many handoffs there are."""
        return self.facts + self.opinions + self.assumptions + self.unknown

    @property
    def parts(self) -> tuple[tuple[EvidenceKind, int], ...]:
        """The kinds of evidence that some handoff rests on, the best first."""
        counts = (
            (EvidenceKind.FACT, self.facts),
            (EvidenceKind.OPINION, self.opinions),
            (EvidenceKind.ASSUMPTION, self.assumptions),
            (EvidenceKind.UNKNOWN, self.unknown),
        )
        return tuple((kind, count) for kind, count in counts if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A map among others.

    `worst` is the outcome that fails most often (`probability`), those that serve the most first where two are equal;
    `standard_error` is the probability's where it was simulated. Without figures, `missing` says why, and `is_pending`
    that they are coming.
    """

    opened: ValueChainMap
    measured: Measured
    worst: Node | None = None
    probability: float = 0.0
    standard_error: float | None = None
    missing: Problem | None = None
    is_pending: bool = False


def card(opened: ValueChainMap, *, within: float | None = None) -> Card:
    """Return what is told of a map; figures that are not ready `within` so many seconds are pending."""
    chain = as_of(opened.chain, opened.chain.as_of).chain
    kinds = Counter(best_rate(handoff.failure).evidence for handoff in chain.handoffs)
    measured = Measured(
        facts=kinds[EvidenceKind.FACT],
        opinions=kinds[EvidenceKind.OPINION],
        assumptions=kinds[EvidenceKind.ASSUMPTION],
        unknown=kinds[EvidenceKind.UNKNOWN],
    )
    if not chain.outcomes or not chain.handoffs:
        return Card(opened=opened, measured=measured)
    found = analysis.figures(opened, within=within)
    if isinstance(found, NoFigures):
        return Card(opened=opened, measured=measured, missing=found.problem, is_pending=found.is_pending)
    worst = max(chain.outcomes, key=lambda node: (found.outcomes[node.id].leading, node.severity))
    risk = found.outcomes[worst.id]
    return Card(
        opened=opened,
        measured=measured,
        worst=worst,
        probability=risk.leading,
        standard_error=risk.standard_error,
    )
