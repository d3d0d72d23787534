"""The figures that a drawing shows: noted ones, and where they say more those of propagation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from app.reports.propagation.contributions import LEAST_SHOWN
from app.reports.propagation.reach import passed_on
from app.services.showing import analysis, computing
from app.services.showing.computing import FiguresMissing, NoFigures
from graphs.propagation import OutcomeRisk, Propagation, TooLargeForExact, propagate
from graphs.propagation.questions.calibrated import calibrated
from graphs.propagation.questions.reaching import Reaching, reaching
from graphs.propagation.worker import Refusal
from graphs.rendering.picture import Figures, View
from process_models.domain.chain import ValueChain
from process_models.domain.evidence import Rate, best_rate
from process_models.domain.identifiers import HandoffId
from process_models.domain.maps import ValueChainMap
from process_models.domain.problems import Problem, warning
from process_models.domain.vocabulary import EvidenceKind


class Finder(Protocol):
    """Finds the figures of a chain, if it has any."""

    def figures(self, chain: ValueChain) -> Propagation | NoFigures | None:
        """Return how failures reach the outcomes."""

    def reaching(self, chain: ValueChain, origin: HandoffId) -> Reaching | None:
        """Return what the failure of a handoff spoils on the way."""


class ByEngine:
    """Finds them here and now."""

    def figures(self, chain: ValueChain) -> Propagation | None:
        """Return exact figures."""
        try:
            return propagate(chain, chains=0, method="exact")
        except TooLargeForExact:
            return None

    def reaching(self, chain: ValueChain, origin: HandoffId) -> Reaching | None:
        """Return exact figures."""
        try:
            return reaching(calibrated(chain), handoff=f"handoff:{origin}")
        except TooLargeForExact:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Finds those of a kept map: in workers, and once for each revision."""

    opened: ValueChainMap

    def figures(self, _chain: ValueChain) -> Propagation | NoFigures:
        """Return exact figures, or simulated ones where these are there."""
        return analysis.drawn(self.opened)

    def reaching(self, _chain: ValueChain, origin: HandoffId) -> Reaching | None:
        """Return exact figures; of a drawing, which is kept itself, they are asked once."""
        try:
            found, _ = computing.computed(self.opened, "reach", handoff=f"handoff:{origin}")
        except FiguresMissing:
            return None
        return None if isinstance(found, Refusal) else found


def drawn_figures(chain: ValueChain, view: View, finder: Finder) -> tuple[Figures, tuple[Problem, ...]]:
    """Return what is known of each handoff, as propagation has it where it says more than the evidence alone."""
    noted = {handoff.id: best_rate(handoff.failure) for handoff in chain.handoffs}
    if view.is_whole and all(_says_all(rate) for rate in noted.values()):
        return Figures(rates=noted), ()
    found = finder.figures(chain)
    if not isinstance(found, Propagation):
        is_coming = isinstance(found, NoFigures) and found.is_pending
        return Figures(rates=noted), (warning("drawing-simulating" if is_coming else "drawing-rates-from-evidence"),)
    rates = {handoff: _as_propagated(rate, found.handoffs[handoff].rate) for handoff, rate in noted.items()}
    if view.origin is not None:
        return _reached(rates, found, view.origin, finder)
    if view.outcome is None:
        return Figures(rates=rates), ()
    return _contributing(rates, found.outcomes[view.outcome]), ()


def _says_all(rate: Rate) -> bool:
    """Tell whether a rate is the handoff's whole failure rate, or nothing is known of it."""
    return rate.whole or rate.evidence is EvidenceKind.UNKNOWN


def _as_propagated(rate: Rate, probability: float) -> Rate:
    """Return the whole rate of a handoff of which the own failure alone was supposed."""
    return rate if _says_all(rate) else replace(rate, probability=probability, whole=True)


def _contributing(rates: Mapping[HandoffId, Rate], risk: OutcomeRisk) -> Figures:
    """Return each one's share of an outcome's failures; where it cannot fail, nobody has any."""
    return Figures(
        rates=rates,
        shares={handoff: risk.share(found.contribution) for handoff, found in risk.handoffs.items()},
        node_shares={node: risk.share(found.contribution) for node, found in risk.nodes.items()},
    )


def _reached(
    rates: Mapping[HandoffId, Rate], found: Propagation, origin: HandoffId, finder: Finder
) -> tuple[Figures, tuple[Problem, ...]]:
    """Return how much of a handoff's failure reaches everything downstream; of outcomes it is what their page shows."""
    at_outcomes = dict(passed_on(found, origin))
    on_the_way = None if found.method.name == "sampling" else finder.reaching(found.chain, origin)
    if on_the_way is None:
        figures = Figures(rates=rates, nodes_reached={**dict.fromkeys(found.outcomes, 0.0), **at_outcomes})
        return figures, (warning("drawing-reach-at-ends"),)
    handoffs = {each: _seen_share(share) for each, share in on_the_way.handoffs.items()}
    nodes = {each: _seen_share(share) for each, share in on_the_way.nodes.items()}
    return Figures(rates=rates, reached=handoffs, nodes_reached={**nodes, **at_outcomes}), ()


def _seen_share(share: float) -> float:
    return share if share > LEAST_SHOWN else 0.0
